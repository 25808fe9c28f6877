"""The sandbox as a Starlette application: routes out of the spec, the key, and errors as JSON."""

import hmac
from collections.abc import Callable, Mapping

import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ._campaigns import get_rows
from ._spec import Json, Operation, ParameterError, live_spec, operations, read_query
from ._store import Store

API_PATH = "/api"
Handler = Callable[[Store, Mapping[str, str], Json], bytes | None]
"""Answers an operation, given the parameters in the path and in the query: JSON, or None for a 404."""

HANDLERS: dict[str, Handler] = {"campaigns.get_rows": get_rows}

_MESSAGES = {404: ("not_found", "There is nothing here."), 405: ("method_not_allowed", "This path has no such method.")}


def build_app(store: Store, *, api_key: str) -> Starlette:
    """Make an application that serves the operations of the spec that have a handler, to requests with this key."""
    app = Starlette(
        routes=[_route(one, HANDLERS[one.name], store, api_key) for one in operations() if one.name in HANDLERS],
        exception_handlers={HTTPException: _refuse, ParameterError: _blame_parameter, Exception: _apologize},
    )
    app.router.redirect_slashes = False
    return app


def _route(operation: Operation, handler: Handler, store: Store, api_key: str) -> Route:
    scheme = live_spec()["components"]["securitySchemes"]["bearerAuth"]["scheme"].capitalize()

    # A plain function: Starlette runs it in a thread, where SQLite may take its time.
    def answer(request: Request) -> Response:
        given_scheme, _, key = request.headers.get("Authorization", "").partition(" ")
        is_right = hmac.compare_digest(key.strip().encode(), api_key.encode())
        if not is_right or given_scheme.lower() != scheme.lower():
            message = "The API key is missing or not valid."
            return _error(401, "unauthorized", message, {"WWW-Authenticate": scheme})
        query = read_query(operation, request.query_params.multi_items())
        body = handler(store, request.path_params, query)
        return _error(404, *_MESSAGES[404]) if body is None else Response(body, media_type="application/json")

    route = Route(API_PATH + operation.path, answer, methods=[operation.method])
    route.methods = {operation.method}  # else Starlette answers HEAD as well
    return route


def _refuse(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _error(error.status_code, *_MESSAGES[error.status_code], error.headers)


def _blame_parameter(_: Request, error: Exception) -> Response:
    assert isinstance(error, ParameterError)
    return _error(400, "invalid_parameter", str(error), parameter=error.parameter)


def _apologize(_: Request, error: Exception) -> Response:
    return _error(500, "internal_error", f"The sandbox has a bug: {error!r}.")


def _error(
    status: int, code: str, message: str, headers: Mapping[str, str] | None = None, **parameter: str
) -> Response:
    body = msgspec.json.encode({"error": {"code": code, "message": message, **parameter}})
    return Response(body, status, dict(headers or {}), "application/json")
