"""From a request of the generated code, and what client and caller say beside it, to a request of httpx."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

import httpx
from revox_api import ArgumentError
from revox_api.runtime import Operation, Request, RequestOptions

from revox._http.options import ClientOptions, is_timeout
from revox._version import USER_AGENT

Given = httpx.Client | httpx.AsyncClient | None
CREDENTIALS = ("authorization", "proxy-authorization", "cookie", "x-api-key")
SHORTEST_SECRET = 4
HARMLESS_HEADERS = ("accept", "accept-encoding", "content-type", "user-agent")
_SECRET_WORD = re.compile(r"[^\s;=,]{7,}")  # not `Bearer`
_PARAMETER = re.compile(rb"([^&=]+)=[^&]*")
_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


def http_request(
    request: Request[Any],
    options: RequestOptions,
    client: ClientOptions,
    timeouts: Mapping[str, float | None],
    given: Given = None,
) -> httpx.Request:
    """Return what to send.

    Args:
        request: The request, built and checked.
        options: What the caller said about this one call; it counts before the arguments.
        client: What the client was made with; it counts after the arguments.
        timeouts: How long each step may take, in seconds, under the names of httpx.
        given: The HTTP client of the user's that sends, if there is one; its headers, cookies and parameters come last.

    Raises:
        ArgumentError: A header, a timeout or so long a URL cannot be sent.
    """
    names, operation = {name for name, _ in request.query}, request.operation
    query = {name: value for name, value in client.default_query if name not in names} | dict(options.extra_query or {})
    params = tuple(request.query_with(query))
    for seconds in timeouts.values():
        if seconds is not None and not is_timeout(seconds):
            raise ArgumentError(operation.name, "timeout", f"expected seconds > 0, or None, got {seconds!r}")
    try:
        return (httpx.Request if given is None else given.build_request)(
            operation.method,
            client.base_url + request.path,
            params=params,
            headers=_headers(request, options, client),
            content=request.content,
            extensions={"timeout": dict(timeouts)},
        )
    except UnicodeEncodeError:
        problem = "a name has a lone surrogate, which is not valid Unicode text"
        raise ArgumentError(operation.name, "extra_query", problem) from None
    except httpx.InvalidURL:
        (place, wire_name), size = max(_sizes(request, params), key=lambda item: item[1])
        name = operation.argument_names.get(place, {}).get(wire_name, wire_name)
        raise ArgumentError(operation.name, name, f"{size:,} characters make a URL that is too long") from None


def _sizes(request: Request[Any], params: Iterable[tuple[str, str]]) -> Iterable[tuple[tuple[str, str], int]]:
    """Yield the arguments that make the URL long, each by its place and its name there, and how long each is."""
    yield ("path", ", ".join(re.findall(r"{(\w+)}", request.operation.path))), len(request.path)
    yield from ((("query", name), len(value)) for name, value in params)


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


def _checked(operation: str, headers: Iterable[tuple[object, object]]) -> dict[str, str]:
    """Return headers, if they can be sent; the error does not show the value, which may be a secret."""
    checked = {}
    for name, value in headers:
        if not isinstance(name, str) or not _HEADER_NAME.fullmatch(name):
            raise ArgumentError(operation, ascii(name), "expected a header name: letters, digits and hyphens")
        is_text = isinstance(value, str) and value.isascii() and value.replace("\t", " ").isprintable()
        if not isinstance(value, str) or not is_text or value != value.strip():
            problem = "expected a header value of one line of ASCII text, without spaces around it"
            raise ArgumentError(operation, name, problem)
        checked[name] = value
    return checked


def secrets(request: Request[Any], options: RequestOptions, client: ClientOptions, given: Given) -> list[str]:
    """Return the credentials that go with a request, which a server may repeat; the longest first."""
    parts = [_headers(request, options, client)]
    if given is not None:
        parts += [
            given.headers,
            httpx.Headers({"Cookie": "; ".join(cookie.value or "" for cookie in given.cookies.jar)}),
        ]
    words = [word for part in parts for name in CREDENTIALS for word in _SECRET_WORD.findall(part.get(name, ""))]
    found = {*words, client.api_key}
    return sorted((secret for secret in found if len(secret) >= SHORTEST_SECRET), key=len, reverse=True)


def redact(request: httpx.Request, operation: Operation[Any]) -> httpx.Request:
    """Remove from a request that was sent what no error, traceback or pickle may hold: credentials and phone numbers.

    What is left is the method, the path, the names in the query, which page it is, and the headers that all clients
    send alike.
    """
    paging = operation.pagination
    shown = {paging.page.encode(), paging.page_size.encode()} if paging else set[bytes]()
    query = _PARAMETER.sub(lambda found: found[0] if found[1] in shown else found[1] + b"=***", request.url.query)
    request.url = request.url.copy_with(query=query or None)
    request.headers = httpx.Headers({name: request.headers.get(name, "") for name in HARMLESS_HEADERS})
    request.stream, request._content = httpx.ByteStream(b""), b""
    return request
