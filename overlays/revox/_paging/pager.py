"""Which page to read next. Pure: nothing here sends or receives anything.

The docs say neither whether pages start at 0 or 1, nor how large they may be, nor whether their order is stable. So
nothing of that is assumed: items are known by their key, a pass ends when the server has nothing new to give, and only
a pass in which the server did not change its mind counts as complete.
"""

import math
import re
from typing import Protocol

import msgspec

from revox._errors import APIStatusError
from revox._paging.keys import PageDigest
from revox._paging.ledger import Ledger
from revox._paging.tokens import Identity, Place

PAGE_REFUSED = {400, 404, 416, 422}


class View(Protocol):
    """What a pager needs to know of a page; `revox._reading.pages.View` has it."""

    @property
    def keys(self) -> list[str]:
        """What its items are known by."""

    @property
    def total(self) -> object:
        """How many items the server says there are over all pages, or whatever it says instead."""

    @property
    def is_paged(self) -> bool:
        """Whether the server pages at all."""


class _PageInProgress(msgspec.Struct):
    """The page that is being read.

    Attributes:
        digest: What it has so far.
        has_new: Whether any of its items is new to this pass.
        is_out_of_sync: Whether it does not go on where known items end, which showed after items of it were handed out.
    """

    digest: PageDigest = msgspec.field(default_factory=PageDigest)
    has_new: bool = False
    is_out_of_sync: bool = False


class Pager:
    """Goes through the pages of a list, and keeps a ledger of its items.

    What it guarantees. No item is handed out twice. If it ends without an error and the server says the total, then as
    many different items were met as it said last, all of them since it last said anything else. So each item that was
    there throughout was handed out, however items came, went and moved, unless

    - the total hid a change: as many items came as went between two answers, or it was left out or wrong just then;
    - the total is too small, and exactly reached.

    If the server never says the total, it ends where two pages in a row are empty, or one has items and none is new.
    That is everything if no item left its place meanwhile and new ones came at the end; it cannot be told whether that
    was so.

    After an interruption, the items before that place are known by their number, and those of the page before it by
    their keys. That another item from before the place has changed sides with one from after it cannot be noticed.
    Where the keys of all items are known, the list is read anew if it does not go on where they end, and none that is
    known is handed out. Pages before that place are not read, so that it is not noticed if a known item was removed and
    one that has not come has moved to where it was.

    What it costs. A pass ends when it has met `total` items, or with the first page that has nothing new to it; it may
    take one more where pages begin at 1, and one where there is no total. While items move or the total changes there
    are more passes, `MAX_RESCANS` at most. So for P pages with items, there are at most (1 + `rescans`) * (P + 3)
    requests; and P where nothing is amiss.

    Attributes:
        ledger: Which items were seen.
        next_page: The number of the page to read next, or None when there is no other.
    """

    def __init__(
        self, ledger: Ledger, *, next_page: int = 0, place: Place | None = None, page_name: str = "page"
    ) -> None:
        """Begin.

        Args:
            ledger: Which items were seen; it is kept up to date.
            next_page: The page to begin at; another one than the first where the ledger has known items.
            place: Where to go on after an interruption. The page before is read again, to see whether items have moved.
            page_name: What the server calls the number of a page.
        """
        self.ledger = ledger
        self.next_page: int | None = next_page
        self._anchor: str | None = None
        if place is not None:
            self.next_page = place.next_page
            if place.next_page:
                self.next_page, self._anchor = place.next_page - 1, place.last_page
        self._page, self._previous, self._last_number = _PageInProgress(), PageDigest(), 0
        self._first_page = self._largest_page = 0
        self._has_page_0 = False
        self._page_name = re.compile(rf"\b{re.escape(page_name)}\b(?!\W?size)", re.IGNORECASE)
        self._refusal: APIStatusError | None = None
        self.is_handing_over = False

    def take(self, view: View, *, is_last_chunk: bool = True) -> list[int]:
        """Take in a page, decide what to read next, and return which of its items were never seen, by their index.

        Args:
            view: What there is to know of the page, or of a chunk of it.
            is_last_chunk: Whether the page is complete with that.
        """
        if not is_last_chunk:
            self._page.is_out_of_sync |= not self.ledger.goes_on(view.keys)
            return self._take_items(view.keys)
        number = self.next_page or 0
        self.ledger.pages += 1
        self._refusal, self._has_page_0 = None, self._has_page_0 or number == 0
        self.ledger.take_total(view.total)
        if self._anchor is not None and not self._is_at_anchor(view.keys):
            return []
        if not self.ledger.goes_on(view.keys):
            if not self._page.digest.count:
                self._begin_pass()
                return []
            self._page.is_out_of_sync = True
        fresh = self._take_items(view.keys)
        page, self._page = self._page, _PageInProgress()
        self._largest_page = max(self._largest_page, page.digest.count)
        if page.is_out_of_sync and view.is_paged:
            self._begin_pass()
            return fresh
        is_short = page.digest.count < self._largest_page
        goes_on = view.is_paged and (page.has_new or self._may_be_followed(number, page.digest))
        self._previous, self._last_number = page.digest, number
        if goes_on and not self.ledger.has_all(is_short_page=is_short):
            self.next_page = number + 1
        elif self.ledger.is_over():
            self.next_page = None
        else:
            self._begin_pass()
        return fresh

    def recover(self) -> None:
        """Go on after an error, with the page that is to be read next; chunks of it that came will come again."""
        if self._page.digest.count:
            self.restart_page()

    def restart_page(self) -> None:
        """Forget that chunks of a page were taken in, but not their items: the page comes again from its beginning."""
        self._page = _PageInProgress()
        self.ledger.restart_pass()

    @property
    def may_stream(self) -> bool:
        """Whether the next page is the first one, which may turn out to be the whole list."""
        return self.next_page is not None and not self.ledger.pages and self._anchor is None

    @property
    def is_returning(self) -> bool:
        """Whether the next page was handed out before an interruption, and is read again only to be compared."""
        return self._anchor is not None

    @property
    def last_page_expected(self) -> int | None:
        """The number of the last page, as far as that can be told; None where the server does not say the total."""
        if self.ledger.total is None or not self._largest_page:
            return None
        return math.ceil(self.ledger.total / self._largest_page) - 1 + self._first_page

    def goes_on_after(self, refusal: APIStatusError) -> bool:
        """Decide what becomes of a page that was refused: a server that counts from 1 may refuse page 0.

        Args:
            refusal: The answer to the request for the next page.

        Returns:
            Whether to read page 1 instead. That is so once, if the refusal of the first page 0 is about the page.

        Raises:
            APIStatusError: Page 1 was refused like page 0; this is what page 0 was refused with.
        """
        # What is said of the page size is not about the page.
        is_about_page = refusal.status_code in PAGE_REFUSED and bool(self._page_name.search(str(refusal.body)))
        if self._refusal is not None and is_about_page:
            raise self._refusal
        if self.next_page != 0 or self._has_page_0 or not is_about_page:
            return False
        self._refusal, self._first_page, self.next_page = refusal, 1, 1
        return True

    def finish(self) -> None:
        """End, after the last page was handed out.

        Raises:
            IncompleteError: The server says that there are more items than it gives.
        """
        if self.ledger.failure is not None:
            raise self.ledger.failure

    def token(self, identity: Identity) -> str | None:
        """Return the token to go on after the last page, or None while items move and there is no such place."""
        ledger = self.ledger
        if ledger.has_moved:
            return None
        if self._anchor is not None:
            return identity.token((self.next_page or 0) + 1, ledger.seen, self._anchor)
        has_begun = ledger.pages or self.next_page is not None
        if self._page.digest.count or (has_begun and not ledger.is_all_of_this_pass):
            return None  # within a page; or items came before it broke off that were not there when it came again
        # At the end there is a page to go on after, too: rows may come, and who goes on then must not miss them.
        next_page = self._last_number + 1 if self.next_page is None else self.next_page
        is_at_start = next_page == self._first_page or not ledger.seen
        return identity.token(0 if is_at_start else next_page, ledger.seen, str(self._previous))

    def _is_at_anchor(self, keys: list[str]) -> bool:
        """Compare the page before the place with what it was, and take it in without handing out its items."""
        page = PageDigest()
        page.add(keys)
        is_same, self._anchor = str(page) == self._anchor, None
        if is_same:
            self.ledger.skip_to(keys)
        else:
            self.ledger.fail_moved()
            self.next_page = None
        return is_same

    def _take_items(self, keys: list[str]) -> list[int]:
        fresh, has_new = self.ledger.take(keys)
        self._page.digest.add(keys)
        self._page.has_new |= has_new
        return fresh

    def _may_be_followed(self, number: int, page: PageDigest) -> bool:
        """Return whether to go on after a page with nothing new.

        That is so if page 0 is empty, or page 1 is page 0 again: the server counts from 1. It is so, too, after one
        empty page where no total says that it is the end.
        """
        if not page.count:
            return number == 0 or (self.ledger.total is None and self._previous.count > 0)
        if number != 1 or str(page) != str(self._previous):
            return False
        self.ledger.forgive(page.count)
        return True

    def _begin_pass(self) -> None:
        self.ledger.begin_pass()
        self._previous, self.next_page = PageDigest(), self._first_page
