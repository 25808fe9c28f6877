"""The faults of the sandbox: what any client meets now and then, and must cope with."""

import asyncio
import gzip
import math
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, Literal

import attrs

from ._connection import Connection
from ._errors import SandboxError
from .faults import Answer, Ask, Fault, Request, Strike, all_rows, error_answer, json_answer, send_answer, window

_PIECES = 20


def _fault(
    name: str,
    about: str,
    value: float | None = None,
    *,
    send: Callable[[Strike, Answer, Connection], Awaitable[None]] | None = None,
    edit: Callable[[Strike, Answer], Answer] | None = None,
) -> Fault:
    """Make a fault that carries a request out, and edits the answer or sends it in another way."""

    async def act(request: Request, ask: Ask, strike: Strike) -> Answer:
        answer = await ask(request)
        answer = edit(strike, answer) if edit else answer
        return attrs.evolve(answer, deliver=partial(send, strike)) if send else answer

    return Fault(name, about, act, value)


async def _latency(request: Request, ask: Ask, strike: Strike) -> Answer:
    await asyncio.sleep(strike.value)
    return await ask(request)


def _instead(name: str, about: str, value: float | None, make: Callable[[float], Answer]) -> Fault:
    """Make a fault that answers instead of carrying a request out."""

    async def act(_: Request, __: Ask, strike: Strike) -> Answer:
        return make(strike.value)

    return Fault(name, about, act, value)


def _proxy_page(status: float) -> Answer:
    body = b"<html><body><h1>The server is not available.</h1></body></html>"
    return Answer(int(status), {"content-type": "text/html"}, body)


async def _break_off(how: Literal["close", "reset", "stall"], strike: Strike, answer: Answer, to: Connection) -> None:
    if strike.value or how == "close":
        await send_answer(answer, to, strike.value)
    await to.end(how)


async def _cut_head(strike: Strike, answer: Answer, connection: Connection) -> None:
    connection.write(answer.head[: int(len(answer.head) * strike.value)])
    await connection.end("close")


async def _garbage(strike: Strike, _: Answer, connection: Connection) -> None:
    connection.write(bytes(strike.dice.between(0, 255) for _ in range(strike.dice.between(1, 300))) + b"\r\n\r\n")
    await connection.end("close")


async def _trickle(strike: Strike, answer: Answer, connection: Connection) -> None:
    await send_answer(answer, connection, pieces=_PIECES, pause=strike.value)


async def _twice(_: Strike, answer: Answer, connection: Connection) -> None:
    await send_answer(answer, connection)
    connection.write(answer.head + answer.body)


async def _idle_close(strike: Strike, answer: Answer, connection: Connection) -> None:
    await send_answer(answer, connection)
    await asyncio.sleep(strike.value)
    await connection.end("close")


def _headed(answer: Answer, name: str, text: str) -> Answer:
    return attrs.evolve(answer, headers=answer.headers | {name: text})


def _gzip(_: Strike, answer: Answer) -> Answer:
    return _headed(attrs.evolve(answer, body=gzip.compress(answer.body, 1)), "content-encoding", "gzip")


def _chunked(_: Strike, answer: Answer) -> Answer:
    return _headed(answer, "transfer-encoding", "chunked")


def _truncate(strike: Strike, answer: Answer) -> Answer:
    return attrs.evolve(answer, body=answer.body[: int(len(answer.body) * strike.value)])


def _corrupt(strike: Strike, answer: Answer) -> Answer:
    body = bytearray(answer.body) or bytearray(1)
    body[min(int(len(body) * strike.value), len(body) - 1)] ^= 1
    return attrs.evolve(answer, body=bytes(body))


def _nulls(strike: Strike, answer: Answer) -> Answer:
    if (page := answer.page) is None:
        return answer
    for row in page["rows"]:
        nulled = row["call"] if "call" in row and strike.dice.chance(0.5) else row
        nulled[strike.dice.pick([name for name in nulled if name not in ("id", "call")])] = None
    return json_answer(200, page)


async def _stale(request: Request, ask: Ask, strike: Strike) -> Answer:
    asked = (request.method, request.path, request.raw_query)
    if not strike.is_due or asked not in strike.memory:
        strike.memory[asked] = await ask(request)
    answer: Answer = strike.memory[asked]
    return answer


async def _moving_rows(request: Request, ask: Ask, strike: Strike) -> Answer:
    answer = await ask(request)
    page = answer.page
    if page is None or not page["rows"]:
        return answer
    start = (page["page"] * page["page_size"] + strike.count - 1) % page["total"]
    return json_answer(200, page | {"rows": await window(request, ask, start, len(page["rows"]))})


async def _pages_from_1(request: Request, ask: Ask, _: Strike) -> Answer:
    number = request.number("page")
    if not isinstance(number, int) or number < 1:
        return await ask(request)
    answer = await ask(request.put(page=number - 1))
    page = answer.page
    return answer if page is None else json_answer(200, page | {"page": number})


async def _refuses_page_0(request: Request, ask: Ask, strike: Strike) -> Answer:
    answer = await _pages_from_1(request, ask, strike)
    if request.number("page") == 0 and answer.page is not None:
        return error_answer(400, "invalid_parameter", "page must be a whole number, 1 or more.")
    return answer


async def _page_size_cap(request: Request, ask: Ask, strike: Strike) -> Answer:
    number = request.number("page_size")
    is_too_large = isinstance(number, int) and number > strike.value
    return await ask(request.put(page_size=f"{strike.value:g}") if is_too_large else request)


async def _rows_only(request: Request, ask: Ask, _: Strike) -> Answer:
    rows = await all_rows(request.with_query([]), ask)
    return rows if isinstance(rows, Answer) else json_answer(200, {"rows": rows})


FAULTS = (
    Fault("latency", "Answers come so many seconds later.", _latency, 1.0),
    _instead("busy", "Answers are 429, with this Retry-After in seconds.", 1.0,
             lambda seconds: error_answer(429, "too_many_requests", "Slow down.", retry_after=f"{seconds:g}")),
    _instead("error", "Answers are this status, with an error as JSON.", 503.0,
             lambda status: error_answer(int(status), "internal_error", "The sandbox was told to fail.")),
    _instead("gateway", "Answers are this status, with an HTML page of some proxy.", 502.0, _proxy_page),
    _instead("drop", "The connection is closed before anything is done.", None,
             lambda _: Answer(0, {}, b"", lambda _, connection: connection.end("close"))),
    _fault("reset", "The connection is reset after the request was carried out.", send=partial(_break_off, "reset")),
    _fault("cut", "The connection is closed after this part of the body.", 0.5, send=partial(_break_off, "close")),
    _fault("cut-head", "The connection is closed after this part of the head.", 0.5, send=_cut_head),
    _fault("garbage", "What comes is no HTTP.", send=_garbage),
    _fault("stall", "The answer stops after this part of the body (0: before the head).", 0.5,
           send=partial(_break_off, "stall")),
    _fault("trickle", f"The body comes in {_PIECES} pieces, so many seconds apart.", 0.01, send=_trickle),
    _fault("twice", "The same answer comes twice.", send=_twice),
    _fault("idle-close", "The connection is closed so many seconds after the answer.", 0.0, send=_idle_close),
    _fault("chunked", "The body comes in chunks, without its length.", edit=_chunked),
    _fault("gzip", "The body is compressed; `truncate` or `corrupt` before it damages that.", edit=_gzip),
    _fault("truncate", "The body is this part of it, in an answer that looks complete.", 0.5, edit=_truncate),
    _fault("corrupt", "One bit is another after this part of the body.", 0.5, edit=_corrupt),
    _fault("nulls", "One field of each row or of its call is null, whatever the docs say.", edit=_nulls),
    Fault("stale", "A request that was answered before gets that answer again.", _stale, is_lasting=True),
    Fault("moving-rows", "The first row moves to the end at every request.", _moving_rows, is_lasting=True),
    Fault("pages-from-1", "The first page is 1; page 0 is the same.", _pages_from_1),
    Fault("refuses-page-0", "The first page is 1; page 0 is a 400.", _refuses_page_0),
    Fault("page-size-cap", "A page holds this many rows at most, and says so.", _page_size_cap, 50.0),
    Fault("rows-only", "All rows come at once, as {rows}, whatever was asked: the later API.", _rows_only),
)  # fmt: skip


def parse_fault(text: str) -> Fault:
    """Read `NAME[=VALUE][,rate=R][,first=N][,seed=S]`, such as `latency=0.2` or `busy,rate=0.1,seed=7`.

    Raises:
        SandboxError: There is no such fault, or a number is not one.
    """
    (name, value), *settings = (part.strip().partition("=")[::2] for part in text.split(","))
    fault = next((fault for fault in FAULTS if fault.name == name), None)
    if fault is None:
        raise SandboxError(f"There is no fault {name!r}; `revox sandbox --faults` lists them.")
    if value and fault.value is None:
        raise SandboxError(f"The fault {name!r} takes no value.")
    if not dict(settings).keys() <= {"rate", "first", "seed"}:
        raise SandboxError(f"The fault {name!r} has the settings rate, first and seed, and no other.")
    given = [("value", value)] * bool(value) + settings
    numbers: dict[str, Any] = {key: _number(name, key, number) for key, number in given}
    return attrs.evolve(fault, **numbers)


def _number(name: str, key: str, text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not 0 <= number < math.inf or (key == "rate" and number > 1):
        raise SandboxError(f"The {key} of the fault {name!r} must be a number, not {text!r}.")
    return number
