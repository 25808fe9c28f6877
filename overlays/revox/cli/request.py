"""What `revox rows` was asked for, as a client and pages of rows."""

import hashlib
import math
import os

import attrs
import click
import httpx
import msgspec
from revox_api.runtime import Keys

from revox import DEFAULT_TIMEOUT, ArgumentError, Revox, RevoxError, models, omit

from .export import Pages
from .parameters import as_query
from .terminal import API_KEY

_ARGUMENTS = {"id": "CAMPAIGN_ID", "page_size": "--page-size", "query": "--query", "statuses": "--status"}


@attrs.frozen(kw_only=True)
class Connection:
    """How to reach the server, as the command line says it; None is as the client has it."""

    base_url: str | None
    timeout: float | None
    max_retries: int | None


@attrs.frozen(kw_only=True)
class Options(Connection):
    """What was said on the command line; see `revox rows --help`."""

    campaign_id: str
    query: str | None
    status: tuple[list[str], ...]
    result: str | None
    format: str | None
    output: str
    page_size: int
    limit: int | None
    prefetch: int
    extra_query: tuple[tuple[str, str], ...]
    resume: bool
    quiet: bool
    verbose: bool

    @property
    def statuses(self) -> list[str]:
        """The statuses, each one once."""
        return list(dict.fromkeys(name for names in self.status for name in names))


def make_client(options: Connection) -> Revox:
    """Return a client with the options and the environment of the command."""
    if not os.environ.get(API_KEY):
        raise click.ClickException(f"No API key: set the environment variable {API_KEY}.")
    longest_connect = DEFAULT_TIMEOUT.connect or math.inf
    seconds = options.timeout
    timeout = omit if seconds is None else httpx.Timeout(seconds, connect=min(seconds, longest_connect))
    max_retries = omit if options.max_retries is None else options.max_retries
    try:
        return Revox(base_url=options.base_url, timeout=timeout, max_retries=max_retries)
    except RevoxError as error:
        if str(error).startswith("base_url"):
            raise click.UsageError(f"--{str(error).replace('_', '-', 1)}") from error
        raise click.ClickException(str(error)) from error


def make_pages(client: Revox, options: Options, limit: int | None, known: Keys | None = None) -> Pages:
    """Return the pages that were asked for, no larger than the limit; they go on after the rows with known IDs."""
    try:
        return client.campaigns.with_raw_response.iter_pages(
            options.campaign_id,
            query=options.query,
            result=models.ResultFilter(options.result) if options.result else None,
            statuses=options.statuses or None,
            extra_query=as_query(options.extra_query),
            page_size=options.page_size if limit is None else min(options.page_size, limit),
            # With a limit, pages that are read ahead may not be needed.
            prefetch=options.prefetch if limit is None else 0,
            known=known,
        )
    except ArgumentError as error:
        raise click.UsageError(f"{_ARGUMENTS.get(error.argument, error.argument)}: {error.problem}") from error


def digest_of(client: Revox, options: Options, format: str) -> str:
    """Return a digest of what is exported: the server, the campaign, the filters and the format; not how it is read."""
    filters = [options.query, options.result, sorted(options.statuses), sorted(options.extra_query)]
    text = msgspec.json.encode([str(client.base_url), options.campaign_id, filters, format])
    return hashlib.blake2b(text, digest_size=8).hexdigest()
