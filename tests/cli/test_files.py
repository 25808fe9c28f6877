"""Files: there when complete, and never touched otherwise."""

import os
import re
import signal
import stat
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.support.rows import row
from tests.support.scripted_server import answer, scripted_server

from .running import COMMAND, Answer, Gate, Run, interrupted, pages_of, run

ROWS = [row(number) for number in range(6)]
GOOD = "the good file of yesterday"
KEPT = "They are kept: the same command with --resume goes on."


def names(directory: Path) -> list[str]:
    """Return what is in a directory, hidden files, too."""
    return sorted(path.name for path in directory.iterdir())


def visible(directory: Path) -> list[str]:
    """Return what is in a directory, but for the rows that are kept to go on after, which there are."""
    left = names(directory)
    assert [name for name in left if re.fullmatch(r"\.\w+\.\w+\.[0-9a-f]{16}\.part", name)] == left[:1]
    return left[1:]


def broken(_: Any) -> bytes:
    """Answer with an error."""
    return answer({"error": {"message": "The disk is on fire."}}, status="500 Internal Server Error")


def cut_short(_: Any) -> bytes:
    """Answer with a body that ends too early."""
    return answer(b'{"rows": [{"id": "ro')


def empty(_: Any) -> bytes:
    """Answer with no rows, although there should be more."""
    return answer({"page": 2, "page_size": 2, "rows": [], "total": 6})


@pytest.mark.parametrize("name", ["rows.jsonl", "rows.ndjson", "rows.CSV"])
def test_the_suffix_decides_the_format_and_nothing_is_said(here: Run, url: str, tmp_path: Path, name: str) -> None:
    """The file holds what a pipe would get, nothing else is left in its directory, and a pipe stays quiet."""
    format = "csv" if name.endswith("CSV") else "jsonl"
    result = here("rows", "demo", "--limit", "5", "-o", str(tmp_path / name), url=url)
    assert (result.code, result.stdout, result.stderr) == (0, b"", "")
    assert names(tmp_path) == [name]
    assert (tmp_path / name).read_bytes() == here("rows", "demo", "--limit", "5", "--format", format, url=url).stdout


@pytest.mark.parametrize(
    ("suffix", "fault", "reason"),
    [
        ("jsonl", broken, "Error: 500 Internal Server Error: The disk is on fire."),
        ("csv", cut_short, "that end too early or are not JSON (status 200)."),
        (
            "jsonl",
            empty,
            "the server says there are 6. Rows may have been added, removed or moved meanwhile;",
        ),
    ],
)
def test_a_failure_in_the_middle_leaves_the_old_file(tmp_path: Path, suffix: str, fault: Answer, reason: str) -> None:
    """The old file stays, the rows are kept beside it, and one line says what arrived and what became of the file."""
    target = tmp_path / f"rows.{suffix}"
    target.write_text(GOOD)
    with scripted_server(pages_of(ROWS, at_page={2: fault})) as server:
        options = ("--page-size", "2", "--max-retries", "0")
        result = run("rows", "x", "-o", target.name, *options, url=server.url, cwd=tmp_path)
    assert (result.code, target.read_text(), visible(tmp_path)) == (1, GOOD, [target.name])
    assert reason in result.stderr
    assert f" 4 rows had arrived. {KEPT} {target.name} is as it was before." in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_failure_leaves_no_new_file(tmp_path: Path) -> None:
    """Where there was no file, there is none but the hidden one with the rows that came."""
    with scripted_server(pages_of(ROWS, at_page={2: broken})) as server:
        options = ("--page-size", "2", "--max-retries", "0")
        result = run("rows", "x", "-o", "new.csv", *options, url=server.url, cwd=tmp_path)
    assert (result.code, visible(tmp_path)) == (1, [])
    assert result.stderr.endswith(f" 4 rows had arrived. {KEPT} new.csv was not written.\n")


def test_a_failure_before_the_first_row_leaves_nothing(tmp_path: Path) -> None:
    """Where no row came, there is nothing to keep, and nothing to go on with is promised."""
    with scripted_server(broken) as server:
        result = run("rows", "x", "-o", "new.csv", "--max-retries", "0", url=server.url, cwd=tmp_path)
    assert (result.code, names(tmp_path)) == (1, [])
    assert result.stderr.endswith("on fire. new.csv was not written.\n")


def test_a_table_is_not_kept_in_parts(tmp_path: Path) -> None:
    """A table cannot be gone on with, so that nothing of it is left."""
    with scripted_server(pages_of(ROWS, at_page={2: broken})) as server:
        options = ("--page-size", "2", "--max-retries", "0", "--format", "table")
        result = run("rows", "x", "-o", "new.txt", *options, url=server.url, cwd=tmp_path)
    assert (result.code, names(tmp_path)) == (1, [])
    assert result.stderr.endswith(" 4 rows had arrived. new.txt was not written.\n")


@pytest.mark.parametrize(
    ("suffix", "number", "code", "word"),
    [
        ("jsonl", signal.SIGINT, 130, "Interrupted"),
        ("csv", signal.SIGINT, 130, "Interrupted"),
        ("csv", signal.SIGTERM, 143, "Terminated"),
        ("jsonl", signal.SIGHUP, 129, "closed"),
    ],
)
def test_a_signal_in_the_middle_leaves_the_old_file(
    tmp_path: Path, suffix: str, number: signal.Signals, code: int, word: str
) -> None:
    """The old file stays, the rows are kept beside it, and one line says what happened."""
    target, gate = tmp_path / f"rows.{suffix}", Gate()
    target.write_text(GOOD)
    with (
        scripted_server(pages_of(ROWS, at_page={2: gate.wait})) as server,
        interrupted(gate, number, server.url, "rows", "x", "--page-size", "2", "-o", str(target)) as result,
    ):
        assert (result.code, target.read_text(), visible(tmp_path)) == (code, GOOD, [target.name])
    assert word in result.stderr
    assert result.stderr.endswith(f". 4 rows had arrived. {KEPT} {target} is as it was before.\n")
    assert result.stderr.count("\n") == 1


def test_a_kill_in_the_middle_leaves_the_old_file(tmp_path: Path) -> None:
    """Where nothing can be cleaned up, what is left has another name, hidden and of the same directory."""
    target, gate = tmp_path / "rows.jsonl", Gate()
    target.write_text(GOOD)
    with (
        scripted_server(pages_of(ROWS, at_page={2: gate.wait})) as server,
        interrupted(gate, signal.SIGKILL, server.url, "rows", "x", "--page-size", "2", "-o", str(target)) as result,
    ):
        assert (result.code, target.read_text()) == (-signal.SIGKILL, GOOD)
    assert visible(tmp_path) == ["rows.jsonl"]


def test_ctrl_c_in_a_pipe_is_one_line() -> None:
    """Rows that were sent on stay sent, and the exit code is that of an interruption."""
    gate = Gate()
    with (
        scripted_server(pages_of(ROWS, at_page={2: gate.wait})) as server,
        interrupted(gate, signal.SIGINT, server.url, "rows", "x", "--page-size", "2") as result,
    ):
        assert (result.code, len(result.lines)) == (130, 4)
    assert result.stderr == "Interrupted. 4 rows had arrived. The output is incomplete.\n"


@pytest.mark.parametrize("suffix", ["jsonl", "csv"])
def test_a_full_disk_leaves_the_old_file(url: str, tmp_path: Path, suffix: str) -> None:
    """A file that cannot grow is one line, and the old file stays."""
    target = tmp_path / f"rows.{suffix}"
    target.write_text(GOOD)
    limited = ["sh", "-c", 'ulimit -f 64; exec "$@"', "sh", *COMMAND]
    result = run("rows", "demo", "-o", str(target), url=url, command=limited)
    assert (result.code, target.read_text(), names(tmp_path)) == (1, GOOD, [target.name])
    assert result.stderr.startswith(f"Error: Cannot write {target}: File too large. ")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("format", ["jsonl", "csv"])
def test_a_full_device_is_one_line(url: str, format: str) -> None:
    """Standard output that takes nothing is an error, and Python does not stumble over it again at its end."""
    with open("/dev/full", "wb") as full:
        result = run("rows", "demo", "--format", format, url=url, stdout=full)
    assert result.code == 1
    assert result.stderr.startswith("Error: Cannot write standard output: No space left on device.")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("format", ["jsonl", "csv"])
def test_a_reader_that_goes_away_ends_it_quietly(url: str, format: str) -> None:
    """`revox rows x | head -1` gets its line and no word, and the exit code is that of other tools."""
    command = [*COMMAND, "rows", "demo", "--format", format, "--page-size", "10"]
    result = run(url=url, command=["sh", "-c", '{ "$@"; echo "code $?" >&2; } | head -1', "sh", *command])
    assert len(result.lines) == 1
    assert result.stderr == "code 141\n"


def test_permissions_stay(tmp_path: Path) -> None:
    """A replaced file keeps its permissions, and a new one has those that the umask leaves."""
    old, new = tmp_path / "old.jsonl", tmp_path / "new.jsonl"
    old.write_text(GOOD)
    old.chmod(0o640)
    with scripted_server(pages_of(ROWS)) as server:
        for target in (old, new):
            assert run("rows", "x", "-o", str(target), url=server.url, umask=0o027).code == 0
    assert [stat.S_IMODE(path.stat().st_mode) for path in (old, new)] == [0o640, 0o640]
    assert old.read_bytes() == new.read_bytes()


def test_a_link_is_followed(tmp_path: Path) -> None:
    """The file that a symbolic link points to is replaced, and the link stays one."""
    (tmp_path / "elsewhere").mkdir()
    link, target = tmp_path / "rows.jsonl", tmp_path / "elsewhere" / "target.jsonl"
    link.symlink_to(target)
    with scripted_server(pages_of(ROWS)) as server:
        assert run("rows", "x", "-o", str(link), url=server.url).code == 0
    assert link.is_symlink()
    assert len(target.read_bytes().splitlines()) == len(ROWS)
    assert names(target.parent) == ["target.jsonl"]


def test_pipes_and_devices_are_written_straight(here: Run, tmp_path: Path) -> None:
    """A named pipe stays a pipe and gets the rows, and /dev/stdout and - are standard output."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with scripted_server(pages_of(ROWS)) as server:
        wanted = here("rows", "x", url=server.url).stdout
        for name in ("/dev/stdout", "-"):
            assert here("rows", "x", "-o", name, url=server.url).stdout == wanted
        assert here("rows", "x", "-o", "/dev/null", url=server.url).code == 0
        with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:
            result = run("rows", "x", "-o", str(pipe), url=server.url)
            assert reader.communicate(timeout=30)[0] == wanted
    assert (result.code, result.stderr) == (0, "")
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("nowhere/rows.csv", "Error: Cannot write nowhere/rows.csv: No such file or directory. "),
        (".", "Error: Cannot write .: Is a directory. "),
        ("new.csv/", "Error: Cannot write new.csv/: Is a directory. "),
        ("file/rows.csv", "Error: Cannot write file/rows.csv: Not a directory. "),
        (f"{'x' * 300}.csv", "File name too long. "),
    ],
)
def test_a_place_that_cannot_be_written_is_told_before_anything_is_requested(
    here: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, message: str
) -> None:
    """One line, and the server is left alone."""
    (tmp_path / "file").write_text("")
    monkeypatch.chdir(tmp_path)
    with scripted_server(pages_of(ROWS)) as server:
        result = here("rows", "x", "--format", "csv", "-o", name, url=server.url)
    assert (result.code, server.received, names(tmp_path)) == (1, [], ["file"])
    assert message.strip() in result.stderr
    assert result.stderr.count("\n") == 1
