"""The template overrides: as few as do it, each with a reason."""

from pathlib import Path

from tests.generation.command import ROOT

TEMPLATES = ROOT / "tools" / "templates"
OVERRIDES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*") if path.is_file())


def test_every_override_begins_with_its_reason() -> None:
    """The first line of a template is a comment that starts with `Why:`."""
    firsts = {name: (TEMPLATES / name).read_text(encoding="utf-8").partition("\n")[0] for name in OVERRIDES}
    assert firsts
    assert [name for name, first in firsts.items() if not first.startswith(("{# Why: ", "{#- Why: "))] == []


def test_every_override_is_rendered(directory: Path) -> None:
    """A run opens each of them; one that no generator asks for would lie there and mislead."""
    opened = {Path(line) for line in (directory / "opened").read_text().splitlines()}
    assert [name for name in OVERRIDES if TEMPLATES / name not in opened] == []
