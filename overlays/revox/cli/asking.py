"""Asks before phones may ring and before something is deleted, with what is known of it."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, cast

import click
import msgspec
from revox_api.runtime import APIResponse, Effect, Operation, Request, RequestOptions

from revox import ArgumentError, Revox, RevoxError

from .answers import unwrapped
from .columns import dig
from .terminal import is_terminal, one_line

ASKS = (Effect.DIALS, Effect.DELETES)


def ask(
    client: Revox, title: str, request: Request[Any], path: Mapping[str, Any], siblings: Iterable[Operation[Any]]
) -> None:
    """Ask whether to send a request, of which the title says what it does.

    What it does not tell itself is looked up with its siblings, the operations of the same resource.

    Raises:
        click.UsageError: Nobody can be asked.
        click.ClickException: The answer is no.
    """
    can_ask = is_terminal(sys.stdin) and is_terminal(sys.stderr)
    is_deletion = request.operation.effect is Effect.DELETES
    tell: Callable[[Any], str | int | None] = _name if is_deletion else _phones
    told = tell(msgspec.json.decode(request.content or b"null"))
    if told is None and path and can_ask:
        found = map(tell, _looked_up(client, request.operation.path, path, siblings))
        told = next((each for each in found if each is not None), None)
    if is_deletion:
        risk = " ".join([*([repr(told)] if told else []), *map(str, path.values())])
    elif isinstance(told, int):
        risk = f"may ring up to {told:,} phone{'' if told == 1 else 's'}"
    else:
        risk = f"may ring {told or 'an unknown number of phones'}"
    if not can_ask:
        raise click.UsageError(f"{title}: {risk}. Nobody can be asked here; --yes goes on without.")
    if not click.confirm(one_line(f"{title}: {risk}. Go on?"), err=True):
        raise click.ClickException("Nothing was sent.")


def _name(known: Any) -> str | None:
    """Return what a record is called, or None."""
    return next((name for field in ("name", "label", "phone_number") if (name := dig(known, field))), None)


def _phones(known: Any) -> int | str | None:
    """Return how many phones a body, a record or a total speaks of, or the only one; None where it does not tell."""
    match known:
        case int() | float():
            return int(known)
        case {"row_stats": {"total": total}}:
            return _phones(total)
        case {"to_phone_number": str(number)} | {"phone_number": str(number)}:
            return number
        case dict():
            lists = [value for value in known.values() if isinstance(value, list)]
            return sum(len(items) for items in lists if items and isinstance(_phones(items[0]), str)) or None
    return None


def _looked_up(
    client: Revox, path: str, values: Mapping[str, Any], siblings: Iterable[Operation[Any]]
) -> Iterator[Any]:
    """Yield what a path is about: its record, then how many items it has, or the one with its ID in a list."""
    record = path[: path.rindex("}") + 1]
    for read in sorted(siblings, key=lambda each: (each.path != record, not each.pagination)):
        is_counted = read.pagination and read.path.startswith(f"{record}/")
        if read.method != "GET" or not (is_counted or read.path in (record, record.rpartition("/")[0])):
            continue
        try:
            request = read.request(path=values if "{" in read.path else {})
            answer = cast(APIResponse[Any], client.execute(request, RequestOptions(raw=True))).json()
        except (ArgumentError, RevoxError):
            continue
        part = unwrapped(answer, read)
        if read.pagination:
            part = dig(answer, read.pagination.total or "")
        elif isinstance(part, list):
            part = next((item for item in part if dig(item, "id") in values.values()), None)
        yield part
