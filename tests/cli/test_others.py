"""Other processes: they export to the same file, or meddle with the hidden one, and nothing half is put in place."""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.scripted_server import Received

from .running import ARE_KEPT, FORMATS, ROWS, SECONDS, Answer, Exports, Gate, pages_of, run, started

NOT_KEPT = "They are not kept."
DEEDS: dict[str, tuple[Callable[[Path], Any], str, int]] = {
    "was removed": (Path.unlink, NOT_KEPT, 0),
    "was replaced": (lambda path: Path(shutil.copy(path, path.with_name("2"))).replace(path), NOT_KEPT, 3),
    "was changed": (lambda path: os.truncate(path, 9999), "They are kept: ", 4),
    "was given a second name": (lambda path: os.link(path, path.with_name("2")), NOT_KEPT, 0),
}


def after(deed: Callable[[], Any]) -> Answer:
    """Return a server's answer that comes after a deed."""

    def give(request: Received) -> bytes:
        deed()
        return pages_of(ROWS)(request)

    return give


@pytest.mark.parametrize("what", DEEDS)
def test_a_file_that_is_not_ones_own_any_more_is_not_put_in_place(exports: Exports, what: str) -> None:
    """The file that was there stays, one line says what happened and whether rows are kept, and that is the truth."""
    deed, fate, resumes_at = DEEDS[what]
    exports.target.write_text("old")
    result = exports.export(at_page={4: after(lambda: deed(exports.partial))})
    assert (result.code, exports.target.read_text()) == (1, "old")
    assert f".part {what}" in result.error
    assert f" by another process. 20 rows had arrived. {fate}" in result.error
    assert result.error.endswith(f"{exports.target} is as it was before.")
    assert (exports.export("--resume").code, exports.asked[0]) == (0, resumes_at)


@FORMATS
def test_one_that_comes_in_between_is_not_hurt(exports: Exports, format: str) -> None:
    """Where the hidden file was removed, the next export begins; the first one fails, if it needs it, and says so."""
    exports.target = exports.target.with_suffix(f".{format}")
    gate, said = Gate(), b""
    exports.answer = pages_of(ROWS, at_page={2: gate.pass_through})
    with started(gate, exports.server.url, *exports.command) as first:

        def let_go(request: Received) -> bytes:
            nonlocal said
            gate.open()
            said = first.communicate(timeout=SECONDS)[1]
            return pages_of(ROWS)(request)

        assert gate.reached.wait(SECONDS)
        exports.partial.unlink()
        assert exports.export(at_page={2: let_go}).code == 0
    assert (first.returncode, b".part was replaced by another process. 20 rows had arrived. They are not" in said) == (
        (1, True) if format == "jsonl" else (0, False)
    )
    exports.assert_complete()


def test_rows_that_wait_for_the_others_are_all_there(exports: Exports) -> None:
    """A CSV file is not made of a hidden file that another process has cut meanwhile."""
    exports.target = exports.target.with_suffix(".csv")
    result = exports.export(at_page={4: after(lambda: os.truncate(exports.partial, 9))})
    assert (result.code, exports.target.exists()) == (1, False)
    assert f"{exports.target}: another process has changed the rows that wait." in result.error


SCRIPT = """
import fcntl, sys
from pathlib import Path
from revox.cli.commands import run

directory, deed, *arguments = sys.argv[1:]
done = []

def meddle(event, _):
    if event == "fcntl.flock" and not done:
        (path,) = Path(directory).glob(".*[0-9a-f].part")
        path.unlink()
        done.append(None if deed == "removed" else path.open("w+"))
        if deed != "removed":
            print('{"id":"of another"}', file=done[0], flush=True)
        if deed == "locked":
            fcntl.flock(done[0], fcntl.LOCK_EX)

sys.addaudithook(meddle)
sys.exit(run(arguments))
"""


@pytest.mark.parametrize("deed", ["removed", "replaced", "locked"])
def test_another_one_comes_between_creating_and_locking(exports: Exports, deed: str) -> None:
    """A hidden file that was removed before it was locked is created again, but not where another export has it."""
    exports.answer = pages_of(ROWS)
    command = [sys.executable, "-c", SCRIPT, str(exports.target.parent), deed]
    result = run(*exports.command, url=exports.server.url, command=command)
    if deed == "locked":
        assert (result.code, result.error) == (1, f"Error: Another export to {exports.target} is under way.")
        assert exports.partial.read_text() == '{"id":"of another"}\n'
    else:
        assert (result.code, result.stderr) == (0, "")
        exports.assert_complete()


def test_two_at_a_time_are_refused(exports: Exports) -> None:
    """The second one ends at once with a line, whatever it exports, and leaves the first one alone."""
    gate = Gate()
    exports.answer = pages_of(ROWS, at_page={2: gate.wait})
    with started(gate, exports.server.url, *exports.command) as first:
        assert gate.reached.wait(SECONDS)
        for options in ([], ["--resume"], ["--query", "y"], ["--resume", "--query", "y"]):
            result = exports.here(*exports.command, *options, url=exports.server.url)
            assert (result.code, result.error) == (1, f"Error: Another export to {exports.target} is under way.")
        assert exports.asked == [0, 1, 2]
        first.terminate()
        assert ARE_KEPT.encode() in first.communicate(timeout=SECONDS)[1]
    assert exports.export("--resume").code == 0
    exports.assert_complete()


@pytest.mark.parametrize("options", [(), ("--resume",)], ids=" ".join)
@pytest.mark.parametrize(
    ("plant", "why"),
    [(Path.symlink_to, "is not a file of yours."), (Path.hardlink_to, "has a second name, a hard link.")],
)
def test_a_planted_link_is_not_followed(
    exports: Exports, tmp_path: Path, options: tuple[str, ...], plant: Callable[[Path, Path], None], why: str
) -> None:
    """Another user who knows the name cannot have a file of this one overwritten."""
    exports.export_half("jsonl")
    place, victim = exports.partial, tmp_path / "victim"
    victim.write_text("precious")
    place.unlink()
    plant(place, victim)
    result = exports.export(*options)
    assert (result.code, exports.asked, victim.read_text()) == (1, [], "precious")
    assert f"{place.name} is in the way: it {why}" in result.error
