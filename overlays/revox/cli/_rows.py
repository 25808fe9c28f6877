"""The command `revox rows`."""

import contextlib
import os
import sys
import time
from typing import Any

import click
from revox_api.models import CallStatus, RowResultFilter

from revox._campaigns import PAGE_SIZE
from revox._client import Revox
from revox._iterators import PageIterator
from revox._options import DEFAULT_TIMEOUT
from revox._retry import RetryPolicy

from ._export import Export, Progress, WriterType
from ._files import is_stdout, is_straight, open_destination
from ._parameters import Names, QueryParameter, Seconds, base_url_option
from ._part import Purpose
from ._report import report, report_deviations
from ._request import Options, digest_of, make_client, make_pages, page_size_of
from ._signals import interruptible
from ._streams import is_terminal

TABLE_ROWS = 50
FORMATS = ("table", "jsonl", "csv")
SUFFIXES = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv"}
UNDOCUMENTED = " (--extra-query {}=VALUE sends an undocumented value.)"

EPILOG = """\b
Examples:
  revox rows my-campaign
  revox rows my-campaign -o rows.csv
  revox rows my-campaign -o rows.csv --resume
  revox rows my-campaign --status completed,errored --result human -o a.jsonl
  revox rows my-campaign --query "+1555" | jq -r .phone_number
  revox rows my-campaign --extra-query statuses=a_status_of_tomorrow

\b
Formats:
  table  for people: what matters most, cut to the width of the terminal
  jsonl  a row a line, losslessly, as the server sent it
  csv    for spreadsheets; `revox columns` lists the columns, and says how
         text is kept from becoming a formula

\b
A file appears under its name when it is complete. Until then, and after an
error, the file that was there before stays as it was. The rows that came are
kept beside it, hidden: the same command with --resume goes on after them,
also after kill -9 or a power cut. Another campaign or filter is refused, and
without --resume an export begins anew. Rows that were changed or deleted at
the server after they were read stay as they were read.

\b
Exit codes: 0 done, 1 error, 2 usage, 130 interrupted (143 by SIGTERM), 141
the reader of the output went away. The key is in REVOX_API_KEY.
"""


@click.command(epilog=EPILOG, short_help="Get all rows (contacts) of a campaign, with their calls.")
@click.argument("campaign_id")
@click.option("--query", metavar="TEXT", help="Keep the rows that contain this text.")
@click.option(
    "--status",
    metavar="STATUS",
    multiple=True,
    type=Names(CallStatus, several=True, hint=UNDOCUMENTED.format("statuses")),
    help=f"Keep the rows whose call has this status: {', '.join(CallStatus)}. Can be given several times, or with "
    "commas.",
)
@click.option(
    "--result",
    metavar="RESULT",
    type=Names(RowResultFilter, hint=UNDOCUMENTED.format("result")),
    help=f"Keep the rows whose call had this result: {', '.join(RowResultFilter)}. 'all' keeps every row, 'none' those "
    "without a result.",
)
@click.option(
    "--format",
    metavar="FORMAT",
    type=Names(FORMATS),
    help=f"{', '.join(FORMATS)}.  [default: by the suffix of the file; else table on a terminal, jsonl in a pipe]",
)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(readable=False),
    help="Write to this file; - is standard output.",
)
@click.option(
    "--page-size",
    metavar="N",
    type=click.IntRange(1),
    default=PAGE_SIZE,
    show_default=True,
    help="How many rows to ask for at a time.",
)
@click.option(
    "--limit",
    metavar="N",
    type=click.IntRange(1),
    help=f"Stop after this many rows.  [default: all; {TABLE_ROWS} for a table on a terminal]",
)
@click.option(
    "--prefetch",
    metavar="N",
    type=click.IntRange(0, 32),
    default=1,  # so that a page arrives while the one before is written: about twice as fast
    show_default=True,
    help="How many pages to read ahead; they are held in memory. Not with --limit.",
)
@base_url_option
@click.option(
    "--timeout",
    metavar="SECONDS",
    type=Seconds(),
    help=f"How long a request may take.  [default: {DEFAULT_TIMEOUT.read:g}]",
)
@click.option(
    "--max-retries",
    metavar="N",
    type=click.IntRange(0),
    help=f"How often a failed request is sent again.  [default: {RetryPolicy().max_retries}]",
)
@click.option(
    "--extra-query",
    metavar="NAME=VALUE",
    multiple=True,
    type=QueryParameter(),
    help="Send this query parameter as well, unchecked. Can be given several times.",
)
@click.option(
    "--resume",
    is_flag=True,
    help="Go on where the same export to the same FILE was interrupted. Where there is nothing to go on with, all "
    "rows are read.",
)
@click.option("-q", "--quiet", is_flag=True, help="Say nothing on standard error but errors.")
@click.option(
    "-v",
    "--verbose",
    is_flag=True,
    help="List how the answers differ from the spec. For jsonl, look at all pages to find out, not only the first one.",
)
def rows(**given: Any) -> int:
    """Get all rows (contacts) of a campaign, each one once, with their calls.

    Rows stream through: memory does not grow with the campaign.
    """
    options = Options(**given)
    format = options.format or _default_format(options.output)
    if options.resume:
        _check_resume(options.output, format)
    started = time.monotonic()
    with interruptible(), make_client(options) as client:
        limit = options.limit or (TABLE_ROWS if format == "table" and _is_for_terminal(options.output) else None)
        pages, writer_type, progress = _pages(client, options, format, limit), _writer_type(format), _progress(options)
        purpose = Purpose(digest_of(client, options, format), options.resume, limit, is_kept=format != "table")
        # Last, because from here on there is something to clean up.
        destination = open_destination(options.output, purpose)
        export = Export(pages, destination, writer_type, limit)
        if options.resume and destination.kept is not None:
            export.go_on_after(destination.kept, page_size_of(options, limit), is_quiet=options.quiet)
        exit_code = export.carry_out(progress)
        if exit_code == 0 and not options.quiet:
            report(export, format, time.monotonic() - started)
        if exit_code == 0 and (options.verbose or not options.quiet):
            report_deviations(client.deviations, is_verbose=options.verbose)
    return exit_code


def _default_format(output: str | None) -> str:
    if output is None or is_stdout(output):
        return "table" if _is_for_terminal(output) else "jsonl"
    suffix = os.path.splitext(output)[1].lower()
    if suffix in SUFFIXES:
        return SUFFIXES[suffix]
    try:
        if is_straight(output):
            return "jsonl"
    except OSError:
        pass
    known = ", ".join(SUFFIXES)
    raise click.UsageError(f"The format cannot be told from {output!r}: use --format, or one of {known}.")


def _check_resume(output: str | None, format: str) -> None:
    """Refuse to resume what cannot be resumed."""
    with contextlib.suppress(OSError):  # such as that of a directory, which is told when it is opened
        if output is None or is_stdout(output) or is_straight(output) or format == "table":
            raise click.UsageError("--resume needs a file to go on with: -o FILE, as jsonl or csv.")


def _is_for_terminal(output: str | None) -> bool:
    return (output is None or is_stdout(output)) and is_terminal(sys.stdout)


def _pages(client: Revox, options: Options, format: str, limit: int | None) -> PageIterator:
    # JSON lines are what the server wrote, right or wrong: no need to look into every row, unless it is asked for.
    return make_pages(client, options, limit, is_raw=format == "jsonl" and not options.verbose)


def _writer_type(format: str) -> WriterType:
    """Return what writes a format. Only that is imported."""
    if format == "table":
        from ._table import TableWriter

        return TableWriter
    if format == "csv":
        from ._csv import CsvWriter

        return CsvWriter
    from ._jsonl import JsonlWriter

    return JsonlWriter


def _progress(options: Options) -> Progress | None:
    """Return a progress bar, if there is a terminal for it."""
    if options.quiet or not is_terminal(sys.stderr):
        return None
    from ._progress import progress

    return progress
