# Generated from openapi.yaml (Revox API 2026.3.0) by: python -m tools.generate. Do not edit.

"""Pages whose items stay as the server wrote them, for exports: nothing is made of an item, only its key is read.

That is several times as fast as the types of the spec.
"""

import json
import re
from collections.abc import Callable
from functools import cache
from json.decoder import scanstring  # type: ignore[attr-defined]  # the scanner that json itself uses
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import msgspec

from .json_values import untyped

if TYPE_CHECKING:
    from .operations import Pagination

PageT_co = TypeVar("PageT_co", covariant=True)
_SPACE = re.compile(r"[ \t\r\n]*")
# Numbers stay text here: they are only skipped.
_scanner = json.JSONDecoder(parse_int=str, parse_float=str)


class RawItem(msgspec.Struct, gc=False):
    """An item as the server wrote it.

    Attributes:
        text: Its JSON text.
        key: What tells it from other items; None where it has no such field, or is no object.
    """

    text: msgspec.Raw | bytes
    key: Any

    def __repr__(self) -> str:
        return repr(bytes(self.text))


class RawPage(Generic[PageT_co]):
    """A page, or a chunk of one, whose items are as the server wrote them.

    Attributes:
        items: The items.
        page: The number of the page; None where the server does not say it, and so are the next two.
        page_size: How many items a page holds at most.
        total: How many items there are over all pages.
        is_on_one_line: Whether no item has a line break between its parts.
    """

    def __init__(self, body: bytes, pagination: "Pagination", parse: Callable[[], PageT_co]) -> None:
        envelope = read_envelope(body, pagination)
        self.items = [RawItem(text, _key_of(text, pagination.key)) for text in envelope.items]
        self.page, self.page_size, self.total = envelope.page, envelope.page_size, envelope.total
        self.is_on_one_line = b"\n" not in body and b"\r" not in body
        self._parse = parse

    def parse(self) -> PageT_co:
        """Return the page as the types of the spec, and report how it differs from them."""
        return self._parse()


class Envelope(msgspec.Struct):
    """The items of a page as they stand there, and what stands around them; None where it is missing."""

    items: list[msgspec.Raw] | list[bytes]
    page: Any = None
    page_size: Any = None
    total: Any = None


def read_envelope(body: bytes, pagination: "Pagination") -> Envelope:
    """Take a page apart, without a look into its items.

    Raises:
        ValueError: It is no page: not JSON, no object, or one without the list.
    """
    try:
        found = _decoder(pagination).decode(body)
        return Envelope(found.items, found.page, found.page_size, found.total)
    except (ValueError, RecursionError):
        pass
    values = untyped(body)
    if not isinstance(values, dict) or not isinstance(values.get(pagination.items), list):
        raise ValueError(f"expected an object with the list {pagination.items}")
    others = (values.get(name) for name in (pagination.page, pagination.page_size, pagination.total or ""))
    return Envelope(_split(body, pagination.items), *others)


@cache
def _decoder(pagination: "Pagination") -> msgspec.json.Decoder[Any]:
    names = {"page": pagination.page, "page_size": pagination.page_size, "items": pagination.items}
    names |= {"total": pagination.total} if pagination.total else {}
    type_ = msgspec.defstruct(
        "Envelope",
        [("items", list[msgspec.Raw]), ("page", Any, None), ("page_size", Any, None), ("total", Any, None)],
        rename=names,
    )
    return msgspec.json.Decoder(type_)


@cache
def _key_first(key: str) -> re.Pattern[bytes]:
    return re.compile(rb'\s*\{\s*"' + re.escape(key.encode()) + rb'"\s*:\s*"([^"\\]+)"')


@cache
def _key_decoder(key: str) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(msgspec.defstruct("Key", [("key", Any, None)], rename={"key": key}, gc=False))


def _key_of(text: msgspec.Raw | bytes, key: str) -> Any:
    """Return the key of an item. It mostly comes first, so that the rest need not be looked at."""
    if match := _key_first(key).match(text):
        return match[1].decode(errors="replace")
    try:
        return _key_decoder(key).decode(text).key
    except (ValueError, RecursionError):
        pass
    try:
        item = _scanner.decode(bytes(text).decode(errors="replace"))
    except (ValueError, RecursionError):
        return None
    return item.get(key) if isinstance(item, dict) else None


def _split(body: bytes, key: str) -> list[bytes]:
    """Split what msgspec refuses, such as half a surrogate pair, as `json` reads it."""
    text = body.decode(json.detect_encoding(body), "surrogatepass")
    items: list[bytes] = []
    position = _after(text, 0)
    while text[position] != "}":
        name, position = scanstring(text, _skip(text, position) + 1)
        position = _after(text, _skip(text, position))
        if name == key and text[position] == "[":
            spans, position = _elements(text, position)
            items = [text[start:end].encode("utf-8", "surrogatepass") for start, end in spans]
        else:
            _, position = _scanner.raw_decode(text, position)
        position = _skip(text, position)
        position = position if text[position] == "}" else _after(text, position)
    return items


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
