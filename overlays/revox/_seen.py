"""A set of keys that only knows whether it has met one: 16 to 32 bytes a key, where a set of strings takes 150."""

from array import array
from collections.abc import Iterable

SMALLEST = 1024
MASK = 2**64 - 1


class SeenKeys:
    """Remembers keys by their hash of 64 bits.

    Two of a hundred thousand keys share a hash once in some billion campaigns. The later one then counts as met, and
    the walk ends with an error because a row is missing, rather than in silence.
    """

    def __init__(self, keys: Iterable[str] = ()) -> None:
        self._slots = array("Q", bytes(8 * SMALLEST))
        self._count = 0
        for key in keys:
            self.add(key)

    def __len__(self) -> int:
        return self._count

    def __contains__(self, key: str) -> bool:
        mark = _mark(key)
        return self._slots[self._slot_of(mark)] == mark

    def add(self, key: str) -> bool:
        """Remember a key, and return whether it is new."""
        mark = _mark(key)
        slot = self._slot_of(mark)
        if self._slots[slot] == mark:
            return False
        self._slots[slot] = mark
        self._count += 1
        if self._count * 2 > len(self._slots):
            self._grow()
        return True

    def _slot_of(self, mark: int) -> int:
        slots, last = self._slots, len(self._slots) - 1
        slot = mark & last
        while slots[slot] not in (0, mark):
            slot = (slot + 1) & last
        return slot

    def _grow(self) -> None:
        old, self._slots = self._slots, array("Q", bytes(16 * len(self._slots)))
        for mark in old:
            if mark:
                self._slots[self._slot_of(mark)] = mark


def _mark(key: str) -> int:
    return hash(key) & MASK or 1
