"""Writes what operations answer: as a table or a record for people, as JSON or CSV for programs, or as bytes."""

import io
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import chain
from typing import Any

import click
from revox_api.runtime import Operation

from .columns import cell, dig, guarded, plain
from .formats import SUFFIXES
from .output import OutputClosed, is_for_terminal, open_output
from .partial_file import Purpose
from .signals import BROKEN_PIPE
from .terminal import one_line, say

FORMATS = ("table", "json", "jsonl", "csv")
BYTES = "bytes"
_FIRST = ["id", "name", "phone_number", "to_phone_number", "status"]
_WIDEST, _NARROWEST = 40, 12


def unwrapped(answer: Any, operation: Operation[Any]) -> Any:
    """Return the record or the list that an answer is about, without what is around it."""
    names: tuple[str, ...] = getattr(operation.responses[0].type, "__struct_encode_fields__", ())
    name = operation.pagination.items if operation.pagination else names[0] if len(names) == 1 else ""
    part = dig(answer, name)
    return part if isinstance(part, dict | list) else answer


@contextmanager
def writing(
    format: str | None, fields: Iterable[str], output: str, *, is_all: bool
) -> Iterator[Callable[[Any, Any], None]]:
    """Open an output, and give what writes an answer to it: all of it, or the part that matters, a record or several.

    Args:
        format: One of `FORMATS`, or `BYTES`; by default as the output suggests.
        fields: The fields of a record to write, or none for all.
        output: Where to, as `-o` has it.
        is_all: Whether all items of a list are read.

    Raises:
        click.UsageError: There would be bytes on a terminal.
    """
    on_terminal = is_for_terminal(output)
    if format == BYTES and on_terminal:
        raise click.UsageError("The answer is not text: -o FILE says where to put it.")
    guess = (SUFFIXES | {".json": "json"}).get(os.path.splitext(output)[1].lower(), "jsonl" if is_all else "json")
    room = shutil.get_terminal_size().columns if on_terminal else sys.maxsize
    texts = partial(_texts, format or ("table" if on_terminal else guess), list(dict.fromkeys(fields)), room)
    opened = open_output(output, Purpose("0" * 16, is_kept=False))

    def write(answer: Any, part: Any) -> None:
        for text in [answer] if isinstance(answer, bytes) else texts(answer, part):
            opened.write(text if isinstance(text, bytes) else text.encode(errors="backslashreplace"))
            opened.flush()
        opened.commit()

    try:
        yield write
    except BaseException as error:
        opened.discard()
        if isinstance(error, OutputClosed):
            raise click.exceptions.Exit(BROKEN_PIPE) from None
        raise


def _texts(format: str, fields: list[str], room: int, answer: Any, part: Any) -> Iterator[str]:
    """Yield what is written of an answer; it is None where its parts come one after the other."""
    is_list = isinstance(part, list | Iterator)
    items: Iterator[Any] = iter(part if is_list else [part])
    if fields:
        items = ({name: dig(item, *name.split(".")) for name in fields} for item in items)
    elif format in ("csv", "table"):
        items = (dict(_flat(item)) for item in items)
    if format == "jsonl":
        yield from (f"{json.dumps(item, ensure_ascii=False)}\n" for item in items)
    elif format == "json":
        picked = list(items) if is_list else next(items)
        yield f"{json.dumps(picked if fields or answer is None else answer, ensure_ascii=False, indent=2)}\n"
    elif format == "csv":
        text = dig(part, "csv")  # where the answer is a file within JSON
        yield text if isinstance(text, str) else _csv(list(items), fields)
    elif not (rows := list(items)):
        say("There are none.")
    else:
        told = {name: None for row in rows for name, value in row.items() if value is not None}
        names = fields or sorted(told, key=_order)
        lines = [names, *([row.get(name) for name in names] for row in rows)] if is_list else rows[0].items()
        yield _table([[one_line(plain(value)) for value in line] for line in lines], room)


def _flat(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the values in an object and in the objects within, each with its path."""
    if isinstance(value, dict) and (value or not name):
        yield from chain.from_iterable(_flat(item, f"{name}.{key}" if name else key) for key, item in value.items())
    else:
        yield name or "value", value


def _order(name: str) -> tuple[int, int]:
    return _FIRST.index(name) if name in _FIRST else len(_FIRST), name.count(".")


def _csv(rows: list[dict[str, Any]], fields: Sequence[str]) -> str:
    """Return rows as `revox rows` writes them: for spreadsheets, which must not take text for formulas."""
    import csv  # here, because it takes time to import

    names = fields or list(dict.fromkeys(chain.from_iterable(rows)))
    text = io.StringIO(newline="")
    lines = [[cell(row.get(name), is_phone="phone" in name) for name in names] for row in rows]
    csv.writer(text).writerows([map(guarded, names), *lines])
    return f"\ufeff{text.getvalue()}"


def _table(lines: Sequence[Sequence[str]], room: int) -> str:
    """Return lines as a table with as many columns as there is room for."""
    from rich.cells import cell_len  # here, because it takes time to import

    from .table import GAP, aligned

    widths: list[int] = []
    for column in zip(*lines, strict=True):
        left, wanted = room - sum(widths) - GAP * len(widths), max(map(cell_len, column))
        if widths and left < min(wanted, _NARROWEST):
            break
        widths.append(min(wanted, left, _WIDEST if len(lines[0]) > 2 and room < sys.maxsize else left))
    return aligned(lines, widths)
