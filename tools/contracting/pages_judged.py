"""Judges a page of items: the numbers on it, and whether every item is one that was asked for."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from .contract import Json, Operation
from .exchange import Exchange
from .findings import Problem


def page_of(operation: Operation, exchange: Exchange | None) -> tuple[list[Any], float] | None:
    """Return the items of a page and their total; None where an answer is none."""
    pagination = operation.pagination
    if pagination is None or exchange is None or exchange.status != 200 or exchange.method != "GET":
        return None
    page = exchange.json.value
    items = page.get(pagination["items"]) if isinstance(page, dict) else None
    total: Any = page.get(pagination["total"]) if isinstance(page, dict) else None
    return (items, total) if isinstance(items, list) and isinstance(total, int | float) else None


def judge_page(operation: Operation, exchange: Exchange) -> Iterator[Problem]:
    """Judge the answer to a right request for a page."""
    if found := page_of(operation, exchange):
        yield from _judge_numbers(operation.pagination or {}, exchange, *found)
        for item in found[0]:
            if isinstance(item, dict):
                yield from _judge_filters(exchange, item)


def _judge_numbers(names: Json, exchange: Exchange, items: list[Any], total: float) -> Iterator[Problem]:
    asked_number, asked_size = (Fraction(exchange.value(names[name]) or "0") for name in ("page", "page_size"))
    page, rows = exchange.json.value, f"$.{names['items']}"
    number, size = page.get(names["page"], asked_number), page.get(names["page_size"], asked_size)
    if not all(isinstance(value, int | float | Fraction) for value in (number, size)):
        return
    if number != asked_number:
        yield Problem("page_numbers", "the page has another number than was asked for", f"$.{names['page']}")
    if size > asked_size:
        yield Problem("page_numbers", "the page size is larger than was asked for", f"$.{names['page_size']}")
    if len(items) > size:
        yield Problem("page_numbers", "the page has more items than its size", rows)
    if total < len(items):
        yield Problem("page_numbers", "the total is smaller than the page", f"$.{names['total']}")
    left = max(total - number * size, 0)
    if len(items) != min(left, size):
        yield Problem(
            "page_numbers", f"the page has {'fewer' if len(items) < left else 'more'} items than are left", rows
        )


def _judge_filters(exchange: Exchange, item: Json) -> Iterator[Problem]:
    query, result, statuses = (exchange.value(name) for name in ("query", "result", "statuses"))
    if statuses and _dig(item, "call", "status") not in statuses.split(","):
        yield Problem("filters", "an item has another status than was asked for", "statuses")
    if result not in (None, "all") and not _has_result(item, result):
        yield Problem("filters", "an item has another result than was asked for", "result")
    if query and not any(query.casefold() in text.casefold() for text in _texts(item)):
        yield Problem("filters", "an item does not contain the text that was asked for", "query")


def _has_result(item: Json, result: str | None) -> bool:
    """Return whether a call had a result. The spec does not say of which attempt, so any will do."""
    attempts = _dig(item, "call", "call_attempts") or []
    results = [attempt.get("result") for attempt in attempts if isinstance(attempt, dict)]
    last = _dig(item, "call", "last_call_attempt", "result")
    return last is None or None in results if result == "none" else result in (last, *results)


def _dig(value: Any, *names: str) -> Any:
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _texts(value: Any) -> Iterator[str]:
    """Find all texts in an item, and its numbers as text."""
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)
    elif value is not None:
        yield str(value)
