"""The formats of an export, what a writer of a format does, and the writer of JSON lines."""

import os
from abc import ABC, abstractmethod
from collections.abc import Sequence

import click
import msgspec

from .output import Output, is_for_terminal, is_special, is_stdout

FORMATS = ("table", "jsonl", "csv")
SUFFIXES = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv"}
Line = bytes | msgspec.Raw


class Writer(ABC):
    """Writes rows in some format."""

    def __init__(self, output: Output) -> None:
        self._output = output

    @abstractmethod
    def add(self, rows: Sequence[Line]) -> None:
        """Write rows, or keep them for later; each one is JSON on one line."""

    def finish(self) -> None:  # noqa: B027  # nothing is left by default
        """Write what is left, after the last row."""

    def close(self) -> None:  # noqa: B027  # nothing is held by default
        """Release what is held, whether it was finished or not."""


class JsonlWriter(Writer):
    """Writes each row on a line, byte for byte as it came."""

    def add(self, rows: Sequence[Line]) -> None:
        """Write rows."""
        self._output.write(as_lines(rows))
        self._output.flush()


def as_lines(rows: Sequence[Line]) -> bytes:
    """Return rows with a line feed behind each."""
    return b"\n".join([*rows, b""])


def default_format(name: str) -> str:
    """Return the format for what `-o` names.

    Raises:
        click.UsageError: Its suffix does not tell.
    """
    if is_stdout(name):
        return "table" if is_for_terminal(name) else "jsonl"
    suffix = os.path.splitext(name)[1].lower()
    if suffix in SUFFIXES:
        return SUFFIXES[suffix]
    if is_special(name):
        return "jsonl"
    known = ", ".join(SUFFIXES)
    raise click.UsageError(f"The format cannot be told from {name!r}: use --format, or one of {known}.")
