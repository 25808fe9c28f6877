"""What an export brought, against what the database holds: lost, twice, altered."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import attrs

from .campaign import Rows


@attrs.frozen
class Comparison:
    """How many rows of an export are not as they should be.

    Attributes:
        lost: How many were there throughout, and did not come.
        twice: How many came more than once.
        altered: How many are not what the database holds, or were never there.
    """

    lost: int
    twice: int
    altered: int

    @property
    def is_good(self) -> bool:
        """Whether all is as it should be."""
        return not (self.lost or self.twice or self.altered)


def compare(rows: Sequence[dict[str, Any]], before: Rows, after: Rows, *, is_still: bool, is_whole: bool) -> Comparison:
    """Compare the rows of an export with the database.

    Args:
        rows: The rows that came.
        before: The rows that were there before.
        after: The rows that were there afterwards. Meanwhile rows came, went or moved, but only one of these.
        is_still: Whether none of that happened, so that rows have kept their index.
        is_whole: Whether all rows should have come.
    """
    ids = Counter(str(row.get("id")) for row in rows)
    ever = {key: _comparable(row, is_still) for key, row in (before | after).items()}
    return Comparison(
        lost=len((before.keys() & after.keys()) - ids.keys()) if is_whole else 0,
        twice=sum(count - 1 for count in ids.values()),
        altered=sum(_comparable(row, is_still) != ever.get(str(row.get("id"))) for row in rows),
    )


def _comparable(row: dict[str, Any], is_still: bool) -> dict[str, Any]:
    """Return what of a row stays the same: its index changes where other rows come or go."""
    return row if is_still else {name: value for name, value in row.items() if name != "row_index"}
