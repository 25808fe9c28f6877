"""One command shows what a proposed spec does, in a copy."""

import re
from pathlib import Path

import pytest
import yaml

from tests.diffing.documents import Document, edited
from tools.diffing.sources import DEFAULT_PATH
from tools.diffing.trial import ROOT, failures, statistics
from tools.regenerate_check import main

REVOX = ROOT / DEFAULT_PATH


def add_argument(document: Document) -> None:
    """Let the first method of the spec take one more argument."""
    operation = next(iter(next(iter(document["paths"].values())).values()))
    operation.setdefault("parameters", []).append({"name": "planted", "in": "query", "schema": {"type": "string"}})


def contents() -> dict[Path, bytes]:
    """Return all files that a trial could change."""
    paths = [path for room in ("generated", "spec") for path in (ROOT / room).rglob("*")]
    return {path: path.read_bytes() for path in paths if path.suffix in (".py", ".yaml", ".json")}


@pytest.mark.deep
def test_a_spec_is_tried_in_four_steps(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The verdict, the files that change, the types, the tests that fail; all in a copy, with its own package."""
    before = contents()
    file, tests = tmp_path / "proposed.yaml", tmp_path / "test_planted.py"
    file.write_text(yaml.safe_dump(edited(add_argument, REVOX), sort_keys=False), encoding="utf-8")
    tests.write_text(
        "import pathlib, revox_api\n"
        "FILES = pathlib.Path(revox_api.__file__).parent.rglob('*.py')\n"
        "def test_new(): assert any('planted' in file.read_text(encoding='utf-8') for file in FILES)\n"
        "def test_old(): raise KeyError('planted')\n"
    )
    assert main([str(file), "--tests", str(tests)]) == 1
    out = capsys.readouterr().out
    assert "`planted`" in out.partition("Additions (1)")[2]
    assert re.search(r"^api/.*\.py +\| \+\d+ -\d+$", out, re.MULTILINE)
    assert re.search(r"test_planted\.py::test_old \(1\): KeyError: 'planted'$", out, re.MULTILINE)
    steps = re.findall(r"^(diff|generate|types|tests) +(ok|failed|not run) +[\d.]+ s  (.*)", out, re.MULTILINE)
    assert [name for name, *_ in steps] == ["diff", "generate", "types", "tests"]
    assert steps[0][1:] == ("ok", "asks for minor: 0 breaking, 1 addition, 0 harmless")
    assert (steps[1][1], steps[3][1]) == ("ok", "failed")
    assert "1 failed, 1 passed" in steps[3][2]
    assert contents() == before


def test_what_the_generator_refuses_is_not_tried(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The message names the proposed spec, not its copy."""
    file = tmp_path / "bad.yaml"
    document = edited(file=REVOX)
    next(iter(next(iter(document["paths"].values())).values()))["operationId"] = "no dot in it"
    file.write_text(yaml.safe_dump(document, sort_keys=False), encoding="utf-8")
    assert main([str(file)]) == 1
    out = capsys.readouterr().out
    assert f"error: {file}:" in out
    assert re.findall(r"^(\w+) +not run", out, re.MULTILINE) == ["types", "tests"]


def test_what_cannot_be_read_exits_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is tried."""
    assert main(["missing.yaml"]) == 2
    assert capsys.readouterr() == ("", "error: missing.yaml: there is no such file, and no such git revision\n")


def test_failures_are_told_by_function() -> None:
    """A test with many parameters is one line, with the first reason."""
    output = (
        "FAILED a.py::test_x[1-a b] - KeyError: 'x'\nFAILED a.py::test_x[2]\nERROR b.py - SyntaxError: no\n3 failed"
    )
    assert failures(output) == ["a.py::test_x (2): KeyError: 'x'", "b.py (1): SyntaxError: no"]


def test_statistics_count_lines(tmp_path: Path) -> None:
    """Files that come, go and change are counted; a header with another version alone is no change."""
    files = {
        "old": {"same.py": "# Generated from v1\nx\n", "gone.py": "a\nb\n", "changed.py": "a\n"},
        "new": {"same.py": "# Generated from v2\nx\n", "fresh.py": "a\n", "changed.py": "a\n-- b\n"},
    }
    for root, texts in files.items():
        (tmp_path / root).mkdir()
        for name, text in texts.items():
            (tmp_path / root / name).write_text(text)
    assert statistics(tmp_path / "old", tmp_path / "new") == [
        "changed.py | +1 -0",
        "fresh.py   | +1 -0",
        "gone.py    | +0 -2",
        "3 files changed, +2 -2",
    ]
