"""What faults are made of: a request and an answer that can be bent, and an ASGI application around them."""

import math
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qsl, urlencode

import attrs
import msgspec
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ._parameters import NUMBER

Json = dict[str, Any]
Query = tuple[tuple[str, str], ...]


class ConnectionDropped(Exception):
    """Raised through the application by a fault: whoever serves it must close the connection without a word."""


@attrs.frozen
class Request:
    """A request, as far as faults look at it.

    Attributes:
        method: The method.
        raw_query: The query string as it was sent.
        query: Its decoded names and values, in order.
        authorization: The header of this name, or None.
    """

    method: str
    raw_query: bytes
    query: Query
    authorization: str | None

    def get(self, name: str, default: str = "") -> str:
        """Return the last value of a parameter."""
        return dict(self.query).get(name, default)

    def number(self, name: str) -> int | float | None:
        """Return the value of a parameter as a number, a whole one as an integer; None where it is no JSON number."""
        text = self.get(name)
        if not NUMBER.fullmatch(text) or not math.isfinite(float(text)):
            return None
        return int(text) if text.isdecimal() else float(text)

    def edit(self, name: str, edit: Callable[[str], str | None]) -> "Request":
        """Return a request with each value of a parameter changed, or left out where `edit` returns None."""
        edited = ((key, edit(text) if key == name else text) for key, text in self.query)
        return attrs.evolve(self, query=tuple((key, text) for key, text in edited if text is not None))

    def with_query(self, **values: object) -> "Request":
        """Return a request with other values for these parameters."""
        kept = tuple(item for item in self.query if item[0] not in values)
        return attrs.evolve(self, query=(*kept, *((name, str(value)) for name, value in values.items())))

    def without(self, *names: str) -> "Request":
        """Return a request without these parameters."""
        return attrs.evolve(self, query=tuple(item for item in self.query if item[0] not in names))


@attrs.define
class Answer:
    """An answer, whole.

    Attributes:
        status: The status code.
        headers: The headers, by their name in lower case; the length is put in when it is sent.
        body: The body.
        cut_at: After how many bytes of the body the connection is dropped; None for never.
    """

    status: int
    headers: dict[str, str]
    body: bytes
    cut_at: int | None = None

    @property
    def page(self) -> Json | None:
        """The page of rows that this is, or None where it is something else."""
        return msgspec.json.decode(self.body) if self.status == 200 and self.body.startswith(b'{"page"') else None


Ask = Callable[[Request], Awaitable[Answer]]


def json_answer(status: int, value: object, **headers: str) -> Answer:
    """Make an answer of JSON."""
    fields = {"content-type": "application/json"} | {name.replace("_", "-"): text for name, text in headers.items()}
    return Answer(status, fields, msgspec.json.encode(value))


def error_answer(status: int, code: str, message: str, **headers: str) -> Answer:
    """Make an error in the sandbox's own shape."""
    return json_answer(status, {"error": {"code": code, "message": message}}, **headers)


async def window(request: Request, ask: Ask, start: int, count: int) -> list[Json]:
    """Return the rows at some positions, whatever the pages, and go on with the first row after the last one."""
    rows: list[Json] = []
    while len(rows) < count:
        answer = await ask(request.with_query(page=start // count, page_size=count))
        page = answer.page
        if page is None or not page["total"]:
            break
        rows += page["rows"][start % count :]
        start = start - start % count + count
        if start >= page["total"]:
            start = 0
    return rows[:count]


def wrap(app: ASGIApp, act: Callable[[Request, Ask], Awaitable[Answer]]) -> ASGIApp:
    """Make an application that answers as `act` does, which can ask another one."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await app(scope, receive, send)
        given = _read_request(scope)

        async def ask(request: Request) -> Answer:
            return await _ask(app, scope, given, request)

        await _send(await act(given, ask), send)

    return wrapped


def _read_request(scope: Scope) -> Request:
    headers = dict(scope["headers"])
    authorization = headers.get(b"authorization")
    return Request(
        method=scope["method"],
        raw_query=scope["query_string"],
        query=tuple(parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True, errors="replace")),
        authorization=None if authorization is None else authorization.decode("latin-1"),
    )


async def _ask(app: ASGIApp, scope: Scope, given: Request, request: Request) -> Answer:
    answer = Answer(500, {}, b"")

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            answer.status = message["status"]
            answer.headers = {
                name.decode("latin-1").lower(): text.decode("latin-1") for name, text in message["headers"]
            }
        else:
            answer.body += message.get("body", b"")

    await app(_bent(scope, given, request), receive, send)
    return answer


def _bent(scope: Scope, given: Request, request: Request) -> Scope:
    changed = dict(scope) | {"method": request.method}
    if request.query != given.query:
        changed["query_string"] = urlencode(request.query).encode()
    if request.authorization != given.authorization:
        headers = [(name, text) for name, text in scope["headers"] if name != b"authorization"]
        changed["headers"] = [*headers, (b"authorization", (request.authorization or "").encode("latin-1"))]
    return changed


async def _send(answer: Answer, send: Send) -> None:
    headers = answer.headers | {"content-length": str(len(answer.body))}
    fields = [(name.encode("latin-1"), text.encode("latin-1")) for name, text in headers.items()]
    await send({"type": "http.response.start", "status": answer.status, "headers": fields})
    is_cut = answer.cut_at is not None
    await send({"type": "http.response.body", "body": answer.body[: answer.cut_at], "more_body": is_cut})
    if is_cut:
        raise ConnectionDropped
