"""`--resume`: an export that was interrupted ends with the file of one that was not."""

import json
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import attrs
import pytest

from tests.support.rows import row
from tests.support.scripted_server import ScriptedServer, answer, scripted_server
from tools.soak.kills import main, sandbox
from tools.soak.kills_damage import cut_power
from tools.soak.kills_run import Failure, Tally, Undisturbed
from tools.soak.kills_run import Run as KilledExport

from .running import COMMAND, SECONDS, Answer, Gate, Result, Run, environment, pages_of, parameters, run

ROWS: list[Any] = [row(number, input_data={f"column {number % 3}": "x" * 40}) for number in range(20)]
FORMATS = pytest.mark.parametrize("format", ["jsonl", "csv"])
JSONL_SEED = 1
HALF = {2: lambda _: answer({}, status="500 Internal Server Error")}


@attrs.define
class Exports:
    """Exports to one file, of what a server says at the time.

    Attributes:
        target: The file.
        server: The server.
        here: Runs the command.
        answer: What the server says.
    """

    target: Path
    here: Run
    server: ScriptedServer = attrs.field(init=False)
    answer: Answer = attrs.field(init=False)

    def export(self, *options: str, rows: Any = ROWS, at_page: Any = None, campaign: str = "x") -> Result:
        """Export some rows, four on a page unless it is said otherwise."""
        self.server.received.clear()
        self.answer = pages_of(rows, at_page=at_page)
        # One page after the other, so that they are asked for in order; unless an option says otherwise.
        always = ("-o", str(self.target), "--max-retries", "0", "--page-size", "4", "--prefetch", "0")
        return self.here("rows", campaign, *always, *options, url=self.server.url)

    def export_half(self, format: str, *options: str) -> None:
        """Export the first two pages, and fail."""
        self.target = self.target.with_suffix(f".{format}")
        result = self.export(*options, at_page=HALF)
        assert "8 rows had arrived. They are kept: the same command with --resume goes on." in result.stderr
        assert (result.code, self.target.exists(), len(self.part.read_bytes().splitlines())) == (1, False, 8)

    def undisturbed(self, format: str, *options: str, rows: Any = ROWS) -> bytes:
        """Return what an export gives that nothing disturbs."""
        self.answer = pages_of(rows)
        return self.here("rows", "x", "--format", format, *options, url=self.server.url).stdout

    @property
    def asked(self) -> list[int]:
        """The numbers of the pages that the last export asked for."""
        return [int(parameters(request)["page"]) for request in self.server.received]

    @property
    def part(self) -> Path:
        """The file with the rows that are kept."""
        (found,) = self.target.parent.glob(".*.part")
        return found

    @property
    def is_clean(self) -> bool:
        """Whether there is the target, and nothing beside it."""
        return list(self.target.parent.iterdir()) == [self.target]


@pytest.fixture
def exports(tmp_path: Path, here: Run) -> Iterator[Exports]:
    """An empty directory to export to, and a server."""
    (tmp_path / "exports").mkdir()
    made = Exports(tmp_path / "exports" / "rows.jsonl", here)
    with scripted_server(lambda request: made.answer(request)) as made.server:
        yield made


@FORMATS
def test_it_reads_only_what_is_missing(exports: Exports, format: str) -> None:
    """It begins with the page where the kept rows end, says so, and nothing is left beside the file."""
    exports.export_half(format)
    result = exports.export("--resume")
    assert (result.code, result.stderr) == (0, "8 rows were kept; going on after them.\n")
    assert exports.asked[:4] == [1, 2, 3, 4]
    assert exports.is_clean
    assert exports.target.read_bytes() == exports.undisturbed(format)


@FORMATS
@pytest.mark.parametrize(
    "options",
    [
        ("--page-size", "3"),
        ("--page-size", "7", "--prefetch", "3"),
        ("--page-size", "100"),
        ("--limit", "10"),
        ("--limit", "5"),
        ("--limit", "8", "--page-size", "3"),
        ("--prefetch", "2", "--quiet"),
    ],
    ids=" ".join,
)
def test_it_can_be_read_in_another_way(exports: Exports, format: str, options: tuple[str, ...]) -> None:
    """Pages of another size, read ahead, or fewer rows: they are those of an undisturbed export."""
    exports.export_half(format)
    result = exports.export("--resume", *options)
    assert (result.code, "going on" in result.stderr) == (0, "--quiet" not in options)
    assert exports.target.read_bytes() == exports.undisturbed(format, *options)
    assert exports.is_clean


OTHERS: list[tuple[str, ...]] = [
    ("--query", "+1"),
    ("--status", "completed"),
    ("--result", "human"),
    ("--extra-query", "tag=a"),
    ("--format", "csv"),
]


@pytest.mark.parametrize("other", [*OTHERS, ("another campaign",)], ids=" ".join)
def test_another_export_is_refused(exports: Exports, other: tuple[str, ...]) -> None:
    """The exit code is 2, nothing is sent, the line says what to do, and the rows stay."""
    exports.export_half("jsonl")
    kept = exports.part.read_bytes()
    options, campaign = (other, "x") if other in OTHERS else ((), "y")
    result = exports.export("--resume", *options, campaign=campaign)
    assert (result.code, exports.asked, exports.part.read_bytes()) == (2, [], kept)
    assert "are of another campaign, filter, format or server. Give the same arguments as then, or" in result.stderr
    assert result.stderr.count("\n") == 1
    assert exports.export(*options, campaign=campaign).code == 0
    assert exports.is_clean


def test_another_server_is_refused(exports: Exports) -> None:
    """The rows of one server are not mixed with those of another."""
    exports.export_half("jsonl")
    with scripted_server(pages_of(ROWS)) as other:
        assert exports.export("--resume", "--base-url", other.url).code == 2
        assert other.received == []


def test_the_order_of_filters_does_not_matter(exports: Exports) -> None:
    """The same statuses in another order are the same export."""
    exports.export_half("jsonl", "--status", "completed,errored")
    assert exports.export("--resume", "--status", "errored", "--status", "completed").code == 0


@FORMATS
def test_nothing_to_resume_is_an_export_as_any_other(exports: Exports, format: str) -> None:
    """Where there is no file, and where there is a complete one, all rows are read and nothing is said."""
    exports.target = exports.target.with_suffix(f".{format}")
    for count in (20, 13):
        result = exports.export("--resume", rows=ROWS[:count])
        assert (result.code, result.stderr, exports.asked[0]) == (0, "", 0)
        assert exports.target.read_bytes() == exports.undisturbed(format, rows=ROWS[:count])
    assert exports.is_clean


@FORMATS
def test_without_resume_it_begins_anew(exports: Exports, format: str) -> None:
    """All pages are read, and what an earlier export has left is gone, whatever its filters were."""
    exports.export_half(format)
    exports.part.rename(exports.part.with_name(exports.part.name.replace(exports.part.name[-21:-5], "0" * 16)))
    exports.export_half(format)
    assert exports.export().code == 0
    assert (exports.asked, exports.is_clean) == ([0, 1, 2, 3, 4], True)


@FORMATS
def test_failing_again_keeps_what_came_until_then(exports: Exports, format: str) -> None:
    """Each time it gets further, and a failure before any new row loses none."""
    exports.export_half(format)
    for fails_at in (2, 3, 4):
        result = exports.export("--resume", at_page={fails_at: HALF[2]})
        assert f" {fails_at * 4} rows had arrived. They are kept" in result.stderr
    assert exports.export("--resume").code == 0
    assert exports.target.read_bytes() == exports.undisturbed(format)


@FORMATS
@pytest.mark.parametrize("seed", range(10))
def test_whatever_a_power_cut_leaves(exports: Exports, format: str, seed: int) -> None:
    """Cut at any byte, with zeros at the end or in between, or with a torn line: the file is the same in the end."""
    exports.export_half(format)
    cut_power(exports.part, Random(seed))
    assert exports.export("--resume").code == 0
    assert exports.target.read_bytes() == exports.undisturbed(format)
    assert exports.is_clean


@FORMATS
def test_a_row_without_the_end_of_its_line_is_read_again(exports: Exports, format: str) -> None:
    """A line is whole with its line feed only, even if what is there of it is JSON."""
    exports.export_half(format)
    exports.part.write_bytes(exports.part.read_bytes().removesuffix(b"\n"))
    assert exports.export("--resume").stderr == "7 rows were kept; going on after them.\n"
    assert exports.target.read_bytes() == exports.undisturbed(format)


@FORMATS
def test_rows_that_are_enough_are_not_asked_for(exports: Exports, format: str) -> None:
    """With a limit that was reached already, nothing is sent."""
    exports.export_half(format)
    assert exports.export("--resume", "--limit", "8").code == 0
    assert exports.asked == []
    assert exports.target.read_bytes() == exports.undisturbed(format, "--limit", "8")


def test_a_hole_larger_than_memory_would_like(exports: Exports) -> None:
    """A file that ends in zeros is not read to its end."""
    exports.export_half("jsonl")
    with exports.part.open("r+b") as part:
        part.truncate(1 << 40)
    assert exports.export("--resume").code == 0
    assert exports.target.read_bytes() == exports.undisturbed("jsonl")


@FORMATS
def test_rows_that_changed_at_the_server_in_between(exports: Exports, format: str) -> None:
    """Rows that are gone stay as they were read; rows that came, wherever, are there; and none is there twice."""
    exports.export_half(format)
    now = [row(101), ROWS[0], *ROWS[3:7], row(102), *ROWS[7:15], *ROWS[16:], row(103)]
    result = exports.export("--resume", rows=now)
    found = [line.split(b",")[0] for line in exports.target.read_bytes().splitlines()[format == "csv" :]]
    ids = [json.loads(name.partition(b":")[2]) if format == "jsonl" else name.decode() for name in found]
    assert result.code == 0
    assert ids[:8] == [each["id"] for each in ROWS[:8]]
    assert len(ids) == len(set(ids))
    assert set(ids) == {each["id"] for each in [*ROWS[:8], *now]}


@FORMATS
def test_a_server_that_does_not_page(exports: Exports, format: str) -> None:
    """A server that sends everything at once is asked once."""
    exports.export_half(format)
    exports.server.received.clear()
    exports.answer = lambda _: answer({"rows": ROWS})
    command = ("rows", "x", "-o", str(exports.target), "--resume", "-q")
    assert exports.here(*command, url=exports.server.url).code == 0
    assert len(exports.asked) == 1
    assert exports.target.read_bytes() == exports.undisturbed(format)


@pytest.mark.parametrize("row_id", [None, 7, ["x"]])
def test_rows_without_an_id_are_read_anew(exports: Exports, row_id: Any) -> None:
    """Rows that cannot be told apart by an ID are not gone on after, and that is said."""
    rows = [each | {"id": row_id} for each in ROWS]
    assert exports.export("-q", rows=rows, at_page=HALF).code == 1
    result = exports.export("--resume", rows=rows)
    assert (result.code, exports.asked) == (0, [0, 1, 2, 3, 4])
    assert result.stderr.startswith("The rows that were kept have no IDs to be told apart by; beginning anew.\n")
    assert [json.loads(line) for line in exports.target.read_bytes().splitlines()] == rows


@FORMATS
def test_rows_that_strict_parsers_refuse_are_kept_too(exports: Exports, format: str) -> None:
    """Half a surrogate pair and a number that no float holds are rows as any others."""
    exports.target = exports.target.with_suffix(f".{format}")
    odd = [ROWS[0], row(1, input_data={"\ud800": "\udfff"}), row(2, id="\ud801"), row(3, row_index=10**400), *ROWS[4:]]
    assert exports.export("-q", rows=odd, at_page=HALF).code == 1
    assert "8 rows were kept" in exports.export("--resume", rows=odd).stderr
    assert exports.target.read_bytes() == exports.undisturbed(format, "-q", rows=odd)


@pytest.mark.parametrize("options", [(), ("--resume",), ("--query", "y"), ("--resume", "--query", "y")], ids=" ".join)
def test_two_at_a_time_are_refused(exports: Exports, options: tuple[str, ...]) -> None:
    """The second one ends at once with a line, whatever it exports, and leaves the first one alone."""
    gate = Gate()
    exports.answer = pages_of(ROWS, at_page={2: gate.wait})
    first = [
        *COMMAND,
        "rows",
        "x",
        "--page-size",
        "4",
        "--prefetch",
        "0",
        "--max-retries",
        "0",
        "-o",
        str(exports.target),
    ]
    with subprocess.Popen(first, env=environment(exports.server.url), stderr=subprocess.PIPE) as process:
        try:
            assert gate.reached.wait(SECONDS)
            result = run("rows", "x", "-o", str(exports.target), *options, url=exports.server.url)
            assert (result.code, result.stderr) == (1, f"Error: Another export to {exports.target} is under way.\n")
            assert exports.asked == [0, 1, 2]
            gate.open()
            assert b"8 rows had arrived. They are kept" in process.communicate(timeout=SECONDS)[1]
        finally:
            process.kill()
            gate.open()
    assert exports.export("--resume").code == 0
    assert exports.target.read_bytes() == exports.undisturbed("jsonl")


def test_nobody_else_can_read_the_rows_that_are_kept(exports: Exports) -> None:
    """As long as it waits, it is no more open than the file that it replaces, also one that came in between."""
    exports.export_half("jsonl")
    exports.target.write_text("old")
    exports.target.chmod(0o640)
    assert exports.export("--resume", at_page={3: HALF[2]}).code == 1
    assert stat.S_IMODE(exports.part.stat().st_mode) == 0o600
    assert exports.export("--resume").code == 0
    assert stat.S_IMODE(exports.target.stat().st_mode) == 0o640


@pytest.mark.parametrize("options", [(), ("--resume",)], ids=" ".join)
def test_a_planted_link_is_not_followed(exports: Exports, tmp_path: Path, options: tuple[str, ...]) -> None:
    """Somebody who knows the name cannot have another file overwritten."""
    exports.export_half("jsonl")
    place, victim = exports.part, tmp_path / "victim"
    victim.write_text("precious")
    place.unlink()
    place.symlink_to(victim)
    result = exports.export(*options)
    assert (result.code, exports.asked, victim.read_text()) == (1, [], "precious")
    assert f"{place.name} is in the way, and not a file of yours." in result.stderr
    assert result.stderr.count("\n") == 1


def test_long_names_are_told_apart(exports: Exports) -> None:
    """An export does not take the rows of another file for its own, where only the ends of their names differ."""
    one, other = (exports.target.with_name(f"{'long ' * 20}{number}.jsonl") for number in (1, 2))
    exports.target = one
    exports.export_half("jsonl")
    exports.target = other
    assert exports.export().code == 0
    exports.target = one
    assert "8 rows were kept" in exports.export("--resume").stderr


def test_kill_9_at_any_moment(capsys: pytest.CaptureFixture[str]) -> None:
    """Killed several times, with power cuts, the file is that of an undisturbed export; more runs are a soak."""
    assert main(["--runs", "5", "--seed", "100"]) == 0
    counted = {line[:28].strip(): int(line[28:].replace(",", "")) for line in capsys.readouterr().out.splitlines()}
    assert (counted["runs"], counted["rows lost"], counted["rows twice"], counted["torn lines"]) == (5, 0, 0, 0)
    assert counted["rows"] >= 5 * 100
    assert min(counted[name] for name in ("kills", "resumes", "power cuts")) > 0


class OneMore(Undisturbed):
    """Pretends that there is one row more than there is."""

    def export(self, directory: Path, format: str, filters: list[str]) -> bytes:
        """Return what an export gives, and a row."""
        return super().export(directory, format, filters) + b'{"id":"one-more"}\n'


def test_a_lost_row_would_be_told(tmp_path: Path) -> None:
    """An export that ends with another file than it should is a failure."""
    failure = r"the file differs: 1 rows lost|the target is half-written"
    with sandbox() as service, pytest.raises(Failure, match=failure):
        KilledExport(JSONL_SEED, tmp_path, OneMore(service), Tally()).carry_out()
