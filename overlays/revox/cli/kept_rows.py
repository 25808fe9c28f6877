"""Reads the rows that an interrupted export has left, up to the first line that is not whole.

After a kill, the last line may lack its end. After a power cut, a part of the file may be missing, or be zeros. None of
that is a line of JSON, so that a line that is one was written on purpose, and so was all that comes before it.
"""

from collections.abc import Iterator
from typing import IO

import attrs
from revox_api.api.campaigns.get_rows import OPERATION

from revox import KeySet, RawItem, RawPage

CHUNK = 1 << 20


@attrs.define
class KeptRows:
    """Rows in a file that need not be read again.

    Attributes:
        ids: Their IDs.
        size: How many bytes they take, from the beginning of the file.
        have_ids: Whether rows have IDs to be told apart by. If one has none, no row is kept.
    """

    ids: KeySet = attrs.field(factory=KeySet)
    size: int = 0
    have_ids: bool = True

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.ids)


def read_kept_rows(stream: IO[bytes], limit: int | None = None) -> KeptRows:
    """Return the rows in a file, as far as its lines are whole. Only their IDs are kept in memory."""
    kept = KeptRows()
    for line in _lines(stream):
        row = None if kept.count == limit else _row(line)
        if row is None:
            break
        if not isinstance(row.key, str | int) or isinstance(row.key, bool):
            return KeptRows(have_ids=False)
        if not kept.ids.add(str(row.key)):
            break
        kept.size += len(line) + 1
    return kept


def _lines(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield the lines that have an end. Zeros end it: a hole may be larger than memory."""
    rest = b""
    while chunk := stream.read(CHUNK):
        *lines, rest = (rest + chunk).split(b"\n")
        yield from lines
        if b"\0" in rest:
            return


def _row(line: bytes) -> RawItem | None:
    """Return the row on a line, with the ID that it had on its page, or None if the line is damaged."""
    assert OPERATION.pagination is not None
    try:
        items = RawPage(b'{"%b":[%b]}' % (OPERATION.pagination.items.encode(), line), OPERATION.pagination, dict).items
    except (ValueError, RecursionError):
        return None
    return items[0] if len(items) == 1 and b"\0" not in line else None
