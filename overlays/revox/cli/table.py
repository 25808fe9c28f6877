"""Rows as a table for people: what matters most, cut to the width of the terminal."""

import os
import re
import shutil
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from revox_api.runtime.json_values import untyped
from rich.cells import cell_len, set_cell_size

from .columns import dig, plain
from .formats import Line, Writer
from .output import Output
from .terminal import one_line

_ROOM_FOR_TWO_INPUTS = 96
_WIDEST = 32
_NARROWEST_INPUT = 8
_NARROWEST_STATUS = 9
GAP = 2
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
        self._encoding = (sys.stdout.encoding if output.is_terminal and sys.stdout else None) or "utf-8"
        self._room = shutil.get_terminal_size().columns if output.is_terminal else _ROOM_IN_A_PIPE

    def add(self, rows: Sequence[Line]) -> None:
        """Write rows."""
        values = [untyped(bytes(row)) for row in rows]
        head = ""
        if not self._widths:
            self._inputs = _first_inputs(values)[: 2 if self._room >= _ROOM_FOR_TWO_INPUTS else 1]
            header = ["#", "phone", *map(one_line, self._inputs), "status", "result", "attempts", "last time"]
            self._widths = _widths([header, *map(self._cells, values)], self._room)
            head = aligned([header], self._widths)
            is_plain = not self._output.is_terminal or os.environ.get("TERM") == "dumb"
            head = head if is_plain else f"\x1b[1m{head[:-1]}\x1b[0m\n"
        text = head + aligned(map(self._cells, values), self._widths)
        self._output.write(text.encode(self._encoding, "replace"))
        self._output.flush()

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


def aligned(lines: Iterable[Sequence[str]], widths: Sequence[int]) -> str:
    """Return lines with their cells in columns of some widths; further cells are left out."""
    return "".join(f"{(' ' * GAP).join(map(_fitted, line, widths)).rstrip()}\n" for line in lines)


def _fitted(text: str, width: int) -> str:
    return (
        set_cell_size(text, width)
        if cell_len(text) <= width
        else f"{set_cell_size(text, width - 1)}\N{HORIZONTAL ELLIPSIS}"
    )


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
    while sum(widths) + GAP * (len(widths) - 1) > room and max(widths) > 1:
        shrinkable: Sequence[int] = [index for index in inputs if widths[index] > _NARROWEST_INPUT]
        shrinkable = shrinkable or [index for index in statuses if widths[index] > _NARROWEST_STATUS]
        widths[max(shrinkable or range(len(widths)), key=widths.__getitem__)] -= 1
    return widths
