"""Rows as CSV.

The columns are not known before the last row, so rows wait in a file, as JSON lines, never in memory.
"""

import contextlib
import csv
from collections.abc import Iterator
from typing import Any

import msgspec
from revox_api.models import RowsPage
from revox_api.types import parse_json

from ._cells import as_json, cell, dig, plain
from ._columns import COLUMNS
from ._destination import Destination
from ._jsonl import lines_of

BYTE_ORDER_MARK = "\ufeff"


class _Inputs(msgspec.Struct):
    input_data: dict[str, msgspec.Raw]


_decode = msgspec.json.Decoder().decode
_decode_inputs = msgspec.json.Decoder(_Inputs).decode


class CsvWriter:
    """Writes rows as CSV, in columns that are the same for all."""

    def __init__(self, destination: Destination) -> None:
        self._destination = destination
        self._waiting = destination.waiting()

    def add(self, page: RowsPage, indices: list[int]) -> None:
        """Take in rows of a page."""
        lines = lines_of(page, indices)
        if not _is_utf8(lines):
            rows = (as_json(page.rows[index]) for index in indices)
            lines = "".join(f"{row}\n" for row in rows).encode("utf-8", "surrogatepass")
        self._destination.guard(lambda: self._waiting.write(lines))
        self._destination.flush()

    def finish(self) -> None:
        """Write the header and all rows."""
        inputs = self._all_inputs()
        self._destination.write(BYTE_ORDER_MARK.encode())
        writer = csv.writer(_Encoded(self._destination))
        writer.writerow([*(column.name for column in COLUMNS), *inputs])
        for line in self._lines():
            row = _parsed(line)
            cells = inputs | {_column_name(name): cell(value) for name, value in _inputs(row)}
            writer.writerow([*(column.cell(row) for column in COLUMNS), *cells.values()])

    def close(self) -> None:
        """Let go of the rows that waited. What their file could not take was told when it was written."""
        with contextlib.suppress(OSError):
            self._waiting.close()

    def _all_inputs(self) -> dict[str, str]:
        """Return the names of all columns of contacts, each with an empty cell."""
        names: dict[str | None, None] = {}
        for line in self._lines():
            try:
                names.update(dict.fromkeys(_decode_inputs(line).input_data))
            except (ValueError, RecursionError):
                names.update(dict.fromkeys(name for name, _ in _inputs(_parsed(line))))
        return dict.fromkeys(map(_column_name, names), "")

    def _lines(self) -> Iterator[bytes]:
        self._destination.guard(lambda: self._waiting.seek(0))
        return iter(self._waiting)


def _is_utf8(text: bytes) -> bool:
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True


def _parsed(line: bytes) -> Any:
    """Return a row as JSON values; `parse_json` takes what msgspec refuses."""
    try:
        return _decode(line)
    except ValueError:
        return parse_json(line)


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
