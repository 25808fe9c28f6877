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
from tests.support.scripted_server import Received, answer, scripted_server

from .running import COMMAND, SECONDS, Answer, Gate, Run, environment, interrupted, pages_of, run

ROWS = [row(number) for number in range(6)]
GOOD = "the good file of yesterday"
ONCE = ("--page-size", "2", "--max-retries", "0")
ONE_BY_ONE = ("rows", "x", "--page-size", "2", "--prefetch", "0")
KEPT = "They are kept: the same command with --resume goes on."
FORMATS = pytest.mark.parametrize("format", ["jsonl", "csv"])


def names(directory: Path) -> list[str]:
    """Return what is in a directory, hidden files, too."""
    return sorted(path.name for path in directory.iterdir())


def visible(directory: Path) -> list[str]:
    """Return what is in a directory, but for the partial file, which there is."""
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


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of an earlier export in the current directory, where it is alone."""
    monkeypatch.chdir(tmp_path)
    target = Path("rows.jsonl")
    target.write_text(GOOD)
    return target


@pytest.mark.parametrize("name", ["rows.jsonl", "rows.ndjson", "rows.CSV"])
def test_the_suffix_decides_the_format_and_nothing_is_said(here: Run, url: str, tmp_path: Path, name: str) -> None:
    """The file holds what a pipe would get, nothing else is left in its directory, and a pipe stays quiet."""
    format = "csv" if name.endswith("CSV") else "jsonl"
    result = here("rows", "demo", "--limit", "5", "-o", str(tmp_path / name), url=url)
    assert (result.code, result.stdout, result.stderr) == (0, b"", "")
    assert names(tmp_path) == [name]
    assert (tmp_path / name).read_bytes() == here("rows", "demo", "--limit", "5", "--format", format, url=url).stdout


AS_BEFORE, NO_FILE = f"4 rows had arrived. {KEPT} rows.jsonl is as it was before.", "was not written."


@pytest.mark.parametrize(
    ("name", "format", "at_page", "reason", "aftermath", "kept"),
    [
        ("rows.jsonl", "jsonl", {2: broken}, "Error: 500 Internal Server Error: The disk is on fire.", AS_BEFORE, 1),
        ("rows.jsonl", "csv", {2: cut_short}, "that end too early or are not JSON (status 200).", AS_BEFORE, 1),
        ("rows.jsonl", "jsonl", {2: empty}, "the server says there are 6. ", AS_BEFORE, 1),
        ("new.csv", "csv", {2: broken}, "on fire. 4 rows had arrived.", f"{KEPT} new.csv {NO_FILE}", 1),
        ("new.csv", "csv", {0: broken}, "on fire.", f"on fire. new.csv {NO_FILE}", 0),
        ("new.txt", "table", {2: broken}, "on fire.", f"on fire. 4 rows had arrived. new.txt {NO_FILE}", 0),
    ],
)
def test_a_failure_leaves_everything_as_it_was(
    export: Run, old: Path, name: str, format: str, at_page: dict[int, Answer], reason: str, aftermath: str, kept: int
) -> None:
    """Rows are kept in a hidden file, if any came that --resume can go on after, and one line says what happened."""
    result = export(pages_of(ROWS, at_page=at_page), "-o", name, "--format", format, *ONCE)
    assert (result.code, old.read_text(), len(names(Path())) - 1) == (1, GOOD, kept)
    assert not kept or visible(Path()) == [old.name]
    assert reason in result.error
    assert aftermath in result.error


@pytest.mark.parametrize(
    ("format", "number", "code", "word"),
    [
        ("jsonl", signal.SIGINT, 130, "Interrupted"),
        ("csv", signal.SIGINT, 130, "Interrupted"),
        ("csv", signal.SIGTERM, 143, "Terminated"),
        ("jsonl", signal.SIGHUP, 129, "The terminal was closed"),
    ],
)
def test_a_signal_in_the_middle_leaves_the_old_file(
    old: Path, format: str, number: signal.Signals, code: int, word: str
) -> None:
    """The old file stays, the rows are kept beside it, and one line says what happened."""
    gate = Gate()
    options = (*ONE_BY_ONE, "-o", old.name, "--format", format)
    with (
        scripted_server(pages_of(ROWS, at_page={2: gate.wait})) as server,
        interrupted(gate, number, server.url, *options) as result,
    ):
        assert (result.code, old.read_text(), visible(Path())) == (code, GOOD, [old.name])
    assert result.error == f"{word}. 4 rows had arrived. {KEPT} {old.name} is as it was before."


@FORMATS
def test_a_kill_in_the_middle_leaves_the_old_file(here: Run, url: str, old: Path, format: str) -> None:
    """Nothing is cleaned up, what is left is hidden, and --resume ends with the file of an undisturbed export."""
    gate = Gate()
    options = ("rows", "x", "--page-size", "2", "--format", format)
    with scripted_server(pages_of(ROWS, at_page={2: gate.wait})) as server:
        with interrupted(gate, signal.SIGKILL, server.url, *options, "-o", old.name) as result:
            assert (result.code, old.read_text(), visible(Path())) == (-signal.SIGKILL, GOOD, [old.name])
        server.answers[:] = [pages_of(ROWS)]
        assert here(*options, "-o", old.name, "--resume", url=server.url).code == 0
        assert old.read_bytes() == here(*options, url=server.url).stdout
    assert names(Path()) == [old.name]


@pytest.mark.parametrize("prefetch", [0, 3])
def test_ctrl_c_in_a_pipe_is_one_line(prefetch: int) -> None:
    """Rows that were sent on stay sent, and nothing waits for pages that are read ahead from a silent server."""
    gate = Gate()
    options = ("rows", "x", "--page-size", "2", "--prefetch", str(prefetch))
    with (
        scripted_server(pages_of(ROWS, at_page={2: gate.wait})) as server,
        interrupted(gate, signal.SIGINT, server.url, *options) as result,
    ):
        assert result.code == 130
    if not prefetch:
        assert (len(result.lines), result.error) == (4, "Interrupted. 4 rows had arrived. The output is incomplete.")
    assert result.error.startswith("Interrupted.")


@FORMATS
def test_a_full_disk_leaves_the_old_file(url: str, old: Path, format: str) -> None:
    """A file that cannot grow is one line, and the old file stays."""
    limited = ["sh", "-c", 'ulimit -f 64; exec "$@"', "sh", *COMMAND]
    result = run("rows", "demo", "-o", old.name, "--format", format, url=url, command=limited)
    assert (result.code, old.read_text(), names(Path())) == (1, GOOD, [old.name])
    assert result.error.startswith(f"Error: Cannot write {old.name}: File too large. ")


@FORMATS
def test_a_full_device_is_one_line(url: str, format: str) -> None:
    """Standard output that takes nothing is an error, and Python does not stumble over it again at its end."""
    with open("/dev/full", "wb") as full:
        result = run("rows", "demo", "--format", format, url=url, stdout=full)
    assert result.code == 1
    assert result.error.startswith("Error: Cannot write standard output: No space left on device.")


@FORMATS
def test_a_reader_that_goes_away_ends_it_quietly(url: str, format: str) -> None:
    """`revox rows x | head -1` gets its line and no word, and the exit code is that of other tools."""
    command = [*COMMAND, "rows", "demo", "--format", format, "--page-size", "10"]
    result = run(url=url, command=["sh", "-c", '{ "$@"; echo "code $?" >&2; } | head -1', "sh", *command])
    assert (len(result.lines), result.stderr) == (1, "code 141\n")


def test_a_reader_that_goes_away_is_not_waited_for_by_pages_read_ahead() -> None:
    """The command ends at once, although the server says nothing to a request that is under way."""
    gate = Gate()

    def leave(request: Received) -> bytes:
        assert gate.reached.wait(SECONDS)
        process.stdout.close()
        return pages_of(ROWS)(request)

    command = [*COMMAND, "rows", "x", "--page-size", "1", "--prefetch", "3"]
    with scripted_server(pages_of(ROWS, at_page={2: leave, 3: gate.wait})) as server:
        process: Any = subprocess.Popen(command, env=environment(server.url), stdout=subprocess.PIPE)
        try:
            assert process.wait(SECONDS) == 141
        finally:
            process.kill()
            gate.open()


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


def test_a_link_is_followed(export: Run, tmp_path: Path) -> None:
    """The file that a symbolic link points to is replaced, and the link stays one."""
    (tmp_path / "elsewhere").mkdir()
    link, target = tmp_path / "rows.jsonl", tmp_path / "elsewhere" / "target.jsonl"
    link.symlink_to(target)
    assert export(pages_of(ROWS), "-o", str(link)).code == 0
    assert link.is_symlink()
    assert len(target.read_bytes().splitlines()) == len(ROWS)
    assert names(target.parent) == ["target.jsonl"]


def test_pipes_and_devices_are_written_directly(export: Run, tmp_path: Path) -> None:
    """A named pipe stays a pipe and gets the rows, and /dev/stdout and - are standard output."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    wanted = export(pages_of(ROWS)).stdout
    assert [export(pages_of(ROWS), "-o", name).stdout for name in ("/dev/stdout", "-")] == [wanted, wanted]
    assert export(pages_of(ROWS), "-o", "/dev/null").code == 0
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:
        result = export(pages_of(ROWS), "-o", str(pipe))
        assert reader.communicate(timeout=SECONDS)[0] == wanted
    assert (result.code, result.stderr) == (0, "")
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("nowhere/rows.csv", "Error: Cannot write nowhere/rows.csv: No such file or directory."),
        (".", "Error: Cannot write .: Is a directory."),
        ("new.csv/", "Error: Cannot write new.csv/: Is a directory."),
        ("rows.jsonl/rows.csv", "Error: Cannot write rows.jsonl/rows.csv: Not a directory."),
        (f"{'x' * 300}.csv", "File name too long."),
    ],
)
def test_a_place_that_cannot_be_written_is_reported_before_anything_is_requested(
    export: Run, old: Path, name: str, message: str
) -> None:
    """One line, and the server is left alone."""
    result = export(pages_of(ROWS), "--format", "csv", "-o", name)
    assert (result.code, result.asked, names(Path())) == (1, [], [old.name])
    assert message in result.error
