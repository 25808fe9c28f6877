"""Opens and locks the part of a target, so that no two exports write to the same file.

In a directory where others can write, too, they can put anything under the name of a part. Only an ordinary file of
this user is taken for one.
"""

import contextlib
import errno
import os
import re
import stat
from contextlib import ExitStack

import click

from ._lock import HAS_LOCKS, lock

FLAGS = os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)

ATTEMPTS = 100


class Busy(click.ClickException):
    """Another process writes to the same file."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Another export to {name} is under way.")


class OtherExport(click.UsageError):
    """What is there to go on with is of another export."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"--resume: the rows that are kept for {name} are of another campaign, filter, format or server. "
            "Give the same arguments as then, or leave --resume out to begin anew."
        )


def claim(path: str, stem: str, name: str, *, resume: bool, mode: int) -> int:
    """Open and lock a part, and remove what other exports to the same target have left, unless that is to go on with.

    Args:
        path: The path of the part.
        stem: How the names of all parts of the target begin.
        name: What to call the target in messages.
        resume: Whether to go on with a part that is there; else it is made anew.
        mode: The most permissions that it may have.

    Returns:
        The descriptor of the open file.

    Raises:
        Busy: Another process writes to the target.
        OtherExport: There are rows to go on with, but of another export.
        OSError: The part cannot be written.
    """
    descriptor = _open(path, name, mode) if resume else None
    if descriptor is not None:
        return descriptor
    _clear(os.path.dirname(path), stem, name, resume=resume)
    try:
        descriptor = os.open(path, FLAGS | os.O_CREAT | os.O_EXCL, mode)
    except FileExistsError:
        raise _in_the_way(path) from None
    if not lock(descriptor):
        os.close(descriptor)
        raise Busy(name)
    return descriptor


def _open(path: str, name: str, mode: int) -> int | None:
    """Open and lock a part that is there already, with no more permissions than these. None if there is none."""
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
                raise Busy(name)
            if not _is_ours(descriptor):
                raise _in_the_way(path)
            # Until it was locked, another process could have put it in its place, or removed it.
            if _is_still(path, descriptor):
                os.chmod(path, stat.S_IMODE(os.fstat(descriptor).st_mode) & mode)
                stack.pop_all()
                return descriptor
    raise _in_the_way(path)


def _clear(directory: str, stem: str, name: str, *, resume: bool) -> None:
    """Remove what exports to a target have left, unless one of them is still at it."""
    left = re.compile(re.escape(stem) + r"[0-9a-f]{16}(\.made)?\.part")
    paths = [os.path.join(directory, entry) for entry in _entries(directory) if left.fullmatch(entry)]
    with ExitStack() as stack:
        found: list[str] = []
        for path in paths:
            try:
                descriptor = os.open(path, FLAGS)
            except OSError:  # it is gone by now, or not ours
                continue
            stack.callback(os.close, descriptor)
            if not lock(descriptor):
                raise Busy(name)
            if not (_is_ours(descriptor) and _is_still(path, descriptor)):
                continue
            if resume and os.fstat(descriptor).st_size and not path.endswith(".made.part"):
                raise OtherExport(name)
            found.append(path)
        if not HAS_LOCKS:
            stack.close()
        for path in found:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(path)


def _in_the_way(path: str) -> OSError:
    return FileExistsError(errno.EEXIST, f"{path} is in the way, and not a file of yours")


def _entries(directory: str) -> list[str]:
    """Return the names in a directory; none of one that may be written to, but not listed."""
    try:
        return os.listdir(directory)
    except PermissionError:
        return []


def _is_ours(descriptor: int) -> bool:
    """Return whether a file is an ordinary one of this user; in a directory for all, others can plant anything."""
    found = os.fstat(descriptor)
    return stat.S_ISREG(found.st_mode) and (not hasattr(os, "geteuid") or found.st_uid == os.geteuid())


def _is_still(path: str, descriptor: int) -> bool:
    try:
        return os.path.samestat(os.stat(path, follow_symlinks=False), os.fstat(descriptor))
    except FileNotFoundError:
        return False
