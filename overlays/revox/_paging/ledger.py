"""Which items were seen, and whether all were. Pure: nothing here sends or receives anything."""

import math

import msgspec
from revox_api.runtime import Keys

from revox._errors import IncompleteError, ItemsMovedError
from revox._paging.keys import KeySet

MAX_RESCANS = 3
LARGEST_TOTAL = 2**53
"""No list has more items; a server that says so, or says a number of 400 digits, has not counted them."""


class Pass(msgspec.Struct):
    """One pass over all pages: what it met, and how things stood when it began.

    Attributes:
        known: The items after which it began; None where it began at the first page.
        seen_before: How many items had been seen.
        skipped: How many items it did not read, since a token says that they were read.
        keys: What it has met.
        duplicates: How many items it met again.
        total_changes: How often the total changed.
        is_beyond_known: Whether it has met an item that is not known.
    """

    known: Keys | None = None
    seen_before: int = 0
    skipped: int = 0
    keys: KeySet = msgspec.field(default_factory=KeySet)
    duplicates: int = 0
    total_changes: int = 0
    is_beyond_known: bool = False

    @property
    def met(self) -> int:
        """How many items it has met, with those that it skipped."""
        return len(self.keys) + self.skipped


class Ledger:
    """What was seen of a list, over all passes. It is the `progress` of an iterator.

    Attributes:
        pages: How many pages were read.
        seen: How many different items were seen.
        total: How many items the server last said there are; None where it does not say.
        duplicates: How many items came again within a pass.
        total_changes: How often the total was another than on the page before.
        rescans: How often reading began anew, to look for items that had moved meanwhile.
        failure: Why not everything was seen, once that is certain.
    """

    def __init__(self, operation: str, resource: str, *, known: Keys | None = None, seen: int = 0) -> None:
        """Begin.

        Args:
            operation: The operation, for errors.
            resource: The path of the list, for errors.
            known: The items after which the first pass begins.
            seen: How many items were seen according to a token; which ones, nobody knows any more.
        """
        self.pages = self.duplicates = self.total_changes = self.rescans = 0
        self.seen = len(known) if known else seen
        self.total: float | None = None
        self.failure: IncompleteError | None = None
        self._operation, self._resource = operation, resource
        self._pass = Pass(known=known, seen_before=len(known)) if known else Pass()
        self._earlier: list[Keys] = [known] if known else []
        self._met_since_change: KeySet | None = None
        self._is_resumed = False

    def __repr__(self) -> str:
        told = ", ".join(f"{name}={value!r}" for name, value in vars(self).items() if not name.startswith("_"))
        return f"Progress({told})"

    def skip_to(self, keys: list[str]) -> None:
        """Take up a place where a token says that items were read, of which these are the last ones."""
        self._earlier, self._is_resumed = [KeySet(keys)], True
        self._pass.skipped = self.seen - len(keys)

    def take_total(self, total: object) -> None:
        """Take in what the server says that there are; what is no count is ignored."""
        if isinstance(total, int | float) and not isinstance(total, bool) and 0 <= total <= LARGEST_TOTAL:
            if self.total not in (None, total):
                self.total_changes += 1
                self._pass.total_changes += 1
                self._met_since_change = KeySet()
            self.total = total

    def goes_on(self, keys: list[str]) -> bool:
        """Return whether items go on where known ones end: the first ones are known, and after them all are new."""
        known, keys_met = self._pass.known, self._pass.keys
        if known is None:
            return True
        if not len(keys_met) and not (keys and keys[0] in known):
            return False
        for key in keys:
            if key not in keys_met:
                if key in known and self._pass.is_beyond_known:
                    return False
                self._pass.is_beyond_known |= key not in known
        return True

    def take(self, keys: list[str]) -> tuple[list[int], bool]:
        """Take in items, and return which of them were never seen, and whether any is new to this pass."""
        if self._met_since_change is not None:
            self._met_since_change.add_all(keys)
        new = self._pass.keys.add_all(keys)
        self.duplicates += len(keys) - len(new)
        self._pass.duplicates += len(keys) - len(new)
        fresh = [index for index in new if not any(keys[index] in earlier for earlier in self._earlier)]
        self.seen += len(fresh)
        return fresh, bool(new)

    def forgive(self, duplicates: int) -> None:
        """Take back duplicates that are no sign of items that moved."""
        self.duplicates -= duplicates
        self._pass.duplicates -= duplicates

    @property
    def has_moved(self) -> bool:
        """Whether there are signs of items that have moved."""
        return bool(self.rescans or self.duplicates or self.total_changes or self.failure)

    @property
    def is_all_of_this_pass(self) -> bool:
        """Whether this pass has met everything that was seen."""
        return self.seen == self._pass.met

    def has_all(self, *, is_short_page: bool) -> bool:
        """Return whether nothing can be left for this pass.

        Args:
            is_short_page: Whether the last page had fewer items than the largest one.
        """
        if self._pass.known is None:
            return self._pass.met == self.total
        # Known items that are gone count as seen. So that the numbers agree is a sign of the end on a short page only.
        return self.seen == self.total and is_short_page

    def is_over(self) -> bool:
        """Decide whether the pass that ends was the last one; if not, another one looks for what it passed over."""
        this = self._pass
        is_calm = not (this.duplicates or this.total_changes)
        if this.known is not None:
            return self.total is None or (is_calm and self.seen == self.total)
        met = self.seen if self._met_since_change is None else len(self._met_since_change)
        missing = 0 if self.total is None else math.ceil(self.total) - met
        found_new = self.seen > this.seen_before
        # In a pass with duplicates, items moved; that others came as they went is likely enough to look once more.
        if missing <= 0 and (self.total is None or is_calm or not found_new or self.rescans >= MAX_RESCANS):
            return True
        if self._is_resumed:
            # Another pass could not tell the items that were read before the interruption from new ones.
            self.fail_moved()
            return True
        if self.rescans >= MAX_RESCANS or not (found_new or this.total_changes):
            self.failure = IncompleteError(self._operation, self._resource, self.total or 0, self.seen, missing)
            return True
        return False

    def fail_moved(self) -> None:
        """Items are not any more where a token says that they were."""
        self.failure = ItemsMovedError(self._operation, self._resource, self.total or 0, self.seen)

    def begin_pass(self) -> None:
        """Begin another pass, at the first page."""
        self.rescans += 1
        if self._pass.known is not None:
            # Known items may be gone, and no total told of it.
            self._met_since_change = KeySet()
        self._earlier.append(self._pass.keys)
        self._pass = Pass(seen_before=self.seen)

    def restart_pass(self) -> None:
        """Begin this pass again: it has met a part of its first page, which comes again from the beginning."""
        self._earlier.append(self._pass.keys)
        self.duplicates -= self._pass.duplicates
        self._pass = Pass(self._pass.known, self._pass.seen_before, self._pass.skipped)
        # What has come may be gone by now, and no total told of it.
        self._met_since_change = KeySet()
