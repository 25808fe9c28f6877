"""CSV: stable columns, read back with the csv module, and safe in a spreadsheet."""

import csv
import io
import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from revox.cli._cells import cell, guarded

from tests.support.rows import attempt, call, row
from tests.support.scripted_server import answer, scripted_server

from .running import body, pages_of, run

COLUMNS = [
    "id",
    "row_index",
    "phone_number",
    "call_id",
    "call_status",
    "call_direction",
    "call_created_at",
    "call_scheduled_at",
    "from_phone_number",
    "to_phone_number",
    "calls_count",
    "last_attempt_id",
    "last_attempt_status",
    "last_attempt_result",
    "last_attempt_dial_error",
    "last_attempt_started_at",
    "last_attempt_answered_at",
    "last_attempt_ended_at",
    "last_attempt_end_reason",
    "last_attempt_ended_by",
    "last_attempt_recording_url",
    "structured_output",
    "transcript",
    "metadata",
    "assistant_id",
    "assistant_name",
    "campaign_id",
    "campaign_name",
]
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


def expected(row: Any) -> dict[str, str]:
    """Return the cells of a row that keeps to the spec, with another code than that of the command."""
    call = row.get("call") or {}
    last = call.get("last_call_attempt") or {}
    names = [column.removeprefix("last_attempt_") for column in COLUMNS if column.startswith("last_attempt_")]
    transcript = last.get("transcript") or []
    cells = {
        **{name: row[name] for name in ("id", "row_index", "phone_number")},
        **{f"call_{name}": call.get(name) for name in ("id", "status", "direction", "created_at", "scheduled_at")},
        **{name: call.get(name) for name in ("from_phone_number", "to_phone_number", "calls_count")},
        **{f"last_attempt_{name}": last.get(name) for name in names},
        "transcript": "\n".join(f"{turn['role']}: {turn['content']}" for turn in transcript),
        **{
            f"{part}_{name}": (call.get(part) or {}).get(name)
            for part in ("assistant", "campaign")
            for name in ("id", "name")
        },
        **{f"input.{name}": text for name, text in row["input_data"].items()},
    }
    return {name: "" if value is None else str(value) for name, value in cells.items()}


def test_every_row_can_be_read_back(url: str, rows: list[Any]) -> None:
    """The cells are those of the rows, in all documented columns and then those of the campaign."""
    result = run("rows", "demo", "--format", "csv", "--page-size", "70", url=url)
    header, found = read(result.stdout)
    assert (result.code, result.stderr) == (0, "")
    assert header == [*COLUMNS, *(f"input.{name}" for name in rows[0]["input_data"])]
    assert len(found) == len(rows)
    for cells, original in zip(found, rows, strict=True):
        values = {name: without_apostrophe(text) for name, text in cells.items()}
        last = (original.get("call") or {}).get("last_call_attempt") or {}
        outputs = json.loads(values.pop("structured_output") or "null"), json.loads(values.pop("metadata") or "null")
        assert outputs == (last.get("structured_output"), (original.get("call") or {}).get("metadata"))
        assert values == expected(original)


def test_no_cell_can_become_a_formula(url: str, rows: list[Any]) -> None:
    """No cell begins as a formula does, phone numbers neither; and there were some that would have."""
    _, found = read(run("rows", "demo", "--format", "csv", url=url).stdout)
    cells = [text for each in found for name, text in each.items() if name not in NUMBERS]
    assert not [text for text in cells if TROUBLE.match(text)]
    assert sum(TROUBLE.match(text) is not None for each in rows for text in each["input_data"].values()) > 20
    assert all(each["phone_number"].startswith("'+") for each in found)


def test_its_form_is_that_of_spreadsheets(url: str) -> None:
    """It begins with a byte order mark, lines end as RFC 4180 has it, and no line feed is added to a text."""
    data = run("rows", "empty", "--format", "csv", url=url).stdout
    assert data == b"\xef\xbb\xbf" + ",".join(COLUMNS).encode() + b"\r\n"


def test_columns_that_only_some_rows_have() -> None:
    """All columns of all pages are there, in the order in which they first appear, empty where a row lacks them."""
    inputs = [{"b": "1", "a": "2"}, {}, {"c": "3"}, {"a": "4", "=d": "5", "": "6", "two\nlines": '7",\r\n'}]
    rows = [row(number, input_data=each) for number, each in enumerate(inputs)]
    with scripted_server(pages_of(rows)) as server:
        result = run("rows", "x", "--format", "csv", "--page-size", "1", url=server.url)
    header, found = read(result.stdout)
    assert header[len(COLUMNS) :] == ["input.b", "input.a", "input.c", "input.=d", "input.", "input.two\nlines"]
    assert [[each[name] for name in header[len(COLUMNS) :]] for each in found] == [
        ["1", "2", "", "", "", ""],
        ["", "", "", "", "", ""],
        ["", "", "3", "", "", ""],
        ["", "4", "", "5", "6", '7",\r\n'],
    ]


DEVIATING = [
    row(0, input_data=["=1", None], phone_number=33123456789, row_index="=1"),
    row(1, input_data=None, phone_number=None, row_index=None, call=None),
    {"id": "row-2"},
    row(3, call="none"),
    row(4, call={"id": 7, "status": "a_new_one", "last_call_attempt": [1], "metadata": ["x"]}),
    row(5, call=call(last_call_attempt=attempt(transcript="=hi", structured_output=[1], status=None))),
    row(6, call=call(last_call_attempt=attempt(transcript=[{"role": "user"}, 5, None, {"content": "x"}]))),
    row(7, input_data={"n": 5, "f": -1.5, "t": True, "o": {"a": [None]}, "nul": "a\0b\x1b"}, row_index=7.5),
    row(8, call=call(assistant={"name": "A"}, campaign=5, calls_count=None, llm_model={"type": "new"})),
]


@pytest.mark.parametrize("format", ["csv", "jsonl", "table"])
def test_rows_that_deviate_are_exported(format: str) -> None:
    """Whatever is in a row, the export ends well; and one line tells how much of it was not in the spec."""
    with scripted_server(pages_of(DEVIATING)) as server:
        result = run("rows", "x", "--format", format, url=server.url)
    assert result.code == 0
    assert re.fullmatch(r"The answers differ from the spec in \d+ ways; --verbose lists them\.\n", result.stderr)
    if format == "jsonl":
        assert [json.loads(line) for line in result.lines] == DEVIATING
    if format == "csv":
        _check_deviating(read(result.stdout)[1])


def _check_deviating(found: list[dict[str, str]]) -> None:
    assert [each["id"] for each in found] == [f"row-{number}" for number in range(len(DEVIATING))]
    assert (found[0]["input"], found[0]["phone_number"], found[0]["row_index"]) == (
        '["=1",null]',
        "'33123456789",
        "'=1",
    )
    assert (found[4]["call_id"], found[4]["call_status"], found[4]["metadata"]) == ("7", "a_new_one", '["x"]')
    assert (found[5]["transcript"], found[5]["structured_output"]) == ("'=hi", "[1]")
    assert found[6]["transcript"].split("\n")[1:] == ["5", "", ": x"]
    inputs = {name: text for name, text in found[7].items() if name.startswith("input.")}
    assert inputs == {
        "input.n": "5",
        "input.f": "-1.5",
        "input.t": "true",
        "input.o": '{"a":[null]}',
        "input.nul": "a\ufffdb\ufffd",
    }
    assert (found[7]["row_index"], found[8]["assistant_name"]) == ("7.5", "A")


def test_half_a_surrogate_pair_becomes_a_replacement_character() -> None:
    """Text that cannot be written as UTF-8 does not stop an export, neither as a cell nor as JSON."""
    odd = json.dumps(row(0, input_data={"\ud800": "x\udfff", "o": ["\ud800"]}))
    with scripted_server(answer(body(odd))) as server:
        result = run("rows", "x", "--format", "csv", "--quiet", url=server.url)
    assert (result.code, result.stderr) == (0, "")
    assert read(result.stdout)[1][0] | {"input.\ufffd": "x\ufffd", "input.o": '["\ufffd"]'} == read(result.stdout)[1][0]


@given(st.text() | st.from_regex(TROUBLE) | st.from_regex(r"'*=.*|[0 ]*\d+(E\d)?", fullmatch=True), st.booleans())
def test_guarding_loses_nothing(text: str, is_phone: bool) -> None:
    """A guarded cell is no formula, and taking away one apostrophe before what needs one gives the text again."""
    safe = guarded(text, is_phone=is_phone)
    assert not TROUBLE.match(safe)
    assert safe in (text, f"'{text}")
    is_guarded = safe.startswith("'") and guarded(safe[1:], is_phone=is_phone) != safe[1:]
    assert (safe[1:] if is_guarded else safe) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0612345678", "'0612345678"),
        ("01 23 45", "'01 23 45"),
        ("0", "0"),
        ("0.5", "0.5"),
        ("331234567890", "'331234567890"),
        ("33123456789", "33123456789"),
        ("1E5", "'1E5"),
        ("'s-Hertogenbosch", "'s-Hertogenbosch"),
        ("'=1", "''=1"),
        ("\u00a0=1", "'\u00a0=1"),
        ("\uff1d1", "'\uff1d1"),
        ("a=1", "a=1"),
        (-5, "-5"),
        (-0.5, "-0.5"),
        (True, "true"),
        (None, ""),
        ({"=": [1]}, '{"=":[1]}'),
    ],
)
def test_cells(value: Any, text: str) -> None:
    """Numbers stay numbers, and text stays text digit by digit."""
    assert cell(value) == text


@pytest.mark.parametrize("number", ["15551234567", "(555) 123", " 42", 15551234567])
def test_a_phone_number_without_a_plus_is_text(number: Any) -> None:
    """In a phone column, no number is a number."""
    assert cell(number, is_phone=True) == f"'{number}"
