"""The command `revox rows`."""

import sys
import time
from collections.abc import Callable
from typing import Any

import click
from revox_api.models import CallStatus, ResultFilter

from .export import Export
from .formats import FORMATS, JsonlWriter, Writer, default_format
from .left_behind import discard, show
from .output import Output, is_for_terminal, is_special, is_stdout, open_output
from .parameters import Names, connection_options, query_parameter
from .partial_file import Purpose
from .request import Options, digest_of, make_client, make_pages
from .signals import interruptible
from .terminal import is_terminal, progress_bar, rows_in_words, say, say_deviations

TABLE_ROWS = 50
STATUSES = Names(CallStatus, several=True, is_open=True)

# They need no campaign. Without a directory, it is the current one.
_LEFT: dict[str, Any] = {
    "metavar": "[DIR]",
    "type": click.Path(exists=True, file_okay=False),
    "is_flag": False,
    "flag_value": ".",
    "is_eager": True,
    "expose_value": False,
}

EPILOG = """\b
Examples:
  revox rows my-campaign
  revox rows my-campaign -o rows.csv
  revox rows my-campaign -o rows.csv --resume
  revox rows my-campaign --status completed,errored --result human -o a.jsonl
  revox rows my-campaign --query "+1555" | jq -r .phone_number
  revox rows my-campaign --extra-query result=a_result_of_tomorrow

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
without --resume an export begins anew. --list-partial shows what is kept,
and --discard-partial removes it. Rows that were changed or deleted at
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
    type=STATUSES,
    help=f"Keep the rows whose call has this status: {', '.join(CallStatus)}, or one that is newer than this list. Can "
    "be given several times, or with commas.",
)
@click.option(
    "--result",
    metavar="RESULT",
    type=Names(ResultFilter, hint=" (--extra-query result=VALUE sends an undocumented value.)"),
    help=f"Keep the rows whose call had this result: {', '.join(ResultFilter)}. 'all' keeps every row, 'none' those "
    "without a result.",
)
@click.option(
    "--format",
    metavar="FORMAT",
    type=Names(FORMATS),
    help=f"{', '.join(FORMATS)}.  [default: by the suffix of the file; else table on a terminal, jsonl in a pipe]",
)
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(), default="-", help="Write to this file; - is standard output."
)
@click.option(
    "--page-size", metavar="N", type=click.IntRange(1), default=100, help="How many rows to ask for at a time."
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
    help="How many pages to read ahead; they are held in memory. Not with --limit.",
)
@connection_options
@click.option(
    "--extra-query",
    metavar="NAME=VALUE",
    multiple=True,
    type=query_parameter,
    help="Send this query parameter as well, unchecked. Can be given several times.",
)
@click.option(
    "--resume",
    is_flag=True,
    help="Go on where the same export to the same FILE was interrupted. If there is nothing to resume, all rows are "
    "read.",
)
@click.option(
    "--list-partial", help="List the hidden files that exports have left in this directory.", **_LEFT, callback=show
)
@click.option(
    "--discard-partial", help="Remove them, but for those of exports that are under way.", **_LEFT, callback=discard
)
@click.option("-q", "--quiet", is_flag=True, help="Print nothing on standard error but errors.")
@click.option(
    "-v",
    "--verbose",
    is_flag=True,
    help="List how the answers differ from the spec. For jsonl, check all pages for that, not only the first one.",
)
def rows(**given: Any) -> int:
    """Get all rows (contacts) of a campaign, each one once, with their calls.

    Rows stream through: memory does not grow with the campaign.
    """
    options = Options(**given)
    format = options.format or default_format(options.output)
    if options.resume:
        _check_resume(options.output, format)
    if not options.quiet:
        _warn_of_unknown(options.statuses)
    started = time.monotonic()
    with interruptible(), make_client(options) as client:
        limit = options.limit or (TABLE_ROWS if format == "table" and is_for_terminal(options.output) else None)
        pages = make_pages(client, options, limit)
        purpose = Purpose(digest_of(client, options, format), options.resume, limit, is_kept=format != "table")
        # Last, because from here on there is something to clean up.
        output = open_output(options.output, purpose)
        # JSON lines are what the server wrote, right or wrong: no need to check every row, unless that is asked for.
        is_checked = format != "jsonl" or options.verbose
        export = Export(pages, output, _writer_type(format), limit, is_checked)
        if output.kept.count:
            export.pages, export.count = make_pages(client, options, limit, output.kept.ids), output.kept.count
        if not options.quiet:
            _say_what_is_kept(output, resume=options.resume)
        exit_code = export.run(progress_bar if is_terminal(sys.stderr) and not options.quiet else None)
        if exit_code == 0 and not options.quiet:
            _say_what_was_done(export, format, time.monotonic() - started)
        if exit_code == 0 and (options.verbose or not options.quiet):
            say_deviations(client.deviations, is_verbose=options.verbose)
    return exit_code


def _writer_type(format: str) -> Callable[[Output], Writer]:
    """Return what writes a format. Nothing else is imported, because it takes time."""
    if format == "table":
        from .table import TableWriter

        return TableWriter
    if format == "csv":
        from .csv_format import CsvWriter

        return CsvWriter
    return JsonlWriter


def _check_resume(output: str, format: str) -> None:
    """Refuse to resume what cannot be resumed."""
    if is_stdout(output) or is_special(output) or format == "table":
        raise click.UsageError("--resume needs a file to go on with: -o FILE, as jsonl or csv.")


def _warn_of_unknown(statuses: list[str]) -> None:
    for name in statuses:
        if not CallStatus(name).is_documented:
            say(f"Warning: --status: {STATUSES.problem(name)} It is sent all the same.")


def _say_what_is_kept(output: Output, *, resume: bool) -> None:
    damage = " Those after them are damaged, and read again." if output.kept.is_damaged else ""
    if output.kept.count:
        say(f"{rows_in_words(output.kept.count)} were kept; going on after them.{damage}")
    elif damage:
        say("The rows that were kept are damaged; beginning anew.")
    elif not output.kept.have_ids:
        say("The rows that were kept have no IDs to be told apart by; beginning anew.")
    elif resume:
        say("No rows were kept; reading all of them.")
    elif output.has_dropped:
        say("The rows that were kept of an earlier export are dropped; --resume goes on after them.")


def _say_what_was_done(export: Export, format: str, duration: float) -> None:
    """Say what was done, if a person looks."""
    output, rows = export.output, rows_in_words(export.count, export.total)
    if not output.is_read and is_terminal(sys.stderr):
        from rich.filesize import decimal  # here, because it takes time to import

        say(f"{rows} written to {output.name} ({decimal(output.size)}) in {duration:.1f} s")
    elif output.is_terminal and format == "table" and not export.count:
        say("There are no rows.")
    elif output.is_terminal and format == "table" and export.total is not None and export.total > export.count:
        say(f"{rows}; --limit N shows more, -o FILE.csv gets all of them.")
