"""Turns whatever is in a row into the text of a cell that a spreadsheet shows and does not carry out."""

import json
import re
from typing import Any

import msgspec
from revox_api import UNSET

# Also after white space, and in the full-width forms that spreadsheets take for the same.
_FORMULA = r"[\t\r\n]|[\s\u200b\ufeff]*[=+\-@\u2212\uff0b\uff0d\uff1d\uff20]"
# Numbers that a spreadsheet would not show digit by digit: it drops leading zeros and rounds long numbers.
_LONG_NUMBER = r"\s*(?:0[\d ]*\d|\d{12,}|\d+(?:\.\d+)?[eE][+-]?\d+)\s*$"
_GUARDED = re.compile(f"'*(?:{_FORMULA}|{_LONG_NUMBER})")
_GUARDED_PHONE = re.compile(rf"'*(?:{_FORMULA}|[\s(]*\d)")
# No CSV reader or spreadsheet takes these well, and half a surrogate pair cannot be UTF-8.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def cell(value: Any, *, is_phone: bool = False) -> str:
    """Return the text of a cell. Numbers stay numbers; text that could be taken for something else stays text.

    Args:
        value: Any JSON, or a part of a model.
        is_phone: Whether it is a phone number, which is text also where it looks like a number.
    """
    if isinstance(value, int | float) and not isinstance(value, bool) and not is_phone:
        return repr(value)
    return guarded(plain(value), is_phone=is_phone)


def guarded(text: str, *, is_phone: bool = False) -> str:
    """Return text that a spreadsheet takes as it is, by an apostrophe before what it would take for something else.

    Text that begins with an apostrophe before such a thing gets another one. So whoever removes one apostrophe that
    stands before such a thing has the text again.
    """
    return f"'{text}" if (_GUARDED_PHONE if is_phone else _GUARDED).match(text) else text


def plain(value: Any) -> str:
    """Return a value as text: text as it is, nothing for null, and JSON for the rest."""
    if value is None or value is UNSET:
        return ""
    return _UNFIT.sub("\N{REPLACEMENT CHARACTER}", str(value) if isinstance(value, str) else as_json(value))


def as_json(value: Any) -> str:
    """Return a value as JSON text; `json` takes what msgspec refuses, such as half a surrogate pair."""
    try:
        return msgspec.json.encode(value).decode()
    except (ValueError, OverflowError, TypeError):
        return json.dumps(msgspec.to_builtins(value), ensure_ascii=False)


def dig(value: Any, *path: str) -> Any:
    """Return a part of a model, or None where something on the way is not there or is not what it should be."""
    for name in path:
        if isinstance(value, dict):
            value = value.get(name)
        else:
            value = getattr(value, name, None) if isinstance(value, msgspec.Struct) else None
    return None if value is UNSET else value
