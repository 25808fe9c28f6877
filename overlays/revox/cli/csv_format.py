"""Rows as CSV.

The columns are not known before the last row, so rows wait in a file, as JSON lines, never in memory.
"""

import contextlib
import csv
from collections.abc import Iterator, Sequence
from types import SimpleNamespace
from typing import Any

import msgspec
from click import ClickException
from revox_api.runtime.json_values import untyped

from .columns import COLUMNS, cell, dig, plain
from .formats import Line, Writer, as_lines
from .output import Output

BYTE_ORDER_MARK = "\ufeff"


class _Inputs(msgspec.Struct):
    input_data: dict[str, msgspec.Raw]


_decode_inputs = msgspec.json.Decoder(_Inputs).decode


class CsvWriter(Writer):
    """Writes rows as CSV, in columns that are the same for all."""

    def __init__(self, output: Output) -> None:
        super().__init__(output)
        self._waiting = output.waiting()
        self._count = output.kept.count

    def add(self, rows: Sequence[Line]) -> None:
        """Keep rows for later."""
        self._output.guard(lambda: self._waiting.write(as_lines(rows)))
        self._output.flush()
        self._count += len(rows)

    def finish(self) -> None:
        """Write the header and all rows."""
        inputs = self._all_inputs()
        self._output.write(BYTE_ORDER_MARK.encode())
        writer = csv.writer(SimpleNamespace(write=lambda text: self._output.write(text.encode())))
        writer.writerow([*(column.name for column in COLUMNS), *inputs])
        for line in self._lines():
            row = untyped(line)
            cells = inputs | {_column_name(name): cell(value) for name, value in _inputs(row)}
            writer.writerow([*(column.cell(row) for column in COLUMNS), *cells.values()])

    def close(self) -> None:
        """Close the file of the rows that wait. An error of it was reported when it was written."""
        with contextlib.suppress(OSError):
            self._waiting.close()

    def _all_inputs(self) -> dict[str, str]:
        """Return the names of all columns of contacts, each with an empty cell."""
        names: dict[str | None, None] = {}
        for line in self._lines():
            try:
                names.update(dict.fromkeys(_decode_inputs(line).input_data))
            except (ValueError, RecursionError):
                names.update(dict.fromkeys(name for name, _ in _inputs(untyped(line))))
        return dict.fromkeys(map(_column_name, names), "")

    def _lines(self) -> Iterator[bytes]:
        self._output.guard(lambda: self._waiting.seek(0))
        count = 0
        for line in self._waiting:
            if b"\0" in line:  # a hole
                break
            count += 1
            yield line
        if count != self._count:
            raise ClickException(f"Cannot write {self._output.name}: another process has changed the rows that wait.")


def _inputs(row: Any) -> list[tuple[str | None, Any]]:
    """Return what was uploaded for a contact; what is no object is one column without a name."""
    inputs = dig(row, "input_data")
    if isinstance(inputs, dict):
        return list(inputs.items())
    return [] if inputs is None else [(None, inputs)]


def _column_name(name: str | None) -> str:
    # No name can be a formula, because of what it begins with.
    return "input" if name is None else f"input.{plain(name)}"
