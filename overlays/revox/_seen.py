"""A set of keys that only knows whether it has met one: 9 bytes a key, where a set of strings takes 150."""

from collections import defaultdict
from collections.abc import Iterable

BUCKETS = 1024
WIDTH = 8
MASK = 2**64 - 1


class SeenKeys:
    """Remembers keys by their hash of 64 bits, side by side in buckets that stay short.

    Two of a hundred thousand keys share a hash once in some billion campaigns. The later one then counts as met, and
    the walk ends with an error because a row is missing, rather than in silence.
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
