"""Does to a file what a power cut does to one whose last writes had not reached the disk."""

from collections.abc import Callable
from pathlib import Path
from random import Random

BLOCK = 4096


def cut_power(path: Path, random: Random) -> int:
    """Damage a file as a power cut could, and return how many bytes of it were lost.

    Args:
        path: The file.
        random: What the kind of damage and its place are drawn from.
    """
    data = path.read_bytes()
    damage: Callable[[bytes, Random], bytes] = random.choice([_cut, _zero_tail, _punch_holes, _tear, _cut_and_zero])
    left = damage(data, random)
    path.write_bytes(left)
    shared = min(len(data), len(left))
    return len(data) - shared + sum(one != other for one, other in zip(data, left, strict=False))


def _cut(data: bytes, random: Random) -> bytes:
    """The file is shorter than what was written."""
    return data[: _place(data, random)]


def _zero_tail(data: bytes, random: Random) -> bytes:
    """The file has its length, but its last blocks were not written."""
    start = _place(data, random)
    start -= start % random.choice([1, BLOCK])
    return data[:start] + bytes(len(data) - start)


def _punch_holes(data: bytes, random: Random) -> bytes:
    """Blocks in the middle were not written, while later ones were."""
    left = bytearray(data)
    for _ in range(random.randint(1, 4)):
        start = _place(data, random) // BLOCK * BLOCK
        end = min(start + BLOCK * random.randint(1, 3), len(data))
        left[start:end] = bytes(end - start)
    return bytes(left)


def _tear(data: bytes, random: Random) -> bytes:
    """A line was only written in part."""
    line = data[: data.find(b"\n") + 1] or b'{"id":"torn"}\n'
    return data + line[: random.randint(1, len(line) - 1)]


def _cut_and_zero(data: bytes, random: Random) -> bytes:
    """The file is longer than what was written, by zeros."""
    return _cut(data, random) + bytes(random.randint(1, 3 * BLOCK))


def _place(data: bytes, random: Random) -> int:
    """Return a place, near the end more often than not: that is what was written last."""
    return len(data) - int(len(data) * random.random() ** 3)
