"""Reads a body as a component or as the answer of an operation, the way the clients do."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from functools import cache
from importlib import import_module
from typing import Any

import attrs
import httpx
import msgspec
from revox import APIResponseValidationError, AsyncRevox, Revox, models
from revox._deviations import Deviations
from revox._reader import read
from revox_api.types import OpenIntEnum, OpenStrEnum, Operation, Payload, Request, RequestOptions, ResponseType

from tests.support.clients import KEY

SERVER = "http://server.test"


@attrs.frozen
class Reading:
    """What came of a body.

    Attributes:
        value: What was returned, or None.
        error: The error that was raised, or None.
        deviations: What was reported.
    """

    value: Any = None
    error: APIResponseValidationError | None = None
    deviations: tuple[str, ...] = ()


@cache
def reader_of(name: str) -> Operation[Any]:
    """Return a made-up operation that answers with a component."""
    type_ = getattr(models, name)
    return Operation(name=name, method="GET", path="/it", responses=(ResponseType(200, 200, Payload.JSON, type_),))


def read_text(name: str, text: str | bytes, *, strict: bool) -> Reading:
    """Read a body as a component."""
    content = text if isinstance(text, bytes) else text.encode()
    response = httpx.Response(200, content=content, request=httpx.Request("GET", SERVER))
    deviations = Deviations()
    try:
        value = read(reader_of(name), response, deviations, strict=strict)
    except APIResponseValidationError as error:
        return Reading(error=error)
    return Reading(value, deviations=tuple(map(str, deviations)))


def operation_of(name: str) -> Operation[Any]:
    """Return the generated operation with this ID."""
    operation: Operation[Any] = import_module(f"revox_api.api.{name}").OPERATION
    return operation


def build_request_of(name: str) -> Callable[..., Request[Any]]:
    """Return the generated function that builds the requests of an operation."""
    build_request: Callable[..., Request[Any]] = import_module(f"revox_api.api.{name}").build_request
    return build_request


def method_of(client: Any, name: str) -> Callable[..., Any]:
    """Return the method of a client that calls an operation."""
    for part in name.split("."):
        client = getattr(client, part)
    return client  # type: ignore[no-any-return]  # a method


def to_plain(value: Any) -> Any:
    """Return what was read as plain JSON, whatever its type."""
    return msgspec.to_builtins(value, enc_hook=float)


def is_documented(value: Any) -> bool:
    """Say whether all members of enums in a typed value are documented."""
    match value:
        case OpenStrEnum() | OpenIntEnum():
            return value.is_documented
        case msgspec.Struct():
            return all(is_documented(getattr(value, field)) for field in value.__struct_fields__)
        case dict():
            return all(map(is_documented, value.values()))
        case list():
            return all(map(is_documented, value))
    return True


Call = Callable[[Any], Any]


def through_client(
    call: Call, bodies: Iterable[bytes], status: int = 200, content_type: str = "application/json", **options: Any
) -> list[Any]:
    """Call a blocking client once for each body that the server answers, and return the results or errors."""
    current = [b""]

    def handler(request: httpx.Request) -> httpx.Response:
        return httpx.Response(status, content=current[0], headers={"content-type": content_type})

    results: list[Any] = []
    with httpx.Client(transport=httpx.MockTransport(handler)) as http, Revox(**_options(http, options)) as client:
        for current[0] in bodies:
            results.append(_result(call, client))
    return results


def through_async_client(
    call: Call, bodies: Iterable[bytes], status: int = 200, content_type: str = "application/json", **options: Any
) -> list[Any]:
    """Call an asynchronous client once for each body that the server answers, and return the results or errors."""
    current = [b""]

    async def handler(request: httpx.Request) -> httpx.Response:
        return httpx.Response(status, content=current[0], headers={"content-type": content_type})

    async def run() -> list[Any]:
        results: list[Any] = []
        transport = httpx.MockTransport(handler)
        async with httpx.AsyncClient(transport=transport) as http, AsyncRevox(**_options(http, options)) as client:
            for current[0] in bodies:
                results.append(await _result_async(call, client))
        return results

    return asyncio.run(run())


THROUGH = [through_client, through_async_client]
THROUGH_IDS = ["sync", "async"]


def _options(http: Any, options: dict[str, Any]) -> dict[str, Any]:
    return {"api_key": KEY, "base_url": SERVER, "http_client": http, "max_retries": 0} | options


def _result(call: Call, client: Any) -> Any:
    try:
        return call(client)
    except Exception as error:
        return error


async def _result_async(call: Callable[[Any], Awaitable[Any]], client: Any) -> Any:
    try:
        return await call(client)
    except Exception as error:
        return error


def calling(operation: Operation[Any]) -> Call:
    """Return a call of an operation that takes no arguments."""
    return lambda client: client.execute(operation.request(), RequestOptions())


def repeatedly(call: Call, times: int) -> Call:
    """Return an action that calls a client several times, one after the other, whether it is asynchronous or not."""

    async def in_turn(answers: list[Awaitable[Any]]) -> list[Any]:
        return [await answer for answer in answers]

    def action(client: Any) -> Any:
        answers = [call(client) for _ in range(times)]
        return in_turn(answers) if answers and isinstance(answers[0], Awaitable) else answers

    return action
