"""What was measured, for people and for programs."""

import os
import platform
from collections.abc import Sequence
from typing import Any

from .driver import Result
from .goals import Goal, Kind, Metric
from .spread import Ratio, Spread

MEBIBYTE = 1024 * 1024
Json = dict[str, Any]
HEADER = ("work", "who", "median (quartiles)", "against", "median (quartiles)", "ratio (quartiles)", "CPU", "goal", "")
PREFACE = """\
Every line compares samples that were taken in turn, in one run. The ratio is the median of the ratios of neighbouring
samples, in brackets their quartiles; goals are judged by it. CPU is the same of the time that the processor was busy
for each side: where other programs ran beside, it says more than the clock.
"""


def as_json(results: Sequence[Result], load: tuple[list[float], list[float]]) -> Json:
    """Return everything as JSON.

    Args:
        results: What came of the experiments.
        load: The load averages of the machine before and after.
    """
    return {
        "machine": {"python": platform.python_version(), "system": platform.system(), "cpus": os.cpu_count()},
        "load": {"before": load[0], "after": load[1]},
        "experiments": [_experiment(result) for result in results],
    }


def _experiment(result: Result) -> Json:
    experiment = result.experiment
    return {
        "name": experiment.name,
        "about": experiment.about,
        "metric": experiment.metric.value,
        "contenders": {
            name: {"samples": result.values(name)} | _spread(Spread.of(result.values(name))) for name in result.samples
        },
        "goals": [_goal(result, goal) for goal in experiment.goals],
        "not_compared": dict(experiment.not_compared) | dict.fromkeys(result.absent, "was left out of this run"),
    }


def _spread(spread: Spread) -> Json:
    return {"median": spread.median, "low": spread.low, "high": spread.high}


def _goal(result: Result, goal: Goal) -> Json:
    found: Json = {"subject": goal.subject, "reference": goal.reference, "goal": goal.in_words, "met": None}
    if goal.subject not in result.samples or (goal.reference and goal.reference not in result.samples):
        return found
    subject = result.values(goal.subject)
    if goal.reference is None:
        value = Spread.of(subject).median / MEBIBYTE
    else:
        ratio = _ratio(goal, subject, result.values(goal.reference))
        value = ratio.in_pairs.median
        found |= {"pairs": _spread(ratio.in_pairs), "ratio_of_medians": ratio.of_medians}
        if not result.experiment.metric.is_memory:
            cpu = (result.values(name, is_cpu=True) for name in (goal.subject, goal.reference))
            found["cpu"] = _ratio(goal, *cpu).in_pairs.median
    return found | {"value": value, "met": _is_met(goal, value)}


def _ratio(goal: Goal, subject: Sequence[float], reference: Sequence[float]) -> Ratio:
    return Ratio.of(reference, subject) if goal.kind is Kind.FASTER else Ratio.of(subject, reference)


def _is_met(goal: Goal, value: float) -> bool | None:
    if goal.limit is None:
        return None
    return value >= goal.limit if goal.kind is Kind.FASTER else value <= goal.limit


def as_markdown(document: Json) -> str:
    """Return what `as_json` has returned as Markdown."""
    machine, load = document["machine"], document["load"]
    about = f"{machine['system']}, {machine['cpus']} CPUs, Python {machine['python']}"
    loads = "; load average before {}, after {}".format(*(f"{load[when][0]:.1f}" for when in ("before", "after")))
    lines = [_line(experiment, goal) for experiment in document["experiments"] for goal in experiment["goals"]]
    legend = [_legend(experiment) for experiment in document["experiments"]]
    table = [_cells(*HEADER), "|" + "---|" * len(HEADER), *lines]
    return "\n".join(["# Benchmarks", "", PREFACE, f"{about}{loads}.", "", *table, "", *legend, ""])


def _legend(experiment: Json) -> str:
    notes = "".join(f"; {side} {reason}" for side, reason in experiment["not_compared"].items())
    return f"- `{experiment['name']}`: {experiment['about']}{notes}"


def _line(experiment: Json, goal: Json) -> str:
    subject, reference = (_samples(experiment, goal[side]) for side in ("subject", "reference"))
    met = {None: "", True: "met", False: "MISSED"}[goal["met"]]
    sides = (goal["subject"], subject, goal["reference"] or "", reference)
    return _cells(f"`{experiment['name']}`", *sides, _value(goal), _number(goal.get("cpu")), goal["goal"], met)


def _value(goal: Json) -> str:
    pairs = goal.get("pairs")
    around = f" ({_number(pairs['low'])} to {_number(pairs['high'])})" if pairs else ""
    return f"{_number(goal.get('value'))}{around}"


def _number(value: float | None) -> str:
    return "n/a" if value is None else f"{value:,.0f}" if value >= 1000 else f"{value:.3g}"


def _cells(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _samples(experiment: Json, contender: str | None) -> str:
    found = experiment["contenders"].get(contender)
    if not found:
        return "n/a" if contender else ""
    unit, factor = _unit(Metric(experiment["metric"]))
    median, low, high = (_number(found[name] * factor) for name in ("median", "low", "high"))
    return f"{median} {unit} ({low} to {high})"


def _unit(metric: Metric) -> tuple[str, float]:
    if metric.is_memory:
        return "MiB", 1 / MEBIBYTE
    return ("µs", 1e6) if metric is Metric.SECONDS_PER_ROW else ("ms", 1e3)
