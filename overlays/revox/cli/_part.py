"""The part: the file beside a target that holds rows as JSON lines until the target is complete.

Its name says whose it is: which target, and a digest of what is exported. So whoever runs the same command again finds
it, and whoever runs another one does not take it for its own.
"""

import contextlib
import hashlib
import os
import time
from typing import IO

import attrs

from ._claim import claim
from ._kept import Kept, read_kept
from ._lock import HAS_LOCKS

LONGEST = 50
SECONDS_BETWEEN_SYNCS = 1.0


@attrs.frozen
class Purpose:
    """What a file is written for.

    Attributes:
        digest: A digest of what is exported: 16 hexadecimal digits.
        resume: Whether to go on after rows that are there.
        limit: How many rows are wanted at most, or None.
        is_kept: Whether rows stay when an export fails, to go on after them later.
    """

    digest: str
    resume: bool = False
    limit: int | None = None
    is_kept: bool = True


class Part:
    """A part, open and locked.

    Attributes:
        path: Its path.
        stream: The open file, behind the rows that it keeps.
        kept: The rows that it keeps.
    """

    def __init__(self, name: str, target: str, purpose: Purpose, mode: int) -> None:
        """Open a part, as it is or anew.

        Args:
            name: What to call the target in messages.
            target: The path of the target.
            purpose: What it is written for.
            mode: The permissions of a new file.

        Raises:
            Busy: Another process writes to the target.
            OtherExport: There are rows to go on with, but of another export.
            OSError: The part cannot be written.
        """
        directory, base = os.path.split(target)
        stem = _stem(base)
        self.path = os.path.join(directory, f"{stem}{purpose.digest}.part")
        descriptor = claim(self.path, stem, name, resume=purpose.resume, mode=mode)
        # Another descriptor, so that closing the file does not unlock it yet.
        self._lock = os.dup(descriptor) if HAS_LOCKS else None
        self.stream: IO[bytes] = os.fdopen(descriptor, "r+b")
        self.kept: Kept = read_kept(self.stream, purpose.limit)
        self.stream.seek(self.kept.size)
        self.stream.truncate()
        self._is_name_safe = False
        self._synced = time.monotonic()

    def flush(self) -> None:
        """Hand what was written to the system, and see to it that it lasts through a power cut, once a second."""
        self.stream.flush()
        if time.monotonic() - self._synced >= SECONDS_BETWEEN_SYNCS:
            os.fsync(self.stream.fileno())
            if not self._is_name_safe:
                sync_directory(self.path)
                self._is_name_safe = True
            self._synced = time.monotonic()

    def remove(self) -> None:
        """Remove it, if it is still there."""
        if not HAS_LOCKS:
            self.close()
        with contextlib.suppress(OSError):
            os.unlink(self.path)

    def close(self) -> None:
        """Close and unlock it."""
        with contextlib.suppress(OSError):
            self.stream.close()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def sync_directory(path: str) -> None:
    """Make the name of a file last through a power cut, where the system can do that for directories."""
    with contextlib.suppress(OSError):
        descriptor = os.open(os.path.dirname(path) or ".", os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _stem(base: str) -> str:
    """Return how the names of all parts of a target begin; long names are cut, and told apart by a digest."""
    if len(base) > LONGEST:
        base = f"{base[: LONGEST - 10]}~{hashlib.blake2b(os.fsencode(base), digest_size=4).hexdigest()}"
    return f".{base}."
