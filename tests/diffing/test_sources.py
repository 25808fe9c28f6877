"""A spec is read from a file or from a git revision, with the line of every place."""

import subprocess
from pathlib import Path

import pytest

from tests.diffing.documents import SHOP
from tools.diffing.sources import Source, SourceError

IDENTITY = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.com", "-c", "commit.gpgsign=false"]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a git checkout with two versions of the spec, the first one tagged."""
    text = SHOP.read_text(encoding="utf-8")
    file = tmp_path / "spec" / "openapi.yaml"
    file.parent.mkdir()
    _git(tmp_path, "init", "--quiet")
    file.write_text(text, encoding="utf-8")
    _git(tmp_path, "add", ".")
    _git(tmp_path, *IDENTITY, "commit", "--quiet", "--message", "one")
    _git(tmp_path, "tag", "v1")
    file.write_text(text.replace("version: 1.0.0", "version: 2.0.0"), encoding="utf-8")
    _git(tmp_path, "mv", "spec/openapi.yaml", "spec/other.yaml")
    _git(tmp_path, *IDENTITY, "commit", "--quiet", "--all", "--message", "two")
    return tmp_path


def _git(directory: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=directory, check=True, capture_output=True)


@pytest.mark.parametrize(
    ("name", "full_name", "version"),
    [
        ("v1", "v1:spec/openapi.yaml", "1.0.0"),
        ("HEAD~1", "HEAD~1:spec/openapi.yaml", "1.0.0"),
        ("HEAD:spec/other.yaml", "HEAD:spec/other.yaml", "2.0.0"),
        ("spec/other.yaml", "spec/other.yaml", "2.0.0"),
    ],
)
def test_files_and_revisions_are_read(checkout: Path, name: str, full_name: str, version: str) -> None:
    """A revision stands for the usual path in it, unless it names another one."""
    source = Source.read(name, checkout)
    assert (source.name, source.document["info"]["version"]) == (full_name, version)


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("missing.yaml", "missing.yaml: there is no such file, and no such git revision"),
        ("v9", "v9: there is no such file, and no such git revision"),
        ("v9:spec/openapi.yaml", "v9:spec/openapi.yaml: there is no such file, and no such git revision"),
        ("--output=x", "--output=x: there is no such file, and no such git revision"),
        ("HEAD", "HEAD:spec/openapi.yaml: the git revision has no such file"),
        ("v1:other.yaml", "v1:other.yaml: the git revision has no such file"),
        ("spec", "spec: cannot be read: Is a directory"),
    ],
)
def test_what_cannot_be_read_is_an_error_of_one_line(checkout: Path, name: str, problem: str) -> None:
    """The error says what is missing: the file, the revision, or the file in the revision."""
    with pytest.raises(SourceError) as caught:
        Source.read(name, checkout)
    assert str(caught.value) == problem


def test_outside_a_checkout_there_are_only_files(tmp_path: Path) -> None:
    """Without a git checkout, a name that is no file is an error like any other."""
    with pytest.raises(SourceError, match="no such git revision"):
        Source.read("HEAD", tmp_path)


def test_a_mistake_is_told_with_its_line(checkout: Path) -> None:
    """A document that is no OpenAPI 3.1 is refused with the line of the mistake; no temporary file shows."""
    text = SHOP.read_text(encoding="utf-8")
    (checkout / "spec" / "openapi.yaml").write_text(text.replace("name: pageSize", "nam: pageSize"), encoding="utf-8")
    line = text[: text.index("- name: pageSize")].count("\n") + 1
    _git(checkout, "add", ".")
    _git(checkout, *IDENTITY, "commit", "--quiet", "--message", "three")
    for name, full_name in (("spec/openapi.yaml", "spec/openapi.yaml"), ("HEAD", "HEAD:spec/openapi.yaml")):
        with pytest.raises(SourceError, match=rf"^{full_name}:{line}: #/paths"):
            Source.read(name, checkout)


def test_every_place_has_its_line() -> None:
    """A key has the line that it stands on, an item of a list that where it begins."""
    source = Source.read(str(SHOP), Path())
    lines = source.text.splitlines()
    for pointer, line in source.lines.items():
        if pointer and isinstance(pointer[-1], str):
            assert pointer[-1] in lines[line - 1]
    assert source.lines["paths", "/orders", "get", "parameters", 1] == lines.index("        - name: pageSize") + 1
