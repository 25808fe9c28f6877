"""Rows as CSV.

The columns are not known before the last row, so rows wait in a file, never in memory: as JSON lines that hold the ID
and the cells, which take little more room than the CSV.
"""

import contextlib
import csv
import json
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


class _Waiting(msgspec.Struct):
    """A row that waits: its cells in the columns that all rows have, and those of what was uploaded, by column."""

    cells: list[str]
    inputs: dict[str, str]


_decode = msgspec.json.Decoder(_Waiting).decode


def _read(line: bytes) -> _Waiting:
    try:
        return _decode(line)
    except ValueError:  # half a surrogate pair in the ID
        return msgspec.convert(untyped(line), _Waiting)


class CsvWriter(Writer):
    """Writes rows as CSV, in columns that are the same for all."""

    def __init__(self, output: Output) -> None:
        super().__init__(output)
        self._waiting = output.waiting()
        self._count = output.kept.count

    def add(self, rows: Sequence[Line]) -> None:
        """Keep rows for later."""
        self._output.guard(lambda: self._waiting.write(as_lines([_waiting(untyped(bytes(row))) for row in rows])))
        self._output.flush()
        self._count += len(rows)

    def finish(self) -> None:
        """Write the header and all rows."""
        inputs = dict.fromkeys((name for row in self._rows() for name in row.inputs), "")
        self._output.write(BYTE_ORDER_MARK.encode())
        writer = csv.writer(SimpleNamespace(write=lambda text: self._output.write(text.encode())))
        writer.writerow([*(column.name for column in COLUMNS), *inputs])
        for row in self._rows():
            writer.writerow([*row.cells, *(inputs | row.inputs).values()])

    def close(self) -> None:
        """Close the file of the rows that wait. An error of it was reported when it was written."""
        with contextlib.suppress(OSError):
            self._waiting.close()

    def _rows(self) -> Iterator[_Waiting]:
        self._output.guard(lambda: self._waiting.seek(0))
        count = 0
        with contextlib.suppress(ValueError):  # a hole, or what is no row
            for line in self._waiting:
                yield _read(line)
                count += 1
        if count != self._count:
            raise ClickException(f"Cannot write {self._output.name}: another process has changed the rows that wait.")


def _waiting(row: Any) -> bytes:
    """Return the line with what is to be written of a row."""
    inputs = {_column_name(name): cell(value) for name, value in _inputs(row)}
    waiting = {"id": dig(row, "id"), "cells": [column.cell(row) for column in COLUMNS], "inputs": inputs}
    try:
        return msgspec.json.encode(waiting)
    except (ValueError, OverflowError, TypeError):
        return json.dumps(waiting).encode()  # as above


def _inputs(row: Any) -> list[tuple[str | None, Any]]:
    """Return what was uploaded for a contact; what is no object is one column without a name."""
    inputs = dig(row, "input_data")
    if isinstance(inputs, dict):
        return list(inputs.items())
    return [] if inputs is None else [(None, inputs)]


def _column_name(name: str | None) -> str:
    # No name can be a formula, because of what it begins with.
    return "input" if name is None else f"input.{plain(name)}"
