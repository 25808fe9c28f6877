"""Faults of the contract: answers that are not what the spec says."""

from collections.abc import Callable, Iterator

import attrs

from ._fault_tools import Answer, Ask, Json, Request, json_answer
from ._faults import Act, Fault, Strike

_RARELY = 29


def _rows(edit: Callable[[Json], object]) -> Act:
    """Bend every row of every page."""

    async def act(request: Request, ask: Ask, _: Strike) -> Answer:
        answer = await ask(request)
        if (page := answer.page) is None:
            return answer
        for row in page["rows"]:
            edit(row)
        return json_answer(200, page)

    return act


def _calls(edit: Callable[[Json], object]) -> Act:
    return _rows(lambda row: edit(row["call"]) if "call" in row else None)


def _messages(row: Json) -> Iterator[Json]:
    for attempt in row.get("call", {}).get("call_attempts", ()):
        yield from attempt.get("transcript") or ()


def _drop_content_rarely(row: Json) -> None:
    if row["row_index"] % _RARELY == _RARELY - 1:
        for message in _messages(row):
            del message["content"]


def _widen_deep_enum(row: Json) -> None:
    for attempt in row.get("call", {}).get("call_attempts", ()):
        if attempt["dial_error"] is not None:
            attempt["dial_error"] = "teapot"


def _speed_up(call: Json) -> None:
    for voice in filter(None, [(call["assistant"] or {}).get("voice")]):
        voice["speed"] = 9.5


def _replace(before: bytes, after: bytes, *statuses: int) -> Act:
    """Bend the bytes of a body, in one place."""

    async def act(request: Request, ask: Ask, _: Strike) -> Answer:
        answer = await ask(request)
        if answer.status not in statuses:
            return answer
        return attrs.evolve(answer, body=answer.body.replace(before, after, 1))

    return act


async def _latin_1(request: Request, ask: Ask, _: Strike) -> Answer:
    answer = await ask(request)
    return attrs.evolve(answer, body=answer.body.decode().encode("latin-1", "replace"))


def _status(before: int, after: int) -> Act:
    async def act(request: Request, ask: Ask, _: Strike) -> Answer:
        answer = await ask(request)
        return attrs.evolve(answer, status=after) if answer.status == before else answer

    return act


def _header(name: str, text: str | None, *statuses: int) -> Act:
    """Set or remove a header."""

    async def act(request: Request, ask: Ask, _: Strike) -> Answer:
        answer = await ask(request)
        if answer.status not in statuses:
            return answer
        kept = {key: value for key, value in answer.headers.items() if key != name}
        return attrs.evolve(answer, headers=kept if text is None else kept | {name: text})

    return act


async def _html_errors(request: Request, ask: Ask, _: Strike) -> Answer:
    answer = await ask(request)
    if answer.status not in (400, 401, 404):
        return answer
    return attrs.evolve(answer, headers=answer.headers | {"content-type": "text/html"}, body=b"<h1>Wrong</h1>")


async def _quote_key(request: Request, ask: Ask, _: Strike) -> Answer:
    answer = await ask(request)
    if answer.status != 400:
        return answer
    return json_answer(400, {"error": {"code": "bad", "message": f"Refused, with {request.authorization}."}})


ANSWER_FAULTS = (
    Fault("drops-field", "Rows lack `phone_number`.", _rows(lambda row: row.pop("phone_number"))),
    Fault("drops-field-rarely", f"One row in {_RARELY} has no `content` in transcripts.", _rows(_drop_content_rarely)),
    Fault("nulls-field", "`phone_number` is null.", _rows(lambda row: row.update(phone_number=None))),
    Fault("wrong-type", "`row_index` is text.", _rows(lambda row: row.update(row_index=str(row["row_index"])))),
    Fault("widens-enum", "Calls have the status `paused`.", _calls(lambda call: call.update(status="paused"))),
    Fault("widens-deep-enum", "Attempts fail with a `dial_error` nobody knows.", _rows(_widen_deep_enum)),
    Fault("widens-union", "Calls have an `llm_model` of an unknown type.",
          _calls(lambda call: call.update(llm_model={"type": "azure", "name": "gpt"}))),
    Fault("out-of-bounds", "Voices have a `speed` beyond their maximum.", _calls(_speed_up)),
    Fault("fraction-for-integer", "`first_sentence_delay_ms` is 400.5.",
          _calls(lambda call: call.update(first_sentence_delay_ms=400.5))),
    Fault("nan", "`page_size` is NaN, which is no JSON.", _replace(b'"page_size":', b'"page_size":NaN,"x":', 200)),
    Fault("latin-1", "Pages are not UTF-8.", _latin_1),
    Fault("duplicate-keys", "Pages have `page` twice.", _replace(b'{"page":', b'{"page":0,"page":', 200)),
    Fault("html-pages", "Pages say that they are HTML.", _header("content-type", "text/html", 200)),
    Fault("no-content-type", "Pages do not say what they are.", _header("content-type", None, 200)),
    Fault("html-errors", "Errors are HTML.", _html_errors),
    Fault("error-without-code", "Errors lack their `code`.", _replace(b'"code"', b'"kind"', 400, 404)),
    Fault("undocumented-success", "Pages are 206.", _status(200, 206)),
    Fault("undocumented-error", "A wrong key is 403.", _status(401, 403)),
    Fault("no-allow", "A 405 does not say which method is allowed.", _header("allow", None, 405)),
    Fault("quotes-key", "Errors quote the key.", _quote_key),
)  # fmt: skip
