"""Reads the rows that an interrupted export has left, up to the first line that is not whole.

After a kill, the last line may lack its end. After a power cut, a part of the file may be missing, or be zeros. Nothing
of that is a line of JSON, so that whatever is one was written on purpose, and all that comes before it as well.
"""

from collections.abc import Iterator
from typing import IO

import attrs
import msgspec
from revox_api.types import parse_json

from revox._seen import SeenKeys

CHUNK = 1 << 20


class _Row(msgspec.Struct):
    id: str


_decode = msgspec.json.Decoder(_Row).decode


@attrs.define
class Kept:
    """Rows in a file that need not be read again.

    Attributes:
        keys: Their IDs.
        size: How many bytes they take, from the beginning of the file.
        has_ids: Whether rows have an ID to be known by. If one has none, no row is kept.
    """

    keys: SeenKeys = attrs.field(factory=SeenKeys)
    size: int = 0
    has_ids: bool = True

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.keys)


class _NoId(Exception):
    """A row is whole, and has no ID."""


def read_kept(stream: IO[bytes], limit: int | None = None) -> Kept:
    """Return the rows in a file, as far as its lines are whole.

    Args:
        stream: The file, at its beginning. Its lines are read one by one, and only their IDs are kept in memory.
        limit: How many rows to take at most, or None.
    """
    kept = Kept()
    try:
        for line in _lines(stream):
            row_id = None if kept.count == limit else _id_of(line)
            if row_id is None or not kept.keys.add(row_id):
                break
            kept.size += len(line) + 1
    except _NoId:
        return Kept(has_ids=False)
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
        return _decode(line).id
    except (ValueError, RecursionError):
        pass
    if b"\0" in line:  # which `json` could take for UTF-16
        return None
    try:
        row = parse_json(line)
    except (ValueError, RecursionError):
        return None
    row_id = row.get("id") if isinstance(row, dict) else None
    if not isinstance(row_id, str):
        raise _NoId
    return row_id
