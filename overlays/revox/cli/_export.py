"""Takes the rows of a campaign to where they shall go, and says what became of it."""

from collections.abc import Callable
from contextlib import AbstractContextManager, closing, nullcontext
from typing import Protocol

import attrs
import click
from revox_api.models import RowsPage

from revox._errors import APIError, AuthenticationError, IncompleteError, RevoxError
from revox._iterators import PageIterator
from revox._options import API_KEY

from ._destination import Destination, OutputClosed
from ._kept import Kept
from ._main import BROKEN_PIPE
from ._messages import rows_in_words, say
from ._signals import Interrupted

Update = Callable[[int, float | None], None]
"""Called with how many rows have arrived, and how many there are as far as that is known."""
Progress = Callable[[], AbstractContextManager[Update]]
Failure = RevoxError | click.ClickException | Interrupted


class Writer(Protocol):
    """Writes rows in some format."""

    def add(self, page: RowsPage, indices: list[int]) -> None:
        """Write rows of a page, or keep them for later."""

    def finish(self) -> None:
        """Write what is left, after the last row."""

    def close(self) -> None:
        """Let go of what is held, whether it was finished or not."""


class WriterType(Protocol):
    """Makes a writer."""

    def __call__(self, destination: Destination) -> Writer:
        """Return a writer to a destination."""


@attrs.define
class Export:
    """An export of rows.

    Attributes:
        pages: Where the rows come from.
        destination: Where they go to.
        writer_type: How they are written.
        limit: How many rows to take at most, or None.
        count: How many rows were taken, with those that were kept of an interrupted export.
    """

    pages: PageIterator
    destination: Destination
    writer_type: WriterType
    limit: int | None
    count: int = 0

    def go_on_after(self, kept: Kept, page_size: int, *, is_quiet: bool) -> None:
        """Go on after the rows that an interrupted export has left, if there are any."""
        if kept.count:
            self.count = kept.count
            self.pages.walk.go_on_after(kept.keys, page_size)
        if not is_quiet and kept.count:
            say(f"{rows_in_words(kept.count)} were kept; going on after them.")
        elif not is_quiet and not kept.has_ids:
            say("The rows that were kept have no IDs to be told apart by; beginning anew.")

    def carry_out(self, progress: Progress | None) -> int:
        """Take all rows, and return the exit code. What goes wrong is told; nothing half-written is left behind."""
        show = progress if progress and not self.destination.is_read else _no_progress
        try:
            with show() as update, closing(self.writer_type(self.destination)) as writer:
                update(self.count, None)
                self._take_rows(writer, update)
                writer.finish()
                self.destination.commit()
        except OutputClosed:
            self._discard()
            return BROKEN_PIPE
        except (RevoxError, click.ClickException, Interrupted) as error:
            self._discard()
            say(f"{_reason(error)} {self._aftermath(error)}")
            return error.exit_code if isinstance(error, Interrupted) else 1
        except BaseException:
            self._discard()
            raise
        return 0

    def _discard(self) -> None:
        self.pages.abandon()
        self.destination.discard(has_rows=self.count > 0)

    def _take_rows(self, writer: Writer, update: Update) -> None:
        if self.count == self.limit:
            return
        for page in self.pages:
            left = None if self.limit is None else self.limit - self.count
            indices = self.pages.fresh[:left]
            writer.add(page, indices)
            self.count += len(indices)
            update(self.count, self.wanted)
            if self.count == self.limit:
                return
            del page  # before the next one comes, so that there is one page in memory at a time

    @property
    def wanted(self) -> float | None:
        """How many rows will be taken, as far as that is known."""
        known = [number for number in (self.pages.walk.total, self.limit) if number is not None]
        return None if self.pages.walk.total is None else min(known)

    def _aftermath(self, error: Failure) -> str:
        arrived = f"{rows_in_words(self.count)} had arrived. " if self.count else ""
        is_kept = self.destination.keeps_parts or not isinstance(error, IncompleteError)
        advice = "" if is_kept else " To have those that came, use --format jsonl -o -."
        return arrived + self.destination.aftermath() + advice


def _no_progress() -> AbstractContextManager[Update]:
    return nullcontext(lambda done, total: None)


def _reason(error: Failure) -> str:
    """Return what went wrong, and what to do about it."""
    if isinstance(error, Interrupted):
        return f"{error.message}."
    if isinstance(error, click.ClickException):
        return f"Error: {error.format_message()}"
    text = str(error)
    if isinstance(error, APIError):
        text = text.removeprefix(f"{error.operation}: ").rstrip(".")
        text += f" (after {error.attempts} attempts)." if error.attempts > 1 else "."
    if isinstance(error, AuthenticationError):
        text += f" Check the environment variable {API_KEY}."
    return f"Error: {text}"
