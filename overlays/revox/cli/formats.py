"""The formats of an export, and what writes them. JSON lines are written here, each row byte for byte as it came."""

import os
from collections.abc import Sequence
from typing import Protocol

import click
from revox_api.runtime import RawItem

from .output import Output, is_for_terminal, is_special, is_stdout

FORMATS = ("table", "jsonl", "csv")
SUFFIXES = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv"}


class Writer(Protocol):
    """Writes rows in some format."""

    def add(self, rows: Sequence[RawItem], *, is_on_one_line: bool) -> None:
        """Write rows, or keep them for later.

        Args:
            rows: The rows.
            is_on_one_line: Whether there is no line break between the parts of any row.
        """

    def finish(self) -> None:
        """Write what is left, after the last row."""

    def close(self) -> None:
        """Release what is held, whether it was finished or not."""


class JsonlWriter:
    """Writes each row on a line."""

    def __init__(self, output: Output) -> None:
        self._output = output

    def add(self, rows: Sequence[RawItem], *, is_on_one_line: bool) -> None:
        """Write rows."""
        self._output.write(as_lines(rows, is_on_one_line=is_on_one_line))
        self._output.flush()

    def finish(self) -> None:
        """Do nothing: every row is complete."""

    def close(self) -> None:
        """Do nothing."""


def as_lines(rows: Sequence[RawItem], *, is_on_one_line: bool) -> bytes:
    """Return rows as the server wrote them, each on a line."""
    lines = [row.text for row in rows]
    if not is_on_one_line:
        # A line break within JSON can only be white space: in a text it would be written as \n.
        lines = [bytes(line).translate(None, b"\r\n") for line in lines]
    return b"\n".join([*lines, b""])


def default_format(name: str | None) -> str:
    """Return the format for what `-o` names.

    Raises:
        click.UsageError: Its suffix does not tell.
    """
    if name is None or is_stdout(name):
        return "table" if is_for_terminal(name) else "jsonl"
    suffix = os.path.splitext(name)[1].lower()
    if suffix in SUFFIXES:
        return SUFFIXES[suffix]
    if is_special(name):
        return "jsonl"
    known = ", ".join(SUFFIXES)
    raise click.UsageError(f"The format cannot be told from {name!r}: use --format, or one of {known}.")
