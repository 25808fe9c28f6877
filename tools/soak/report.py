"""What is said of the runs: while they go on, when one fails, and at the end as a table."""

from collections.abc import Sequence

from .plans import Plan
from .proxy import KINDS, NONE
from .runs import Result

TITLES = ("fault", "runs", "requests", "injected", "complete", "gave up, then complete", "lost", "twice", "altered")
ENOUGH_RUNS = 5


def table(results: Sequence[Result]) -> str:
    """Return a table with a line for each kind of fault, and their sum."""
    kinds = [kind for kind in KINDS if any(result.plan.kind == kind for result in results)]
    lines = [_line(kind, [result for result in results if result.plan.kind == kind]) for kind in kinds]
    lines = [list(TITLES), *lines, _line("all", results)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(TITLES))]
    return "\n".join(
        " | ".join(
            [line[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True))]
        )
        for line in lines
    )


def _line(kind: str, results: Sequence[Result]) -> list[str]:
    gave_up = [result for result in results if result.gave_up]
    numbers = [
        len(results),
        sum(result.requests for result in results),
        sum(result.injected for result in results),
        sum(result.is_good for result in results) - sum(result.is_good for result in gave_up),
        sum(result.is_good for result in gave_up),
        sum(result.lost for result in results if not result.is_untold),
        sum(result.twice for result in results if not result.is_untold),
        sum(result.altered for result in results),
    ]
    return [kind, *(f"{number:,}" for number in numbers)]


def untold(results: Sequence[Result]) -> str:
    """Return what a token could not tell, in words; nothing where there was no such thing."""
    runs = [result for result in results if result.is_untold]
    if not runs:
        return ""
    return (
        f"In {len(runs)} of the runs that gave up, rows changed sides across the place of the token before the export"
        f" went on there, and it could not tell: {sum(run.lost for run in runs)} rows did not come,"
        f" {sum(run.twice for run in runs)} came again."
    )


def failure(result: Result) -> str:
    """Return what is wrong with a run, and how to see it again."""
    counts = {"lost": result.lost, "twice": result.twice, "altered": result.altered}
    rows = [f"{count} rows {name}" for name, count in counts.items() if count]
    problem = [result.problem] if result.problem else []
    return f"error: {about(result.plan)}: {', '.join(rows + problem)}\n  To repeat it: {result.plan.command}"


def about(plan: Plan) -> str:
    """Return what a run is, in a line."""
    filters = ", ".join(f"{name}={value}" for name, value in plan.filters.items())
    parts = [
        f"run {plan.number}: {plan.kind} at {plan.rate:g} of the requests, by {plan.way}",
        f"page_size={plan.page_size}, prefetch={plan.prefetch}",
        filters,
        f"rows: {plan.change}" if plan.change else "",
    ]
    return ", ".join(part for part in parts if part)


def silent_faults(results: Sequence[Result]) -> list[str]:
    """Return the faults that never struck, though there were runs enough: nothing was shown of them."""
    of_kind = {kind: [result for result in results if result.plan.kind == kind] for kind in KINDS if kind != NONE}
    return [
        kind for kind, runs in of_kind.items() if len(runs) >= ENOUGH_RUNS and not sum(run.injected for run in runs)
    ]
