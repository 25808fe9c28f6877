"""What may be committed, and where."""

import re

from tests.project.files import ROOT, project_files

TOP_LEVEL = {
    *("pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE", "Makefile"),
    *("spec", "generated", "overlays", "tests", "tools"),
    *(".ci", ".github", ".gitignore"),
}
REGISTRY = re.compile(r"index[-_]url|find[-_]links|pypi\.|python[h]osted|/simple[/]", re.IGNORECASE)
SOMEBODYS_DIRECTORY = re.compile(r"(?<![\w./])/(home|Users|root|work|opt)/\w")


def lines() -> list[tuple[str, str]]:
    """Return every line of every file that is text, with its place."""
    found = []
    for path in project_files():
        try:
            text = (ROOT / path).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [(f"{path}:{number}", line) for number, line in enumerate(text.splitlines(), 1)]
    return found


def test_the_top_level_holds_the_agreed_names() -> None:
    """There is a place for everything, and nothing new at the top."""
    assert {path.parts[0] for path in project_files()} - TOP_LEVEL == set()


def test_no_file_names_a_registry() -> None:
    """Which package registry pip asks is the business of whoever runs it."""
    assert [place for place, line in lines() if REGISTRY.search(line)] == []


def test_no_file_names_a_directory_of_this_machine() -> None:
    """Neither the checkout, nor anybody's home."""
    here = re.compile(rf"(?<![\w./-]){re.escape(str(ROOT))}(?![\w-])")
    assert [place for place, line in lines() if here.search(line) or SOMEBODYS_DIRECTORY.search(line)] == []
