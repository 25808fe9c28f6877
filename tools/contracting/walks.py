"""Checks on several answers together: pages that must be all the rows, each one once, and filters that must add up."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import quote, urlencode

import attrs

from .cases import list_items
from .contract import Contract, Operation
from .exchange import Exchange
from .findings import Problem
from .wire import Probe

CHECKS = ("every_row_once", "filters_add_up")
PAGE_SIZE = 7
MOST_PAGES = 12

Send = Callable[[Probe], Exchange | None]
"""Sends a request and has the answer judged by itself; None where there is no page."""


@attrs.frozen
class Walks:
    """The walks over the rows of the campaign."""

    contract: Contract
    operation: Operation
    send: Send

    def all(self) -> Iterator[tuple[Probe, Problem]]:
        """Walk, and find what is wrong, each with the request that showed it."""
        yield from self._walk({}, PAGE_SIZE)
        yield from self._walk({"statuses": "completed,errored"}, PAGE_SIZE)
        yield from self._add_up()
        yield from self._find_a_row()
        yield from self._walk({}, 1000)

    def _walk(self, filters: dict[str, Any], size: int) -> Iterator[tuple[Probe, Problem]]:
        """Read pages until there are none left, or enough."""
        seen: list[str] = []
        total: float | None = None
        for number in range(MOST_PAGES):
            probe, page = self._page(filters | {"page": number, "page_size": size})
            if page is None:
                return
            seen += [str(row.get("id")) for row in page["rows"]]
            if total not in (None, page["total"]):
                yield probe, Problem("every_row_once", "the total changes from page to page", "$.total")
            total = page["total"]
            if len(seen) != len(set(seen)):
                yield probe, Problem("every_row_once", "a row comes twice", "$.rows")
                return
            if not page["rows"]:
                break
        if len(seen) < (total or 0) and number < MOST_PAGES - 1:
            yield probe, Problem("every_row_once", "rows are missing on all pages", "$.rows")

    def _add_up(self) -> Iterator[tuple[Probe, Problem]]:
        """Count rows by each value of a filter: none may be counted twice, and together they must be all there are."""
        parameters = {parameter.name: parameter for parameter in self.operation.parameters}
        statuses = list_items(self.contract, parameters["statuses"])
        everything = ",".join(statuses)
        yield from self._compare("statuses", statuses, everything)
        results = [value for value in parameters["result"].schema["enum"] if value != "all"]
        yield from self._compare("result", results, "all")

    def _compare(self, name: str, values: list[str], together: str) -> Iterator[tuple[Probe, Problem]]:
        counts = [self._total({name: value})[1] for value in values]
        probe, whole = self._total({name: together})
        known = [count for count in counts if count is not None]
        if whole is not None and len(known) == len(counts) and sum(known) != whole:
            what = f"the totals of all values of {name} are {'more' if sum(known) > whole else 'fewer'} than together"
            yield probe, Problem("filters_add_up", what, name)

    def _find_a_row(self) -> Iterator[tuple[Probe, Problem]]:
        """Look for the phone number of a row: that row must come."""
        _, page = self._page({"page": 0, "page_size": 1})
        for row in (page or {"rows": []})["rows"]:
            text = row.get("phone_number")
            if isinstance(text, str) and text:
                probe, found = self._page({"page": 0, "page_size": 1000, "query": text}, is_private=True)
                if found is not None and row.get("id") not in [other.get("id") for other in found["rows"]]:
                    yield probe, Problem("filters_add_up", "a row is not found by its own phone number", "query")

    def _total(self, filters: dict[str, Any]) -> tuple[Probe, float | None]:
        probe, page = self._page(filters | {"page": 0, "page_size": 1})
        return probe, None if page is None else page["total"]

    def _page(self, query: Mapping[str, Any], *, is_private: bool = False) -> tuple[Probe, dict[str, Any] | None]:
        path = self.operation.path.replace("{id}", quote(self.contract.campaign, safe=""))
        probe = Probe("walk", path, urlencode(query), is_private=is_private)
        exchange = self.send(probe)
        page = exchange.json.value if exchange is not None and exchange.status == 200 else None
        return probe, page if _is_page(page) else None


def _is_page(page: Any) -> bool:
    return (
        isinstance(page, dict)
        and isinstance(page.get("total"), int | float)
        and isinstance(page.get("rows"), list)
        and all(isinstance(row, dict) for row in page["rows"])
    )
