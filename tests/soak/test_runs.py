"""Exports from a sandbox that fails: every row comes once, whatever goes wrong on the way."""

from pathlib import Path
from typing import Any

import attrs
import msgspec
import pytest

from tools.soak import kills
from tools.soak.__main__ import main
from tools.soak.kills_run import Failure, Run, Tally, Undisturbed
from tools.soak.plans import (
    ADD,
    ASYNC_PAGES,
    ASYNC_ROWS,
    CLI,
    FAULTS,
    MIXED,
    MOVE,
    NONE,
    PAGES,
    REMOVE,
    ROWS,
    STILL,
    Plan,
    make_plan,
)
from tools.soak.runs import carry_out

LIBRARY = (PAGES, ROWS, ASYNC_PAGES, ASYNC_ROWS)

pytestmark = pytest.mark.deep


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing stands between a client and the sandbox."""
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.setenv(name, "127.0.0.1")


def plan(number: int, **changes: Any) -> Plan:
    """Return the plan of a run that has enough requests to go wrong, with some of it set."""
    usual: dict[str, Any] = {"page_size": 25, "rate": 0.4, "first": 150, "filters": {}, "change": STILL}
    return attrs.evolve(make_plan(1, number), **usual | changes)


@pytest.mark.parametrize(("number", "kind"), [*enumerate(FAULTS)])
def test_each_fault_is_got_over(number: int, kind: str) -> None:
    """The rows are those of the sandbox, each once, unaltered; or an error says so, and the rest comes after it."""
    result = carry_out(plan(number, kind=kind, way=LIBRARY[number % 4], prefetch=number % 3, change=MOVE, changes=3))
    assert result.is_good, result
    assert result.injected > 0


@pytest.mark.parametrize(("number", "change"), [*enumerate([MOVE, ADD, REMOVE, MOVE])])
def test_rows_may_change_meanwhile(number: int, change: str) -> None:
    """No row that was there throughout is lost, with all faults mixed."""
    result = carry_out(plan(number, kind=MIXED, change=change, changes=3, way=LIBRARY[number], prefetch=0))
    assert result.is_good, result
    assert result.injected > 0
    assert result.changes > 0


def test_without_faults_nothing_is_tried_again() -> None:
    """There are as many requests as pages."""
    result = carry_out(plan(6, kind=NONE, way=PAGES, prefetch=0))
    assert (result.is_good, result.gave_up, result.injected, result.requests) == (True, None, 0, 10)


@pytest.mark.parametrize("kind", ["cut", MIXED])
def test_the_command_gets_over_it(kind: str) -> None:
    """A process of its own writes the file."""
    result = carry_out(plan(7, kind=kind, way=CLI, rate=1.0, first=1, prefetch=0))
    assert result.is_good, result
    assert (result.injected, result.gave_up) == (1, None)


@pytest.mark.parametrize("way", [PAGES, ASYNC_ROWS, CLI])
def test_what_fails_again_and_again_is_a_named_error(way: str) -> None:
    """What came before is right, and what is left comes when the network is well again."""
    tried = plan(8, kind="reset", way=way, rate=1.0, first=3)
    result = carry_out(attrs.evolve(tried, retry=msgspec.structs.replace(tried.retry, max_retries=1)))
    assert result.is_good, result
    assert result.gave_up is not None


def test_the_command_tells_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    """In processes of its own."""
    assert main(["--runs", "3", "--seed", "5", "--processes", "2"]) == 0
    said = capsys.readouterr()
    assert "3 runs with seed 5" in said.out
    assert "3 of 3 runs" in said.err


def test_kill_9_at_any_moment(capsys: pytest.CaptureFixture[str]) -> None:
    """Killed several times, with power cuts, the file is that of an undisturbed export."""
    assert kills.main(["--runs", "5", "--seed", "100"]) == 0
    counted = {line[:28].strip(): int(line[28:].replace(",", "")) for line in capsys.readouterr().out.splitlines()}
    assert [counted[name] for name in ("runs", "rows lost", "rows twice", "torn lines")] == [5, 0, 0, 0]
    assert min(counted[name] for name in ("rows", "kills", "resumes", "power cuts")) > 0


class OneMore(Undisturbed):
    """Pretends that there is one row more than there is."""

    def export(self, directory: Path, format: str, filters: list[str]) -> bytes:
        """Return what an export gives, and a row."""
        return super().export(directory, format, filters) + b'{"id":"one-more"}\n'


def test_a_lost_row_would_be_told(tmp_path: Path) -> None:
    """An export that ends with another file than it should is a failure."""
    failure = r"the file differs: 1 rows lost|the target is half-written"
    with kills.sandbox() as service, pytest.raises(Failure, match=failure):
        Run(1, tmp_path, OneMore(service), Tally()).carry_out()
