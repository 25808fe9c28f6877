"""One pass of a walk over all pages, and the page that it is at."""

import msgspec

from revox._resume import PageDigest
from revox._seen import SeenKeys


class PageBeingRead(msgspec.Struct):
    """The page that is being read.

    Attributes:
        digest: What it has.
        has_new: Whether any of its rows is new to this pass.
        is_astray: Whether it does not go on where known rows end, which showed after rows of it were handed out.
    """

    digest: PageDigest = msgspec.field(default_factory=PageDigest)
    has_new: bool = False
    is_astray: bool = False


class Pass(msgspec.Struct):
    """One pass over all pages: what it met, and how things stood when it began.

    Attributes:
        seen_before: How many rows had been seen.
        troubles_before: How many duplicates and changes of the total there had been.
        changes_before: How many changes of the total there had been.
        skipped: How many rows it did not read, since a token says that they were read.
        known: The rows after which it began, such as those of a file; None where it began at the first page.
        is_beyond_known: Whether it has met a row that is not known.
        keys: What it has met.
        last_page: The page before the one that is being read.
    """

    seen_before: int
    troubles_before: int
    changes_before: int = 0
    skipped: int = 0
    known: SeenKeys | None = None
    is_beyond_known: bool = False
    keys: SeenKeys = msgspec.field(default_factory=SeenKeys)
    last_page: PageDigest = msgspec.field(default_factory=PageDigest)

    @property
    def met(self) -> int:
        """How many rows it has met, with those that it skipped."""
        return len(self.keys) + self.skipped

    def fits(self, keys: list[str]) -> bool:
        """Return whether a page goes on where known rows end: it begins with one of them, and then all are new."""
        if self.known is None:
            return True
        if not len(self.keys) and not (keys and keys[0] in self.known):
            return False
        for key in keys:
            if key not in self.keys:
                if key in self.known and self.is_beyond_known:
                    return False
                self.is_beyond_known |= key not in self.known
        return True
