"""CSV: stable columns, read back with the csv module, and safe in a spreadsheet."""

import csv
import io
import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from revox.cli.columns import COLUMNS, cell, guarded

from tests.support.rows import attempt, call, row
from tests.support.scripted_server import answer

from .running import Run, as_json, body, pages_of

NAMES = """
    id row_index phone_number call_id call_status call_direction call_created_at call_scheduled_at from_phone_number
    to_phone_number calls_count last_attempt_id last_attempt_status last_attempt_result last_attempt_dial_error
    last_attempt_started_at last_attempt_answered_at last_attempt_ended_at last_attempt_end_reason last_attempt_ended_by
    last_attempt_recording_url structured_output transcript metadata assistant_id assistant_name campaign_id
    campaign_name
""".split()  # noqa: SIM905  # a list literal would take 28 lines
NUMBERS = {"row_index", "calls_count"}
TROUBLE = re.compile("\\s*[=+@\\-\uff0b\uff0d\uff1d\uff20]|[\t\r\n]")


def read(data: bytes) -> tuple[list[str], list[dict[str, str]]]:
    """Read CSV as strangers do, and return its header and its rows."""
    reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
    rows = list(reader)
    assert all(None not in each and None not in each.values() for each in rows)
    return list(reader.fieldnames or []), rows


def without_apostrophe(text: str) -> str:
    """Return the text of a cell as it was."""
    return text[1:] if text.startswith("'") and guarded(text[1:]) != text[1:] else text


def expected(row: Any) -> dict[str, Any]:
    """Return the cells of a row that keeps to the spec, with other code than that of the command."""
    call = row.get("call") or {}
    last = call.get("last_call_attempt") or {}
    parts = {"call_": call, "last_attempt_": last} | {
        f"{name}_": call.get(name) or {} for name in ("assistant", "campaign")
    }
    cells = {name: row.get(name, call.get(name, last.get(name))) for name in NAMES}
    for prefix, part in parts.items():
        cells |= {name: part.get(name.removeprefix(prefix)) for name in NAMES if name.startswith(prefix)}
    cells["transcript"] = "\n".join(f"{turn['role']}: {turn['content']}" for turn in last.get("transcript") or [])
    cells |= {f"input.{name}": text for name, text in row["input_data"].items()}
    return cells | {name: json.dumps(cells[name]) if cells[name] else "" for name in ("structured_output", "metadata")}


def test_every_row_can_be_read_back_and_no_cell_is_a_formula(here: Run, url: str, rows: list[Any]) -> None:
    """The cells are those of the rows, in all documented columns and then those of the campaign."""
    result = here("rows", "demo", "--format", "csv", "--page-size", "70", url=url)
    header, found = read(result.stdout)
    assert (result.code, result.stderr) == (0, "")
    assert header == [*NAMES, *(f"input.{name}" for name in rows[0]["input_data"])]
    for cells, original in zip(found, rows, strict=True):
        values = {name: without_apostrophe(text) for name, text in cells.items()}
        for name in ("structured_output", "metadata"):
            values[name] = json.dumps(json.loads(values[name])) if values[name] else ""
        assert values == {name: "" if value is None else str(value) for name, value in expected(original).items()}
    texts = [text for each in found for name, text in each.items() if name not in NUMBERS]
    assert not [text for text in texts if TROUBLE.match(text)]
    assert sum(text.startswith("'") for text in texts) > 300


def test_columns_are_documented(here: Run, url: str) -> None:
    """Every column is listed with a line about it, in order; a file begins with a byte order mark, and ends in CRLF."""
    data = here("rows", "empty", "--format", "csv", url=url).stdout
    assert data == b"\xef\xbb\xbf" + ",".join(NAMES).encode() + b"\r\n"
    lines = here("columns").stdout.decode().splitlines()
    assert [line.split()[0] for line in lines[: len(NAMES)]] == NAMES
    assert all(f"  {column.about}" in line for line, column in zip(lines, COLUMNS, strict=False))
    assert any("input.NAME" in line for line in lines)


def test_columns_that_only_some_rows_have(export: Run) -> None:
    """All columns of all pages are there, in the order in which they first appear, empty where a row lacks them."""
    inputs = [{"b": "1", "a": "2"}, {}, {"c": "3"}, {"a": "4", "=d": "5", "": "6", "two\nlines": '7",\r\n'}]
    rows = [row(number, input_data=each) for number, each in enumerate(inputs)]
    result = export(pages_of(rows), "--format", "csv", "--page-size", "1")
    header, found = read(result.stdout)
    assert header[len(NAMES) :] == ["input.b", "input.a", "input.c", "input.=d", "input.", "input.two\nlines"]
    assert [[each[name] for name in header[len(NAMES) :]] for each in found] == [
        ["1", "2", "", "", "", ""],
        ["", "", "", "", "", ""],
        ["", "", "3", "", "", ""],
        ["", "4", "", "5", "6", '7",\r\n'],
    ]


INPUTS = {"n": 5, "f": -1.5, "t": True, "o": {"a": [None]}, "nul": "a\0b\x1b"}
SAID = [{"role": "user"}, 5, None, {"content": "x"}]
DEVIATING = [
    row(0, input_data=["=1", None], phone_number=33123456789, row_index="=1"),
    row(1, input_data=None, phone_number=None, row_index=None, call=None),
    {"id": "row-2"},
    row(3, call="none"),
    row(4, call={"id": 7, "status": "a_new_one", "last_call_attempt": [1], "metadata": ["x"]}),
    row(5, call=call(last_call_attempt=attempt(transcript="=hi", structured_output=[1], status=None))),
    row(6, call=call(last_call_attempt=attempt(transcript=SAID)), input_data=INPUTS, row_index=7.5),
    row(7, call=call(assistant={"name": "A"}, campaign=5, calls_count=None, llm_model={"type": "new"})),
]
CELLS: list[dict[str, str]] = [
    {"input": '["=1",null]', "phone_number": "'33123456789", "row_index": "'=1"},
    {"input": "", "phone_number": "", "row_index": "", "call_id": ""},
    {"phone_number": "", "call_status": ""},
    {"call_id": "", "last_attempt_id": ""},
    {"call_id": "7", "call_status": "a_new_one", "metadata": '["x"]'},
    {"transcript": "'=hi", "structured_output": "[1]", "last_attempt_status": ""},
    {"transcript": '{"role":"user"}\n5\n\n: x', "row_index": "7.5", "input.nul": "a\ufffdb\ufffd"}
    | {"input.n": "5", "input.f": "-1.5", "input.t": "true", "input.o": '{"a":[null]}'},
    {"assistant_name": "A", "campaign_id": "", "calls_count": ""},
]


@pytest.mark.parametrize("format", ["csv", "jsonl", "table"])
def test_rows_that_deviate_are_exported(export: Run, format: str) -> None:
    """Whatever is in a row, the export ends well; and one line tells how much of it was not in the spec."""
    result = export(pages_of(DEVIATING), "--format", format)
    assert result.code == 0
    assert re.fullmatch(r"The answers differ from the spec in \d+ ways; --verbose lists them\.", result.error)
    if format == "jsonl":
        assert as_json(result.lines) == DEVIATING
    if format == "csv":
        found = read(result.stdout)[1]
        assert [each["id"] for each in found] == [f"row-{number}" for number in range(len(DEVIATING))]
        assert [each | cells for each, cells in zip(found, CELLS, strict=True)] == found


@pytest.mark.parametrize("odd", [b"\\ud800", b"\xff"], ids=["half a surrogate pair", "a byte that is no UTF-8"])
def test_what_is_no_text_becomes_a_replacement_character(export: Run, odd: bytes) -> None:
    """Text that cannot be written as UTF-8 does not stop an export, neither as a cell nor as JSON within one."""
    text = body(json.dumps(row(0, input_data={"?": "x?", "o": ["?"]}))).replace(b"?", odd)
    result = export(answer(text), "--format", "csv", "--quiet")
    assert (result.code, result.stderr) == (0, "")
    inputs = {name: text for name, text in read(result.stdout)[1][0].items() if name.startswith("input")}
    assert inputs == {"input.\ufffd": "x\ufffd", "input.o": '["\ufffd"]'}


@given(st.text() | st.from_regex(TROUBLE) | st.from_regex(r"'*=.*|[0 ]*\d+(E\d)?", fullmatch=True), st.booleans())
def test_guarding_loses_nothing(text: str, is_phone: bool) -> None:
    """A guarded cell is no formula, and taking away one apostrophe before what needs one gives the text again."""
    safe = guarded(text, is_phone=is_phone)
    assert not TROUBLE.match(safe)
    assert safe in (text, f"'{text}")
    is_guarded = safe.startswith("'") and guarded(safe[1:], is_phone=is_phone) != safe[1:]
    assert (safe[1:] if is_guarded else safe) == text


SAME = ["0", "0.5", "33123456789", "'s-Hertogenbosch", "a=1"]
GUARDED = ["0612345678", "01 23 45", "331234567890", "1E5", "'=1", "\u00a0=1", "\uff1d1"]
OTHERS = [(-5, "-5"), (-0.5, "-0.5"), (True, "true"), (None, ""), ({"=": [1]}, '{"=":[1]}')]
PHONES = ["15551234567", "(555) 123", " 42", 15551234567]


def test_cells() -> None:
    """Numbers stay numbers, and text stays text digit by digit; in a phone column, no number is a number."""
    assert [cell(text) for text in SAME] == SAME
    assert [cell(text) for text in GUARDED] == [f"'{text}" for text in GUARDED]
    assert [cell(value) for value, _ in OTHERS] == [text for _, text in OTHERS]
    assert [cell(number, is_phone=True) for number in PHONES] == [f"'{number}" for number in PHONES]
