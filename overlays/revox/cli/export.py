"""Takes the rows of a campaign to an output, and says how it ended."""

from collections.abc import Callable
from contextlib import AbstractContextManager, closing, nullcontext

import attrs
import click
from revox_api.runtime import PageIterator, RawPage

from revox import APIError, AuthenticationError, IncompleteError, RevoxError, models

from .formats import Writer
from .output import Output, OutputClosed
from .signals import BROKEN_PIPE, Interrupted
from .terminal import API_KEY, Update, rows_in_words, say

Pages = PageIterator[RawPage[models.RowsPage]]
Failure = RevoxError | click.ClickException | Interrupted


@attrs.define
class Export:
    """An export of rows.

    Attributes:
        pages: Where the rows come from.
        output: Where they go to.
        writer_type: Makes what writes them.
        limit: How many rows to take at most, or None.
        is_checked: Whether to compare every page with the spec, not only the first one.
        count: How many rows were taken, with those that were kept of an interrupted export.
    """

    pages: Pages
    output: Output
    writer_type: Callable[[Output], Writer]
    limit: int | None
    is_checked: bool
    count: int = 0

    def run(self, progress: Callable[[], AbstractContextManager[Update]] | None) -> int:
        """Take all rows, and return the exit code. What goes wrong is reported; nothing half-written is left behind."""
        bar = progress() if progress and not self.output.is_read else nullcontext[Update](lambda done, total: None)
        try:
            with bar as update, closing(self.writer_type(self.output)) as writer:
                update(self.count, None)
                self._take_rows(writer, update)
                writer.finish()
                self.output.commit()
        except OutputClosed:
            self._discard()
            return BROKEN_PIPE
        except (RevoxError, click.ClickException, Interrupted) as error:
            self._discard()
            say(f"{reason(error)} {self._aftermath(error)}")
            return error.exit_code if isinstance(error, Interrupted) else 1
        except BaseException:
            self._discard()
            raise
        return 0

    @property
    def total(self) -> float | None:
        """How many rows the server says there are, as far as it does."""
        return self.pages.progress.total

    def _discard(self) -> None:
        self.pages.close()
        self.output.discard(has_rows=self.count > 0)

    def _take_rows(self, writer: Writer, update: Update) -> None:
        if self.count == self.limit:
            return
        for page in self.pages:
            if self.is_checked or self.pages.progress.pages <= 1:
                page.parse()  # which reports deviations
            left = None if self.limit is None else self.limit - self.count
            rows = [page.items[index].text for index in self.pages.fresh[:left]]
            if not page.is_on_one_line:
                # A line break within JSON can only be white space: in a text it would be written as \\n.
                rows = [bytes(row).translate(None, b"\r\n") for row in rows]
            writer.add(rows)
            self.count += len(rows)
            wanted = self.total if self.limit is None or self.total is None else min(self.total, self.limit)
            update(self.count, wanted)
            if self.count == self.limit:
                return
            del page, rows  # before the next one comes, so that there is one page in memory at a time

    def _aftermath(self, error: Failure) -> str:
        arrived = f"{rows_in_words(self.count)} had arrived. " if self.count else ""
        is_lost = isinstance(error, IncompleteError) and not self.output.size
        advice = " To have those that came, use --format jsonl -o -." if is_lost else ""
        return arrived + self.output.aftermath() + advice


def reason(error: Failure) -> str:
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
