"""What was measured, as Markdown."""

import os
import platform
import statistics
from collections.abc import Sequence

from .driver import Result
from .experiments import Goal, Kind, Metric

MEBIBYTE = 1024 * 1024
HEADER = ("work", "who", "median (quartiles)", "against", "median (quartiles)", "ratio (quartiles)", "CPU", "goal", "")
PREFACE = """\
Every line compares samples that were taken in turn, in one run. The ratio is the median of the ratios of neighbouring
samples (a machine that is busy for a while slows both), in brackets their quartiles; goals are judged by it. CPU is the
same of the time that the processor was busy for each side.
"""


def markdown(results: Sequence[Result], load: Sequence[float]) -> str:
    """Return a table with a line for each goal.

    Args:
        results: What came of the experiments.
        load: The load averages of the machine before and after.
    """
    about = f"{platform.system()}, {os.cpu_count()} CPUs, Python {platform.python_version()}"
    table = [_cells(*HEADER), "|" + "---|" * len(HEADER)]
    table += [_line(result, goal) for result in results for goal in result.experiment.goals]
    legend = [f"- `{result.experiment.name}`: {result.experiment.about}" for result in results]
    loads = "load average before {:.1f}, after {:.1f}".format(*load)
    return "\n".join(["# Benchmarks", "", PREFACE, f"{about}; {loads}.", "", *table, "", *legend, ""])


def spread(samples: Sequence[float]) -> tuple[float, float, float]:
    """Return the median of samples and their quartiles."""
    low, median, high = statistics.quantiles([*samples] * 2 if len(samples) == 1 else samples, n=4, method="inclusive")
    return median, low, high


def ratios(result: Result, goal: Goal, *, is_cpu: bool = False) -> list[float]:
    """Return the ratios of neighbouring samples of the two sides of a goal, or MiB where there is no other side."""
    subject = result.values(goal.subject, is_cpu=is_cpu)
    if goal.reference is None:
        return [value / MEBIBYTE for value in subject]
    pairs = zip(subject, result.values(goal.reference, is_cpu=is_cpu), strict=True)
    return [theirs / ours if goal.kind is Kind.FASTER else ours / theirs for ours, theirs in pairs]


def verdict(result: Result, goal: Goal) -> str:
    """Return whether a goal was met; nothing where it has no limit, or a side was left out."""
    if goal.limit is None or not result.has(goal):
        return ""
    value = spread(ratios(result, goal))[0]
    return "met" if (value >= goal.limit if goal.kind is Kind.FASTER else value <= goal.limit) else "MISSED"


def _line(result: Result, goal: Goal) -> str:
    words = "-" if goal.limit is None else goal.kind.value.format(goal.limit)
    ratio = cpu = "n/a"
    if result.has(goal):
        ratio = _spread(ratios(result, goal))
        if not result.experiment.metric.is_memory:
            cpu = _number(spread(ratios(result, goal, is_cpu=True))[0])
    sides = [goal.subject, _samples(result, goal.subject), goal.reference or "", _samples(result, goal.reference)]
    return _cells(f"`{result.experiment.name}`", *sides, ratio, cpu, words, verdict(result, goal))


def _samples(result: Result, contender: str | None) -> str:
    if contender is None or contender not in result.samples:
        return "n/a" if contender else ""
    metric = result.experiment.metric
    unit, factor = ("µs", 1e6) if metric is Metric.SECONDS_PER_ROW else ("ms", 1e3)
    unit, factor = ("MiB", 1 / MEBIBYTE) if metric.is_memory else (unit, factor)
    return _spread([value * factor for value in result.values(contender)], f" {unit}")


def _spread(samples: Sequence[float], unit: str = "") -> str:
    median, low, high = map(_number, spread(samples))
    return f"{median}{unit} ({low} to {high})"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 1000 else f"{value:.3g}"


def _cells(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
