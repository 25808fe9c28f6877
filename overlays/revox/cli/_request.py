"""What `revox rows` was asked for, as a client and pages of rows."""

import hashlib
import math
import os

import attrs
import click
import httpx
import msgspec
from revox_api import UNSET, ArgumentError
from revox_api.api.campaigns.get_rows import GetRowsOptions
from revox_api.models import CallStatus, RowResultFilter

from revox._client import Revox
from revox._errors import RevoxError
from revox._iterators import TYPED, PageIterator
from revox._options import API_KEY, DEFAULT_TIMEOUT
from revox._raw_rows import RAW

from ._parameters import as_query

_ARGUMENTS = {"id": "CAMPAIGN_ID", "page_size": "--page-size", "query": "--query", "statuses": "--status"}


@attrs.frozen(kw_only=True)
class Options:
    """What was said on the command line; see `revox rows --help`."""

    campaign_id: str
    query: str | None
    status: tuple[list[str], ...]
    result: str | None
    format: str | None
    output: str | None
    page_size: int
    limit: int | None
    prefetch: int
    base_url: str | None
    timeout: float | None
    max_retries: int | None
    extra_query: tuple[tuple[str, str], ...]
    resume: bool
    quiet: bool
    verbose: bool


def make_client(options: Options) -> Revox:
    """Return a client with the options and the environment of the command."""
    if not os.environ.get(API_KEY):
        raise click.ClickException(f"No API key: set the environment variable {API_KEY}.")
    longest_connect = DEFAULT_TIMEOUT.connect or math.inf
    seconds = options.timeout
    timeout = UNSET if seconds is None else httpx.Timeout(seconds, connect=min(seconds, longest_connect))
    max_retries = UNSET if options.max_retries is None else options.max_retries
    try:
        return Revox(base_url=options.base_url, timeout=timeout, max_retries=max_retries)
    except RevoxError as error:
        if str(error).startswith("base_url"):
            raise click.UsageError(f"--{str(error).replace('_', '-', 1)}") from error
        raise click.ClickException(str(error)) from error


def make_pages(client: Revox, options: Options, limit: int | None, *, is_raw: bool) -> PageIterator:
    """Return the pages that were asked for; pages are no larger than the limit.

    Args:
        client: The client.
        options: What was said on the command line.
        limit: How many rows are wanted at most, or None.
        is_raw: Whether rows shall stay as the server wrote them, without a look into any but the first.
    """
    statuses = dict.fromkeys(CallStatus(name) for names in options.status for name in names)
    filters: GetRowsOptions = {
        "query": options.query,
        "result": RowResultFilter(options.result) if options.result else None,
        "statuses": list(statuses) or None,
        "extra_query": as_query(options.extra_query),
    }
    size = page_size_of(options, limit)
    # With a limit, pages that are read ahead may be pages that nobody wants.
    prefetch = options.prefetch if limit is None else 0
    try:
        return PageIterator(
            client, options.campaign_id, size, prefetch, None, filters, in_parts=True, as_=RAW if is_raw else TYPED
        )
    except ArgumentError as error:
        raise click.UsageError(f"{_ARGUMENTS.get(error.argument, error.argument)}: {error.problem}") from error


def page_size_of(options: Options, limit: int | None) -> int:
    """Return how many rows to ask for at a time."""
    return options.page_size if limit is None else min(options.page_size, limit)


def digest_of(client: Revox, options: Options, format: str) -> str:
    """Return a digest of what is exported: the server, the campaign, the filters and the format; not how it is read."""
    statuses = sorted({name for names in options.status for name in names})
    filters = [options.query, options.result, statuses, sorted(options.extra_query)]
    text = msgspec.json.encode([str(client.base_url), options.campaign_id, filters, format])
    return hashlib.blake2b(text, digest_size=8).hexdigest()
