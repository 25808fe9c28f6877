"""`make demo`, as a process, from start to end."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.project.files import ROOT
from tools.demo import differences, ids_in_csv, read_jsonl


def start(directory: Path) -> "subprocess.Popen[str]":
    """Start the demonstration in a process group of its own."""
    command = [sys.executable, "-W", "error", "-m", "tools.demo", "--to", str(directory)]
    return subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )


def is_anything_left(group: int) -> bool:
    """Return whether a process of a group still runs."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_every_row_arrives_once_and_nothing_is_left_running(tmp_path: Path) -> None:
    """Both files hold 1,000 rows, the summary counts them, and neither process nor stray file remains."""
    with start(tmp_path) as process:
        output, errors = process.communicate(timeout=120)
    assert (process.returncode, errors) == (0, "")
    assert not is_anything_left(process.pid)
    rows = read_jsonl(tmp_path / "rows.jsonl")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["rows.csv", "rows.jsonl"]
    assert [row.id for row in rows] == ids_in_csv(tmp_path / "rows.csv")
    assert len({row.id for row in rows}) == 1000
    counts = {" ".join(words): int(number.replace(",", "")) for *words, number in map(str.split, table(output))}
    without_call = sum(not row.call for row in rows)
    assert counts["rows"] == 1000
    assert counts["no call"] == without_call > 0
    assert counts["by status completed"] == sum(bool(row.call and row.call.status == "completed") for row in rows)


def table(output: str) -> list[str]:
    """Return the lines of the summary that count rows."""
    lines = output.splitlines()
    first = next(index for index, line in enumerate(lines) if line.startswith("rows "))
    last = next(index for index, line in enumerate(lines) if line.startswith("seconds "))
    return lines[first:last]


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_one_leaves_nothing_running(tmp_path: Path, number: signal.Signals, status: int) -> None:
    """Ctrl-C and SIGTERM stop the sandbox, too."""
    with start(tmp_path) as process:
        assert process.stdout is not None
        next(line for line in process.stdout if "It answers at" in line)
        process.send_signal(number)
        process.communicate(timeout=60)
    assert process.returncode == status
    assert not is_anything_left(process.pid)


@pytest.mark.parametrize(
    ("got", "words"),
    [
        (["a", "b"], []),
        (["b", "a"], []),
        (["a"], ["rows.csv: row b is missing"]),
        (["a", "b", "b"], ["rows.csv: row b is there once too often, or is not in the campaign"]),
        (
            ["a", "c"],
            ["rows.csv: row b is missing", "rows.csv: row c is there once too often, or is not in the campaign"],
        ),
    ],
)
def test_it_would_tell_of_a_row_that_is_lost_or_doubled(got: Sequence[str], words: list[str]) -> None:
    """The comparison names the file, the row, and what is wrong with it."""
    assert differences("rows.csv", ["a", "b"], got) == words
