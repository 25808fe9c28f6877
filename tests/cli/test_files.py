"""Files: there when complete, and never touched otherwise."""

import os
import re
import stat
import subprocess
from pathlib import Path

import pytest

from tests.support.rows import row
from tests.support.scripted_server import Received, answer, scripted_server

from .running import ARE_KEPT, COMMAND, FORMATS, ROWS, SECONDS, Gate, Run, pages_of, run, started

GOOD = "the good file of yesterday"
ONCE = ("--page-size", "4", "--max-retries", "0")
AS_BEFORE, NO_FILE = f"{ARE_KEPT} rows.jsonl is as it was before.", "was not written."

broken = answer({"error": {"message": "The disk is on fire."}}, status="500 Internal Server Error")
cut_short = answer(b'{"rows": [{"id": "ro')
empty = answer({"page": 2, "page_size": 4, "rows": [], "total": 20})


def names(directory: Path) -> list[str]:
    """Return what is in a directory, hidden files, too."""
    return sorted(path.name for path in directory.iterdir())


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


@pytest.mark.parametrize(
    ("name", "format", "fails_at", "reply", "words", "kept"),
    [
        ("rows.jsonl", "jsonl", 2, broken, f"Error: 500 Internal Server Error: The disk is on fire. {AS_BEFORE}", 1),
        ("rows.jsonl", "csv", 2, cut_short, f"that end too early or are not JSON (status 200). {AS_BEFORE}", 1),
        ("rows.jsonl", "jsonl", 2, empty, f"{AS_BEFORE} To have those that came, use --format jsonl -o -.", 1),
        ("new.csv", "csv", 2, broken, f"on fire. {ARE_KEPT} new.csv {NO_FILE}", 1),
        ("new.csv", "csv", 0, broken, f"on fire. new.csv {NO_FILE}", 0),
        ("new.txt", "table", 2, broken, f"on fire. 8 rows had arrived. new.txt {NO_FILE}", 0),
    ],
)
def test_a_failure_leaves_everything_as_it_was(
    export: Run, old: Path, name: str, format: str, fails_at: int, reply: bytes, words: str, kept: int
) -> None:
    """Rows are kept in a hidden file, if any came that --resume can go on after, and one line says what happened."""
    result = export(pages_of(ROWS, at_page={fails_at: lambda _: reply}), "-o", name, "--format", format, *ONCE)
    assert (result.code, old.read_text()) == (1, GOOD)
    left = "".join(sorted({*names(Path())} - {old.name}))
    assert re.fullmatch(rf"\.{name}\.([0-9a-f]{{16}})\.part\.{name}\.\1\.sums\.part" if kept else "", left)
    assert words in result.error


@pytest.mark.parametrize(
    ("name", "format", "limit", "words"),
    [
        ("rows.jsonl", "jsonl", "64", "rows.jsonl: File too large. rows.jsonl is as it was before."),
        ("rows.csv", "csv", "16", "rows.csv: File too large. rows.csv was not written."),
        (
            "-",
            "csv",
            "unlimited",
            "standard output: No space left on device. 300 rows had arrived. Nothing was written.",
        ),
    ],
)
def test_a_full_disk_leaves_the_old_file(url: str, old: Path, name: str, format: str, limit: str, words: str) -> None:
    """It is one line, the old file stays, and Python does not stumble over a full device again at its end."""
    limited = ["sh", "-c", f'ulimit -f {limit}; exec "$@"', "sh", *COMMAND]
    with open("/dev/full", "wb") as full:
        result = run("rows", "demo", "-o", name, "--format", format, url=url, command=limited, stdout=full)
    assert (result.code, old.read_text(), names(Path())) == (1, GOOD, [old.name])
    assert result.error == f"Error: Cannot write {words}"


@FORMATS
def test_a_reader_that_goes_away_ends_it_quietly(url: str, format: str) -> None:
    """`revox rows x | head -1` gets its line and no word, and the exit code is that of other tools."""
    command = [*COMMAND, "rows", "demo", "--format", format, "--page-size", "10"]
    result = run(url=url, command=["sh", "-c", '{ "$@"; echo "code $?" >&2; } | head -1', "sh", *command])
    assert (len(result.lines), result.stderr) == (1, "code 141\n")


@pytest.mark.parametrize(("limit", "code"), [("unlimited", 141), ("2", 1)], ids=["closed", "full"])
def test_what_cannot_be_written_does_not_wait_for_pages_read_ahead(tmp_path: Path, limit: str, code: int) -> None:
    """The command ends at once, although the server says nothing to a request that is under way."""
    gate = Gate()
    rows = [row(number, input_data={"long": "x" * 300}) for number in range(4)]

    def leave(request: Received) -> bytes:
        assert gate.reached.wait(SECONDS)
        if code == 141:
            process.stdout.close()
        return pages_of(rows)(request)

    limited = ["sh", "-c", f'ulimit -f {limit}; exec "$@"', "sh", *COMMAND]
    options = ["--page-size", "1", "--prefetch", "3", *(["-o", f"{tmp_path}/rows.jsonl"] if code == 1 else [])]
    with (
        scripted_server(pages_of(rows, at_page={2: leave, 3: gate.wait})) as server,
        started(gate, server.url, "rows", "x", *options, command=limited) as process,
    ):
        ended = process.wait(SECONDS)
        errors = process.stderr.read()
    assert (ended, b"rows.jsonl: File too large. 2 rows had arrived. They are kept" in errors) == (code, code == 1)


def test_permissions_stay(export: Run, old: Path) -> None:
    """A replaced file keeps its permissions, and a new one has those that the umask leaves."""
    old.chmod(0o604)
    before = os.umask(0o027)
    try:
        assert [export(pages_of(ROWS), "-o", name).code for name in (old.name, "new.jsonl")] == [0, 0]
    finally:
        os.umask(before)
    assert [stat.S_IMODE(Path(name).stat().st_mode) for name in (old.name, "new.jsonl")] == [0o604, 0o640]
    assert old.read_bytes() == Path("new.jsonl").read_bytes()


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
