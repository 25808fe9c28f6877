"""One command shows what a proposed spec does, in a copy."""

import re
from pathlib import Path

import pytest
import yaml

from tests.diffing import history
from tests.diffing.documents import ROOT, edited
from tools.diffing.trial import failures, statistics
from tools.regenerate_check import main


def contents() -> dict[Path, bytes]:
    """Return all files that a trial could change."""
    paths = [
        path for room in ("generated", "spec") for path in (ROOT / room).rglob("*") if path.suffix in (".py", ".yaml")
    ]
    return {path: path.read_bytes() for path in paths}


def test_a_breaking_spec_is_told_in_four_steps(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The verdict, the files that change, the types that no longer agree, the tests that fail; all in a copy."""
    before = contents()
    file = tmp_path / "later.yaml"
    file.write_text(yaml.safe_dump(edited(history.later), sort_keys=False), encoding="utf-8")
    assert main([str(file), "--tests", "tests/library/test_campaigns.py"]) == 1
    out = capsys.readouterr().out
    assert re.search(r"^models\.py +\| \+\d+ -\d+$", out, re.MULTILINE)
    assert re.search(r"^overlays/revox/\w+\.py:\d+: error: ", out, re.MULTILINE)
    assert re.search(r"^tests/library/test_campaigns\.py::test_\w+ \(\d+\): \w", out, re.MULTILINE)
    assert re.findall(r"^(diff|generate|types|tests) +(ok|failed|not run) +[\d.]+ s  (\w+)", out, re.MULTILINE) == [
        ("diff", "ok", "asks"),
        ("generate", "ok", "3"),
        ("types", "failed", "Found"),
        ("tests", "failed", re.search(r"^(\d+) failed", out, re.MULTILINE)[1]),  # type: ignore[index]  # it is there
    ]
    assert contents() == before


def test_what_the_generator_refuses_is_not_tried(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The message names the proposed spec, not its copy."""
    file = tmp_path / "bad.yaml"
    file.write_text(
        yaml.safe_dump(edited(lambda d: d["tags"].clear()), sort_keys=False).replace("campaigns.get_rows", "rows")
    )
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
    old, new = tmp_path / "old", tmp_path / "new"
    for root, files in (
        (old, {"same.py": "# Generated from v1\nx\n", "gone.py": "a\nb\n", "changed.py": "a\n"}),
        (new, {"same.py": "# Generated from v2\nx\n", "fresh.py": "a\n", "changed.py": "a\n-- b\n"}),
    ):
        root.mkdir()
        for name, text in files.items():
            (root / name).write_text(text)
    assert statistics(old, new) == [
        "changed.py | +1 -0",
        "fresh.py   | +1 -0",
        "gone.py    | +0 -2",
        "3 files changed, +2 -2",
    ]
