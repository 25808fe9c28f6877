"""The command `revox campaigns watch`."""

import shutil
import sys
from collections.abc import Mapping
from typing import Any

import click
import msgspec
from revox_api.models import CallResult, CallStatus, Campaign

from .parameters import connection_options
from .request import Connection, make_client
from .signals import interruptible
from .terminal import is_terminal, one_line


@click.command(short_help="Watch a campaign until it is over")
@click.argument("campaign_id", metavar="ID")
@connection_options
def watch(campaign_id: str, **connection: Any) -> int:
    """Show how many calls of a campaign have come how far, and with what result, until it is over.

    On a terminal it is one line that changes; elsewhere, a line whenever something has changed. Ctrl-C stops watching,
    and nothing else.
    """
    is_live = is_terminal(sys.stdout)
    last: list[object] = []

    def count(**filters: Any) -> float:
        return client.campaigns.get_rows(campaign_id, page_size=1, **filters).total

    def show(campaign: Campaign) -> None:
        state = "cancelled" if campaign.is_cancelled else campaign.status
        states = msgspec.structs.asdict(campaign.row_stats) if campaign.row_stats else {}
        states = states or {status: count(statuses=[status]) for status in CallStatus}
        if last != [state, states]:  # results are counted only then, because each takes a request
            last[:] = [state, states]
            results = {result: count(result=result.value) for result in CallResult}
            text = one_line(f"{campaign.name}: {state}. Calls: {_in_words(states)}. Results: {_in_words(results)}.")
            room = shutil.get_terminal_size().columns - 1
            click.echo(f"\r\x1b[K{text[:room]}" if is_live else text, nl=not is_live)

    with interruptible(), make_client(Connection(**connection)) as client:
        try:
            client.campaigns.wait(campaign_id, progress=show)
        finally:
            click.echo(nl=is_live)
    return 0


def _in_words(counts: Mapping[Any, float]) -> str:
    return ", ".join(f"{count:,.0f} {name.replace('_', ' ')}" for name, count in counts.items() if count) or "none"
