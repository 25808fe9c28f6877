"""One command shows what a proposed spec does, in a copy."""

import re
from pathlib import Path

import pytest
import yaml

from tests.diffing.documents import edited
from tools.diffing.sources import DEFAULT_PATH
from tools.regenerate_check import main
from tools.setup.environment import ROOT

REVOX = ROOT / DEFAULT_PATH


def proposed(file: Path, **changes: object) -> str:
    """Write the spec with its first operation changed, and return the name of the file."""
    document = edited(file=REVOX)
    path = next(iter(document["paths"].values()))
    next(node for node in path.values() if "operationId" in node).update(changes)
    file.write_text(yaml.safe_dump(document, sort_keys=False), encoding="utf-8")
    return str(file)


def contents() -> dict[Path, bytes]:
    """Return all files that a trial could change."""
    paths = [path for room in ("generated", "spec") for path in (ROOT / room).rglob("*")]
    return {path: path.read_bytes() for path in paths if path.suffix in (".py", ".yaml", ".json")}


@pytest.mark.deep
def test_a_spec_is_tried_in_four_steps(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The verdict, the files that change, the types, the tests that fail; all in a copy, with its own package."""
    before, tests = contents(), tmp_path / "test_planted.py"
    tests.write_text(
        "import pathlib, revox_api\n"
        "FILES = pathlib.Path(revox_api.__file__).parent.rglob('*.py')\n"
        "def test_new(): assert any('planted' in file.read_text(encoding='utf-8') for file in FILES)\n"
        "def test_old(): raise KeyError('planted')\n"
    )
    assert main([proposed(tmp_path / "proposed.yaml", summary="It is planted"), "--tests", str(tests)]) == 1
    out = capsys.readouterr().out
    assert "has another `summary`" in out.partition("Harmless (1)")[2]
    assert re.search(r"^ generated/revox_api/api/.*\.py +\| +\d+ [+-]+$", out, re.MULTILINE)
    assert re.search(r"test_planted\.py::test_old - KeyError: 'planted'$", out, re.MULTILINE)
    steps = re.findall(r"^(diff|generate|types|tests) +(ok|failed) +[\d.]+ s  (.*)", out, re.MULTILINE)
    assert [name for name, *_ in steps] == ["diff", "generate", "types", "tests"]
    assert steps[0][1:] == ("ok", "asks for patch: 0 breaking, 0 addition, 1 harmless")
    assert [words in step[2] for words, step in zip(("changed", "no issues", "1 failed"), steps[1:], strict=True)]
    assert contents() == before


@pytest.mark.deep
def test_what_the_generator_refuses_is_not_tried(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The message names the proposed spec, not its copy."""
    file = proposed(tmp_path / "bad.yaml", operationId="no dot in it")
    assert main([file]) == 1
    out = capsys.readouterr().out
    assert f"error: {file}:" in out
    assert "types and tests: not run" in out


def test_what_cannot_be_read_exits_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is tried."""
    assert main(["missing.yaml"]) == 2
    out, error = capsys.readouterr()
    assert out == ""
    assert error.startswith("error: missing.yaml:spec/openapi.yaml: there is no such file, and git says: ")
