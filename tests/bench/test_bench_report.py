"""The report, for programs and for people."""

from collections.abc import Sequence
from typing import Any

import pytest

from tools.bench.driver import Result
from tools.bench.goals import LATER, OFFICIAL, OURS, Contender, Experiment, Goal, Kind, Metric
from tools.bench.report import as_json, as_markdown

MEBIBYTE = 1024 * 1024
LOAD = ([0.5, 1.0, 1.5], [2.5, 1.0, 1.5])


def result(
    goal: Goal, metric: Metric = Metric.SECONDS, absent: Sequence[str] = (), **samples: Sequence[float]
) -> Result:
    """Return a result whose contenders took what is given, and half of that of the processor."""
    contenders = tuple(Contender(name, OURS, "page") for name in samples)
    experiment = Experiment("page", "a page", contenders, (goal,), metric, not_compared={LATER: "has no pages"})
    answers = {
        name: [{metric.value: value, "seconds": value, "cpu_seconds": value / 2, "rows": 10} for value in values]
        for name, values in samples.items()
    }
    return Result(experiment, answers, tuple(absent))


def found(result: Result) -> Any:
    """Return what the report says about the one goal of a result."""
    return as_json([result], LOAD)["experiments"][0]["goals"][0]


@pytest.mark.parametrize(
    ("kind", "limit", "value", "met"),
    [
        (Kind.FASTER, 4, 4.0, True),
        (Kind.FASTER, 4.1, 4.0, False),
        (Kind.AS_MUCH, 0.25, 0.25, True),
        (Kind.AS_MUCH, 0.2, 0.25, False),
        (Kind.FASTER, None, 4.0, None),
    ],
)
def test_a_goal_is_a_ratio_to_reach_or_to_stay_below(
    kind: Kind, limit: float | None, value: float, met: bool | None
) -> None:
    """`FASTER` divides the other's time by ours, `AS_MUCH` ours by the other's."""
    goal = found(result(Goal("a", kind, limit, "b"), a=[1.0, 1.0], b=[4.0, 4.0]))
    assert (goal["value"], goal["met"]) == (value, met)
    assert goal["cpu"] == value
    assert goal["ratio_of_medians"] == value
    assert goal["pairs"] == {"median": value, "low": value, "high": value}


def test_memory_has_a_limit_of_its_own() -> None:
    """It is told in MiB, and nobody asks how busy the processor was."""
    goal = found(result(Goal("a", Kind.BELOW, 64), Metric.PEAK, a=[65 * MEBIBYTE]))
    assert (goal["value"], goal["met"], goal["goal"]) == (65, False, "below 64 MiB")
    assert "cpu" not in found(result(Goal("a", Kind.AS_MUCH, 1, "b"), Metric.PEAK, a=[1], b=[2]))


def test_time_for_each_row_is_divided_by_rows() -> None:
    """Campaigns of different sizes can be compared."""
    document = as_json([result(Goal("a", Kind.AS_MUCH, 1, "a"), Metric.SECONDS_PER_ROW, a=[5.0])], LOAD)
    assert document["experiments"][0]["contenders"]["a"]["median"] == 0.5


def test_who_is_absent_is_not_compared() -> None:
    """The goal stays without a value, and the reason is told."""
    absent = result(Goal("a", Kind.FASTER, 7, OFFICIAL), absent=[OFFICIAL], a=[1.0])
    assert found(absent) == {"subject": "a", "reference": OFFICIAL, "goal": "at least 7x the speed", "met": None}
    reasons = {LATER: "has no pages", OFFICIAL: "was left out of this run"}
    assert as_json([absent], LOAD)["experiments"][0]["not_compared"] == reasons


def test_the_table_has_a_line_for_each_goal() -> None:
    """Every line has the same number of cells, and the ones that matter read as people write them."""
    missed = result(Goal("a", Kind.FASTER, 7, "b"), a=[0.001, 0.001], b=[0.004, 0.006])
    absent = result(Goal("a", Kind.FASTER, 7, OFFICIAL), absent=[OFFICIAL], a=[1.0])
    text = as_markdown(as_json([missed, absent], LOAD))
    table = [line for line in text.splitlines() if line.startswith("|")]
    assert {line.count("|") for line in table} == {10}
    assert table[2:] == [
        "| `page` | a | 1 ms (1 to 1) | b | 5 ms (4.5 to 5.5) | 5 (4.5 to 5.5) | 5 | at least 7x the speed | MISSED |",
        f"| `page` | a | 1,000 ms (1,000 to 1,000) | {OFFICIAL} | n/a | n/a | n/a | at least 7x the speed |  |",
    ]
    assert f"- `page`: a page; {LATER} has no pages" in text
    assert "load average before 0.5, after 2.5" in text
