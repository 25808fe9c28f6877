"""The sandbox as a Starlette application: routes out of the spec, the key, and errors as JSON."""

import hmac
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any

import msgspec
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from . import _calls, _campaigns, _resources, _voices
from ._clock import Clock
from ._resources import Asked
from ._spec import Operation, Refusal, live_spec, operations, read_body, read_query
from ._store import RESOURCES, Store

API_PATH = "/api"
Handler = Callable[[Asked], Any]
"""Answers an operation: what becomes JSON, or the bytes of something else; or raises a `Refusal`."""

_MODULES: Mapping[str, ModuleType] = {"call": _calls, "campaigns": _campaigns, "voices": _voices}


def _handler(operation: Operation) -> Handler | None:
    resource, _, verb = operation.name.partition(".")
    verb = "list_all" if verb == "list" else verb
    generic = getattr(_resources, verb, None) if resource in RESOURCES or verb == "retrieve" else None
    found: Handler | None = getattr(_MODULES.get(resource), verb, None) or generic
    return found


HANDLERS: Mapping[str, Handler] = {one.name: found for one in operations() if (found := _handler(one))}
"""What answers each operation: a function of its name, for its resource or for all."""

_MESSAGES = {404: ("not_found", "There is nothing here."), 405: ("method_not_allowed", "This path has no such method.")}


def build_app(store: Store, clock: Clock, *, api_key: str, dials_on_creation: bool = False) -> Starlette:
    """Make an application that serves the operations of the spec that have a handler, to requests with this key."""

    def route(path: str, served: Mapping[str, Operation]) -> Route:
        scheme = live_spec()["components"]["securitySchemes"]["bearerAuth"]["scheme"].capitalize()

        async def answer(request: Request) -> Response:
            given_scheme, _, key = request.headers.get("Authorization", "").partition(" ")
            is_right = hmac.compare_digest(key.strip().encode(), api_key.encode())
            if not is_right or given_scheme.lower() != scheme.lower():
                message = "The API key is missing or not valid."
                return _error(401, {"code": "unauthorized", "message": message}, {"WWW-Authenticate": scheme})
            # In a thread, where SQLite may take its time.
            return await run_in_threadpool(handle, served[request.method], request, await request.body())

        def handle(operation: Operation, request: Request, body: bytes) -> Response:
            clock.tick()
            query = read_query(operation, request.query_params.multi_items())
            given = read_body(operation, body)
            with store.transaction(writes=operation.method != "GET") as records:
                asked = Asked(operation, request.path_params, query, given, records, dials_on_creation)
                found = HANDLERS[operation.name](asked)
                content = found if isinstance(found, bytes) else msgspec.json.encode(found)
            media_type = next(iter(operation.definition["responses"]["200"]["content"]))
            return Response(content, media_type=media_type)

        route = Route(API_PATH + path, answer)
        route.methods = set(served)  # else Starlette answers HEAD as well
        return route

    paths: dict[str, dict[str, Operation]] = {}
    for operation in operations():
        if operation.name in HANDLERS:
            paths.setdefault(operation.path, {})[operation.method] = operation
    app = Starlette(
        routes=[route(path, paths[path]) for path in sorted(paths, key=lambda path: "{" in path)],
        exception_handlers={HTTPException: _refuse, Refusal: _refuse_politely, Exception: _apologize},
    )
    app.router.redirect_slashes = False
    return app


def _refuse(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    code, message = _MESSAGES[error.status_code]
    return _error(error.status_code, {"code": code, "message": message}, error.headers)


def _refuse_politely(_: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)
    return _error(error.status, error.error)


def _apologize(_: Request, error: Exception) -> Response:
    return _error(500, {"code": "internal_error", "message": f"The sandbox has a bug: {error!r}."})


def _error(status: int, error: Mapping[str, str], headers: Mapping[str, str] | None = None) -> Response:
    return Response(msgspec.json.encode({"error": error}), status, dict(headers or {}), "application/json")
