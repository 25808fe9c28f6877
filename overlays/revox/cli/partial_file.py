"""The partial file: the one beside a target that holds rows as JSON lines until the target is complete.

Its name holds the name of the target and a digest of what is exported, so that the same command finds it again and
another one does not take it for its own. It is locked, so that no two exports write to the same target. Where others
can write to the directory, they can put anything under its name, so that only an ordinary file of this user is taken.
"""

import contextlib
import errno
import hashlib
import io
import os
import re
import stat
import sys
import time
import zlib
from contextlib import ExitStack
from typing import IO, Any

import attrs
import click

from .kept_rows import KeptRows, read_kept_rows, sum_line

FLAGS = os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
ATTEMPTS = 100
LONGEST_NAME = 50
SECONDS_BETWEEN_SYNCS = 1.0
PARTIAL = r"\.[0-9a-f]{16}(\.made|\.sums)?\.part"
"""How the names of partial files end, after the name of their target."""
HAS_LOCKS = bool(sys.platform != "win32")
"""Whether there are locks. Where there are none, an open file can neither be replaced nor removed."""


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


class _Summed(io.BufferedRandom):
    """A file that keeps the CRC-32 of what is in it, as it is written from its beginning to its end."""

    checksum = 0

    def write(self, data: Any) -> int:
        """Write some bytes."""
        self.checksum = zlib.crc32(data, self.checksum)
        return super().write(data)


class PartialFile:
    """A partial file, open and locked, and beside it the file with its checksums.

    Attributes:
        path: Its path.
        path_beside: The path of the file to write where the target is made of the rows when all are there.
        path_of_sums: The path of the file with the checksums.
        stream: The open file, behind the rows that it keeps.
        kept: The rows that it keeps.
        has_dropped: Whether rows were removed that an earlier export had kept.
    """

    def __init__(self, name: str, target: str, purpose: Purpose, mode: int) -> None:
        """Open a partial file, as it is or anew, with no more permissions than `mode`; messages call the target `name`.

        Raises:
            click.ClickException: Another process writes to the target, or there are rows of another export to resume.
            OSError: It cannot be written.
        """
        directory, base = os.path.split(target)
        stem = _stem(base)
        self.path = os.path.join(directory, f"{stem}{purpose.digest}.part")
        self.path_beside = f"{self.path.removesuffix('.part')}.made.part"
        self.path_of_sums = f"{self.path.removesuffix('.part')}.sums.part"
        descriptor = _open(self.path, name, mode) if purpose.resume else None
        self.has_dropped = descriptor is None and _clear(directory, stem, name, resume=purpose.resume)
        if descriptor is None:
            descriptor = _create(self.path, name, mode)
            _unlink(self.path_of_sums)
        self._sums = os.fdopen(_create(self.path_of_sums, name, mode), "r+b")
        # Another descriptor, so that closing the file does not unlock it yet.
        self._lock = os.dup(descriptor) if HAS_LOCKS else None
        self.stream = _Summed(io.FileIO(descriptor, "r+b"))
        self.kept = read_kept_rows(self.stream, self._sums, purpose.limit) if purpose.resume else KeptRows()
        self.stream.checksum = self.kept.checksum
        for file, size in ((self.stream, self.kept.size), (self._sums, self.kept.sums_size)):
            file.seek(size)
            file.truncate()
        self._summed = 0
        self._add_sum()
        self._is_name_safe = False
        self._synced = time.monotonic()

    def flush(self) -> None:
        """Hand what was written to the system, and once a second make it last through a power cut."""
        self.stream.flush()
        self._add_sum()
        if time.monotonic() - self._synced >= SECONDS_BETWEEN_SYNCS:
            for file in (self.stream, self._sums):
                os.fsync(file.fileno())
            if not self._is_name_safe:
                sync_directory(self.path)
                self._is_name_safe = True
            self._synced = time.monotonic()

    def _add_sum(self) -> None:
        if (size := self.stream.tell()) > self._summed:
            self._sums.write(sum_line(size, self.stream.checksum))
            self._sums.flush()
            self._summed = size

    def open_beside(self, mode: int) -> IO[bytes]:
        """Open the file beside it, anew. It is locked, too, for the case that this one is removed meanwhile."""
        _unlink(self.path_beside)
        descriptor = os.open(self.path_beside, FLAGS | os.O_CREAT | os.O_EXCL, mode)
        lock(descriptor)
        return os.fdopen(descriptor, "wb")

    def is_safe(self) -> bool:
        """Return whether it is there for a later export to go on with."""
        return self._lock is None or not what_happened(self.path, os.fstat(self._lock))

    def remove(self) -> None:
        """Remove it, if it is still there, and not the file of another process that has taken its place."""
        if self._lock is None:
            self.close()
        elif not is_still(self.path, os.fstat(self._lock)):
            return
        with contextlib.suppress(OSError):
            os.unlink(self.path)
        self.remove_sums()

    def remove_sums(self) -> None:
        """Remove the checksums, once the rows have another name, or none."""
        self._sums.close()
        with contextlib.suppress(OSError):
            os.unlink(self.path_of_sums)

    def close(self) -> None:
        """Close and unlock it."""
        for file in (self.stream, self._sums):
            with contextlib.suppress(OSError):
                file.close()
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
    """Return how the names of all partial files of a target begin; long names are cut, and told apart by a digest."""
    if len(base) > LONGEST_NAME:
        base = f"{base[: LONGEST_NAME - 10]}~{hashlib.blake2b(os.fsencode(base), digest_size=4).hexdigest()}"
    return f".{base}."


def what_happened(path: str, opened: os.stat_result) -> str:
    """Return what others have done to a file since it was opened; nothing if its path, and no other, leads to it."""
    try:
        found = os.stat(path, follow_symlinks=False)
    except FileNotFoundError:
        return f"{path} was removed"
    if not os.path.samestat(found, opened):
        return f"{path} was replaced"
    return "" if found.st_nlink == 1 else f"{path} was given a second name, a hard link,"


def _create(path: str, name: str, mode: int) -> int:
    """Create and lock a file. Before it is locked, another export can lock it first, remove it, or make its own."""
    for _ in range(ATTEMPTS):
        with contextlib.suppress(FileExistsError):
            os.close(os.open(path, FLAGS | os.O_CREAT | os.O_EXCL, mode))
        if (descriptor := _open(path, name, mode)) is not None:
            return descriptor
    raise _in_the_way(path)


def _open(path: str, name: str, mode: int) -> int | None:
    """Open and lock a file that is there already, with no more permissions than these. None if there is none."""
    for _ in range(ATTEMPTS):
        try:
            descriptor = os.open(path, FLAGS)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise (_in_the_way(path) if error.errno == errno.ELOOP else error) from None
        with ExitStack() as stack:
            stack.callback(os.close, descriptor)
            if not lock(descriptor):
                raise _locked(name)
            # Until it was locked, another process could have put it in its place, or removed it.
            if not is_still(path, found := os.fstat(descriptor)):
                continue
            if not is_ours(found):
                raise _in_the_way(path)
            if found.st_nlink > 1:
                raise _in_the_way(path, "has a second name, a hard link")
            os.chmod(path, stat.S_IMODE(found.st_mode) & mode)
            stack.pop_all()
            return descriptor
    raise _in_the_way(path)


def _clear(directory: str, stem: str, name: str, *, resume: bool) -> bool:
    """Remove the partial files of earlier exports to a target, and return whether there were rows in them."""
    left = re.compile(re.escape(stem.removesuffix(".")) + PARTIAL)
    entries: list[str] = []
    with contextlib.suppress(PermissionError):  # of a directory that may be written to, but not listed
        entries = os.listdir(directory)
    paths = [os.path.join(directory, entry) for entry in entries if left.fullmatch(entry)]
    with ExitStack() as stack:
        found: list[str] = []
        has_rows = False
        for path in paths:
            try:
                descriptor = os.open(path, FLAGS)
            except OSError:  # it is gone by now, or not ours
                continue
            stack.callback(os.close, descriptor)
            if not path.endswith(".sums.part") and not lock(descriptor):
                raise _locked(name)
            is_good = is_ours(opened := os.fstat(descriptor)) and is_still(path, opened)
            if not is_good or opened.st_nlink > 1:
                continue
            has_rows |= opened.st_size > 0 and not path.endswith((".made.part", ".sums.part"))
            if resume and has_rows:
                raise _other_export(name)
            found.append(path)
        if not HAS_LOCKS:
            stack.close()
        for path in found:
            _unlink(path)
    return has_rows


def lock(descriptor: int) -> bool:
    """Lock a file until the process ends, however it does; return whether no other process has locked it."""
    if sys.platform != "win32":
        import fcntl

        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:  # any other one comes from a file system without locks
            return not isinstance(error, BlockingIOError)
    return True


def _unlink(path: str) -> None:
    with contextlib.suppress(FileNotFoundError):
        os.unlink(path)


def _locked(name: str) -> click.ClickException:
    return click.ClickException(f"Another export to {name} is under way.")


def _other_export(name: str) -> click.UsageError:
    return click.UsageError(
        f"--resume: the rows that are kept for {name} are of another campaign, filter, format or server. "
        "Give the same arguments as then, or leave --resume out to begin anew."
    )


def _in_the_way(path: str, why: str = "is not a file of yours") -> OSError:
    return FileExistsError(errno.EEXIST, f"{path} is in the way: it {why}")


def is_ours(found: os.stat_result) -> bool:
    """Return whether a file is an ordinary one of this user; in a directory for all, others can plant anything."""
    return stat.S_ISREG(found.st_mode) and (not hasattr(os, "geteuid") or found.st_uid == os.geteuid())


def is_still(path: str, opened: os.stat_result) -> bool:
    """Return whether a path leads to the file that was opened."""
    try:
        return os.path.samestat(os.stat(path, follow_symlinks=False), opened)
    except FileNotFoundError:
        return False
