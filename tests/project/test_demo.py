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


@pytest.mark.deep
def test_every_row_arrives_once_and_nothing_is_left_running(tmp_path: Path) -> None:
    """Both files hold 1,000 rows, the summary counts them, and neither process nor stray file remains."""
    with start(tmp_path) as process:
        output, errors = process.communicate(timeout=120)
    assert (process.returncode, errors) == (0, "")
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)
    rows = read_jsonl(tmp_path / "rows.jsonl")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["rows.csv", "rows.jsonl"]
    assert [row.id for row in rows] == ids_in_csv(tmp_path / "rows.csv")
    assert len({row.id for row in rows}) == 1000
    assert {"rows 1,000", f"no call {sum(not row.call for row in rows)}"} <= {
        " ".join(line.split()) for line in output.splitlines()
    }


@pytest.mark.deep
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_one_leaves_nothing_running(tmp_path: Path, number: signal.Signals, status: int) -> None:
    """Ctrl-C and SIGTERM stop the sandbox, too."""
    with start(tmp_path) as process:
        assert process.stdout is not None
        next(line for line in process.stdout if "It answers at" in line)
        process.send_signal(number)
        process.communicate(timeout=60)
    assert process.returncode == status
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


@pytest.mark.parametrize(
    ("got", "words"),
    [
        ("ab", []),
        ("ba", []),
        ("a", ["row b is missing"]),
        ("abb", ["row b is there once too often, or is not in the campaign"]),
        ("ac", ["row b is missing", "row c is there once too often, or is not in the campaign"]),
    ],
)
def test_it_would_tell_of_a_row_that_is_lost_or_doubled(got: Sequence[str], words: list[str]) -> None:
    """The comparison names the file, the row, and what is wrong with it."""
    assert differences("rows.csv", "ab", got) == [f"rows.csv: {word}" for word in words]
