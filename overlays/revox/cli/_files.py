"""Files to write rows to. A file gets its name when it is complete; pipes and devices are written straight."""

import contextlib
import errno
import os
import secrets
import stat
import sys

import click

from ._destination import Destination, OutputError

_STDOUT = {"-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"}
_STREAMS = ("/dev/fd/", "/dev/stderr", "/proc/")


class ReplacedFile(Destination):
    """A file that is written under another name beside its own, and put in its place when it is complete."""

    def __init__(self, name: str) -> None:
        self._path = os.path.realpath(name)
        self._before = _stat(self._path)
        if self._before is not None and not os.access(self._path, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        self.directory, base = os.path.split(self._path)
        self._part = os.path.join(self.directory, f".{base[:50]}.{secrets.token_hex(4)}.part")
        self._is_done = False
        # Until it is complete, nobody may read it who could not read the file that it replaces.
        mode = 0o666 if self._before is None else 0o600
        descriptor = os.open(self._part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        super().__init__(name, os.fdopen(descriptor, "wb"))

    def flush(self) -> None:
        """Leave it to `commit`: nobody waits for a part of a file."""

    def commit(self) -> None:
        """Put the file in its place."""
        self.guard(self._put_in_place)

    def discard(self) -> None:
        """Remove what was written; the file that was there stays as it was."""
        super().discard()
        if not self._is_done:
            with contextlib.suppress(OSError):
                os.unlink(self._part)

    def aftermath(self) -> str:
        """Return what is there after an export that failed, in words."""
        if self._is_done:
            return f"{self.name} is complete."
        return f"{self.name} was not written." if self._before is None else f"{self.name} is as it was before."

    @property
    def keeps_parts(self) -> bool:
        """Whether what was written stays there after an export that failed."""
        return self._is_done

    def _put_in_place(self) -> None:
        self._stream.flush()
        os.fsync(self._stream.fileno())
        self._stream.close()
        if self._before is not None:
            with contextlib.suppress(OSError):
                os.chown(self._part, self._before.st_uid, self._before.st_gid)
            os.chmod(self._part, stat.S_IMODE(self._before.st_mode))
        os.replace(self._part, self._path)
        self._is_done = True
        _sync_directory(self.directory or ".")


def open_destination(name: str | None) -> Destination:
    """Open what `-o` names; standard output for None.

    Raises:
        OutputError: It cannot be written.
    """
    if name is None or is_stdout(name):
        if sys.stdout is None:
            raise click.ClickException("Cannot write to standard output: it is closed.")
        return Destination("standard output", sys.stdout.buffer, is_ours=False)
    try:
        if is_straight(name):
            return Destination(name, open(name, "wb"))
        return ReplacedFile(name)
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


def _sync_directory(path: str) -> None:
    """Make a new name last through a power cut, where the system can do that for directories."""
    with contextlib.suppress(OSError):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
