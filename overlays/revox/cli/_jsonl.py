"""Rows as JSON lines: each row as the server wrote it, byte for byte, but for line breaks between its parts."""

from revox_api.models import RowsPage

from revox._raw_rows import RawRowsPage

from ._destination import Destination


class JsonlWriter:
    """Writes each row on a line."""

    def __init__(self, destination: Destination) -> None:
        self._destination = destination

    def add(self, page: RowsPage, indices: list[int]) -> None:
        """Write rows of a page."""
        self._destination.write(lines_of(page, indices))
        self._destination.flush()

    def finish(self) -> None:
        """Do nothing: every row is complete."""

    def close(self) -> None:
        """Do nothing."""


def lines_of(page: RowsPage, indices: list[int]) -> bytes:
    """Return rows of a page, each on a line as the server wrote it."""
    raw = RawRowsPage.of(page)
    lines = [raw.rows[index].text for index in indices]
    if not raw.is_on_one_line:
        # A line break within JSON can only be white space: in a text it would be written as \n.
        lines = [bytes(line).translate(None, b"\r\n") for line in lines]
    return b"\n".join([*lines, b""])
