"""The columns of a CSV file as a table, how cells are written, and the command `revox columns` that prints both.

New columns are added at the end, before the contact's own; the others keep their names, order and meaning.
"""

import json
import re
from collections.abc import Callable
from typing import Any

import attrs
import click
import msgspec

# Also after white space, and in the full-width forms that spreadsheets take for the same.
_FORMULA = r"[\t\r\n]|[\s\u200b\ufeff]*[=+\-@\u2212\uff0b\uff0d\uff1d\uff20]"
# Numbers that a spreadsheet would not show digit by digit: it drops leading zeros and rounds long numbers.
_LONG_NUMBER = r"\s*(?:0[\d ]*\d|\d{12,}|\d+(?:\.\d+)?[eE][+-]?\d+)\s*$"
_GUARDED = re.compile(f"'*(?:{_FORMULA}|{_LONG_NUMBER})")
_GUARDED_PHONE = re.compile(rf"'*(?:{_FORMULA}|[\s(]*\d)")
# No CSV reader or spreadsheet takes these well, and half a surrogate pair cannot be UTF-8.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def cell(value: Any, *, is_phone: bool = False) -> str:
    """Return the text of a cell. Numbers stay numbers, but for phone numbers, and text stays text."""
    if isinstance(value, int | float) and not isinstance(value, bool) and not is_phone:
        return repr(value)
    return guarded(plain(value), is_phone=is_phone)


def guarded(text: str, *, is_phone: bool = False) -> str:
    """Return text with an apostrophe before what a spreadsheet would take for a formula or for another number.

    Text that begins with an apostrophe before such a thing gets another one, so that removing one gives the text again.
    """
    return f"'{text}" if (_GUARDED_PHONE if is_phone else _GUARDED).match(text) else text


def plain(value: Any) -> str:
    """Return a value as text: text as it is, nothing for null, and JSON for the rest."""
    if value is None:
        return ""
    return _UNFIT.sub("\N{REPLACEMENT CHARACTER}", value if isinstance(value, str) else as_json(value))


def as_json(value: Any) -> str:
    """Return a value as JSON text; `json` takes what msgspec refuses, such as half a surrogate pair."""
    try:
        return msgspec.json.encode(value).decode()
    except (ValueError, OverflowError, TypeError):
        return json.dumps(value, ensure_ascii=False)


def dig(value: Any, *path: str) -> Any:
    """Return a part of a row, or None where something on the way is not there or is no object."""
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value


@attrs.frozen
class Column:
    """A column of a CSV file.

    Attributes:
        name: Its name.
        about: What is in it, in one line.
        path: Where its value is in a row.
        read: How the value becomes what is written.
        is_phone: Whether it holds phone numbers.
    """

    name: str
    about: str
    path: tuple[str, ...]
    read: Callable[[Any], Any] = lambda value: value
    is_phone: bool = False

    def cell(self, row: Any) -> str:
        """Return the text for a row, whatever that is."""
        return cell(self.read(dig(row, *self.path)), is_phone=self.is_phone)


def _json(value: Any) -> str:
    return "" if value is None else as_json(value)


def _conversation(value: Any) -> str:
    """Return a transcript with one line a turn."""
    return "\n".join(map(_turn, value)) if isinstance(value, list) else plain(value)


def _turn(item: Any) -> str:
    role, content = dig(item, "role"), dig(item, "content")
    return plain(item) if content is None else f"{plain(role)}: {plain(content)}"


_CALL = ("call",)
_LAST = ("call", "last_call_attempt")

COLUMNS = (
    Column("id", "The ID of the row (contact).", ("id",)),
    Column("row_index", "The position of the row in its campaign.", ("row_index",)),
    Column("phone_number", "The phone number of the contact.", ("phone_number",), is_phone=True),
    Column("call_id", "The ID of the call; empty as long as there is none, like all call_ columns.", (*_CALL, "id")),
    Column("call_status", "How far the call has come.", (*_CALL, "status")),
    Column("call_direction", "Whether the call comes in or goes out.", (*_CALL, "direction")),
    Column("call_created_at", "When the call was ordered.", (*_CALL, "created_at")),
    Column("call_scheduled_at", "When the call is due to start.", (*_CALL, "scheduled_at")),
    Column("from_phone_number", "The phone number that calls.", (*_CALL, "from_phone_number"), is_phone=True),
    Column("to_phone_number", "The phone number that is called.", (*_CALL, "to_phone_number"), is_phone=True),
    Column("calls_count", "How many attempts were made.", (*_CALL, "calls_count")),
    Column("last_attempt_id", "The ID of the most recent attempt; empty before the first one.", (*_LAST, "id")),
    Column("last_attempt_status", "How far the last attempt has come.", (*_LAST, "status")),
    Column("last_attempt_result", "Who or what answered the last attempt.", (*_LAST, "result")),
    Column("last_attempt_dial_error", "Why the number could not be dialled.", (*_LAST, "dial_error")),
    Column("last_attempt_started_at", "When the last attempt started.", (*_LAST, "started_at")),
    Column("last_attempt_answered_at", "When the last attempt was answered.", (*_LAST, "answered_at")),
    Column("last_attempt_ended_at", "When the last attempt ended.", (*_LAST, "ended_at")),
    Column("last_attempt_end_reason", "Why the agent ended the last attempt.", (*_LAST, "end_reason")),
    Column("last_attempt_ended_by", "Who ended the last attempt.", (*_LAST, "ended_by")),
    Column("last_attempt_recording_url", "Where the recording of the last attempt is.", (*_LAST, "recording_url")),
    Column(
        "structured_output", "What was extracted from the last attempt, JSON.", (*_LAST, "structured_output"), _json
    ),
    Column("transcript", "What was said in the last attempt, a line a turn.", (*_LAST, "transcript"), _conversation),
    Column("metadata", "What was stored with the call through the API, JSON.", (*_CALL, "metadata"), _json),
    Column("assistant_id", "The ID of the assistant that speaks.", (*_CALL, "assistant", "id")),
    Column("assistant_name", "The name of the assistant that speaks.", (*_CALL, "assistant", "name")),
    Column("campaign_id", "The ID of the campaign, as the call has it.", (*_CALL, "campaign", "id")),
    Column("campaign_name", "The name of the campaign, as the call has it.", (*_CALL, "campaign", "name")),
)

RULES = """\
CSV files have the columns above, then a column `input.NAME` for each column NAME that was uploaded with the
contacts, in the order in which they first appear. Absent and null values are empty cells.

UTF-8 with a byte order mark, without which Excel garbles accents (LibreOffice and pandas skip it; in Python,
open the file with encoding="utf-8-sig"); commas, quotes where needed, and CRLF line ends, as in RFC 4180.

Text that a spreadsheet would take for a formula (it begins with = + - @, a tab or a line break) or for another
number (leading zeros, 12 digits and more, 1E5; in phone columns any number) has an apostrophe before it; take
one away to have the text as it was. Numbers of the API are written as numbers. JSONL has everything, unchanged.
"""


@click.command(short_help="List the columns of CSV files.")
def columns() -> None:
    """List the columns of the CSV files that `revox rows` writes, and how cells are written."""
    width = max(len(column.name) for column in COLUMNS)
    for column in COLUMNS:
        click.echo(f"{column.name:{width}}  {column.about}")
    click.echo(f"\n{RULES}", nl=False)
