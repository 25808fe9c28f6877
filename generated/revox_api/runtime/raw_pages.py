# Generated from openapi.yaml (Revox API 2026.3.0) by: python -m tools.generate. Do not edit.

"""Pages whose items stay as the server wrote them, for exports: nothing is made of an item, only its key is read.

That is several times as fast as the types of the spec.
"""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from json.decoder import scanstring  # type: ignore[attr-defined]  # the scanner that json itself uses
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import msgspec

from .json_values import HugeNumber, untyped

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
        key: What tells it from other items, as text; None where it has no such field, or is no object.
    """

    text: msgspec.Raw | bytes
    key: str | None

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
def _key_decoder(key: str) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(msgspec.defstruct("Key", [("key", Any, None)], rename={"key": key}, gc=False))


def _key_of(text: msgspec.Raw | bytes, key: str) -> str | None:
    """Return the key of an item; the last one, as every reader of JSON has it, if there are several."""
    try:
        return as_key(_key_decoder(key).decode(text).key)
    except (ValueError, RecursionError):
        pass
    try:
        item = untyped(bytes(text))
    except (ValueError, RecursionError):
        return None
    return as_key(item.get(key)) if isinstance(item, dict) else None


def as_key(value: object) -> str | None:
    """Return what an item is known by: text as it is, a number however it is written, and None for anything else."""
    if isinstance(value, HugeNumber):
        return value.text
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return repr(value)
    return str(value) if isinstance(value, str) else None


def _split(body: bytes, key: str) -> list[bytes]:
    """Split what msgspec refuses, such as half a surrogate pair, as `json` reads it."""
    text = body.decode(json.detect_encoding(body), "surrogatepass")
    lists = [at for name, at in members(text) if name == key and text[at] == "["]
    spans = elements(text, _after(text, lists[-1]))
    return [text[start:end].encode("utf-8", "surrogatepass") for start, end in spans]


def members(text: str) -> Iterator[tuple[str, int]]:
    """Yield the names in an object, and where their values begin, as far as the text is whole."""
    position, separator = _skip(text, 0), "{"
    with suppress(ValueError, IndexError, RecursionError):
        while text[position] == separator and text[position := _after(text, position)] == '"':
            name, position = scanstring(text, position + 1)
            position = _after(text, position)
            yield name, position
            _, end = _scanner.raw_decode(text, position)
            position, separator = _skip(text, end), ","


def elements(text: str, position: int) -> Iterator[tuple[int, int]]:
    """Yield where each element of a list begins and ends, from the first one on, as far as the text is whole."""
    with suppress(ValueError, RecursionError):
        while True:
            _, end = _scanner.raw_decode(text, position)
            yield position, end
            if not text.startswith(",", _skip(text, end)):
                return
            position = _after(text, end)


def _skip(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() if match else position


def _after(text: str, position: int) -> int:
    """Return where the next token begins, behind the one character at a position."""
    return _skip(text, _skip(text, position) + 1)
