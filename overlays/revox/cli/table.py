"""Rows as a table for people: what matters most, cut to the width of the terminal."""

import io
import re
import sys
from collections.abc import Sequence
from typing import Any

from revox_api.runtime.json_values import untyped
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from .columns import dig, plain
from .formats import Line, Writer
from .output import Output
from .terminal import one_line

_ROOM_FOR_TWO_INPUTS = 96
_WIDEST = 32
_NARROWEST_INPUT = 8
_NARROWEST_STATUS = 9
_GAP = 2
_ROOM_IN_A_PIPE = 1000
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)")
_TIMES = (
    ("call", "last_call_attempt", "ended_at"),
    ("call", "last_call_attempt", "started_at"),
    ("call", "scheduled_at"),
)


class TableWriter(Writer):
    """Writes a table, page by page; its columns are as wide as the first page needs."""

    def __init__(self, output: Output) -> None:
        super().__init__(output)
        self._inputs: list[str] = []
        self._widths: list[int] = []
        on_terminal = output.is_terminal
        self._encoding = (sys.stdout.encoding if on_terminal and sys.stdout else None) or "utf-8"
        self._text = io.StringIO()
        width = None if on_terminal else _ROOM_IN_A_PIPE
        self._console = Console(file=self._text, force_terminal=on_terminal, width=width)

    def add(self, rows: Sequence[Line]) -> None:
        """Write rows."""
        values = [untyped(bytes(row)) for row in rows]
        is_first = not self._widths
        if is_first:
            self._inputs = _first_inputs(values)[: 2 if self._console.width >= _ROOM_FOR_TWO_INPUTS else 1]
        lines = [self._cells(row) for row in values]
        header = ["#", "phone", *map(one_line, self._inputs), "status", "result", "attempts", "last time"]
        if is_first:
            self._widths = _widths([header, *lines], self._console.width)
        self._print(_table(header, self._widths, lines, has_header=is_first))

    def _cells(self, row: Any) -> list[str]:
        parts = [
            dig(row, "row_index"),
            dig(row, "phone_number"),
            *(dig(row, "input_data", name) for name in self._inputs),
            dig(row, "call", "status"),
            dig(row, "call", "last_call_attempt", "result"),
            dig(row, "call", "calls_count"),
            _last_time(row),
        ]
        return [one_line(plain(part)) for part in parts]

    def _print(self, table: Table) -> None:
        self._console.print(table)
        lines = self._text.getvalue().splitlines()
        self._text.seek(0)
        self._text.truncate()
        self._output.write("".join(f"{line.rstrip()}\n" for line in lines).encode(self._encoding, "replace"))
        self._output.flush()


def _table(header: Sequence[str], widths: Sequence[int], lines: Sequence[Sequence[str]], *, has_header: bool) -> Table:
    table = Table(box=None, show_header=has_header, pad_edge=False, padding=(0, _GAP, 0, 0))
    for name, width in zip(header, widths, strict=True):
        table.add_column(Text(name), width=width, no_wrap=True)
    for line in lines:
        table.add_row(*(Text(part) for part in line))
    return table


def _first_inputs(rows: list[Any]) -> list[str]:
    """Return the columns that were uploaded first, which are names as a rule."""
    names: dict[str, None] = {}
    for row in rows:
        inputs = dig(row, "input_data")
        names |= dict.fromkeys(inputs) if isinstance(inputs, dict) else {}
    return list(names)


def _last_time(row: Any) -> str:
    """Return the last time that something happened or is going to happen, to the minute."""
    text = next((plain(value) for path in _TIMES if (value := dig(row, *path)) is not None), "")
    match = _TIME.match(text)
    return f"{match[1]} {match[2]}" if match else text


def _widths(lines: Sequence[Sequence[str]], room: int) -> list[int]:
    """Return how wide the columns are. What can be read when it is cut gives way first, and phone numbers last."""
    widths = [min(_WIDEST, max(map(cell_len, column))) for column in zip(*lines, strict=True)]
    inputs, statuses = range(2, len(widths) - 4), range(len(widths) - 4, len(widths) - 2)
    while sum(widths) + _GAP * (len(widths) - 1) > room and max(widths) > 1:
        shrinkable: Sequence[int] = [index for index in inputs if widths[index] > _NARROWEST_INPUT]
        shrinkable = shrinkable or [index for index in statuses if widths[index] > _NARROWEST_STATUS]
        widths[max(shrinkable or range(len(widths)), key=widths.__getitem__)] -= 1
    return widths
