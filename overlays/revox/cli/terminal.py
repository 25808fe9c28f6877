"""What people see: messages, a progress bar and a summary, all on standard error.

A message is one line, without the API key and without control characters.
"""

import contextlib
import os
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import IO, Any

from revox import Deviation

API_KEY = "REVOX_API_KEY"
LONGEST = 1000

Update = Callable[[int, float | None], None]
"""Called with how many rows have arrived, and how many there are as far as that is known."""


def say(message: str) -> None:
    """Print a line on standard error, if it can be written."""
    complain(f"{one_line(message)}\n")


def complain(text: str) -> None:
    """Print text on standard error, if it can be written. Without one, `print` would take standard output."""
    with contextlib.suppress(OSError, ValueError):
        if sys.stderr is not None:
            print(text, end="", file=sys.stderr, flush=True)


def one_line(text: str) -> str:
    """Return text on one line; a server could have put the key or the escape codes of a terminal into it."""
    return printable(" ".join(without_key(text).split())[:LONGEST])


def printable(text: str) -> str:
    """Return text without control characters."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


def without_key(text: str) -> str:
    """Return text with the API key blotted out."""
    key = os.environ.get(API_KEY, "").strip()
    return text.replace(key, "[API key]") if key else text


def rows_in_words(count: int, total: float | None = None) -> str:
    """Return `1 row`, `2 rows`, or `2 of 3 rows` where the total is larger."""
    if total is not None and total > count:
        return f"{count:,} of {rows_in_words(int(total))}"
    return f"{count:,} row{'' if count == 1 else 's'}"


def say_deviations(deviations: Sequence[Deviation], *, is_verbose: bool) -> None:
    """Say in how many ways the answers differ from the spec, or in which ones."""
    if deviations:
        ways = "1 way" if len(deviations) == 1 else f"{len(deviations)} ways"
        say(f"The answers differ from the spec in {ways}{':' if is_verbose else '; --verbose lists them.'}")
    for deviation in deviations if is_verbose else ():
        say(str(deviation))


@contextlib.contextmanager
def progress_bar() -> Iterator[Update]:
    """Show how far an export is, for the time of a `with` block."""
    from rich import progress  # here, because it takes time to import
    from rich.console import Console

    bar = progress.Progress(
        progress.SpinnerColumn(),
        progress.BarColumn(bar_width=None),
        progress.TextColumn("{task.fields[rows]}"),
        progress.TextColumn("ETA"),
        progress.TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        expand=True,
    )
    task = bar.add_task("rows", total=None, rows="0 rows")

    def update(done: int, total: float | None) -> None:
        bar.update(task, completed=done, total=total)
        speed = bar.tasks[0].speed
        rate = f"  {speed:,.0f} rows/s" if speed else ""
        share = "" if total is None else f" of {total:,.0f} rows  {done / total if total else 1.0:.0%}"
        bar.update(task, rows=f"{done:,}{share or ' rows'}{rate}")

    with bar:
        yield update


def is_terminal(stream: IO[Any] | None) -> bool:
    """Return whether a stream is a terminal. A standard stream is None where the shell has closed it."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False


def is_pipe(stream: IO[Any]) -> bool:
    """Return whether a stream leads to another program."""
    try:
        mode = os.fstat(stream.fileno()).st_mode
    except (OSError, ValueError):
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)


def silence(descriptor: int) -> None:
    """Send what is still buffered to nowhere, so that the end of the process neither fails nor waits because of it."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)
