"""What a walk reads off a page, or off the refusal of one."""

import re
from typing import Protocol

from revox_api.models import Row

from revox._errors import APIStatusError

PAGE_REFUSED = {400, 404, 416, 422}
_PAGE = re.compile(r"\bpage\b(?!\W?size)", re.IGNORECASE)


class PageOfRows(Protocol):
    """What a walk needs of a page; a page of a later API may lack everything but the rows."""

    @property
    def rows(self) -> list[Row]:
        """The rows of the page."""

    @property
    def total(self) -> object:
        """How many rows there are over all pages."""


def is_about_page(refusal: APIStatusError) -> bool:
    """Return whether the server says that it does not take this number of a page. What is said of page_size is not."""
    return refusal.status_code in PAGE_REFUSED and bool(_PAGE.search(str(refusal.body)))


def is_paged(page: PageOfRows) -> bool:
    """Return whether the server pages at all: a later API sends the whole campaign at once, and only its rows."""
    return any(isinstance(getattr(page, name, None), int | float) for name in ("page", "page_size", "total"))


def key_of(row: Row) -> str:
    """Return what a row is known by: its ID, or all of it where a server sends none, or sends no object."""
    row_id: object = getattr(row, "id", None)
    return row_id if isinstance(row_id, str) else repr(row)
