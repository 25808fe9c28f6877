"""Rows as CSV.

The columns are not known before the last row, so rows wait in a temporary file without a name, never in memory.
"""

import contextlib
import csv
import tempfile
from collections.abc import Iterator
from functools import partial
from typing import IO, Any

import msgspec
from revox_api.models import RowsPage

from ._cells import cell, dig, plain
from ._columns import COLUMNS
from ._destination import Destination

BYTE_ORDER_MARK = "\ufeff"
_decode = msgspec.json.Decoder(list[str]).decode


class CsvWriter:
    """Writes rows as CSV, in columns that are the same for all."""

    def __init__(self, destination: Destination) -> None:
        self._destination = destination
        self._inputs: dict[str, int] = {}
        self._waiting = destination.guard(partial(_temporary_file, destination.directory))

    def add(self, page: RowsPage, indices: list[int]) -> None:
        """Take in rows of a page."""
        lines = (msgspec.json.encode(self._cells(page.rows[index])) + b"\n" for index in indices)
        self._destination.guard(lambda: self._waiting.writelines(lines))

    def finish(self) -> None:
        """Write the header and all rows."""
        self._destination.write(BYTE_ORDER_MARK.encode())
        writer = csv.writer(_Encoded(self._destination))
        writer.writerow([*(column.name for column in COLUMNS), *self._inputs])
        writer.writerows(self._all_cells())

    def close(self) -> None:
        """Let go of the temporary file. What it could not take was told when it was written."""
        with contextlib.suppress(OSError):
            self._waiting.close()

    def _cells(self, row: Any) -> list[str]:
        inputs = {_column_name(name): cell(value) for name, value in _inputs(row)}
        for name in inputs:
            self._inputs.setdefault(name, len(self._inputs))
        return [*(column.cell(row) for column in COLUMNS), *(inputs.get(name, "") for name in self._inputs)]

    def _all_cells(self) -> Iterator[list[str]]:
        self._destination.guard(lambda: self._waiting.seek(0))
        width = len(COLUMNS) + len(self._inputs)
        for line in self._waiting:
            cells = _decode(line)
            yield cells + [""] * (width - len(cells))


def _temporary_file(directory: str | None) -> IO[bytes]:
    return tempfile.TemporaryFile(dir=directory)


class _Encoded:
    """What a csv writer writes to."""

    def __init__(self, destination: Destination) -> None:
        self._destination = destination

    def write(self, text: str) -> None:
        """Write text as UTF-8."""
        self._destination.write(text.encode())


def _inputs(row: Any) -> list[tuple[str | None, Any]]:
    """Return what was uploaded for a contact; what is not a table of columns is one column without a name."""
    inputs = dig(row, "input_data")
    if isinstance(inputs, dict):
        return list(inputs.items())
    return [] if inputs is None else [(None, inputs)]


def _column_name(name: str | None) -> str:
    # No name can be a formula, because of what it begins with.
    return "input" if name is None else f"input.{plain(name)}"
