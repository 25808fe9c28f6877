"""A progress bar on standard error, for people who wait."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

from ._export import Update


@contextmanager
def progress() -> Iterator[Update]:
    """Show how far an export is, for the time of a `with` block."""
    bar = Progress(
        SpinnerColumn(),
        BarColumn(bar_width=None),
        TextColumn("{task.fields[rows]}"),
        TextColumn("ETA"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        expand=True,
    )
    task = bar.add_task("rows", total=None, rows="0 rows")

    def update(done: int, total: float | None) -> None:
        bar.update(task, completed=done, total=total)
        bar.update(task, rows=_in_words(done, total, bar.tasks[0].speed))

    with bar:
        yield update


def _in_words(done: int, total: float | None, speed: float | None) -> str:
    rate = f"  {speed:,.0f} rows/s" if speed else ""
    if total is None:
        return f"{done:,} rows{rate}"
    share = done / total if total else 1.0
    return f"{done:,} of {total:,.0f} rows  {share:.0%}{rate}"
