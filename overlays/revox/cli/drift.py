"""The command `revox drift`."""

import os
from itertools import islice
from typing import Any

import click
import msgspec
from revox_api.api.campaigns.get_rows import OPERATION

from revox import ArgumentError, Drift, IncompleteError, Revox, RevoxError, drift_of

from .parameters import base_url_option
from .signals import interruptible
from .terminal import API_KEY, one_line, rows_in_words, say

DRIFT_FOUND, CANNOT_TELL = 1, 2

EPILOG = """\b
Exit codes: 0 no drift, 1 drift, 2 usage, or the pages could not be read.
The key is in REVOX_API_KEY.

\b
What is printed holds no phone number and no transcript: paths, names and
types, and unknown values of enums where they look like names.
"""


@click.command(epilog=EPILOG, short_help="List how real answers differ from the spec.")
@click.argument("campaign_id")
@click.option("--pages", metavar="N", type=click.IntRange(1), default=3, help="Read this many pages.")
@click.option("--page-size", metavar="N", type=click.IntRange(1), default=100, help="How many rows a page has.")
@click.option("--format", type=click.Choice(["text", "json"]), default="text", help="How to print it.")
@base_url_option
def drift(campaign_id: str, pages: int, page_size: int, format: str, base_url: str | None) -> int:
    """Read some pages of a campaign, and list how they differ from the spec.

    That is: fields and values that the spec does not know, and whatever is not as it says.
    """
    if not os.environ.get(API_KEY):
        raise click.UsageError(f"No API key: set the environment variable {API_KEY}.")
    try:
        with interruptible(), Revox(base_url=base_url) as client:
            bodies, rows = _read(client, campaign_id, pages, page_size)
    except (ArgumentError, RevoxError) as error:
        say(f"Error: {error}")
        return CANNOT_TELL
    found = drift_of(bodies, OPERATION.response_type(200).type)  # type: ignore[union-attr]  # it has one
    click.echo(_as_json(found, len(bodies), rows) if format == "json" else _as_text(found, len(bodies), rows))
    return DRIFT_FOUND if found else 0


def _read(client: Revox, campaign_id: str, pages: int, page_size: int) -> tuple[list[bytes], int]:
    """Return the bodies of some pages, and how many rows are on them."""
    bodies: list[bytes] = []
    rows = 0
    try:
        for page in islice(client.campaigns.iter_pages(campaign_id, page_size=page_size), pages):
            bodies.append(page.raw_body)
            rows += len(page.rows)
    except IncompleteError:
        # Rows that move are no drift; what came can be judged.
        if not bodies:
            raise
    return bodies, rows


def _as_text(found: list[Drift], pages: int, rows: int) -> str:
    lines = [one_line(str(drift)) for drift in found] or ["No drift: every answer is as the spec says."]
    count = f"{pages} page{'' if pages == 1 else 's'}"
    return "\n".join([*lines, f"{OPERATION.name}: {len(found)} differences in {count}, {rows_in_words(rows)}."])


def _as_json(found: list[Drift], pages: int, rows: int) -> str:
    report: dict[str, Any] = {"operation": OPERATION.name, "pages": pages, "rows": rows}
    return msgspec.json.format(msgspec.json.encode(report | {"drift": found})).decode()
