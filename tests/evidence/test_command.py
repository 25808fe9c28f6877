"""The command says what there is to do, to people and to programs, and its exit code says whether."""

from pathlib import Path

import pytest

from tests.evidence.support import FILES, Project
from tools.read_docs import main


@pytest.mark.parametrize("sources", [[], [FILES["python"]], list(FILES.values())], ids=len)
def test_nothing_to_do(project: Project, sources: list[Path]) -> None:
    """Exit code 0, and counts of what was compared: what was kept counts where a source is not read again."""
    counts = "facts: 106 backed, 6 assumed, 0 not told, 0 conflicting, 0 unread"
    said = [f"get /branches/{{branch_id}}/loans: {counts}", f"all: {counts}", "nothing to do"]
    assert project.run(*map(str, sources)) == (0, said)


def test_facts_that_were_kept_are_as_good_as_the_page(project: Project) -> None:
    """What --write made is read like the pages, and written again it is the same."""
    files = sorted((project.directory / "evidence").iterdir())
    again = project.directory / "again"
    assert project.run(*map(str, files), "--write", str(again))[0] == 0
    assert {file.name: file.read_bytes() for file in again.iterdir()} == {
        file.name: file.read_bytes() for file in files
    }


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("page.txt", b"Hello", "page.txt:1: expected a docs page"),
        ("page.txt", b"GET/a\n", "page.txt:1: above the path, expected the signature"),
        ("page.txt", b"\xff\xfe", "page.txt:1: is not UTF-8"),
        ("page.json", b'{"source": 1}', "page.json:1: does not hold facts"),
        ("missing.txt", None, "missing.txt:1: cannot be read"),
    ],
)
def test_an_unreadable_source(project: Project, name: str, content: bytes | None, said: str) -> None:
    """Exit code 2, and where it lost its way."""
    if content is not None:
        (project.directory / name).write_bytes(content)
    code, lines = project.run(str(project.directory / name))
    assert (code, lines[0][: len(said)]) == (2, said)


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (("copies: number", "copies: Map<string, number>"), "46: looks like a field"),
        (("sort?: string\n", "sort?: string\nGET/loans\n"), "28: a second method"),
        (("total: number\n\n", "total: number\nloans: number\n\n"), "73: belongs to nothing"),
    ],
)
def test_an_unreadable_line(project: Project, edit: tuple[str, str], said: str) -> None:
    """The message names the page, the line, and a few words of it."""
    code, lines = project.read("typescript", edit)
    assert (code, lines[0].startswith(f"list_loans.typescript.txt:{said}")) == (2, True), lines


def test_an_unreadable_spec(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 2 as well."""
    (tmp_path / "spec.yaml").write_text("openapi: 2.0\n", encoding="utf-8")
    assert main([str(FILES["python"]), "--against", str(tmp_path / "spec.yaml")]) == 2
    assert "spec.yaml:1: " in capsys.readouterr().err
