"""Reads a body as a component or as the answer of an operation, the way the clients do."""

import asyncio
import pkgutil
from collections.abc import Awaitable, Callable, Iterable
from functools import cache
from importlib import import_module
from typing import Any

import attrs
import httpx
import msgspec
import pytest
import revox_api.api
from revox import APIResponseValidationError, models
from revox._reading.deviations import Deviations
from revox._reading.reader import Reader
from revox_api.runtime import Model, OpenStrEnum, Operation, Payload, RawModel, RequestOptions, ResponseType
from revox_api.runtime.enums import OpenEnum

from tests.contract.properties.oracle import OPERATIONS
from tests.support.clients import with_revox

SERVER = "http://server.test"
Call = Callable[..., Any]
OF_EACH_OPERATION = pytest.mark.parametrize("operation", OPERATIONS, ids=[each.name for each in OPERATIONS])
BOTH_TIERS = pytest.mark.parametrize("strict", [True, False], ids=["strict", "tolerant"])


class Kind(OpenStrEnum):
    """An enum, as one would be generated; the next ones likewise."""

    GOOD = "good"
    BAD = "bad"


class Left(Model, kw_only=True, tag_field="side", tag="left"):
    """A variant of a union."""

    size: int


class Right(Model, kw_only=True, tag_field="side", tag="right"):
    """The other variant."""

    name: str


class Thing(RawModel, kw_only=True):
    """A whole response with a field of each kind, for what is no matter of a schema."""

    id: str
    count: int = 0
    amount: int | float = 0
    anything: Any = None
    kind: Kind | None = None
    texts: dict[str, str] | None = None
    side: Left | Right | None = None
    things: list["Thing"] | None = None


@attrs.frozen
class Reading:
    """What came of a body: the value that was returned or the error that was raised, and what was reported."""

    value: Any = None
    error: APIResponseValidationError | None = None
    deviations: tuple[str, ...] = ()


@cache
def operation_for(type_: Any) -> Operation[Any]:
    """Return a made-up operation that answers with a type."""
    return Operation(name="test.it", method="GET", path="/it", responses=(ResponseType(200, 200, Payload.JSON, type_),))


def read_text(type_: Any, text: str | bytes, *, strict: bool) -> Reading:
    """Read a body as a type, or as the component with a name."""
    type_ = getattr(models, type_) if isinstance(type_, str) else type_
    content = text if isinstance(text, bytes) else text.encode()
    deviations = Deviations()
    try:
        response = httpx.Response(200, content=content, request=httpx.Request("GET", SERVER))
        value = Reader(operation_for(type_), deviations, strict=strict).read(response)
    except APIResponseValidationError as error:
        return Reading(error=error)
    return Reading(value, deviations=tuple(map(str, deviations)))


@cache
def _modules() -> dict[str, Any]:
    found = pkgutil.walk_packages(revox_api.api.__path__, "revox_api.api.")
    modules = [import_module(module.name) for module in found if not module.ispkg]
    return {module.OPERATION.name: module for module in modules}


def generated(name: str) -> Any:
    """Return the generated module of an operation: `OPERATION`, and `build_request`."""
    return _modules()[name]


def get_thing(client: Any) -> Any:
    """Call a made-up operation that answers with a `Thing`."""
    return client.execute(operation_for(Thing).request(), RequestOptions())


def in_turn(calls: Iterable[Call]) -> Call:
    """Return an action that makes calls one after the other, and returns what each of them returns or raises."""

    async def results(client: Any) -> list[Any]:
        found: list[Any] = []
        for call in calls:
            try:
                result = call(client)
                found.append(await result if isinstance(result, Awaitable) else result)
            except Exception as error:
                found.append(error)
        return found

    return lambda client: results(client) if hasattr(client, "__aenter__") else asyncio.run(results(client))


def answered(using: Call, call: Call, answers: Iterable[Any], kind: str = "application/json", **options: Any) -> Any:
    """Call a client once for each body, or status and body, of a server, and return the list of results or errors."""
    current: list[Any] = [None]

    def handler(request: httpx.Request) -> httpx.Response:
        status, body = current[0] if isinstance(current[0], tuple) else (200, current[0])
        return httpx.Response(status, content=body, headers={"content-type": kind})

    def calls() -> Iterable[Call]:
        for current[0] in answers:
            yield call

    transport = httpx.MockTransport(handler)
    http: Any = httpx.Client(transport=transport) if using is with_revox else httpx.AsyncClient(transport=transport)
    return using(in_turn(calls()), base_url=SERVER, http_client=http, max_retries=0, **options)


def method_of(client: Any, name: str) -> Call:
    """Return the method of a client that calls an operation."""
    tag, verb = name.split(".")
    resource = getattr(client, tag)
    return getattr(resource, verb, None) or getattr(resource, f"{verb}_")  # type: ignore[no-any-return]  # a method


def to_plain(value: Any) -> Any:
    """Return what was read as plain JSON, whatever its type."""
    return msgspec.to_builtins(value, enc_hook=float)


def is_documented(value: Any) -> bool:
    """Say whether all members of enums in a typed value are documented."""
    match value:
        case OpenEnum():
            return value.is_documented
        case msgspec.Struct():
            return all(is_documented(getattr(value, field)) for field in value.__struct_fields__)
        case dict():
            return all(map(is_documented, value.values()))
        case list():
            return all(map(is_documented, value))
    return True
