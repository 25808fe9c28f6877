"""Which page to read next, and which of its rows are new. Pure: nothing here sends or receives anything.

The docs say neither whether pages start at 0 or 1, nor how large they may be, nor whether their order is stable. So
nothing of that is assumed: rows are known by their ID, a pass ends when the server has nothing new to give, and only a
pass in which the server did not change its mind counts as complete.
"""

import math

from revox._errors import APIStatusError, IncompleteError, RowsMovedError
from revox._page import PageOfRows, is_about_page, is_paged, key_of
from revox._pass import PageBeingRead, Pass
from revox._resume import PageDigest, Place, WalkIdentity
from revox._seen import SeenKeys

MAX_SWEEPS = 3


class Walk:
    """The state of a walk over the pages of a campaign.

    What it guarantees. No row is handed out twice. If the walk ends without an error and the server says the total,
    then as many different rows were met as it said last, all of them since it last said anything else. So each row that
    was there throughout was handed out, however rows came, went and moved, unless

    - the total hid a change: as many rows came as went between two answers, or it was left out or wrong just then;
    - the total is too small, and exactly reached.

    If the server never says the total, the walk ends where a page has nothing new. That is everything if no row left
    its place meanwhile and new ones came at the end; it cannot be told whether that was so.

    A walk that goes on after an interruption knows the rows before that place by their number, and those of the page
    before it. That another row from before the place has changed sides with one from after it cannot be noticed.

    What it costs. A pass ends when it has met `total` rows, or with the first page that has nothing new to it, or the
    second where pages begin at 1. While rows move or the total changes there are more passes, at most `MAX_SWEEPS`. So
    for P pages with rows, there are at most (1 + `sweeps`) * (P + 2) requests; and P where nothing is amiss.

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

    def __init__(self, campaign: str, *, next_page: int | None = 0, seen: int = 0) -> None:
        self.campaign = campaign
        self.next_page = next_page
        self.total: float | None = None
        self.seen = seen
        self.pages = self.duplicates = self.total_changes = self.sweeps = 0
        self._anchor: str | None = None
        self._skips_unknown_rows = False
        self._failure: IncompleteError | None = None
        self._largest_page = 0
        self._page, self._pass = PageBeingRead(), Pass(0, 0)
        self._earlier_passes: list[SeenKeys] = []
        self._met_since_change: SeenKeys | None = None
        self._has_page_0 = False
        self._first_page = 0
        self._refusal: APIStatusError | None = None

    def __repr__(self) -> str:
        told = ", ".join(f"{name}={value!r}" for name, value in vars(self).items() if not name.startswith("_"))
        return f"Walk({told})"

    def digest(self, page: PageOfRows) -> list[int]:
        """Take in a page, decide what to read next, and return which of its rows are new, by their index."""
        number = self.next_page or 0
        self.pages += 1
        self._refusal, self._has_page_0 = None, self._has_page_0 or number == 0
        self._take_total(page.total)
        keys = [key_of(row) for row in page.rows]
        if self._anchor is not None and not self._returns_to_anchor(keys):
            return []
        if not self._pass.fits(keys):
            if not self._page.digest.count:
                self.next_page = self._begin_anew()
                return []
            self._page.is_astray = True
        fresh = self._take_rows(keys)
        this_page, self._page = self._page, PageBeingRead()
        self._largest_page = max(self._largest_page, this_page.digest.count)
        if not is_paged(page):
            self.next_page = self._after_pass()
            return fresh
        if this_page.is_astray:
            self.next_page = self._begin_anew()
            return fresh
        goes_on = this_page.has_new or self._is_before_first_page(number, this_page.digest)
        self._pass.last_page = this_page.digest
        has_all = self._has_all(this_page.digest.count)
        self.next_page = number + 1 if goes_on and not has_all else self._after_pass()
        return fresh

    @property
    def may_come_in_parts(self) -> bool:
        """Whether the next page is the first one, which may turn out to be the whole campaign."""
        return self.next_page is not None and not self.pages and self._anchor is None

    def digest_part(self, part: PageOfRows) -> list[int]:
        """Take in rows of a page of which more is to come, and return which of them are new, by their index."""
        keys = [key_of(row) for row in part.rows]
        if not self._pass.fits(keys):
            self._page.is_astray = True
        return self._take_rows(keys)

    def begin_page_again(self) -> None:
        """Forget that parts of a page were taken in, but not their rows: the page is read from its beginning again."""
        self._earlier_passes.append(self._pass.keys)
        self._pass = Pass(self._pass.seen_before, self._pass.troubles_before, known=self._pass.known)
        self._page, self.duplicates = PageBeingRead(), 0
        # What has come may be gone by now, and no total told of it.
        self._met_since_change = SeenKeys()

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
            self._pass = Pass(len(known), 0, known=known)

    def token(self, identity: WalkIdentity) -> str | None:
        """Return the token to go on after the last page, or None while rows move and there is no such place."""
        if self.sweeps or self.duplicates or self.total_changes or self._failure:
            return None
        if self._anchor is not None:
            return identity.token((self.next_page or 0) + 1, self.seen, self._anchor)
        has_begun = self.pages or self.next_page is not None
        if self._page.digest.count or (has_begun and self.seen != self._pass.met):
            return None  # within a page; or rows came before it broke off that were not there when it came again
        next_page = 0 if self.next_page == self._first_page else self.next_page
        return identity.token(next_page, self.seen, str(self._pass.last_page))

    def goes_on_after(self, refusal: APIStatusError) -> bool:
        """Decide what becomes of a page that was refused: a server that counts from 1 may refuse page 0.

        Args:
            refusal: The answer to the request for the next page.

        Returns:
            Whether to read page 1 instead. That is so once, if the refusal of the first page 0 is about the page.

        Raises:
            APIStatusError: Page 1 was refused like page 0; this is what page 0 was refused with.
        """
        if self._refusal is not None and is_about_page(refusal):
            raise self._refusal
        if self.next_page != 0 or self._has_page_0 or not is_about_page(refusal):
            return False
        self._refusal, self._first_page, self.next_page = refusal, 1, 1
        return True

    @property
    def is_returning(self) -> bool:
        """Whether the next page was handed out before an interruption, and is read again only to be compared."""
        return self._anchor is not None

    def _returns_to_anchor(self, keys: list[str]) -> bool:
        """Compare the page before the place with what it was, and take it in without handing out its rows."""
        page = PageDigest()
        page.add(keys)
        is_same, self._anchor = str(page) == self._anchor, None
        if not is_same:
            self._failure, self.next_page = RowsMovedError(self.campaign, self.total or 0, self.seen), None
            return False
        self._earlier_passes = [SeenKeys(keys)]
        self._pass.skipped = self.seen - len(keys)
        return True

    def _has_all(self, count: int) -> bool:
        """Return whether there can be no other page in this pass."""
        if self._pass.known is None:
            return self._pass.met == self.total
        # Known rows that are gone count as seen. So that the numbers agree is a sign of the end only on a short page.
        return self.seen == self.total and count < self._largest_page

    @property
    def _met_since(self) -> int:
        """How many different rows were met since the total was last another, with those that were skipped."""
        return self.seen if self._met_since_change is None else len(self._met_since_change)

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
        return math.ceil(self.total / self._largest_page) - 1 + self._first_page

    def _take_total(self, total: object) -> None:
        if isinstance(total, int | float) and not isinstance(total, bool) and 0 <= total < math.inf:
            if self.total not in (None, total):
                self.total_changes += 1
                self._met_since_change = SeenKeys()
            self.total = total

    def _take_rows(self, keys: list[str]) -> list[int]:
        if self._met_since_change is not None:
            self._met_since_change.add_all(keys)
        new = self._pass.keys.add_all(keys)
        self.duplicates += len(keys) - len(new)
        fresh = [index for index in new if not any(keys[index] in earlier for earlier in self._earlier_passes)]
        self.seen += len(fresh)
        self._page.digest.add(keys)
        self._page.has_new |= bool(new)
        return fresh

    def _is_before_first_page(self, number: int, page: PageDigest) -> bool:
        """Return whether page 0 is empty, or page 1 is page 0 again: the server counts from 1, and no row has moved."""
        if number == 0 and not page.count:
            return True
        if number != 1 or not page.count or str(page) != str(self._pass.last_page):
            return False
        self.duplicates -= page.count
        return True

    def _after_pass(self) -> int | None:
        """Decide whether a pass was the last one, or whether to begin anew, to look for rows that were passed over."""
        troubles = self.duplicates + self.total_changes
        missing = 0 if self.total is None else math.ceil(self.total) - self._met_since
        found_new = self.seen > self._pass.seen_before
        is_calm = troubles == self._pass.troubles_before
        if self._pass.known is not None:
            is_calm = self.total is None or (is_calm and self.seen == self.total)
            return None if is_calm else self._begin_anew()
        # In a pass with duplicates, rows moved; that others came as they went is likely enough to look once more.
        if missing <= 0 and (self.total is None or is_calm or not found_new or self.sweeps >= MAX_SWEEPS):
            return None
        if self._skips_unknown_rows:
            # Another pass could not tell the rows that were read before the interruption from new ones.
            self._failure = RowsMovedError(self.campaign, self.total or 0, self.seen)
            return None
        has_changed = self.total_changes > self._pass.changes_before
        if self.sweeps >= MAX_SWEEPS or not (found_new or has_changed):
            self._failure = IncompleteError(self.campaign, self.total or 0, self.seen, missing)
            return None
        return self._begin_anew()

    def _begin_anew(self) -> int:
        """Begin another pass, at the first page."""
        self.sweeps += 1
        if self._pass.known is not None:
            # Known rows may be gone, and no total told of it.
            self._met_since_change = SeenKeys()
        self._earlier_passes.append(self._pass.keys)
        self._pass = Pass(self.seen, self.duplicates + self.total_changes, self.total_changes)
        return self._first_page
