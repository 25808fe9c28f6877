"""Faults of the transport: what any client meets now and then, and must cope with."""

import asyncio

import attrs

from ._fault_tools import Answer, Ask, ConnectionDropped, Json, Request, error_answer, json_answer, window
from ._faults import Fault, Strike

_INNER_PAGE = 1000


async def _latency(request: Request, ask: Ask, strike: Strike) -> Answer:
    await asyncio.sleep(strike.value)
    return await ask(request)


async def _busy(_: Request, __: Ask, strike: Strike) -> Answer:
    return error_answer(429, "too_many_requests", "Slow down.", retry_after=f"{strike.value:g}")


async def _error(_: Request, __: Ask, strike: Strike) -> Answer:
    return error_answer(int(strike.value), "internal_error", "The sandbox was told to fail.")


async def _gateway(_: Request, __: Ask, strike: Strike) -> Answer:
    body = b"<html><body><h1>The server is not available.</h1></body></html>"
    return Answer(int(strike.value), {"content-type": "text/html"}, body)


async def _drop(_: Request, __: Ask, ___: Strike) -> Answer:
    raise ConnectionDropped


async def _cut(request: Request, ask: Ask, strike: Strike) -> Answer:
    answer = await ask(request)
    return attrs.evolve(answer, cut_at=int(len(answer.body) * strike.value))


async def _truncate(request: Request, ask: Ask, strike: Strike) -> Answer:
    answer = await ask(request)
    return attrs.evolve(answer, body=answer.body[: int(len(answer.body) * strike.value)])


async def _moving_rows(request: Request, ask: Ask, strike: Strike) -> Answer:
    answer = await ask(request)
    page = answer.page
    if page is None or not page["total"]:
        return answer
    start = (page["page"] * page["page_size"] + strike.count - 1) % page["total"] if page["rows"] else 0
    page["rows"] = await window(request, ask, start, len(page["rows"])) if page["rows"] else []
    return json_answer(200, page)


async def _pages_from_1(request: Request, ask: Ask, _: Strike) -> Answer:
    number = request.number("page")
    if number is None or number < 1 or number != int(number):
        return await ask(request)
    answer = await ask(request.edit("page", lambda _: str(int(number) - 1)))
    if page := answer.page:
        return json_answer(200, page | {"page": page["page"] + 1})
    return answer


async def _refuses_page_0(request: Request, ask: Ask, strike: Strike) -> Answer:
    answer = await _pages_from_1(request, ask, strike)
    if request.number("page") == 0 and answer.page is not None:
        return error_answer(400, "invalid_parameter", "page must be a whole number, 1 or more.")
    return answer


async def _page_size_cap(request: Request, ask: Ask, strike: Strike) -> Answer:
    number = request.number("page_size")
    is_too_large = isinstance(number, int) and number > strike.value
    return await ask(request.edit("page_size", lambda _: f"{strike.value:g}") if is_too_large else request)


async def _rows_only(request: Request, ask: Ask, _: Strike) -> Answer:
    plain = attrs.evolve(request, query=())
    rows: list[Json] = []
    while True:
        number = len(rows) // _INNER_PAGE
        answer = await ask(plain.with_query(page=number, page_size=_INNER_PAGE))
        page = answer.page
        if page is None:
            return answer
        rows += page["rows"]
        if len(rows) >= page["total"]:
            return json_answer(200, {"rows": rows})


TRANSPORT_FAULTS = (
    Fault("latency", "Answers come so many seconds later.", _latency, 1.0),
    Fault("busy", "Answers are 429, with this Retry-After in seconds.", _busy, 1.0),
    Fault("error", "Answers are this status, with an error as JSON.", _error, 503.0),
    Fault("gateway", "Answers are this status, with an HTML page of some proxy.", _gateway, 502.0),
    Fault("drop", "The connection is closed without an answer.", _drop),
    Fault("cut", "The connection is closed after this part of the body.", _cut, 0.5),
    Fault("truncate", "The body is this part of its JSON, in an answer that looks complete.", _truncate, 0.5),
    Fault("moving-rows", "The first row moves to the end at every request.", _moving_rows, is_lasting=True),
    Fault("pages-from-1", "The first page is 1; page 0 is the same.", _pages_from_1),
    Fault("refuses-page-0", "The first page is 1; page 0 is a 400.", _refuses_page_0),
    Fault("page-size-cap", "A page holds this many rows at most, and says so.", _page_size_cap, 50.0),
    Fault("rows-only", "All rows come at once, as {rows}, whatever was asked: the later API.", _rows_only),
)
