"""Keys of items: a compact set of them, and the digest of those of a page."""

import base64
import hashlib
from collections import defaultdict
from collections.abc import Iterable

BUCKETS = 1024
WIDTH = 8
MASK = 2**64 - 1
DIGEST_SIZE = 9


class KeySet:
    """A set of keys that only knows whether it has met one: 9 bytes a key, where a set of strings takes 150.

    It remembers keys by their hash of 64 bits, side by side in buckets that stay short. Two of a hundred thousand keys
    share a hash once in some billion lists. The later one then counts as met, and reading ends with an error because an
    item is missing, rather than in silence.
    """

    def __init__(self, keys: Iterable[str] = ()) -> None:
        self._buckets: defaultdict[int, bytearray] = defaultdict(bytearray)
        self._count = 0
        self.add_all(keys)

    def __len__(self) -> int:
        return self._count

    def __contains__(self, key: str) -> bool:
        number = hash(key) & MASK
        return _holds(self._buckets.get(number % BUCKETS, b""), number.to_bytes(WIDTH, "little"))

    def add(self, key: str) -> bool:
        """Remember a key, and return whether it is new."""
        return bool(self.add_all((key,)))

    def add_all(self, keys: Iterable[str]) -> list[int]:
        """Remember keys, and return which of them are new, by their index."""
        buckets, new = self._buckets, []
        for index, key in enumerate(keys):
            number = hash(key) & MASK
            mark = number.to_bytes(WIDTH, "little")
            bucket = buckets[number % BUCKETS]
            if mark not in bucket or not _holds(bucket, mark):
                bucket += mark
                new.append(index)
        self._count += len(new)
        return new


def _holds(bucket: bytes | bytearray, mark: bytes) -> bool:
    place = bucket.find(mark)
    while place > 0 and place % WIDTH:  # the end of one mark and the beginning of the next
        place = bucket.find(mark, place + 1)
    return place >= 0


class PageDigest:
    """A digest of the items of a page, by their keys.

    Attributes:
        count: How many items it has.
    """

    def __init__(self) -> None:
        self.count = 0
        self._hash = hashlib.blake2b(digest_size=DIGEST_SIZE)

    def add(self, keys: list[str]) -> None:
        """Take in the next items of the page."""
        self.count += len(keys)
        # Key by key, so that chunks make no difference; `ascii` takes half a surrogate pair, too.
        self._hash.update("".join(f"{key!a}," for key in keys).encode())

    def __str__(self) -> str:
        return as_text(self._hash.digest())


def as_text(digest: bytes) -> str:
    """Return a digest as text."""
    return base64.b64encode(digest).decode()
