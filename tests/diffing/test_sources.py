"""A spec is read from a file or from a git revision, with the line of every place."""

import subprocess
from pathlib import Path

import pytest

from tests.diffing.documents import SHOP
from tools.diffing.sources import Source, SourceError

IDENTITY = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.com", "-c", "commit.gpgsign=false"]
TEXT = SHOP.read_text(encoding="utf-8")
COUNT = "name: pageSize"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a git checkout with two versions of the spec: the first is tagged, the second renamed, with a mistake."""
    file = tmp_path / "spec" / "openapi.yaml"
    file.parent.mkdir()
    _git(tmp_path, "init", "--quiet")
    for text in (TEXT, TEXT.replace(COUNT, "nam: pageSize")):
        file.write_text(text, encoding="utf-8")
        _git(tmp_path, "add", ".")
        _git(tmp_path, *IDENTITY, "commit", "--quiet", "--message", "x")
    _git(tmp_path, "tag", "v1", "HEAD~1")
    file.rename(file.with_name("other.yaml"))
    return tmp_path


def _git(directory: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=directory, check=True, capture_output=True)


@pytest.mark.parametrize("name", ["v1", "HEAD~1", "v1:spec/openapi.yaml"])
def test_a_revision_is_read(checkout: Path, name: str) -> None:
    """It stands for the usual path in it, unless it names another one; a place has the line that it begins on."""
    source = Source.read(name, checkout)
    assert (source.name.partition(":")[2], source.text) == ("spec/openapi.yaml", TEXT)
    line = source.line(("paths", "/orders", "get", "parameters", 1)) or 0
    assert COUNT in TEXT.splitlines()[line - 1]


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("v9", "v9:spec/openapi.yaml: there is no such file, and git says: invalid object name 'v9'"),
        ("--output=x", "--output=x:spec/openapi.yaml: there is no such file, and git says: "),
        ("v1:other.yaml", "v1:other.yaml: there is no such file, and git says: path 'other.yaml' does not"),
        ("spec", "spec: cannot be read: Is a directory"),
        ("spec/other.yaml", "spec/other.yaml:34: #/paths"),
        ("HEAD", "HEAD:spec/openapi.yaml:34: #/paths"),
    ],
)
def test_what_cannot_be_read_is_told(checkout: Path, name: str, problem: str) -> None:
    """The error says what is missing, or the line of a mistake; no temporary file shows."""
    with pytest.raises(SourceError) as caught:
        Source.read(name, checkout)
    problem = problem.replace("34", str(TEXT[: TEXT.index(COUNT)].count("\n") + 1))
    assert all(line.startswith(problem) for line in str(caught.value).splitlines())


def test_outside_a_checkout_there_are_only_files(tmp_path: Path) -> None:
    """Without a git checkout, a name that is no file is an error like any other."""
    with pytest.raises(SourceError, match="not a git repository"):
        Source.read("HEAD", tmp_path)
