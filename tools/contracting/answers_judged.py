"""Judges an answer by itself: its status, its media type, its JSON, and whether it gives the key away."""

from collections.abc import Iterable, Iterator
from typing import Any

from .contract import Contract, Json, Operation
from .exchange import Exchange
from .findings import Problem

_MOST_PROBLEMS = 20


def judge_status(operation: Operation, exchange: Exchange) -> Iterator[Problem]:
    """Find server errors and statuses that the spec does not know."""
    if exchange.status >= 500:
        yield Problem("server_error", f"status {exchange.status}")
    elif exchange.method == operation.method and str(exchange.status) not in operation.responses:
        yield Problem("documented_status", f"status {exchange.status} is not documented")


def judge_secrets(exchange: Exchange, key: str) -> Iterator[Problem]:
    """Find the key in an answer."""
    places = {"the body": exchange.body, **{f"the header {n}": t.encode() for n, t in exchange.headers.items()}}
    for place, content in places.items():
        if key.encode() in content:
            yield Problem("no_secrets", "the answer quotes the API key", place)


def judge_body(contract: Contract, operation: Operation, exchange: Exchange) -> Iterator[Problem]:
    """Find an undocumented media type, JSON that is none, and what is not as its schema says."""
    documented = operation.responses.get(str(exchange.status), {}).get("content", {})
    if exchange.method != operation.method or not documented:
        return
    given = exchange.headers.get("content-type", "")
    media_type = given.partition(";")[0].strip().lower()
    if media_type not in documented:
        what = f"expected {' or '.join(documented)}, got {media_type}" if given else "the content type is missing"
        yield Problem("content_type", what, f"status {exchange.status}")
        return
    body = exchange.json
    if body.problem:
        yield Problem("json", body.problem, f"status {exchange.status}")
        return
    yield from schema_problems(contract, documented[media_type]["schema"], body.value)


def schema_problems(contract: Contract, schema: Json, value: Any) -> Iterator[Problem]:
    """Find what is not as a schema says, each once, without a value."""
    found: dict[Problem, None] = {}
    try:
        for error in contract.validator(schema).iter_errors(value):
            found.setdefault(
                Problem("schema", what_is_wrong(error.kind), path_pattern(error.instance_path, error.schema_path))
            )
    except ValueError:
        found[Problem("schema", "text is not valid Unicode")] = None
    yield from list(found)[:_MOST_PROBLEMS]


def what_is_wrong(kind: Any) -> str:
    """Return what a schema asks for and a value does not have, in words."""
    match kind.name:
        case "required":
            return f"the required property {kind.property} is missing"
        case "type":
            return f"the value is not of type {' or '.join(sorted(map(str, kind.types)))}"
        case "enum":
            return "the value is not one of the documented ones"
        case name:
            return f"the value violates {name}"


def path_pattern(instance_path: Iterable[str | int], schema_path: Iterable[str | int]) -> str:
    """Return where an error is, without indices, and without names that the spec does not give."""
    parts = ["[*]" if isinstance(part, int) else f".{part}" for part in instance_path]
    return "$" + "".join([*parts[:-1], ".*"] if "additionalProperties" in schema_path and parts else parts)
