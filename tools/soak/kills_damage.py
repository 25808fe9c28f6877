"""Does to a file what a power cut does to one whose last writes had not reached the disk."""

from pathlib import Path
from random import Random

BLOCK = 4096


def cut_power(path: Path, random: Random) -> int:
    """Damage a file as a power cut could, and return how many bytes of it were lost."""
    data = path.read_bytes()
    # Near the end more often than not: that is what was written last.
    start = len(data) - int(len(data) * random.random() ** 3)
    block = start - start % random.choice([1, BLOCK])
    line = data[: data.find(b"\n") + 1] or b'{"id":"torn"}\n'
    hole = bytes(min(BLOCK * random.randint(1, 3), len(data) - block))
    left = random.choice(
        [
            data[:start],  # shorter than what was written
            data[:block] + bytes(len(data) - block),  # the last blocks were not written
            data[:block] + hole + data[block + len(hole) :],  # blocks in the middle were not, while later ones were
            data + line[: random.randint(1, len(line) - 1)],  # a line was written in part
            data[:start] + bytes(random.randint(1, 3 * BLOCK)),  # longer than what was written, by zeros
        ]
    )
    path.write_bytes(left)
    return sum(one != other for one, other in zip(data, left, strict=False)) + max(len(data) - len(left), 0)
