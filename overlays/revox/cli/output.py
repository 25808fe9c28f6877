"""Where rows are written to. A file gets its name when it is complete; pipes and devices are written directly."""

import contextlib
import errno
import os
import stat
import sys
from collections.abc import Callable
from typing import IO, TypeVar

import click

from .kept_rows import KeptRows
from .partial_file import HAS_LOCKS, PartialFile, Purpose, sync_directory, what_happened
from .terminal import is_pipe, is_terminal, silence

T = TypeVar("T")
_STDOUT = {"-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"}
KEPT = "They are kept: the same command with --resume goes on. "
_STREAMS = ("/dev/fd/", "/dev/stderr", "/proc/")


class OutputError(click.ClickException):
    """Rows cannot be written; the message says where and why."""

    def __init__(self, name: str, error: OSError) -> None:
        super().__init__(f"Cannot write {name}: {error.strerror or error}.")


class OutputClosed(BaseException):
    """The program that read the output has ended. As after Ctrl-C, nothing waits for pages that are read ahead."""


class Output:
    """Standard output, a pipe or a device.

    Attributes:
        name: What to call it in messages.
        size: How many bytes were written; 0 after `discard` where nothing of it is left.
        is_terminal: Whether it is a terminal.
        is_read: Whether it is read as it comes, by people or another program.
        kept: The rows that were there before.
        has_dropped: Whether rows were removed that an earlier export had kept.
    """

    def __init__(self, name: str, stream: IO[bytes], *, is_ours: bool = True) -> None:
        self.name = name
        self.kept, self.size, self.has_dropped = KeptRows(), 0, False
        self.is_terminal = is_terminal(stream)
        self.is_read = self.is_terminal or is_pipe(stream)
        self._stream = stream
        self._is_ours = is_ours

    def write(self, data: bytes) -> None:
        """Write some bytes."""
        self.guard(lambda: self._stream.write(data))
        self.size += len(data)

    def flush(self) -> None:
        """Send on what was written; a reader may wait for it."""
        self.guard(self._stream.flush)

    def commit(self) -> None:
        """Make what was written the result."""
        self.flush()
        if self._is_ours:
            self.guard(self._stream.close)

    def waiting(self) -> IO[bytes]:
        """Return a file for rows that cannot be written before the last one is there; the caller closes it."""
        import tempfile  # here, because few need it and it takes time to import

        return self.guard(tempfile.TemporaryFile)

    def discard(self, *, has_rows: bool = False) -> None:
        """Give up what was not sent on yet; `has_rows` says whether any row has come."""
        if not self._stream.closed:
            silence(self._stream.fileno())
        if self._is_ours:
            self._stream.close()

    def aftermath(self) -> str:
        """Return what is there after an export that failed, in words."""
        return "The output is incomplete." if self.size else "Nothing was written."

    def guard(self, action: Callable[[], T]) -> T:
        """Do something that writes, and turn its errors into `OutputClosed` and `OutputError`."""
        try:
            return action()
        except BrokenPipeError:
            raise OutputClosed from None
        except OSError as error:
            raise OutputError(self.name, error) from None


class FileOutput(Output):
    """A file that is written under another name beside its own, and put in its place when it is complete."""

    def __init__(self, name: str, purpose: Purpose) -> None:
        self._path = os.path.realpath(name)
        if name.endswith(os.sep) or os.path.isdir(self._path):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        self._before = _stat(self._path)
        if self._before is not None and not os.access(self._path, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        # Until it is complete, it must not be readable for anybody who could not read the file that it replaces.
        self._mode = 0o666 if self._before is None else 0o600
        self._partial = PartialFile(name, self._path, purpose, self._mode)
        self._written = self._partial.path
        self._purpose = purpose
        self._is_done = self._is_waiting = False
        self._fate = ""
        super().__init__(name, self._partial.stream)
        self.kept, self.has_dropped = self._partial.kept, self._partial.has_dropped
        self.size = self.kept.size

    def waiting(self) -> IO[bytes]:
        """Return the partial file, with the rows that it keeps. What is written is another file, beside it."""
        self._is_waiting, self.size = True, 0
        return self._partial.stream

    def write(self, data: bytes) -> None:
        """Write some bytes."""
        if self._is_waiting and self._written == self._partial.path:
            self._stream = self.guard(lambda: self._partial.open_beside(self._mode))
            self._written = self._partial.path_beside
        super().write(data)

    def flush(self) -> None:
        """Hand on the rows so far, so that they outlast this process."""
        self.guard(self._partial.flush)

    def commit(self) -> None:
        """Put the file in its place."""
        self.guard(self._put_in_place)

    def discard(self, *, has_rows: bool = False) -> None:
        """Keep the rows that came, if there are any; the file that was there stays as it was."""
        super().discard()
        if self._is_done:
            return
        self.size = 0
        is_kept = has_rows and self._purpose.is_kept and self._partial.is_safe()
        if has_rows and self._purpose.is_kept:
            self._fate = KEPT if is_kept else "They are not kept. "
        if self._written != self._partial.path:
            with contextlib.suppress(OSError):
                os.unlink(self._written)
        if not is_kept:
            self._partial.remove()
        self._partial.close()

    def aftermath(self) -> str:
        """Return what is there after an export that failed, in words."""
        if self._is_done:
            return f"{self.name} is complete."
        if _mark(_stat(self._path)) != _mark(self._before):
            return f"{self._fate}{self.name} was changed by another process."
        return f"{self._fate}{self.name} {'was not written' if self._before is None else 'is as it was before'}."

    def _put_in_place(self) -> None:
        self._stream.flush()
        descriptor = self._stream.fileno()
        os.fsync(descriptor)
        if self._before is not None and HAS_LOCKS:  # by the open file: its name could lead to another one by now
            with contextlib.suppress(OSError):
                os.fchown(descriptor, self._before.st_uid, self._before.st_gid)
            os.fchmod(descriptor, stat.S_IMODE(self._before.st_mode))
        opened = os.fstat(descriptor)
        self._stream.close()
        happened = what_happened(self._written, opened)
        if not happened and opened.st_size != self.size:
            happened = f"{self._written} was changed"
        if happened:
            raise OSError(f"{happened} by another process")
        os.replace(self._written, self._path)
        self._is_done = True
        sync_directory(self._path)
        if self._written != self._partial.path:
            self._partial.remove()
        else:
            self._partial.remove_sums()
        self._partial.close()


def open_output(name: str, purpose: Purpose) -> Output:
    """Open what `-o` names.

    Raises:
        OutputError: It cannot be written.
        click.ClickException: Another export to the file is under way, or there are rows of another one to resume.
    """
    if is_stdout(name):
        if sys.stdout is None:
            raise click.ClickException("Cannot write to standard output: it is closed.")
        return Output("standard output", sys.stdout.buffer, is_ours=False)
    try:
        return Output(name, open(name, "wb")) if is_special(name) else FileOutput(name, purpose)
    except OSError as error:
        raise OutputError(name, error) from None


def is_stdout(name: str) -> bool:
    """Return whether a name stands for standard output."""
    return name in _STDOUT


def is_for_terminal(name: str) -> bool:
    """Return whether a name stands for standard output, and that is a terminal."""
    return is_stdout(name) and is_terminal(sys.stdout)


def is_special(name: str) -> bool:
    """Return whether a name is that of a pipe or a device."""
    if os.path.abspath(name).startswith(_STREAMS):
        return True
    try:
        mode = os.stat(name).st_mode
    except OSError:  # which is reported when it is opened
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def _stat(path: str) -> os.stat_result | None:
    """Return what is known of a file, or None where there is none."""
    try:
        return os.stat(path)
    except FileNotFoundError:
        return None


def _mark(found: os.stat_result | None) -> tuple[int, ...]:
    """Return what is another number when a file is written or replaced."""
    return () if found is None else (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)
