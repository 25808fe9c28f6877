"""Bugs in what a server answers: pages that are not what the spec says, or not all the rows, each one once."""

from collections.abc import Callable
from typing import Any

import attrs
from revox.sandbox.faults import Answer, Ask, Fault, Request, Strike, error_answer, json_answer, window

Json = dict[str, Any]

_RARELY = 29
_FIXED = 20


def _answer(name: str, about: str, statuses: tuple[int, ...], edit: Callable[[Answer], Answer]) -> Fault:
    """Plant a bug in all answers of some statuses."""

    async def act(request: Request, ask: Ask, _: Strike) -> Answer:
        answer = await ask(request)
        return edit(answer) if answer.status in statuses else answer

    return Fault(name, about, act)


def _pages(name: str, about: str, edit: Callable[[Json], object]) -> Fault:
    """Plant a bug in every page."""

    def edited(answer: Answer) -> Answer:
        if (page := answer.page) is None:
            return answer
        edit(page)
        return json_answer(200, page)

    return _answer(name, about, (200,), edited)


def _rows(name: str, about: str, edit: Callable[[Json], object]) -> Fault:
    return _pages(name, about, lambda page: [edit(row) for row in page["rows"]])


def _calls(name: str, about: str, edit: Callable[[Json], object]) -> Fault:
    return _rows(name, about, lambda row: edit(row["call"]) if "call" in row else None)


def _header(name: str, about: str, statuses: tuple[int, ...], header: str, text: str | None) -> Fault:
    """Plant a header, or leave one out."""

    def edited(answer: Answer) -> Answer:
        kept = {key: value for key, value in answer.headers.items() if key != header}
        return attrs.evolve(answer, headers=kept if text is None else kept | {header: text})

    return _answer(name, about, statuses, edited)


def _bytes(name: str, about: str, statuses: tuple[int, ...], before: bytes, after: bytes) -> Fault:
    """Plant other bytes in one place of the body."""
    return _answer(
        name, about, statuses, lambda answer: attrs.evolve(answer, body=answer.body.replace(before, after, 1))
    )


def _as_if(name: str, about: str, edit: Callable[[Request], Request]) -> Fault:
    """Plant the answer to another request, under the page and the size that were asked for."""

    async def act(request: Request, ask: Ask, _: Strike) -> Answer:
        asked, answer = await ask(request), await ask(edit(request))
        wanted, given = asked.page, answer.page
        if wanted is None or given is None:
            return asked
        return json_answer(200, given | {"page": wanted["page"], "page_size": wanted["page_size"]})

    return Fault(name, about, act)


def _drop_content_rarely(row: Json) -> None:
    for attempt in row.get("call", {}).get("call_attempts", ()):
        for message in attempt.get("transcript") or ():
            if row["row_index"] % _RARELY == _RARELY - 1:
                del message["content"]


def _widen_deep_enum(call: Json) -> None:
    for attempt in call["call_attempts"]:
        if attempt["dial_error"] is not None:
            attempt["dial_error"] = "teapot"


def _speed_up(call: Json) -> None:
    if voice := (call["assistant"] or {}).get("voice"):
        voice["speed"] = 9.5


def _without_wildcards(request: Request) -> Request:
    text = request.get("query").replace("%", "").replace("_", "")
    return request.put(query=text) if text != request.get("query") else request


def _first_status(request: Request) -> Request:
    return request.edit("statuses", lambda text: text.partition(",")[0])


def _forget_filters(request: Request) -> Request:
    return request.without("query", "result", "statuses") if (request.number("page") or 0) > 0 else request


async def _overlap(request: Request, ask: Ask, _: Strike) -> Answer:
    answer = await ask(request)
    page = answer.page
    if page is None or page["page"] == 0 or not page["rows"]:
        return answer
    start = page["page"] * page["page_size"] - 1
    return json_answer(200, page | {"rows": await window(request, ask, start, len(page["rows"]))})


async def _past_the_end(request: Request, ask: Ask, _: Strike) -> Answer:
    answer = await ask(request)
    page = answer.page
    is_past = page is not None and page["page"] and not page["rows"]
    return error_answer(404, "not_found", "There is no such page.") if is_past else answer


async def _quote_key(request: Request, ask: Ask, _: Strike) -> Answer:
    answer = await ask(request)
    message = f"Refused, with {request.headers.get('authorization')}."
    return error_answer(400, "bad", message) if answer.status == 400 else answer


ANSWER_BUGS = (
    _rows("drops-field", "Rows lack `phone_number`.", lambda row: row.pop("phone_number")),
    _rows("drops-field-rarely", f"One row in {_RARELY} has no `content` in transcripts.", _drop_content_rarely),
    _rows("nulls-field", "`phone_number` is null.", lambda row: row.update(phone_number=None)),
    _rows("wrong-type", "`row_index` is text.", lambda row: row.update(row_index=str(row["row_index"]))),
    _calls("widens-enum", "Calls have a status nobody knows.", lambda call: call.update(status="lost")),
    _calls("widens-deep-enum", "Attempts fail with a `dial_error` nobody knows.", _widen_deep_enum),
    _calls("widens-union", "Calls have an `llm_model` of an unknown type.",
           lambda call: call.update(llm_model={"type": "azure", "name": "gpt"})),
    _calls("out-of-bounds", "Voices have a `speed` beyond their maximum.", _speed_up),
    _calls("fraction-for-integer", "`first_sentence_delay_ms` is 400.5.",
           lambda call: call.update(first_sentence_delay_ms=400.5)),
    _bytes("nan", "`page_size` is NaN, which is no JSON.", (200,), b'"page_size":', b'"page_size":NaN,"x":'),
    _bytes("duplicate-keys", "Pages have `page` twice.", (200,), b'{"page":', b'{"page":0,"page":'),
    _bytes("error-without-code", "Errors lack their `code`.", (400, 404), b'"code"', b'"kind"'),
    _answer("latin-1", "Pages are not UTF-8.", (200,),
            lambda answer: attrs.evolve(answer, body=answer.body.decode().encode("latin-1", "replace"))),
    _header("html-pages", "Pages say that they are HTML.", (200,), "content-type", "text/html"),
    _header("no-content-type", "Pages do not say what they are.", (200,), "content-type", None),
    _header("no-allow", "A 405 does not say which method is allowed.", (405,), "allow", None),
    _answer("html-errors", "Errors are HTML.", (400, 401, 404),
            lambda answer: Answer(answer.status, answer.headers | {"content-type": "text/html"}, b"<h1>Wrong</h1>")),
    _answer("undocumented-success", "Pages are 206.", (200,), lambda answer: attrs.evolve(answer, status=206)),
    _answer("undocumented-error", "A wrong key is 403.", (401,), lambda answer: attrs.evolve(answer, status=403)),
    Fault("quotes-key", "Errors quote the key.", _quote_key),
    _as_if("ignores-result", "`result` filters nothing.", lambda request: request.without("result")),
    _as_if("ignores-statuses", "`statuses` filters nothing.", lambda request: request.without("statuses")),
    _as_if("ignores-query", "`query` filters nothing.", lambda request: request.without("query")),
    _as_if("none-is-all", "`result=none` keeps every row.",
           lambda request: request.edit("result", lambda text: "all" if text == "none" else text)),
    _as_if("first-status-only", "Only the first of several `statuses` counts.", _first_status),
    _as_if("query-wildcards", "% and _ in `query` stand for any text.", _without_wildcards),
    _as_if("filters-first-page-only", "Filters are forgotten after the first page.", _forget_filters),
    _as_if("ignores-page", "Every page is the first one.", lambda request: request.put(page=0)),
    _as_if("ignores-page-size", f"A page has {_FIXED} rows, whatever was asked.",
           lambda request: request.put(page_size=_FIXED)),
    Fault("overlaps", "Pages begin with the last row of the page before.", _overlap),
    _pages("skips", "Pages lack their last row.", lambda page: page["rows"] and page["rows"].pop()),
    _pages("one-too-many", "Pages have their last row twice.", lambda page: page["rows"].extend(page["rows"][-1:])),
    _pages("total-of-page", "`total` counts the rows of the page.", lambda page: page.update(total=len(page["rows"]))),
    _pages("total-drifts", "`total` grows with the page.",
           lambda page: page.update(total=page["total"] + page["page"])),
    _pages("wrong-page-number", "Pages say the number of the next one.",
           lambda page: page.update(page=page["page"] + 1)),
    Fault("past-the-end-is-404", "A page past the end is a 404.", _past_the_end),
)  # fmt: skip
