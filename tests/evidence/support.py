"""Pages of a made-up library, in the forms of the real pages, and a project that has read them before."""

from functools import cache
from pathlib import Path

import pytest
from attrs import frozen

from tools.evidence.facts import Facts
from tools.evidence.kept import dump
from tools.evidence.sources import read_sources
from tools.read_docs import main

PAGES = Path(__file__).parent / "pages"
SPEC = (PAGES / "loans.yaml").read_text(encoding="utf-8")
FILES = {"typescript": PAGES / "list_loans.typescript.txt", "python": PAGES / "list_loans.python.md"}
Edit = tuple[str, str]


def edited(text: str, *edits: Edit) -> str:
    """Return a text with some edits; each must change something."""
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new)
    return text


def page(language: str, *edits: Edit) -> str:
    """Return the text of a page with some edits."""
    return edited(FILES[language].read_text(encoding="utf-8"), *edits)


@cache
def kept() -> list[Facts]:
    """Return the facts of both pages."""
    return read_sources(list(FILES.values()))


@frozen
class Project:
    """A spec in a directory, with the facts that were kept of both pages beside it, and what the command prints."""

    directory: Path
    output: pytest.CaptureFixture[str]

    @property
    def spec(self) -> Path:
        """The file of the spec."""
        return self.directory / "spec.yaml"

    def keep(self, *edits: Edit) -> "Project":
        """Write the spec, with some edits, and keep the facts of both pages."""
        self.spec.write_text(edited(SPEC, *edits), encoding="utf-8")
        (self.directory / "evidence").mkdir(exist_ok=True)
        for facts in kept():
            (self.directory / "evidence" / f"{Path(facts.source).stem}.json").write_text(
                dump([facts]), encoding="utf-8"
            )
        return self

    def read(self, language: str, *edits: Edit, name: str = "") -> tuple[int, list[str]]:
        """Save a page with some edits, compare it, and return the exit code and the lines that were printed."""
        file = self.directory / (name or FILES[language].name)
        file.write_text(page(language, *edits), encoding="utf-8")
        return self.run(str(file))

    def run(self, *arguments: str) -> tuple[int, list[str]]:
        """Run the command against the spec."""
        code = main([*arguments, "--against", str(self.spec)])
        said = self.output.readouterr()
        return code, (said.out + said.err).replace(f"{self.directory}/", "").splitlines()
