"""Reads the rows that an interrupted export has left, up to the first line that is not whole.

After a kill, the last line may lack its end. After a power cut, a part of the file may be missing, or be zeros. None of
that is a line of JSON, so that a line that is one was written on purpose, and so was all that comes before it.
"""

from collections.abc import Iterator
from typing import IO

import attrs
import msgspec
from revox_api.runtime.json_values import parse_json

from revox import KeySet

CHUNK = 1 << 20


class _Row(msgspec.Struct):
    id: str | int


_decode = msgspec.json.Decoder(_Row).decode


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


class _NoId(Exception):
    """A row is whole, and has no ID."""


def read_kept_rows(stream: IO[bytes], limit: int | None = None) -> KeptRows:
    """Return the rows in a file, as far as its lines are whole.

    Args:
        stream: The file, at its beginning. Its lines are read one by one, and only their IDs are kept in memory.
        limit: How many rows to take at most, or None.
    """
    kept = KeptRows()
    try:
        for line in _lines(stream):
            row_id = None if kept.count == limit else _id_of(line)
            if row_id is None or not kept.ids.add(row_id):
                break
            kept.size += len(line) + 1
    except _NoId:
        return KeptRows(have_ids=False)
    return kept


def _lines(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield the lines that have an end. Zeros end it: a hole may be larger than memory."""
    rest = b""
    while chunk := stream.read(CHUNK):
        *lines, rest = (rest + chunk).split(b"\n")
        yield from lines
        if b"\0" in rest:
            return


def _id_of(line: bytes) -> str | None:
    """Return the ID of the row on a line, or None if the line is damaged.

    Raises:
        _NoId: It is not damaged, but has none.
    """
    try:
        return str(_decode(line).id)
    except (ValueError, RecursionError):
        pass
    if b"\0" in line:  # which `json` could take for UTF-16
        return None
    try:
        row = parse_json(line)
    except (ValueError, RecursionError):
        return None
    row_id = row.get("id") if isinstance(row, dict) else None
    if not isinstance(row_id, str | int) or isinstance(row_id, bool):
        raise _NoId
    return str(row_id)
