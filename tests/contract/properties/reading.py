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
import revox_api.api
from revox_api import models
from revox_api.runtime import OpenIntEnum, OpenStrEnum, Operation, Payload, RequestOptions, ResponseType

SERVER = "http://server.test"
Call = Callable[[Any], Any]


@cache
def _modules() -> dict[str, Any]:
    found = pkgutil.walk_packages(revox_api.api.__path__, "revox_api.api.")
    modules = [import_module(module.name) for module in found if not module.ispkg]
    return {module.OPERATION.name: module for module in modules}


def generated(name: str) -> Any:
    """Return the generated module of an operation: `OPERATION`, and `build_request`."""
    return _modules()[name]


def reader_of(name: str) -> Operation[Any]:
    """Return a made-up operation that answers with a component."""
    type_ = getattr(models, name)
    return Operation(name=name, method="GET", path="/it", responses=(ResponseType(200, 200, Payload.JSON, type_),))


def calling(operation: Operation[Any]) -> Call:
    """Return a call of an operation that takes no arguments."""
    return lambda client: client.execute(operation.request(), RequestOptions())


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
        case OpenStrEnum() | OpenIntEnum():
            return value.is_documented
        case msgspec.Struct():
            return all(is_documented(getattr(value, field)) for field in value.__struct_fields__)
        case dict():
            return all(map(is_documented, value.values()))
        case list():
            return all(map(is_documented, value))
    return True
