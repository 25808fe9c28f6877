"""Which page to read next, and which of its rows are new. Pure: nothing here sends or receives anything.

The docs say neither whether pages start at 0 or 1, nor how large they may be, nor whether their order is stable. So
nothing of that is assumed: rows are known by their ID, a pass ends when the server has nothing new to give, and only a
pass in which the server did not change its mind counts as complete.
"""

import math
from typing import Protocol

import attrs
from revox_api.models import Row

from revox._errors import IncompleteError, RowsMovedError
from revox._resume import Place, WalkIdentity, digest_of_page
from revox._seen import SeenKeys

MAX_SWEEPS = 3


class PageOfRows(Protocol):
    """What a walk needs of a page; a page of a later API may lack everything but the rows."""

    @property
    def rows(self) -> list[Row]:
        """The rows of the page."""

    @property
    def total(self) -> object:
        """How many rows there are over all pages."""


@attrs.define
class _Pass:
    """One pass over all pages: what it met, and how things stood when it began."""

    seen_before: int
    troubles_before: int
    skipped: int = 0
    known: SeenKeys | None = None
    is_beyond_known: bool = False
    keys: SeenKeys = attrs.field(factory=SeenKeys)
    last_page: list[str] = attrs.field(factory=list)


@attrs.define
class Walk:
    """The state of a walk over the pages of a campaign.

    Attributes:
        campaign: The ID of the campaign.
        next_page: The number of the page to read next, or None when the walk is over.
        total: How many rows the server last said there are; None where it does not say.
        seen: How many different rows were seen.
        pages: How many pages were read.
        duplicates: How many rows came again within a pass.
        total_changes: How often the total was another than on the page before.
        sweeps: How often the walk began anew, to look for rows that had moved while it read.
    """

    campaign: str
    next_page: int | None = 0
    total: float | None = None
    seen: int = 0
    pages: int = 0
    duplicates: int = 0
    total_changes: int = 0
    sweeps: int = 0
    _anchor: str | None = attrs.field(init=False, repr=False, default=None)
    _skips_unknown_rows: bool = attrs.field(init=False, repr=False, default=False)
    _failure: IncompleteError | None = attrs.field(init=False, repr=False, default=None)
    _largest_page: int = attrs.field(init=False, repr=False, default=0)
    _pass: _Pass = attrs.field(init=False, repr=False, factory=lambda: _Pass(0, 0))
    _earlier_passes: list[SeenKeys] = attrs.field(init=False, repr=False, factory=list)

    def digest(self, page: PageOfRows) -> list[int]:
        """Take in a page, decide what to read next, and return which of its rows are new, by their index."""
        number = self.next_page or 0
        self.pages += 1
        self._take_total(page.total)
        keys = [_key(row) for row in page.rows]
        self._largest_page = max(self._largest_page, len(keys))
        if self._anchor is not None and not self._returns_to_anchor(keys):
            return []
        if self._pass.known is not None and not self._fits(self._pass.known, keys):
            self.next_page = self._begin_anew()
            return []
        met_before = len(self._pass.keys)
        fresh = self._take_rows(keys)
        has_all = not _is_paged(page) or self._has_all(keys)
        goes_on = len(self._pass.keys) > met_before or self._is_first_page_again(number, keys)
        self._pass.last_page = keys
        self.next_page = number + 1 if goes_on and not has_all else self._after_pass()
        return fresh

    @classmethod
    def resumed(cls, campaign: str, place: Place) -> "Walk":
        """Return a walk that goes on at a place. It reads the page before again, to see whether rows have moved."""
        walk = cls(campaign, next_page=place.next_page, seen=place.seen)
        if place.next_page:
            walk.next_page, walk._anchor = place.next_page - 1, place.last_page
            walk._skips_unknown_rows = True
        return walk

    def go_on_after(self, known: SeenKeys, page_size: int) -> None:
        """Begin where rows that are known end, such as those of a file, instead of at the first page.

        They must be the first rows of the campaign, as they were when they were read. If they are not any more, the
        walk begins anew: no row is passed over, and none that is known is new.

        Args:
            known: The IDs of the rows.
            page_size: How many rows are asked for at a time; it may be another number than when they were read.
        """
        if len(known):
            self.seen = len(known)
            self.next_page = (len(known) - 1) // page_size
            self._earlier_passes = [known]
            self._pass = _Pass(len(known), 0, known=known)

    def token(self, identity: WalkIdentity) -> str | None:
        """Return the token to go on after the last page, or None while rows move and there is no such place."""
        if self.sweeps or self.duplicates:
            return None
        return identity.token(self.next_page, self.seen, self._pass.last_page)

    @property
    def is_returning(self) -> bool:
        """Whether the next page was handed out before an interruption, and is read again only to be compared."""
        return self._anchor is not None

    def _returns_to_anchor(self, keys: list[str]) -> bool:
        """Compare the page before the place with what it was, and take it in without handing out its rows."""
        is_same, self._anchor = digest_of_page(keys) == self._anchor, None
        if not is_same:
            self._failure, self.next_page = RowsMovedError(self.campaign, self.total or 0, self.seen), None
            return False
        self._earlier_passes = [SeenKeys(keys)]
        self._pass.skipped = self.seen - len(keys)
        return True

    def _fits(self, known: SeenKeys, keys: list[str]) -> bool:
        """Return whether a page goes on where known rows end: it begins with one of them, and then all are new."""
        if not len(self._pass.keys) and not (keys and keys[0] in known):
            return False
        for key in keys:
            if key not in self._pass.keys:
                if key in known and self._pass.is_beyond_known:
                    return False
                self._pass.is_beyond_known |= key not in known
        return True

    def _has_all(self, keys: list[str]) -> bool:
        """Return whether there can be no other page in this pass."""
        if self._pass.known is None:
            return self._met == self.total
        # Known rows that are gone count as seen. So that the numbers agree is a sign of the end only on a short page.
        return self.seen == self.total and len(keys) < self._largest_page

    @property
    def _met(self) -> int:
        """How many rows this pass has met, with those that it skipped."""
        return len(self._pass.keys) + self._pass.skipped

    def finish(self) -> None:
        """End the walk, after the last page was handed out.

        Raises:
            IncompleteError: The server says that there are more rows than it gives.
        """
        if self._failure is not None:
            raise self._failure

    @property
    def last_page_expected(self) -> int | None:
        """The number of the last page, as far as that can be told; None where the server does not say the total."""
        if self.total is None or not self._largest_page:
            return None
        return math.ceil(self.total / self._largest_page) - 1

    def _take_total(self, total: object) -> None:
        if isinstance(total, int | float) and not isinstance(total, bool) and 0 <= total < math.inf:
            self.total_changes += self.total not in (None, total)
            self.total = total

    def _take_rows(self, keys: list[str]) -> list[int]:
        fresh = []
        for index, key in enumerate(keys):
            if not self._pass.keys.add(key):
                self.duplicates += 1
            elif not any(key in earlier for earlier in self._earlier_passes):
                fresh.append(index)
        self.seen += len(fresh)
        return fresh

    def _is_first_page_again(self, number: int, keys: list[str]) -> bool:
        """Return whether page 1 is page 0 again: the server counts from 1. That is no sign of rows that moved."""
        if number != 1 or not keys or keys != self._pass.last_page:
            return False
        self.duplicates -= len(keys)
        return True

    def _after_pass(self) -> int | None:
        """Decide whether a pass was the last one, or whether to begin anew, to look for rows that were passed over."""
        troubles = self.duplicates + self.total_changes
        has_enough = self.total is None or self.seen >= self.total
        is_calm = troubles == self._pass.troubles_before and self._met >= (self.total or 0)
        found_new = self.seen > self._pass.seen_before
        if self._pass.known is not None:
            is_calm = self.total is None or (troubles == self._pass.troubles_before and self.seen == self.total)
            return None if is_calm else self._begin_anew()
        if self.total is None or is_calm or (has_enough and not found_new):
            return None
        if self._skips_unknown_rows:
            # Another pass could not tell the rows that were read before the interruption from new ones.
            self._failure = RowsMovedError(self.campaign, self.total, self.seen)
            return None
        if self.sweeps >= MAX_SWEEPS or not found_new:
            self._failure = IncompleteError(self.campaign, self.total, self.seen)
            return None
        return self._begin_anew()

    def _begin_anew(self) -> int:
        """Begin another pass, at the first page."""
        self.sweeps += 1
        self._earlier_passes.append(self._pass.keys)
        self._pass = _Pass(self.seen, self.duplicates + self.total_changes)
        return 0


def _is_paged(page: PageOfRows) -> bool:
    """Return whether the server pages at all: a later API sends the whole campaign at once, and only its rows."""
    return any(isinstance(getattr(page, name, None), int | float) for name in ("page", "page_size", "total"))


def _key(row: Row) -> str:
    """Return what a row is known by: its ID, or all of it where a server sends none, or sends no object."""
    row_id: object = getattr(row, "id", None)
    return row_id if isinstance(row_id, str) else repr(row)
