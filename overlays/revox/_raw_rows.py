"""Pages whose rows stay as the server wrote them, for exports: nothing is made of a row, only its ID is read.

That is several times as fast as the types of the spec, and nobody notices where a row is not what the spec says.
"""

import json
import re
from json.decoder import scanstring  # type: ignore[attr-defined]  # the scanner that json itself uses
from typing import Any

import msgspec
from revox_api import UNSET
from revox_api.api.campaigns.get_rows import OPERATION
from revox_api.models import RowsPage
from revox_api.types import ResponseType

from revox._iterators import Reading
from revox._parts import LIST

_ID_FIRST = re.compile(rb'\s*\{\s*"id"\s*:\s*"([^"\\]+)"')
_SPACE = re.compile(r"[ \t\r\n]*")
# Numbers stay text here: they are only skipped.
_scanner = json.JSONDecoder(parse_int=str, parse_float=str)


class _Identity(msgspec.Struct, gc=False):
    id: Any = UNSET


class _Envelope(msgspec.Struct):
    rows: list[msgspec.Raw]
    page: Any = UNSET
    page_size: Any = UNSET
    total: Any = UNSET


_identity = msgspec.json.Decoder(_Identity)
_envelope = msgspec.json.Decoder(_Envelope)


class RawRow(msgspec.Struct, gc=False):
    """A row as the server wrote it.

    Attributes:
        text: The text of the row.
        id: Its ID; UNSET where it has none, or is no object.
    """

    text: msgspec.Raw | bytes
    id: Any

    def __repr__(self) -> str:
        return repr(bytes(self.text))


def _id_of(text: msgspec.Raw | bytes) -> Any:
    """Return the ID of a row. It mostly comes first, so that the rest need not be looked at."""
    if match := _ID_FIRST.match(text):
        return match[1].decode(errors="replace")
    try:
        return _identity.decode(text).id
    except (ValueError, RecursionError):
        pass
    try:
        row = _scanner.decode(bytes(text).decode(errors="replace"))
    except (ValueError, RecursionError):
        return UNSET
    return row.get("id", UNSET) if isinstance(row, dict) else UNSET


class RawRowsPage:
    """A page of rows as the server wrote them.

    Attributes:
        rows: The rows.
        page: As in `RowsPage`; UNSET where the server does not say it, and so are the others.
        page_size: As in `RowsPage`.
        total: As in `RowsPage`.
        is_on_one_line: Whether no row has a line break between its parts.
    """

    def __init__(self, body: bytes) -> None:
        envelope = _envelope.decode(body)
        self.page, self.page_size, self.total = envelope.page, envelope.page_size, envelope.total
        self.rows = [RawRow(text, _id_of(text)) for text in envelope.rows]
        self.is_on_one_line = b"\n" not in body and b"\r" not in body

    @classmethod
    def of(cls, page: "RowsPage | RawRowsPage") -> "RawRowsPage":
        """Return a page that was read in whichever way, with its rows as the server wrote them."""
        if isinstance(page, RawRowsPage):
            return page
        raw = cls.__new__(cls)
        raw.page, raw.page_size, raw.total = page.page, page.page_size, page.total
        raw.rows = [RawRow(text, _id_of(text)) for text in split(page.raw_body)]
        raw.is_on_one_line = False
        return raw


class _RawResponseType(ResponseType[RowsPage], frozen=True):
    def decode(self, content: bytes, charset: str = "utf-8") -> Any:
        """Return a page of raw rows. What that refuses is read as every other page, or told of."""
        return RawRowsPage(content)


RAW = Reading(
    msgspec.structs.replace(
        OPERATION,
        responses=tuple(
            _RawResponseType(known.first_status, known.last_status, known.payload, known.type)
            for known in OPERATION.responses
        ),
    ),
    RawRowsPage.of,  # type: ignore[arg-type]  # it has what a walk and an export need of a page
)


def split(body: bytes) -> list[msgspec.Raw] | list[bytes]:
    """Return the rows of a response, each as it stands there."""
    try:
        return _envelope.decode(body).rows
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
        if name == LIST and text[position] == "[":
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
