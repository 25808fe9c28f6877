"""Rows as JSON lines: each row as the server wrote it, byte for byte, but for line breaks between its parts."""

import json
import re
from json.decoder import scanstring  # type: ignore[attr-defined]  # the scanner that json itself uses
from typing import Any

import msgspec
from revox_api.models import RowsPage

from ._destination import Destination


class _Rows(msgspec.Struct):
    rows: list[msgspec.Raw]


_decoder = msgspec.json.Decoder(_Rows)
_SPACE = re.compile(r"[ \t\r\n]*")
# Numbers stay text here: they are only skipped.
_scanner = json.JSONDecoder(parse_int=str, parse_float=str)


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
    rows = split(page.raw_body)
    lines: list[Any] = [rows[index] for index in indices]
    if b"\n" in page.raw_body or b"\r" in page.raw_body:
        # A line break within JSON can only be white space: in a text it would be written as \n.
        lines = [bytes(line).translate(None, b"\r\n") for line in lines]
    return b"\n".join([*lines, b""])


def split(body: bytes) -> list[msgspec.Raw] | list[bytes]:
    """Return the rows of a response, each as it stands there."""
    try:
        return _decoder.decode(body).rows
    except (ValueError, RecursionError):
        return _split_slowly(body)


def _split_slowly(body: bytes) -> list[bytes]:
    """Split what msgspec refuses, such as half a surrogate pair, as `json` reads it."""
    encoding = json.detect_encoding(body)
    text = body.decode(encoding, "surrogatepass")
    rows: list[bytes] = []
    position = _after(text, 0)
    while text[position] != "}":
        name, position = scanstring(text, _skip(text, position) + 1)
        position = _after(text, _skip(text, position))
        if name == "rows" and text[position] == "[":
            spans, position = _elements(text, position)
            rows = [text[start:end].encode("utf-8", "surrogatepass") for start, end in spans]
        else:
            _, position = _scanner.raw_decode(text, position)
        position = _skip(text, position)
        position = position if text[position] == "}" else _after(text, position)
    return rows


def _elements(text: str, position: int) -> tuple[list[tuple[int, int]], int]:
    """Return where each element of a list is, and where the list ends."""
    spans = []
    position = _after(text, position)
    while text[position] != "]":
        _, end = _scanner.raw_decode(text, position)
        spans.append((position, end))
        position = _skip(text, end)
        position = position if text[position] == "]" else _after(text, position)
    return spans, position + 1


def _skip(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() if match else position


def _after(text: str, position: int) -> int:
    """Return where the next token begins, behind the one character at a position."""
    return _skip(text, _skip(text, position) + 1)
