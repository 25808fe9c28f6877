"""Reads the contacts of a campaign from a CSV file."""

import csv
import re
from typing import Any

import click

from .terminal import say

_E164 = re.compile(r"\+[1-9]\d{6,14}")
_PHONE_COLUMNS = ("phone_number", "to_phone_number", "phone")
_TOLD = 10


def read_contacts(name: str, phone_field: str, free_field: str, phone_column: str | None) -> list[dict[str, Any]]:
    """Return the contacts in a file: the phone number of each, and in a free field what all other columns say.

    Raises:
        click.BadParameter: It cannot be read, or a line is not right.
    """
    try:
        with open(name, encoding="utf-8-sig", newline="") as file:
            header = file.readline()
            file.seek(0)
            reader = csv.DictReader(file, delimiter=max(",;\t", key=header.count), strict=True)  # as spreadsheets do
            columns = [column for column in reader.fieldnames or () if column]
            lines = [(reader.line_num, row) for row in reader]
    except OSError as error:
        raise click.BadParameter(f"Cannot read {name}: {error.strerror}.") from None
    except (ValueError, csv.Error) as error:
        raise click.BadParameter(f"{name} is not a CSV file in UTF-8: {error}.") from None
    known = [column for column in columns if column.strip().lower() in _PHONE_COLUMNS]
    phone = phone_column or (known[0] if len(known) == 1 else "")
    if phone not in columns:
        found = f"has the columns {', '.join(columns)}" if columns else "is empty"
        raise click.BadParameter(f"{name} {found}; --phone-column says which one holds the phone numbers.")
    contacts, problems = [], [] if lines else ["there are no contacts"]
    seen: dict[str, list[int]] = {}
    for line, row in lines:
        number = (row.pop(phone) or "").strip().removeprefix("'")  # `revox rows` writes one, for spreadsheets
        if None in row:
            problems.append(f"line {line} has more cells than there are columns")
        elif not _E164.fullmatch(number):
            problems.append(f"line {line}: {number!r} is not a phone number such as +14155550100")
        seen.setdefault(number, []).append(line)
        contacts.append({phone_field: number, free_field: {key: text or "" for key, text in row.items() if key}})
    if problems:
        more = f"; {len(problems) - _TOLD:,} more" if len(problems) > _TOLD else ""
        raise click.BadParameter(f"{name}: {'; '.join(problems[:_TOLD])}{more}.")
    for number, where in seen.items():
        if len(where) > 1:
            say(f"Warning: {name}: {number} is on lines {', '.join(map(str, where))}, and will be called for each.")
    return contacts
