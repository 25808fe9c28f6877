"""Faults: what a server, or a network, does wrong. Those of the sandbox go by their names; others are made here.

    async def teapot(request: Request, ask: Ask, strike: Strike) -> Answer:
        return attrs.evolve(await ask(request), status=418)

    Sandbox(faults=["latency=0.1", Fault("teapot", "Answers are 418.", teapot, rate=0.5)])

A fault bends the request, the answer, or the way in which the answer is sent.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Sequence
from functools import partial
from typing import Any
from urllib.parse import parse_qsl, urlencode

import attrs
import msgspec
from starlette.requests import Request as StarletteRequest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ._connection import Connection, Headers
from ._dice import Dice
from ._spec import Json, read_number

__all__ = ["Answer", "Ask", "Fault", "Request", "Strike", "all_rows", "error_answer", "json_answer", "window"]

_CHUNKS = 7
_LARGE_PAGE = 1000


@attrs.frozen
class Request:
    """A request, whole; headers go by their name in lower case."""

    method: str
    path: str
    raw_query: bytes
    headers: Headers = attrs.field(repr=False)
    body: bytes = b""

    @property
    def query(self) -> list[tuple[str, str]]:
        """The decoded names and values of the query string, in order."""
        return parse_qsl(self.raw_query.decode("latin-1"), keep_blank_values=True, errors="replace")

    def get(self, name: str, default: str = "") -> str:
        """Return the last value of a parameter."""
        return dict(self.query).get(name, default)

    def number(self, name: str) -> int | float | None:
        """Return the value of a parameter as a number, a whole one as an integer; None where it is no JSON number."""
        return read_number(self.get(name))

    def with_query(self, query: Sequence[tuple[str, str]]) -> "Request":
        """Return a request with another query string."""
        return self if query == self.query else attrs.evolve(self, raw_query=urlencode(query).encode())

    def edit(self, name: str, edit: Callable[[str], str | None]) -> "Request":
        """Return a request with each value of a parameter changed, or left out where `edit` returns None."""
        edited = [(key, edit(text) if key == name else text) for key, text in self.query]
        return self.with_query([(key, text) for key, text in edited if text is not None])

    def put(self, **values: object) -> "Request":
        """Return a request with these values for these parameters, and no other ones."""
        others = self.without(*values).query
        return self.with_query(others + [(name, str(value)) for name, value in values.items()])

    def without(self, *names: str) -> "Request":
        """Return a request without these parameters."""
        return self.with_query([item for item in self.query if item[0] not in names])


@attrs.define
class Answer:
    """An answer, whole; headers go by their name in lower case, and the length is put in when it is sent."""

    status: int
    headers: Headers
    body: bytes
    deliver: "Deliver" = attrs.field(default=lambda answer, connection: send_answer(answer, connection), repr=False)

    @property
    def page(self) -> Json | None:
        """The page of rows that this is, or None where it is something else."""
        return msgspec.json.decode(self.body) if self.status == 200 and self.body.startswith(b'{"page"') else None

    @property
    def all_headers(self) -> Headers:
        """The headers with the length, unless the body comes in chunks."""
        is_chunked = "transfer-encoding" in self.headers
        return self.headers if is_chunked else self.headers | {"content-length": str(len(self.body))}

    @property
    def head(self) -> bytes:
        """The head as it goes over a socket."""
        fields = (f"{name}: {text}" for name, text in self.all_headers.items())
        return "\r\n".join([f"HTTP/1.1 {self.status} OK", *fields, "", ""]).encode("latin-1")


Deliver = Callable[[Answer, Connection], Awaitable[None]]
Ask = Callable[[Request], Awaitable[Answer]]
"""Asks the sandbox, or the next fault."""


@attrs.frozen
class Strike:
    """What a fault is told, once for each request.

    Attributes:
        value: The number that it goes by.
        is_due: Whether it strikes; only a lasting fault is asked where it does not.
        count: How often it has struck, this time included.
        dice: Chance, the same for the same seed and request.
        memory: What it wants to keep from one request to the next.
    """

    value: float
    is_due: bool
    count: int
    dice: Dice
    memory: dict[Any, Any]


Act = Callable[[Request, Ask, Strike], Awaitable[Answer]]


@attrs.frozen
class Fault:
    """Something that a server does wrong.

    Which requests it strikes depends on the seed, on what is requested and on how often that was requested before: not
    on the order of requests that are sent at the same time.

    Attributes:
        name: What it is asked for by.
        about: What it does, in a line.
        act: Answers a request, wrongly.
        value: A number that it goes by; None if it takes none.
        is_lasting: Whether it also bends the answers between its strikes.
        rate: How many of the requests it strikes, 0 to 1.
        first: After how many requests it is over; None for never.
        seed: What decides which requests.
    """

    name: str
    about: str
    act: Act
    value: float | None = None
    is_lasting: bool = False
    rate: float = 1.0
    first: float | None = None
    seed: float = 0.0


@attrs.define
class ActiveFault:
    """A fault in a sandbox, and how often it struck."""

    fault: Fault
    strikes: int = 0
    _requests: Counter[tuple[str, str, bytes]] = attrs.field(init=False, factory=Counter)
    _memory: dict[Any, Any] = attrs.field(init=False, factory=dict)

    async def answer(self, request: Request, *, ask: Ask) -> Answer:
        """Answer a request, wrongly if its turn has come."""
        fault, asked = self.fault, (request.method, request.path, request.raw_query)
        self._requests[asked] += 1
        dice = Dice(f"{fault.name}/{fault.seed:g}/{asked}/{self._requests[asked]}")
        is_over = fault.first is not None and self._requests.total() > fault.first
        is_due = dice.chance(fault.rate) and not is_over
        self.strikes += is_due
        if is_due or fault.is_lasting:
            return await fault.act(request, ask, Strike(fault.value or 0.0, is_due, self.strikes, dice, self._memory))
        return await ask(request)


def json_answer(status: int, value: object, **headers: str) -> Answer:
    """Make an answer of JSON."""
    fields = {"content-type": "application/json"} | {name.replace("_", "-"): text for name, text in headers.items()}
    return Answer(status, fields, msgspec.json.encode(value))


def error_answer(status: int, code: str, message: str, **headers: str) -> Answer:
    """Make an error in the sandbox's own shape."""
    return json_answer(status, {"error": {"code": code, "message": message}}, **headers)


async def send_answer(
    answer: Answer, connection: Connection, part: float = 1.0, *, pieces: int = 1, pause: float = 0.0
) -> None:
    """Send an answer, or only this part of its body, in several pieces where that is wanted or it is chunked."""
    await connection.start(answer.status, answer.all_headers)
    body = answer.body[: int(len(answer.body) * part)]
    size = -(-len(body) // (_CHUNKS if "transfer-encoding" in answer.headers else pieces)) or 1
    for start in range(0, len(body), size):
        await connection.send(body[start : start + size])
        await asyncio.sleep(pause)
    if part >= 1:
        await connection.send(b"", is_last=True)


async def all_rows(request: Request, ask: Ask) -> list[Json] | Answer:
    """Return all rows that pass the filters of a request, or what is answered instead."""
    rows: list[Json] = []
    while True:
        answer = await ask(request.put(page=len(rows) // _LARGE_PAGE, page_size=_LARGE_PAGE))
        if (page := answer.page) is None:
            return answer
        rows += page["rows"]
        if len(rows) >= page["total"]:
            return rows


async def window(request: Request, ask: Ask, start: int, count: int) -> list[Json]:
    """Return the rows at some positions, whatever the pages, and go on with the first row after the last one."""
    rows: list[Json] = []
    while len(rows) < count:
        page = (await ask(request.put(page=start // count, page_size=count))).page
        if page is None or not page["total"]:
            break
        rows += page["rows"][start % count :]
        start = start - start % count + count
        if start >= page["total"]:
            start = 0
    return rows[:count]


def with_faults(app: ASGIApp, faults: Sequence[ActiveFault]) -> ASGIApp:
    """Make an application that has these faults; the first one is nearest to the client."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await app(scope, receive, send)
        ask: Ask = partial(_ask, app, scope)
        for fault in reversed(faults):
            ask = partial(fault.answer, ask=ask)
        body = await StarletteRequest(scope, receive).body()
        request = Request(scope["method"], scope["path"], scope["query_string"], _decoded(scope["headers"]), body)
        answer = await ask(request)
        await answer.deliver(answer, Connection(scope, receive, send))

    return wrapped


async def _ask(app: ASGIApp, scope: Scope, request: Request) -> Answer:
    answer = Answer(500, {}, b"")

    async def receive() -> Message:
        return {"type": "http.request", "body": request.body, "more_body": False}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            answer.status = message["status"]
            answer.headers = _decoded(message["headers"])
        else:
            answer.body += message.get("body", b"")

    headers = [(name.encode("latin-1"), text.encode("latin-1")) for name, text in request.headers.items()]
    changed = {"method": request.method, "path": request.path, "query_string": request.raw_query, "headers": headers}
    await app({**scope, **changed}, receive, send)
    return answer


def _decoded(headers: Iterable[tuple[bytes, bytes]]) -> Headers:
    return {name.decode("latin-1").lower(): text.decode("latin-1") for name, text in headers}
