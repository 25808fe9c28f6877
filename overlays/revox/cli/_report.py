"""What is said at the end of an export that went well."""

import sys
from collections.abc import Sequence

from revox._deviations import Deviation

from ._export import Export
from ._messages import rows_in_words, say
from ._streams import is_terminal


def report(export: Export, format: str, seconds: float) -> None:
    """Say what was done, to people who look."""
    total = export.pages.walk.total
    if not export.destination.is_read and is_terminal(sys.stderr):
        say(_summary(export, seconds))
    elif not export.destination.is_terminal:
        return
    elif format == "table" and not export.count:
        say("There are no rows.")
    elif format == "table" and total is not None and total > export.count:
        of_all = f"{export.count:,} of {rows_in_words(int(total))}"
        say(f"{of_all}; --limit N shows more, -o FILE.csv gets all of them.")


def report_deviations(deviations: Sequence[Deviation], *, is_verbose: bool) -> None:
    """Say how the answers differ from the spec: in how many ways, or in which ones."""
    if deviations:
        ways = "1 way" if len(deviations) == 1 else f"{len(deviations)} ways"
        say(f"The answers differ from the spec in {ways}{':' if is_verbose else '; --verbose lists them.'}")
    for deviation in deviations if is_verbose else ():
        say(str(deviation))


def _summary(export: Export, seconds: float) -> str:
    """Return what was done, in a line."""
    total = export.pages.walk.total
    rows = rows_in_words(export.count)
    if total is not None and total > export.count:
        rows = f"{export.count:,} of {rows_in_words(int(total))}"
    return f"{rows} written to {export.destination.name} ({_size(export.destination.size)}) in {seconds:.1f} s"


def _size(size: float) -> str:
    for unit in ("bytes", "kB", "MB", "GB"):
        if size < 1000 or unit == "GB":
            break
        size /= 1000
    return f"{size:.0f} {unit}" if unit == "bytes" else f"{size:.1f} {unit}"
