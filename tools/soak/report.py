"""What is said of the runs: when one fails, and at the end as a table."""

from collections import Counter
from collections.abc import Sequence

from .plans import KINDS, NONE, Plan
from .runs import Result

ENOUGH_RUNS = 5
TITLES = ("fault", "runs", "requests", "injected", "complete", "gave up, then complete", "lost", "twice", "altered")


def table(results: Sequence[Result]) -> str:
    """Return a table with a line for each kind of fault, and their sum."""
    by_kind = {kind: [result for result in results if result.plan.kind == kind] for kind in KINDS}
    lines = [TITLES, *(_line(kind, found) for kind, found in by_kind.items() if found), _line("all", results)]
    widths = [max(map(len, KINDS)), *(-len(title) for title in TITLES[1:])]
    return "\n".join(
        " | ".join(f"%{-width}s" % cell for cell, width in zip(line, widths, strict=True)) for line in lines
    )


def _line(kind: str, results: Sequence[Result]) -> list[str]:
    good = [result for result in results if result.is_good]
    told = [result for result in results if not result.is_untold]
    sums = [sum(getattr(result, name) for result in results) for name in ("requests", "injected", "altered")]
    gave_up = sum(bool(result.gave_up) for result in good)
    moved = [sum(result.lost for result in told), sum(result.twice for result in told)]
    numbers = [len(results), *sums[:2], len(good) - gave_up, gave_up, *moved, sums[2]]
    return [kind, *(f"{number:,}" for number in numbers)]


def untold(results: Sequence[Result]) -> str:
    """Return what a token could not tell, in words; nothing where there was no such thing."""
    runs = [result for result in results if result.is_untold]
    said = (
        f"In {len(runs)} of the runs that gave up, rows changed sides across the place of the token before the export"
        f" went on there, and it could not tell: {sum(run.lost for run in runs)} rows did not come,"
        f" {sum(run.twice for run in runs)} came again."
    )
    return said if runs else ""


def failure(result: Result) -> str:
    """Return what is wrong with a run, and how to see it again."""
    counts = {"lost": result.lost, "twice": result.twice, "altered": result.altered}
    rows = [f"{count} rows {name}" for name, count in counts.items() if count]
    problem = [result.problem] if result.problem else []
    return f"error: {about(result.plan)}: {', '.join(rows + problem)}\n  To repeat it: {result.plan.command}"


def about(plan: Plan) -> str:
    """Return what a run is, in a line."""
    parts = [f"run {plan.number}: {plan.kind} at {plan.rate:g} of the requests, by {plan.way}"]
    parts += [f"page_size={plan.page_size}, prefetch={plan.prefetch}"]
    parts += [f"{name}={value}" for name, value in plan.filters.items()]
    return ", ".join(parts + ([f"rows: {plan.change}"] if plan.change else []))


def silent_faults(results: Sequence[Result]) -> list[str]:
    """Return the faults that never struck, though there were runs enough: nothing was shown of them."""
    runs = Counter(result.plan.kind for result in results)
    struck = {result.plan.kind for result in results if result.injected}
    return [kind for kind in KINDS if kind not in {NONE, *struck} and runs[kind] >= ENOUGH_RUNS]
