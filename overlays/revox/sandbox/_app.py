"""The sandbox as a Starlette application."""

import hmac
from collections.abc import Mapping

import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ._assumptions import AUTH_SCHEME
from ._parameters import ParameterError, parse_rows_query
from ._store import Store

API_PATH = "/api"

_CODES = {404: "not_found", 405: "method_not_allowed"}
_MESSAGES = {404: "There is nothing at this path.", 405: "This path has no such method."}


def build_app(store: Store, *, api_key: str) -> Starlette:
    """Make the application.

    Args:
        store: Where the campaigns are.
        api_key: The bearer key that requests must carry.

    Returns:
        An ASGI application that serves `GET /api/campaigns/{id}/rows`.
    """

    # A plain function: Starlette runs it in a thread, where SQLite may take its time.
    def get_rows(request: Request) -> Response:
        if not _is_authorized(request, api_key):
            return _error(
                401, "unauthorized", "The API key is missing or not valid.", {"WWW-Authenticate": AUTH_SCHEME}
            )
        query = parse_rows_query(request.query_params.multi_items())
        page = store.read_page(request.path_params["id"], query)
        if page is None:
            return _error(404, "not_found", "There is no such campaign.")
        return Response(page, media_type="application/json")

    route = Route(f"{API_PATH}/campaigns/{{id}}/rows", get_rows, methods=["GET"])
    route.methods = {"GET"}
    app = Starlette(
        routes=[route],
        exception_handlers={
            HTTPException: _refuse,
            ParameterError: _blame_parameter,
            Exception: _apologize,
        },
    )
    app.router.redirect_slashes = False
    return app


def _is_authorized(request: Request, api_key: str) -> bool:
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    matches = hmac.compare_digest(key.strip().encode(), api_key.encode())
    return matches and scheme.lower() == AUTH_SCHEME.lower()


def _refuse(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    status = error.status_code
    return _error(status, _CODES[status], _MESSAGES[status], error.headers)


def _blame_parameter(_: Request, error: Exception) -> Response:
    assert isinstance(error, ParameterError)
    return _error(400, "invalid_parameter", str(error), parameter=error.parameter)


def _apologize(_: Request, error: Exception) -> Response:
    return _error(500, "internal_error", f"The sandbox has a bug: {error!r}.")


def _error(
    status: int, code: str, message: str, headers: Mapping[str, str] | None = None, *, parameter: str | None = None
) -> Response:
    detail = {"code": code, "message": message}
    if parameter is not None:
        detail["parameter"] = parameter
    body = msgspec.json.encode({"error": detail})
    return Response(body, status, dict(headers or {}), "application/json")
