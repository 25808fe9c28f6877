"""Exports through a proxy that fails: every row comes once, whatever goes wrong on the way."""

from pathlib import Path
from typing import Any

import attrs
import msgspec
import pytest

from tools.soak.campaign import make_database
from tools.soak.faults import FAULTS
from tools.soak.plans import ADD, ASYNC_PAGES, ASYNC_ROWS, CLI, MOVE, PAGES, REMOVE, ROWS, STILL, Plan, make_plan
from tools.soak.proxy import MIXED, NONE, STALE
from tools.soak.runs import carry_out

LIBRARY = (PAGES, ROWS, ASYNC_PAGES, ASYNC_ROWS)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the campaign."""
    file = tmp_path_factory.mktemp("soak") / "template.db"
    make_database(file)
    return file


@pytest.fixture(autouse=True)
def _no_other_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing else stands between a client and the sandbox."""
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.setenv(name, "127.0.0.1")


def plan(number: int, **changes: Any) -> Plan:
    """Return the plan of a run that has enough requests to go wrong, with some of it set."""
    usual: dict[str, Any] = {"page_size": 25, "rate": 0.3, "most": 60, "filters": {}, "change": STILL}
    return attrs.evolve(make_plan(1, number), **usual | changes)


@pytest.mark.parametrize(("number", "kind"), [*enumerate(FAULTS)])
def test_each_fault_is_got_over(number: int, kind: str, template: Path) -> None:
    """The rows are those of the database, each once, unaltered; or an error says so, and the rest comes after it."""
    result = carry_out(plan(number, kind=kind, way=LIBRARY[number % 4], prefetch=number % 3), template)
    assert result.is_good, result
    assert result.injected > 0


@pytest.mark.parametrize(("number", "change"), [*enumerate([MOVE, ADD, REMOVE, MOVE])])
def test_rows_may_change_meanwhile(number: int, change: str, template: Path) -> None:
    """No row that was there throughout is lost, with all faults mixed."""
    result = carry_out(plan(number, kind=MIXED, change=change, changes=3, way=LIBRARY[number], prefetch=0), template)
    assert result.is_good, result
    assert result.injected > 0
    assert result.changes > 0


def test_a_cache_on_the_way_may_be_stale(template: Path) -> None:
    """A page that is asked for again comes as it was."""
    result = carry_out(plan(5, kind=STALE, rate=1.0, change=MOVE, changes=3, way=PAGES, prefetch=0), template)
    assert result.is_good, result
    assert result.injected > 0


def test_without_faults_nothing_is_tried_again(template: Path) -> None:
    """The proxy itself spoils nothing."""
    result = carry_out(plan(6, kind=NONE, way=PAGES, prefetch=0), template)
    assert (result.is_good, result.gave_up, result.injected, result.requests) == (True, None, 0, 10)


@pytest.mark.parametrize("kind", ["cut-body", MIXED])
def test_the_command_gets_over_it(kind: str, template: Path) -> None:
    """A process of its own writes the file."""
    result = carry_out(plan(7, kind=kind, way=CLI, rate=0.5, most=1, prefetch=0), template)
    assert result.is_good, result
    assert (result.injected, result.gave_up) == (1, None)


@pytest.mark.parametrize("way", [PAGES, ASYNC_ROWS, CLI])
def test_what_fails_again_and_again_is_a_named_error(way: str, template: Path) -> None:
    """What came before is right, and what is left comes when the network is well again."""
    tried = plan(8, kind="reset-after", way=way, rate=1.0, most=3)
    result = carry_out(attrs.evolve(tried, retry=msgspec.structs.replace(tried.retry, max_retries=1)), template)
    assert result.is_good, result
    assert result.gave_up is not None
