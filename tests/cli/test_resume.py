"""`--resume`: an export that was interrupted ends with the file of one that was not."""

import os
import re
import stat
from collections.abc import Callable
from typing import Any

import pytest

from tests.support.rows import attempt, call, row
from tests.support.scripted_server import answer, scripted_server

from .running import FORMATS, HALF, KEPT, ROWS, SECONDS, Exports, Gate, as_json, pages_of, started

DROPPED = "The rows that were kept of an earlier export are dropped; --resume goes on after them."


@pytest.fixture(params=["jsonl", "csv"])
def half(exports: Exports, request: Any) -> Exports:
    """An export that has failed after two pages."""
    exports.export_half(request.param)
    return exports


def test_it_reads_only_what_is_missing(half: Exports) -> None:
    """It begins with the page where the kept rows end, says so, and nothing is left beside the file."""
    assert half.export("--resume").stderr == KEPT
    assert half.asked[:4] == [1, 2, 3, 4]
    half.assert_complete()


@pytest.mark.parametrize(
    "options",
    [
        *("--page-size 3", "--page-size 7 --prefetch 3", "--page-size 100", "--prefetch 2 --quiet"),
        *("--limit 10", "--limit 5", "--limit 8 --page-size 3"),
    ],
)
def test_it_can_be_read_in_another_way(half: Exports, options: str) -> None:
    """Pages of another size, read ahead, or fewer rows: they are those of an undisturbed export."""
    result = half.export("--resume", *options.split())
    assert (result.code, "going on" in result.stderr) == (0, "--quiet" not in options)
    assert (half.asked == []) == options.startswith(("--limit 5", "--limit 8"))
    half.assert_complete(*options.split())


OTHERS = ["--query +1", "--status completed", "--result human", "--extra-query tag=a", "--format csv", "another"]


@pytest.mark.parametrize("options", OTHERS)
def test_another_export_is_refused(exports: Exports, options: str) -> None:
    """The exit code is 2, nothing is sent, the line says what to do, and the rows stay until that export is begun."""
    exports.export_half("jsonl")
    kept, command = exports.partial.read_bytes(), exports.command
    command[1:] = ["another", *command[2:]] if options == "another" else [*command[1:], *options.split()]
    exports.server.received.clear()
    result = exports.here(*command, "--resume", url=exports.server.url)
    assert (result.code, exports.asked, exports.partial.read_bytes()) == (2, [], kept)
    assert "are of another campaign, filter, format or server. Give the same arguments as then, or" in result.error
    exports.answer = pages_of(ROWS)
    again = exports.here(*command, url=exports.server.url)
    assert (again.code, again.error) == (0, DROPPED)
    assert list(exports.target.parent.iterdir()) == [exports.target]


def test_another_server_is_refused(half: Exports) -> None:
    """The rows of one server are not mixed with those of another."""
    with scripted_server(pages_of(ROWS)) as other:
        assert half.export("--resume", "--base-url", other.url).code == 2
    assert other.received == []


def test_the_order_of_filters_does_not_matter(exports: Exports) -> None:
    """The same statuses in another order are the same export."""
    exports.export_half("jsonl", "--status", "completed,errored")
    assert exports.export("--resume", "--status", "errored", "--status", "completed").stderr == KEPT


@FORMATS
def test_nothing_to_resume_is_an_export_as_any_other(exports: Exports, format: str) -> None:
    """Where there is no file, and where there is a complete one, all rows are read, and that is said."""
    exports.target = exports.target.with_suffix(f".{format}")
    for count, options, message in ((20, [], "No rows were kept; reading all of them.\n"), (13, ["--quiet"], "")):
        result = exports.export("--resume", *options, rows=ROWS[:count])
        assert (result.code, result.stderr, exports.asked[0]) == (0, message, 0)
        exports.assert_complete(rows=ROWS[:count])


@pytest.mark.parametrize(("options", "message"), [((), f"{DROPPED}\n"), (("--quiet",), "")])
def test_without_resume_it_begins_anew(half: Exports, options: tuple[str, ...], message: str) -> None:
    """All pages are read, and what earlier exports have left is gone, whatever their filters were, and that is said."""
    half.export_half(half.target.suffix[1:], "--query", "another")
    result = half.export(*options)
    assert (result.code, result.stderr, half.asked) == (0, message, [0, 1, 2, 3, 4])
    half.assert_complete()


def test_failing_again_keeps_what_came_until_then(half: Exports) -> None:
    """Each time it gets further, and a failure before any new row loses none."""
    for fails_at in (2, 3, 4):
        result = half.export("--resume", "-q", at_page={fails_at: HALF[2]})
        assert f" {fails_at * 4} rows had arrived. They are kept" in result.stderr
    assert half.export("--resume").code == 0
    half.assert_complete()


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "cut in a row": lambda data: data[:-150],
    "cut before the first row": lambda data: b"",
    "cut before the end of a line": lambda data: data[:-1],
    "zeros at the end": lambda data: data[:500] + bytes(len(data) - 500),
    "zeros behind the end": lambda data: data[:300] + bytes(5000),
    "a hole": lambda data: data[:300] + bytes(200) + data[500:],
    "a hole at the beginning": lambda data: bytes(10) + data[10:],
    "a torn line": lambda data: data + data[:50],
    "a row twice": lambda data: data + data[: data.index(b"\n") + 1],
    "a bit flipped": lambda data: data.replace(b"+15550100", b"+15550101", 1),
    "a bit flipped on the second page": lambda data: b"+15550101".join(data.rsplit(b"+15550100", 1)),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_after_a_kill_or_a_power_cut_no_row_is_lost_or_torn(half: Exports, damage: str) -> None:
    """Cut anywhere, with zeros at the end or in between, or with a torn line: the file is the same in the end."""
    half.partial.write_bytes(DAMAGE[damage](whole := half.partial.read_bytes()))
    is_changed = not half.partial.read_bytes().startswith(whole)
    result = half.export("--resume")
    assert (result.code, "damaged" in result.stderr) == (0, is_changed)
    half.assert_complete()


@pytest.mark.parametrize(("damage", "kept"), [(lambda _: b"", "No"), (lambda data: b"x\n" + data, "The")])
def test_rows_without_checksums_are_not_gone_on_after(half: Exports, damage: Any, kept: str) -> None:
    """Where they are gone or damaged, nobody can say that the rows are what was written."""
    (sums,) = half.target.parent.glob(".*.sums.part")
    sums.write_bytes(damage(sums.read_bytes()))
    result = half.export("--resume")
    assert (result.code, half.asked, result.stderr.split()[0]) == (0, [0, 1, 2, 3, 4], kept)
    half.assert_complete()


@FORMATS
def test_what_was_left_behind_is_listed_and_removed(exports: Exports, format: str) -> None:
    """The files of one directory, but for those of an export that is under way, nor anything that is not ours."""
    exports.export_half(format)
    directory, kept = exports.target.parent, exports.partial
    for other in (".hidden.part", "x.0123456789abcdef.part", ".x.0123456789abcdef.part.txt"):
        (directory / other).touch()
    (directory / ".x.0123456789abcdef.part").symlink_to(kept)
    (listed,) = exports.here("rows", "--list-partial", str(directory)).stdout.decode().splitlines()
    assert listed.startswith(f"{kept}  {kept.stat().st_size:,} bytes  20")
    gate = Gate()
    exports.answer = pages_of(ROWS, at_page={2: gate.wait})
    with started(gate, exports.server.url, *exports.command, "--resume", "-q"):
        assert gate.reached.wait(SECONDS)
        said = [exports.here("rows", option, str(directory)) for option in ("--list-partial", "--discard-partial")]
    assert b"(an export is under way)" in said[0].stdout
    assert (said[1].code, said[1].stdout, f"{kept} is left" in said[1].stderr) == (0, b"", True)
    removed = exports.here("rows", "--discard-partial", str(directory)).stdout.decode().splitlines()
    assert removed == [str(kept), str(kept).replace(".part", ".sums.part")]
    assert (kept.exists(), len(list(directory.iterdir()))) == (False, 4)


def test_a_csv_that_waits_takes_little_more_than_its_result(exports: Exports) -> None:
    """Attempts and transcripts that are in no cell are not kept on the disk until the last row is there."""
    said = [{"role": "user", "content": "x" * 40, "words": ["y" * 40] * 5} for _ in range(20)]
    attempts = [attempt(transcript=said) for _ in range(3)]
    rows = [row(each, call=call(call_attempts=attempts, last_call_attempt=attempts[0])) for each in range(20)]
    exports.export_half("csv", rows=rows)
    kept = sum(path.stat().st_size for path in exports.target.parent.iterdir())
    assert exports.export("--resume", "-q", rows=rows).code == 0
    assert kept / 8 < 1.5 * exports.target.stat().st_size / 20


def test_a_hole_larger_than_memory(half: Exports) -> None:
    """A file that ends in zeros is not read to its end."""
    os.truncate(half.partial, 1 << 40)
    assert half.export("--resume").stderr == KEPT
    half.assert_complete()


def test_rows_that_changed_at_the_server_in_between(half: Exports) -> None:
    """Rows that are gone stay as they were read; rows that came, wherever, are there; and none is there twice."""
    now = [row(101), ROWS[0], *ROWS[3:7], row(102), *ROWS[7:15], *ROWS[16:], row(103)]
    assert half.export("--resume", rows=now).code == 0
    ids = re.findall(r'^(?:{"id": "|)(row-\d+)', half.target.read_text(), re.MULTILINE)
    assert ids[:8] == [each["id"] for each in ROWS[:8]]
    assert sorted(ids) == sorted({each["id"] for each in [*ROWS[:8], *now]})


def test_a_server_that_does_not_page(half: Exports) -> None:
    """A server that sends everything at once is asked once."""
    half.server.received.clear()
    half.answer = lambda _: answer({"rows": ROWS})
    assert half.here(*half.command, "--resume", "-q", url=half.server.url).code == 0
    assert len(half.asked) == 1
    half.assert_complete()


@pytest.mark.parametrize("row_id", [None, True, ["x"]])
def test_rows_without_an_id_are_read_anew(exports: Exports, row_id: Any) -> None:
    """Rows that cannot be told apart by an ID are not gone on after, and that is said."""
    rows = [each | {"id": row_id} for each in ROWS]
    exports.export_half("jsonl", rows=rows)
    result = exports.export("--resume", rows=rows)
    assert (result.code, exports.asked) == (0, [0, 1, 2, 3, 4])
    assert result.stderr.startswith("The rows that were kept have no IDs to be told apart by; beginning anew.\n")
    assert as_json(exports.target.read_bytes().splitlines()) == rows


@FORMATS
def test_rows_that_strict_parsers_refuse_are_kept_too(exports: Exports, format: str) -> None:
    """Half a surrogate pair, a number that no float holds, an ID that is a number, and two IDs are as any others."""
    odd = [row(1, input_data={"\ud800": "\udfff"}), row(2, id="\ud801"), row(3, row_index=10**400), row(4, id=4)]
    odd = [ROWS[0], *odd, row(5, xd="a second ID"), *ROWS[6:]]
    exports.export_half(format, rows=odd)
    assert KEPT in exports.export("--resume", rows=odd).stderr
    exports.assert_complete("-q", rows=odd)


def test_others_cannot_read_the_rows_that_are_kept(exports: Exports) -> None:
    """As long as it waits, it is no more open than the file that it replaces, also one that came in between."""
    exports.export_half("jsonl")
    exports.target.write_text("old")
    exports.target.chmod(0o640)
    assert exports.export("--resume", at_page={3: HALF[2]}).code == 1
    assert stat.S_IMODE(exports.partial.stat().st_mode) == 0o600
    assert exports.export("--resume").code == 0
    assert stat.S_IMODE(exports.target.stat().st_mode) == 0o640


def test_long_names_are_told_apart(exports: Exports) -> None:
    """An export does not take the rows of another file for its own, where only the ends of their names differ."""
    one, other = (exports.target.with_name(f"{'long ' * 20}{number}.jsonl") for number in (1, 2))
    exports.target = one
    exports.export_half("jsonl")
    exports.target = other
    assert exports.export().code == 0
    exports.target = one
    assert exports.export("--resume").stderr == KEPT
