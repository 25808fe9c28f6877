"""Judges a page of rows: the numbers on it, and whether every row is one that was asked for."""

from collections.abc import Iterator
from typing import Any

from .contract import Operation
from .exchange import Exchange
from .findings import Problem

OPERATION = "campaigns.get_rows"
_Page = dict[str, Any]


def judge_page(operation: Operation, exchange: Exchange) -> Iterator[Problem]:
    """Judge the answer to a right request for a page."""
    if operation.name != OPERATION or exchange.status != 200 or exchange.method != "GET":
        return
    page = exchange.json.value
    if not isinstance(page, dict) or not _has_numbers(page):
        return
    yield from _judge_numbers(exchange, page)
    for row in page["rows"]:
        yield from _judge_row(exchange, row)


def _has_numbers(page: _Page) -> bool:
    numbers = [page.get(name) for name in ("page", "page_size", "total")]
    return isinstance(page.get("rows"), list) and all(type(number) in (int, float) for number in numbers)


def _judge_numbers(exchange: Exchange, page: _Page) -> Iterator[Problem]:
    asked = {name: float(exchange.value(name) or "nan") for name in ("page", "page_size")}
    number, size, total, rows = page["page"], page["page_size"], page["total"], page["rows"]
    if float(number) != asked["page"]:
        yield Problem("page_numbers", "the page has another number than was asked for", "$.page")
    if size > asked["page_size"]:
        yield Problem("page_numbers", "the page size is larger than was asked for", "$.page_size")
    if len(rows) > size:
        yield Problem("page_numbers", "the page has more rows than its size", "$.rows")
    if total < len(rows):
        yield Problem("page_numbers", "the total is smaller than the page", "$.total")
    left = max(total - number * size, 0)
    if len(rows) != min(left, size):
        what = "the page has fewer rows than are left" if len(rows) < left else "the page has more rows than are left"
        yield Problem("page_numbers", what, "$.rows")


def _judge_row(exchange: Exchange, row: Any) -> Iterator[Problem]:
    if not isinstance(row, dict):
        return
    query, result, statuses = (exchange.value(name) for name in ("query", "result", "statuses"))
    if statuses and _dig(row, "call", "status") not in statuses.split(","):
        yield Problem("filters", "a row has another status than was asked for", "statuses")
    if result not in (None, "all") and not _has_result(row, result):
        yield Problem("filters", "a row has another result than was asked for", "result")
    if query and not any(query.casefold() in text.casefold() for text in _texts(row)):
        yield Problem("filters", "a row does not contain the text that was asked for", "query")


def _has_result(row: _Page, result: str | None) -> bool:
    """Return whether a call had a result. The spec does not say of which attempt, so any will do."""
    attempts = _dig(row, "call", "call_attempts") or []
    results = [attempt.get("result") for attempt in attempts if isinstance(attempt, dict)]
    last = _dig(row, "call", "last_call_attempt", "result")
    return last is None or None in results if result == "none" else result in (last, *results)


def _dig(value: Any, *names: str) -> Any:
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _texts(value: Any) -> Iterator[str]:
    """Find all texts in a row, and its numbers as text."""
    if isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif value is not None:
        yield str(value)
