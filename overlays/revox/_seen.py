"""A set of keys that only knows whether it has met one: 9 bytes a key, where a set of strings takes 150."""

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
        self._buckets: dict[int, bytearray] = {}
        self._count = 0
        for key in keys:
            self.add(key)

    def __len__(self) -> int:
        return self._count

    def __contains__(self, key: str) -> bool:
        number = hash(key) & MASK
        return _holds(self._buckets.get(number % BUCKETS, b""), number.to_bytes(WIDTH, "little"))

    def add(self, key: str) -> bool:
        """Remember a key, and return whether it is new."""
        number = hash(key) & MASK
        bucket = self._buckets.get(number % BUCKETS)
        if bucket is None:
            bucket = self._buckets[number % BUCKETS] = bytearray()
        mark = number.to_bytes(WIDTH, "little")
        if _holds(bucket, mark):
            return False
        bucket += mark
        self._count += 1
        return True


def _holds(bucket: bytes | bytearray, mark: bytes) -> bool:
    place = bucket.find(mark)
    while place > 0 and place % WIDTH:  # the end of one mark and the beginning of the next
        place = bucket.find(mark, place + 1)
    return place >= 0
