"""Faults of the contract: filters that do not filter, and pages that are not all the rows, each one once."""

from collections.abc import Callable

from ._assumptions import STATUS_SEPARATOR
from ._fault_tools import Answer, Ask, Json, Request, error_answer, json_answer, window
from ._faults import Act, Fault, Strike

_FIXED = 20


def _as_if(edit: Callable[[Request], Request]) -> Act:
    """Answer another request than the one that came, under the page and the size that were asked for."""

    async def act(request: Request, ask: Ask, _: Strike) -> Answer:
        asked, answer = await ask(request), await ask(edit(request))
        wanted, given = asked.page, answer.page
        if wanted is None or given is None:
            return asked
        return json_answer(200, given | {"page": wanted["page"], "page_size": wanted["page_size"]})

    return act


def _pages(edit: Callable[[Json], object]) -> Act:
    """Bend every page."""

    async def act(request: Request, ask: Ask, _: Strike) -> Answer:
        answer = await ask(request)
        if (page := answer.page) is None:
            return answer
        edit(page)
        return json_answer(200, page)

    return act


def _without_wildcards(request: Request) -> Request:
    text = request.get("query").replace("%", "").replace("_", "")
    return request.with_query(query=text) if text != request.get("query") else request


def _first_status(request: Request) -> Request:
    text = request.get("statuses")
    return request.with_query(statuses=text.partition(STATUS_SEPARATOR)[0]) if text else request


def _all_for_none(request: Request) -> Request:
    return request.with_query(result="all") if request.get("result") == "none" else request


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
    if page is None or page["rows"] or not page["page"]:
        return answer
    return error_answer(404, "not_found", "There is no such page.")


PAGE_FAULTS = (
    Fault("ignores-result", "`result` filters nothing.", _as_if(lambda request: request.without("result"))),
    Fault("ignores-statuses", "`statuses` filters nothing.", _as_if(lambda request: request.without("statuses"))),
    Fault("ignores-query", "`query` filters nothing.", _as_if(lambda request: request.without("query"))),
    Fault("none-is-all", "`result=none` keeps every row.", _as_if(_all_for_none)),
    Fault("first-status-only", "Only the first of several `statuses` counts.", _as_if(_first_status)),
    Fault("query-wildcards", "% and _ in `query` stand for any text.", _as_if(_without_wildcards)),
    Fault("filters-first-page-only", "Filters are forgotten after the first page.", _as_if(_forget_filters)),
    Fault("ignores-page", "Every page is the first one.", _as_if(lambda request: request.with_query(page=0))),
    Fault("ignores-page-size", f"A page has {_FIXED} rows, whatever was asked.",
          _as_if(lambda request: request.with_query(page_size=_FIXED))),
    Fault("overlaps", "Pages begin with the last row of the page before.", _overlap),
    Fault("skips", "Pages lack their last row.", _pages(lambda page: page["rows"] and page["rows"].pop())),
    Fault("one-too-many", "Pages have their last row twice.",
          _pages(lambda page: page["rows"].extend(page["rows"][-1:]))),
    Fault("total-of-page", "`total` counts the rows of the page.",
          _pages(lambda page: page.update(total=len(page["rows"])))),
    Fault("total-drifts", "`total` grows with the page.",
          _pages(lambda page: page.update(total=page["total"] + page["page"]))),
    Fault("wrong-page-number", "Pages say the number of the next one.",
          _pages(lambda page: page.update(page=page["page"] + 1))),
    Fault("past-the-end-is-404", "A page past the end is a 404.", _past_the_end),
)  # fmt: skip
