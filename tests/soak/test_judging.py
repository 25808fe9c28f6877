"""What the soak would say if rows were lost, came twice or were altered, or a run did not end."""

from typing import Any

import attrs
import pytest

from tools.soak.__main__ import main
from tools.soak.plans import KINDS, PAGES, PATIENT, make_plan
from tools.soak.report import failure, silent_faults, table, untold
from tools.soak.runs import Result, carry_out, compare

STORED: dict[str, dict[str, Any]] = {key: {"id": key, "row_index": index} for index, key in enumerate("abcd")}
A, B, C, D = STORED.values()
PLAN = make_plan(7, 3)


@pytest.mark.parametrize(
    ("rows", "is_whole", "found"),
    [
        ([D, C, B, A], True, (0, 0, 0)),
        ([A, B], True, (2, 0, 0)),
        ([A, B], False, (0, 0, 0)),
        ([A, B, C, D, A, A], True, (0, 2, 0)),
        ([A | {"row_index": 7}, B, C, D], True, (0, 0, 1)),
        ([A, B, C, D, {"id": "e"}], True, (0, 0, 1)),
    ],
)
def test_what_is_wrong_is_counted(rows: list[Any], is_whole: bool, found: tuple[int, int, int]) -> None:
    """Lost rows, rows that came twice, and altered ones, each for itself."""
    assert compare(rows, STORED, STORED, is_whole=is_whole) == found


def test_rows_that_come_and_go_are_no_loss() -> None:
    """Only what was there throughout is owed."""
    after: dict[str, Any] = {"b": B, "e": {"id": "e"}}
    assert compare([B], STORED, after) == (0, 0, 0)
    assert compare([{"id": "e"}], STORED, after) == (1, 0, 0)


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
    assert {"reset", "cut-gzip", "mixed"} <= set(silent_faults(results))
    assert silent_faults([attrs.evolve(result, injected=1) for result in results]) == []


def test_the_same_seed_makes_the_same_plans() -> None:
    """Each run can be repeated alone, with the same faults."""
    plans = [[make_plan(seed, number) for number in range(50)] for seed in (3, 3, 4)]
    assert plans[0] == plans[1] != plans[2]
    assert [plan.faults for plan in plans[0]] == [plan.faults for plan in plans[1]]


def test_a_run_without_an_end_is_ended() -> None:
    """And is a failure."""
    stalled = attrs.evolve(make_plan(1, 0), kind="stall", rate=1.0, first=99, way=PAGES, retry=PATIENT, change="")
    result = carry_out(stalled, seconds=1)
    assert not result.is_good
    assert "TimedOut" in str(result.problem)


@pytest.mark.parametrize("arguments", [["--runs", "0"], ["--processes", "x"], ["--run", "1", "--runs", "2"]])
def test_a_wrong_option_is_a_mistake_of_the_user(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """It is told as argparse tells it."""
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert "usage: python -m tools.soak" in capsys.readouterr().err
