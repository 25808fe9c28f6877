"""What the soak would say if rows were lost, came twice or were altered, or a run did not end."""

from pathlib import Path
from typing import Any

import attrs
import pytest

from tools.soak import workers
from tools.soak.__main__ import main
from tools.soak.campaign import make_database
from tools.soak.compare import Comparison, compare
from tools.soak.plans import PAGES, PATIENT, make_plan
from tools.soak.proxy import KINDS
from tools.soak.report import failure, silent_faults, table, untold
from tools.soak.runs import Result

STORED: dict[str, dict[str, Any]] = {key: {"id": key, "row_index": index} for index, key in enumerate("abcd")}
PLAN = make_plan(7, 3)


def judged(*rows: dict[str, Any], is_still: bool = True, is_whole: bool = True, **after: Any) -> Comparison:
    """Compare rows with four that are stored."""
    return compare(rows, STORED, after or STORED, is_still=is_still, is_whole=is_whole)


def test_all_rows_once_are_good() -> None:
    """In any order."""
    assert judged(*reversed(STORED.values())) == Comparison(0, 0, 0)


def test_what_is_wrong_is_counted() -> None:
    """Each kind for itself."""
    rows = list(STORED.values())
    assert judged(*rows[:2]) == Comparison(2, 0, 0)
    assert judged(*rows[:2], is_whole=False) == Comparison(0, 0, 0)
    assert judged(*rows, rows[0], rows[0]) == Comparison(0, 2, 0)
    assert judged(*rows[1:], {"id": "a", "row_index": 7}) == Comparison(0, 0, 1)
    assert judged(*rows, {"id": "e", "row_index": 4}) == Comparison(0, 0, 1)


def test_rows_that_come_and_go_are_no_loss() -> None:
    """Only what was there throughout is owed; an index may change where rows move."""
    after: dict[str, Any] = {"b": {"id": "b", "row_index": 0}, "e": {"id": "e", "row_index": 1}}
    assert judged({"id": "b", "row_index": 5}, is_still=False, **after) == Comparison(0, 0, 0)
    assert judged({"id": "e", "row_index": 5}, is_still=False, **after) == Comparison(1, 0, 0)


@pytest.mark.parametrize("wrong", [{"lost": 1}, {"twice": 1}, {"altered": 1}, {"problem": "it hung"}])
def test_a_failure_says_how_to_repeat_it(wrong: dict[str, Any]) -> None:
    """With the seed and the number of the run."""
    result = Result(PLAN, **wrong)
    assert not result.is_good
    assert "python -m tools.soak --seed 7 --run 3" in failure(result)


def test_what_a_token_cannot_tell_is_said_apart() -> None:
    """It is no failure, and not silent."""
    result = Result(PLAN, gave_up="x", lost=1, twice=1, is_untold=True)
    assert result.is_good
    assert "1 rows did not come, 1 came again" in untold([result])
    assert untold([Result(PLAN)]) == ""
    assert not attrs.evolve(result, altered=1).is_good


def test_the_table_adds_up() -> None:
    """A line for each kind, and one for all."""
    results = [Result(PLAN, requests=1_000, injected=5), Result(make_plan(7, 4), gave_up="x"), Result(PLAN, lost=2)]
    lines = [[cell.strip() for cell in line.split("|")] for line in table(results).splitlines()]
    assert [line[0] for line in lines] == ["fault", PLAN.kind, make_plan(7, 4).kind, "all"]
    assert lines[-1] == ["all", "3", "1,000", "5", "1", "1", "2", "0", "0"]


def test_a_fault_that_never_strikes_is_told() -> None:
    """Where there were runs enough."""
    results = [Result(make_plan(7, number)) for number in range(len(KINDS) * 9)]
    assert {"refuse", "gzip", "mixed"} <= set(silent_faults(results))
    assert silent_faults([attrs.evolve(result, injected=1) for result in results]) == []


def test_the_same_seed_makes_the_same_plans() -> None:
    """Each run can be repeated alone."""
    assert [make_plan(3, number) for number in range(50)] == [make_plan(3, number) for number in range(50)]
    assert make_plan(3, 1) != make_plan(4, 1)


def test_a_run_without_an_end_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """And is a failure; the runs after it are carried out."""
    template = tmp_path / "template.db"
    make_database(template)
    stalled = attrs.evolve(make_plan(1, 0), kind="stall", rate=1.0, most=60, way=PAGES, retry=PATIENT)
    monkeypatch.setattr(workers, "SECONDS", 1)
    results = list(workers.carry_out_all([stalled, stalled], template, 1))
    assert [result.problem for result in results] == ["no end after 1 s"] * 2


def test_the_command_tells_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    """In processes of its own."""
    assert main(["--runs", "3", "--seed", "5", "--processes", "2"]) == 0
    said = capsys.readouterr()
    assert "3 runs with seed 5" in said.out
    assert "3 of 3 runs" in said.err


@pytest.mark.parametrize("arguments", [["--runs", "0"], ["--processes", "x"], ["--run", "1", "--runs", "2"]])
def test_a_wrong_option_is_a_mistake_of_the_user(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """It is told as argparse tells it."""
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert "usage: python -m tools.soak" in capsys.readouterr().err
