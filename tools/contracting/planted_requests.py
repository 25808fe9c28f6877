"""Bugs in what a server takes: requests that are taken though they are wrong, and refused though they are right."""

import math
from collections.abc import Callable

import attrs
from revox.sandbox.faults import Answer, Ask, Fault, Request, Strike, error_answer, json_answer
from revox_api.runtime.document import spec

KEY = "planted-key"
_ENUMS = {name: spec()["components"]["schemas"][name]["enum"] for name in ("CallStatus", "ResultFilter")}
_STATUSES, _RESULTS = _ENUMS["CallStatus"], _ENUMS["ResultFilter"]
_HUGE = 2**63
_LONG = 200
_Edit = Callable[[str], str | None]


def _taken(name: str, about: str, edit: Callable[[Request], Request]) -> Fault:
    """Plant a bug that takes another request for the one that came."""

    async def act(request: Request, ask: Ask, _: Strike) -> Answer:
        return await ask(edit(request))

    return Fault(name, about, act)


def _read(name: str, about: str, parameters: str, edit: _Edit) -> Fault:
    """Plant a bug that reads some parameters as something else, or not at all."""

    def edited(request: Request) -> Request:
        for parameter in parameters.split():
            request = request.edit(parameter, edit)
        return request

    return _taken(name, about, edited)


def _refused(name: str, about: str, status: int, when: Callable[[Request], object]) -> Fault:
    """Plant a bug that answers some requests with an error."""

    async def act(request: Request, ask: Ask, _: Strike) -> Answer:
        return error_answer(status, "planted", "The sandbox was told to fail.") if when(request) else await ask(request)

    return Fault(name, about, act)


def _let_in(name: str, about: str, when: Callable[[str], bool]) -> Fault:
    """Plant a bug that lets a request in that has no right key, by its header `Authorization`."""

    def edited(request: Request) -> Request:
        is_in = when(request.headers.get("authorization", ""))
        return attrs.evolve(request, headers=request.headers | {"authorization": f"Bearer {KEY}"}) if is_in else request

    return _taken(name, about, edited)


def _python_number(text: str) -> str:
    try:
        number = float(text)
    except ValueError:
        return text
    is_json = Request("GET", "", f"n={text}".encode(), {}).number("n") is not None
    return text if is_json else str(int(number)) if math.isfinite(number) else "1"


def _without_fraction(request: Request) -> Request:
    for name in ("page", "page_size"):
        if isinstance(number := request.number(name), float):
            request = request.put(**{name: max(int(number), 1)})
    return request


def _is_not_utf_8(request: Request) -> bool:
    return "\N{REPLACEMENT CHARACTER}" in request.get("query") and b"%EF%BF%BD" not in request.raw_query.upper()


async def _unknown_campaign(request: Request, ask: Ask, _: Strike) -> Answer:
    answer = await ask(request)
    page = {"page": 0, "page_size": 1, "rows": [], "total": 0}
    return json_answer(200, page) if answer.status == 404 else answer


REQUEST_BUGS = (
    _read("takes-any-result", "An undocumented `result` is no filter.", "result",
          lambda text: text if text in _RESULTS else None),
    _read("takes-any-status", "Undocumented `statuses` are left out.", "statuses",
          lambda text: ",".join(name for name in text.split(",") if name in _STATUSES) or None),
    _read("takes-any-case", "`result` may be written in any case.", "result",
          lambda text: {result.lower(): result for result in _RESULTS}.get(text.lower(), text)),
    _read("takes-spaces", "`statuses` may have spaces around the commas.", "statuses",
          lambda text: ",".join(name.strip(" ") for name in text.split(","))),
    _read("takes-line-break", "`statuses` may end with a line break.", "statuses",
          lambda text: text.removesuffix("\n")),
    _taken("takes-no-page", "`page` may be missing.",
           lambda request: request if "page" in dict(request.query) else request.put(page=0)),
    _taken("takes-repeated", "A parameter may be repeated; the last one counts.",
           lambda request: request.with_query([*dict(request.query).items()])),
    _read("takes-python-numbers", "Numbers are read as Python reads them: nan, +1, 1_0.", "page page_size",
          _python_number),
    _taken("takes-fractions", "A fraction of a number is cut off.", _without_fraction),
    _read("takes-page-size-0", "A `page_size` of 0 is 1.", "page_size", lambda text: "1" if text == "0" else text),
    _taken("takes-negative-page", "A negative `page` is the first one.",
           lambda request: request.put(page=0) if (request.number("page") or 0) < 0 else request),
    Fault("takes-any-campaign", "An unknown campaign is an empty one.", _unknown_campaign),
    _taken("takes-any-method", "POST is answered as GET.",
           lambda request: attrs.evolve(request, method="GET") if request.method == "POST" else request),
    _let_in("no-auth", "The key is never asked for.", lambda given: True),
    _let_in("any-key", "Any bearer key is right.", lambda given: given.startswith("Bearer ")),
    _let_in("empty-key", "An empty bearer key is right.", lambda given: given.strip() == "Bearer"),
    _refused("refuses-a-result", "One of the documented results is a 400.", 400,
             lambda request: request.get("result") == "ios-screening-filter"),
    _refused("refuses-long-query", f"A `query` of more than {_LONG} characters is a 400.", 400,
             lambda request: len(request.get("query")) > _LONG),
    _refused("error-on-nul", "A NUL in `query` is a 500.", 500, lambda request: "\0" in request.get("query")),
    _refused("error-on-quote", "An apostrophe in `query` is a 500.", 500, lambda request: "'" in request.get("query")),
    _refused("error-on-non-ascii", "A `query` beyond ASCII is a 500.", 500,
             lambda request: not request.get("query").isascii()),
    _refused("error-on-empty-query", "An empty `query` is a 500.", 500, lambda request: ("query", "") in request.query),
    _refused("error-on-bad-utf-8", "A `query` that is no UTF-8 is a 500.", 500, _is_not_utf_8),
    _refused("error-on-huge-page", "A `page` beyond 64 bits is a 500.", 500,
             lambda request: (request.number("page") or 0) >= _HUGE),
)  # fmt: skip
