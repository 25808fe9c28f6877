"""From a request of the generated code, and what client and caller say beside it, to a request of httpx."""

from collections.abc import Iterable, Mapping
from typing import Any

import httpx
from revox_api import ArgumentError
from revox_api.runtime import Request, RequestOptions

from revox._options import ClientOptions
from revox._version import USER_AGENT

CREDENTIALS = ("authorization", "proxy-authorization", "cookie", "x-api-key")


def http_request(
    request: Request[Any], options: RequestOptions, client: ClientOptions, timeouts: Mapping[str, float | None]
) -> httpx.Request:
    """Return what to send.

    Args:
        request: The request, built and checked.
        options: What the caller said about this one call; it counts before the arguments.
        client: What the client was made with; it counts after the arguments.
        timeouts: How long each step may take, in seconds, under the names of httpx.

    Raises:
        ArgumentError: A header cannot be sent.
    """
    names = {name for name, _ in request.query}
    query = {name: value for name, value in client.default_query if name not in names} | dict(options.extra_query or {})
    return httpx.Request(
        request.operation.method,
        client.base_url + request.path,
        params=tuple(request.query_with(query)),
        headers=_headers(request, options, client),
        content=request.content,
        extensions={"timeout": dict(timeouts)},
    )


def _headers(request: Request[Any], options: RequestOptions, client: ClientOptions) -> httpx.Headers:
    # What httpx can unpack without an extra; a page shrinks to a tenth.
    headers = httpx.Headers(
        {"Accept": "application/json", "Accept-Encoding": "gzip, deflate", "User-Agent": USER_AGENT}
    )
    if request.content is not None and request.operation.content_type:
        headers["Content-Type"] = request.operation.content_type
    for part in (client.default_headers, request.headers, tuple((options.extra_headers or {}).items())):
        headers.update(_checked(request.operation.name, part))
    if request.operation.is_secured:
        headers.setdefault("Authorization", f"Bearer {client.api_key}")
    return headers


def _checked(operation: str, headers: Iterable[tuple[str, object]]) -> dict[str, str]:
    """Return headers, if they can be sent; the error does not show the value, which may be a secret."""
    checked = {}
    for name, value in headers:
        if not isinstance(value, str) or not value.isascii() or any(character in value for character in "\r\n\0"):
            raise ArgumentError(operation, name, "expected a header value of one line of ASCII text")
        checked[name] = value
    return checked


def without_credentials(request: httpx.Request) -> httpx.Request:
    """Remove the credentials from a request that was sent, so that no error or log can show them."""
    for name in CREDENTIALS:
        request.headers.pop(name, None)
    return request
