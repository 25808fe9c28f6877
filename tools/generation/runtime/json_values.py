"""JSON as plain Python values, with what msgspec refuses: UTF-16, lone surrogates, numbers that no `float` holds."""

import json
import math
from typing import Any, Self

import msgspec


class HugeNumber(float):
    """A number that no `float` holds, such as 1e400. It counts as infinite, and goes out as it came.

    Attributes:
        text: The number as it came.
    """

    text: str

    def __new__(cls, text: str) -> Self:
        """Make a number of its text."""
        number = super().__new__(cls, text)
        number.text = text
        return number


def as_float(value: object) -> float:
    """Return a `HugeNumber` as msgspec takes it, for `enc_hook`."""
    if isinstance(value, HugeNumber):
        return float(value)
    raise TypeError(f"expected JSON, got {type(value).__name__}")


def as_text(value: object) -> msgspec.Raw:
    """Return a `HugeNumber` as it came, for `enc_hook`."""
    if isinstance(value, HugeNumber):
        return msgspec.Raw(value.text.encode())
    raise TypeError(f"expected JSON, got {type(value).__name__}")


def parse_json(text: str | bytes) -> Any:
    """Parse JSON with what msgspec refuses: UTF-16, lone surrogates, and numbers that no `float` holds; but no NaN.

    Raises:
        ValueError: It is not JSON.
    """
    return json.loads(text, parse_int=_integer, parse_float=_number, parse_constant=_refuse)


def _integer(text: str) -> int | HugeNumber:
    try:
        return int(text)
    except ValueError:  # Python reads 4,300 digits at most
        return HugeNumber(text)


def _number(text: str) -> float:
    number = float(text)
    return number if math.isfinite(number) else HugeNumber(text)


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")


def untyped(content: bytes) -> Any:
    """Parse a body that was read, whatever it took to read it."""
    try:
        return msgspec.json.decode(content)
    except ValueError:
        pass
    try:
        return parse_json(content)
    except UnicodeDecodeError:
        return parse_json(content.decode(errors="replace"))
