"""Where rows are written to, and what can go wrong with that."""

from collections.abc import Callable
from typing import IO, TypeVar

import click

from ._kept import Kept
from ._streams import is_pipe, is_terminal, silence

T = TypeVar("T")


class OutputError(click.ClickException):
    """Rows cannot be written; the message says where and why."""

    def __init__(self, name: str, error: OSError) -> None:
        super().__init__(f"Cannot write {name}: {error.strerror or error}.")


class OutputClosed(Exception):
    """Whoever read the output went away."""


class Destination:
    """Where rows are written to: standard output, a pipe or a device.

    Attributes:
        name: What to call it in messages.
        size: How many bytes were written.
        is_terminal: Whether people look at it.
        is_read: Whether somebody reads it as it comes, people or another program.
        kept: The rows that were there before; None where there cannot be any.
    """

    kept: Kept | None = None

    def __init__(self, name: str, stream: IO[bytes], *, is_ours: bool = True) -> None:
        self.name = name
        self.size = 0
        self.is_terminal = is_terminal(stream)
        self.is_read = self.is_terminal or is_pipe(stream)
        self._stream = stream
        self._is_ours = is_ours

    def write(self, data: bytes) -> None:
        """Write some bytes."""
        self.guard(lambda: self._stream.write(data))
        self.size += len(data)

    def flush(self) -> None:
        """Send on what was written; somebody may wait for it."""
        self.guard(self._stream.flush)

    def commit(self) -> None:
        """Make what was written the result."""
        self.flush()
        if self._is_ours:
            self.guard(self._stream.close)

    def waiting(self) -> IO[bytes]:
        """Return a file for rows that cannot be written before the last one is there; whoever asks closes it."""
        import tempfile  # here, because few need it and it takes time to import

        return self.guard(tempfile.TemporaryFile)

    def discard(self, *, has_rows: bool = False) -> None:
        """Give up what was not sent on yet.

        Args:
            has_rows: Whether any row has come.
        """
        if not self._stream.closed:
            silence(self._stream.fileno())
        if self._is_ours:
            self._stream.close()

    def aftermath(self) -> str:
        """Return what is there after an export that failed, in words."""
        return "The output is incomplete." if self.size else "Nothing was written."

    @property
    def keeps_parts(self) -> bool:
        """Whether what was written stays there after an export that failed."""
        return self.size > 0

    def guard(self, action: Callable[[], T]) -> T:
        """Do something that writes, and turn what can go wrong with it into errors of ours."""
        try:
            return action()
        except BrokenPipeError:
            raise OutputClosed from None
        except OSError as error:
            raise OutputError(self.name, error) from None
