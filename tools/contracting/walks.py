"""Checks on several answers together: pages that must be all the items, each one once, and filters that must add up."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

import attrs

from .cases import path_with
from .contract import Contract, Operation
from .exchange import Exchange, Probe
from .findings import Problem
from .pages_judged import page_of

CHECKS = ("every_item_once", "filters_add_up")
PAGE_SIZE = 7
MOST_PAGES = 12
LARGEST = 1000
SEARCHED = "phone_number"
"""The field that the parameter `query` must find."""

Page = tuple[list[Any], float]
Send = Callable[[Probe], Exchange | None]
"""Sends a request and has the answer judged by itself; None where there is no page."""


@attrs.frozen
class Walks:
    """The walks over the pages of an operation."""

    contract: Contract
    operation: Operation
    send: Send

    def all(self) -> Iterator[tuple[Probe, Problem]]:
        """Walk, and find what is wrong, each with the request that showed it."""
        filters = {parameter.name: self.contract.list_items(parameter) for parameter in self.operation.queries}
        yield from self._walk({}, PAGE_SIZE)
        for name, values in filters.items():
            if values:
                yield from self._walk({name: f"{values[-1]},{values[len(values) // 2]}"}, PAGE_SIZE)
                yield from self._compare(name, values, ",".join(values))
        for parameter in self.operation.queries:
            if "all" in (choices := parameter.schema.get("enum", [])):
                yield from self._compare(parameter.name, [value for value in choices if value != "all"], "all")
        if "query" in filters:
            yield from self._find_an_item()
        yield from self._walk({}, LARGEST)

    def _walk(self, filters: dict[str, Any], size: int) -> Iterator[tuple[Probe, Problem]]:
        """Read pages until there are none left, or enough."""
        names = self.operation.pagination or {}
        where, seen = f"$.{names['items']}", list[str]()
        total: float | None = None
        for number in range(MOST_PAGES):
            probe, page = self._page(filters, number, size)
            if page is None:
                return
            items, before = page[0], total
            total = page[1]
            seen += [str(item.get(names["key"])) for item in items if isinstance(item, dict)]
            if before not in (None, total):
                what = "the total changes from page to page"
                yield probe, Problem("every_item_once", what, f"$.{names['total']}")
            if len(seen) != len(set(seen)):
                yield probe, Problem("every_item_once", "an item comes twice", where)
                return
            if not items:
                break
        if len(seen) < (total or 0) and number < MOST_PAGES - 1:
            yield probe, Problem("every_item_once", "items are missing on all pages", where)

    def _compare(self, name: str, values: list[str], together: str) -> Iterator[tuple[Probe, Problem]]:
        """Count by each value of a filter: none may be counted twice, and together they must be all there are."""
        counts = [page[1] for value in values if (page := self._page({name: value}, 0, 1)[1])]
        probe, whole = self._page({name: together}, 0, 1)
        if whole and len(counts) == len(values) and sum(counts) != whole[1]:
            what = (
                f"the totals of all values of {name} are {'more' if sum(counts) > whole[1] else 'fewer'} than together"
            )
            yield probe, Problem("filters_add_up", what, name)

    def _find_an_item(self) -> Iterator[tuple[Probe, Problem]]:
        key = (self.operation.pagination or {})["key"]
        for item in (self._page({}, 0, 1)[1] or ([], 0))[0]:
            if isinstance(item, dict) and isinstance(text := item.get(SEARCHED), str) and text:
                probe, found = self._page({"query": text}, 0, LARGEST, is_private=True)
                if found and item.get(key) not in [other.get(key) for other in found[0] if isinstance(other, dict)]:
                    yield probe, Problem("filters_add_up", f"an item is not found by its own {SEARCHED}", "query")

    def _page(
        self, filters: Mapping[str, Any], number: int, size: int, *, is_private: bool = False
    ) -> tuple[Probe, Page | None]:
        names = self.operation.pagination or {}
        query = urlencode({**filters, names["page"]: number, names["page_size"]: size})
        probe = Probe("walk", path_with(self.operation, {}), query, is_private=is_private)
        return probe, page_of(self.operation, self.send(probe))
