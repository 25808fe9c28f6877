"""Reads the rows that an interrupted export has left, as far as they are what was written.

Beside the rows there are checksums: each time rows are handed to the system, a line with how many bytes there are, and
the CRC-32 of all of them. So it shows what was torn by a kill, lost in a power cut, or changed on the disk.
"""

import os
import re
import zlib
from typing import IO

import attrs
from revox_api.api.campaigns.get_rows import OPERATION

from revox import KeySet, RawPage

_SUM = re.compile(rb"(\d{1,18}) (\d{1,10})\n")


@attrs.define
class KeptRows:
    """Rows in a file that need not be read again.

    Attributes:
        ids: Their IDs.
        size: How many bytes they take, from the beginning of the file.
        checksum: The CRC-32 of those bytes.
        sums_size: How many bytes the checksums take that are about these rows alone.
        have_ids: Whether rows have IDs to be told apart by. If one has none, no row is kept.
        is_damaged: Whether there is a checksum of more rows, which are not what was written.
    """

    ids: KeySet = attrs.field(factory=KeySet)
    size: int = 0
    checksum: int = 0
    sums_size: int = 0
    have_ids: bool = True
    is_damaged: bool = False

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.ids)


def sum_line(size: int, checksum: int) -> bytes:
    """Return the line of the checksums for so many bytes."""
    return b"%d %d\n" % (size, checksum)


def read_kept_rows(stream: IO[bytes], sums: IO[bytes], limit: int | None = None) -> KeptRows:
    """Return the rows in a file, as far as their checksums are right. Only their IDs are kept in memory."""
    kept, there = KeptRows(), os.fstat(stream.fileno()).st_size
    for line in sums:
        found = _SUM.fullmatch(line)
        size, checksum = map(int, found.groups()) if found else (-1, 0)
        if (
            not kept.size <= size <= there
            or zlib.crc32(block := stream.read(size - kept.size), kept.checksum) != checksum
        ):
            kept.is_damaged = True
            break
        lines = block.splitlines(keepends=True)[: None if limit is None else limit - kept.count]
        keys = [key for row in lines if (key := _key_of(row)) is not None]
        if len(keys) < len(lines):
            return KeptRows(have_ids=False)
        kept.ids.add_all(keys)
        whole = b"".join(lines)
        kept.size, kept.checksum = kept.size + len(whole), zlib.crc32(whole, kept.checksum)
        if whole != block:
            break
        kept.sums_size += len(line)
    return kept


def _key_of(line: bytes) -> str | None:
    """Return the ID that the row on a line had on its page."""
    assert OPERATION.pagination is not None
    (item,) = RawPage(b'{"%b":[%b]}' % (OPERATION.pagination.items.encode(), line), OPERATION.pagination, dict).items
    return item.key
