"""Faults of the contract: requests that are taken though they are wrong, and refused though they are right."""

import math
from collections.abc import Callable

import attrs
from revox_api.models import CallResult

from ._assumptions import STATUS_SEPARATOR
from ._fault_tools import Answer, Ask, Request, error_answer, json_answer
from ._faults import Act, Fault, Strike
from ._parameters import NUMBER, RESULTS, STATUSES

_HUGE = 2**63
_LONG = 200


def _bend(edit: Callable[[Request], Request]) -> Act:
    """Answer another request than the one that came."""

    async def act(request: Request, ask: Ask, _: Strike) -> Answer:
        return await ask(edit(request))

    return act


def _instead(when: Callable[[Request], object], status: int) -> Act:
    """Answer some requests with an error."""

    async def act(request: Request, ask: Ask, _: Strike) -> Answer:
        if when(request):
            return error_answer(status, "planted", "The sandbox was told to fail.")
        return await ask(request)

    return act


def _value(name: str, edit: Callable[[str], str | None]) -> Act:
    """Take another value of a parameter for the one that came, or none at all."""
    return _bend(lambda request: request.edit(name, edit))


def _numbers(edit: Callable[[str], str]) -> Act:
    return _bend(lambda request: request.edit("page", edit).edit("page_size", edit))


def _documented_result(text: str) -> str | None:
    return text if text in RESULTS else None


def _documented_statuses(text: str) -> str | None:
    return ",".join(name for name in text.split(STATUS_SEPARATOR) if name in STATUSES) or None


def _any_case(text: str) -> str:
    return {result.lower(): result for result in RESULTS}.get(text.lower(), text)


def _without_spaces(text: str) -> str:
    return ",".join(name.strip(" ") for name in text.split(STATUS_SEPARATOR))


def _python_number(text: str) -> str:
    try:
        number = float(text)
    except ValueError:
        return text
    return text if NUMBER.fullmatch(text) else str(int(number)) if math.isfinite(number) else "1"


def _without_fraction(text: str) -> str:
    is_number = NUMBER.fullmatch(text) and math.isfinite(float(text))
    return text if not is_number or float(text) == int(float(text)) else str(max(int(float(text)), 1))


def _default_page(request: Request) -> Request:
    return request if "page" in dict(request.query) else request.with_query(page=0)


def _last_value(request: Request) -> Request:
    return attrs.evolve(request, query=tuple(dict(request.query).items()))


async def _unknown_campaign(request: Request, ask: Ask, _: Strike) -> Answer:
    answer = await ask(request)
    if answer.status != 404:
        return answer
    return json_answer(200, {"page": 0, "page_size": 1, "rows": [], "total": 0})


async def _other_methods(request: Request, ask: Ask, _: Strike) -> Answer:
    return await ask(attrs.evolve(request, method="GET") if request.method == "POST" else request)


def _with_key(when: Callable[[Request], object]) -> Act:
    """Let a request in that has no right key."""

    async def act(request: Request, ask: Ask, strike: Strike) -> Answer:
        return await ask(attrs.evolve(request, authorization=f"Bearer {strike.api_key}") if when(request) else request)

    return act


def _is_bearer(request: Request) -> bool:
    return (request.authorization or "").startswith("Bearer ")


def _is_empty(request: Request) -> bool:
    return (request.authorization or "").strip() == "Bearer"


def _is_not_utf_8(request: Request) -> bool:
    return "\N{REPLACEMENT CHARACTER}" in request.get("query") and b"%EF%BF%BD" not in request.raw_query.upper()


REQUEST_FAULTS = (
    Fault("takes-any-result", "An undocumented `result` is no filter.", _value("result", _documented_result)),
    Fault("takes-any-status", "Undocumented `statuses` are left out.", _value("statuses", _documented_statuses)),
    Fault("takes-any-case", "`result` may be written in any case.", _value("result", _any_case)),
    Fault("takes-spaces", "`statuses` may have spaces around the commas.", _value("statuses", _without_spaces)),
    Fault("takes-line-break", "`statuses` may end with a line break.",
          _value("statuses", lambda text: text.removesuffix("\n"))),
    Fault("takes-no-page", "`page` may be missing.", _bend(_default_page)),
    Fault("takes-repeated", "A parameter may be repeated; the last one counts.", _bend(_last_value)),
    Fault("takes-python-numbers", "Numbers are read as Python reads them: nan, +1, 1_0.", _numbers(_python_number)),
    Fault("takes-fractions", "A fraction of a number is cut off.", _numbers(_without_fraction)),
    Fault("takes-page-size-0", "A `page_size` of 0 is 1.",
          _value("page_size", lambda text: "1" if text == "0" else text)),
    Fault("takes-negative-page", "A negative `page` is the first one.",
          _value("page", lambda text: "0" if NUMBER.fullmatch(text) and text[0] == "-" else text)),
    Fault("takes-any-campaign", "An unknown campaign is an empty one.", _unknown_campaign),
    Fault("takes-any-method", "POST is answered as GET.", _other_methods),
    Fault("no-auth", "The key is never asked for.", _with_key(lambda request: True)),
    Fault("any-key", "Any bearer key is right.", _with_key(_is_bearer)),
    Fault("empty-key", "An empty bearer key is right.", _with_key(_is_empty)),
    Fault("refuses-a-result", "One of the documented results is a 400.",
          _instead(lambda r: r.get("result") == CallResult.IOS_SCREENING_FILTER, 400)),
    Fault("refuses-long-query", f"A `query` of more than {_LONG} characters is a 400.",
          _instead(lambda r: len(r.get("query")) > _LONG, 400)),
    Fault("error-on-nul", "A NUL in `query` is a 500.", _instead(lambda r: "\0" in r.get("query"), 500)),
    Fault("error-on-quote", "An apostrophe in `query` is a 500.", _instead(lambda r: "'" in r.get("query"), 500)),
    Fault("error-on-non-ascii", "A `query` beyond ASCII is a 500.",
          _instead(lambda r: not r.get("query").isascii(), 500)),
    Fault("error-on-empty-query", "An empty `query` is a 500.", _instead(lambda r: ("query", "") in r.query, 500)),
    Fault("error-on-bad-utf-8", "A `query` that is no UTF-8 is a 500.", _instead(_is_not_utf_8, 500)),
    Fault("error-on-huge-page", "A `page` beyond 64 bits is a 500.",
          _instead(lambda r: (r.number("page") or 0) >= _HUGE, 500)),
)  # fmt: skip
