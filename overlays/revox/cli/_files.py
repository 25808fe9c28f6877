"""Files to write rows to. A file gets its name when it is complete; pipes and devices are written straight."""

import contextlib
import errno
import os
import stat
import sys
from typing import IO

import click

from ._destination import Destination, OutputError
from ._part import Part, Purpose, sync_directory

_STDOUT = {"-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"}
_STREAMS = ("/dev/fd/", "/dev/stderr", "/proc/")


class ReplacedFile(Destination):
    """A file that is written under another name beside its own, and put in its place when it is complete.

    Attributes:
        kept: The rows that an interrupted export has left, and that are already in what is written now.
    """

    def __init__(self, name: str, purpose: Purpose) -> None:
        self._path = os.path.realpath(name)
        self._before = _stat(self._path)
        if self._before is not None and not os.access(self._path, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        # Until it is complete, nobody may read it who could not read the file that it replaces.
        self._mode = 0o666 if self._before is None else 0o600
        self._part = Part(name, self._path, purpose, self._mode)
        self._written = self._part.path
        self._keeps_rows = purpose.is_kept
        self._is_done = self._is_kept = self._is_waiting = False
        super().__init__(name, self._part.stream)
        self.kept = self._part.kept
        self.size = self.kept.size

    def waiting(self) -> IO[bytes]:
        """Return the part, with the rows that it keeps. What is written is another file, beside it."""
        self._is_waiting, self.size = True, 0
        return self._part.stream

    def write(self, data: bytes) -> None:
        """Write some bytes."""
        if self._is_waiting and self._written == self._part.path:
            self.guard(self._open_beside_part)
        super().write(data)

    def flush(self) -> None:
        """Hand on the rows so far, so that they outlast this process."""
        self.guard(self._part.flush)

    def commit(self) -> None:
        """Put the file in its place."""
        self.guard(self._put_in_place)

    def discard(self, *, has_rows: bool = False) -> None:
        """Keep the rows that came, if there are any; the file that was there stays as it was."""
        super().discard()
        if self._is_done:
            return
        self._is_kept = has_rows and self._keeps_rows
        if self._written != self._part.path:
            with contextlib.suppress(OSError):
                os.unlink(self._written)
        if not self._is_kept:
            self._part.remove()
        self._part.close()

    def aftermath(self) -> str:
        """Return what is there after an export that failed, in words."""
        if self._is_done:
            return f"{self.name} is complete."
        found = f"{self.name} was not written." if self._before is None else f"{self.name} is as it was before."
        return f"They are kept: the same command with --resume goes on. {found}" if self._is_kept else found

    @property
    def keeps_parts(self) -> bool:
        """Whether what was written stays there after an export that failed."""
        return self._is_done

    def _open_beside_part(self) -> None:
        self._written = f"{self._part.path.removesuffix('.part')}.made.part"
        with contextlib.suppress(FileNotFoundError):
            os.unlink(self._written)
        descriptor = os.open(self._written, os.O_WRONLY | os.O_CREAT | os.O_EXCL, self._mode)
        self._stream = os.fdopen(descriptor, "wb")

    def _put_in_place(self) -> None:
        self._stream.flush()
        os.fsync(self._stream.fileno())
        self._stream.close()
        if self._before is not None:
            with contextlib.suppress(OSError):
                os.chown(self._written, self._before.st_uid, self._before.st_gid)
            os.chmod(self._written, stat.S_IMODE(self._before.st_mode))
        os.replace(self._written, self._path)
        self._is_done = True
        sync_directory(self._path)
        if self._written != self._part.path:
            self._part.remove()
        self._part.close()


def open_destination(name: str | None, purpose: Purpose) -> Destination:
    """Open what `-o` names; standard output for None.

    Raises:
        OutputError: It cannot be written.
        Busy: Another process writes to the same file.
        OtherExport: There are rows to go on with, but of another export.
    """
    if name is None or is_stdout(name):
        if sys.stdout is None:
            raise click.ClickException("Cannot write to standard output: it is closed.")
        return Destination("standard output", sys.stdout.buffer, is_ours=False)
    try:
        if is_straight(name):
            return Destination(name, open(name, "wb"))
        return ReplacedFile(name, purpose)
    except OSError as error:
        raise OutputError(name, error) from None


def is_stdout(name: str) -> bool:
    """Return whether a name stands for standard output."""
    return name in _STDOUT


def is_straight(name: str) -> bool:
    """Return whether a name is that of a pipe or a device; a directory counts as a file that cannot be written."""
    found = _stat(name)
    is_file = found is None or stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)
    return not is_file or os.path.abspath(name).startswith(_STREAMS)


def _stat(path: str) -> os.stat_result | None:
    """Return what is known of a file, or None where there is none yet."""
    if path.endswith(os.sep) or os.path.isdir(path):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    try:
        return os.stat(path)
    except FileNotFoundError:
        return None
