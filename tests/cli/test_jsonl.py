"""JSON lines: each row as the server sent it."""

import json
from typing import Any

import pytest

from tests.support.rows import row
from tests.support.scripted_server import answer

from .running import Run, as_json, body, pages_of, parameters, run

ODD = r'{"id":"s","row_index":5,"phone_number":"\ud800","input_data":{"a":"]},\"{["}}'
STRANGE_ROWS = [
    r'{"id":"a","row_index":1.0,"phone_number":"+1","input_data":{}}',
    r'{"id":"b","row_index":1e2,"phone_number":"+1","input_data":{},"new":[-0.0,1E400,123456789012345678901234567890]}',
    r'{"row_index" : 3, "id":"c\u0301\u00e9\/é","phone_number":"+1","input_data":{"\ud83d\ude00":"\u2028"}}',
    r'{"id":"d","id":"d","row_index":4,"phone_number":null,"input_data":{"x":"  =\n\t"}}',
]


def test_rows_are_what_the_server_sent(url: str, rows: list[Any]) -> None:
    """The lines of an export over several pages are the rows byte for byte, in order, and nothing is said."""
    result = run("rows", "demo", "--page-size", "70", url=url)
    assert (result.code, result.stderr) == (0, "")
    assert result.stdout == b"".join(json.dumps(each).encode() + b"\n" for each in rows)


@pytest.mark.parametrize("rows", [STRANGE_ROWS, [*STRANGE_ROWS, ODD]], ids=["strange", "refused by strict parsers"])
def test_strange_rows_stay_as_they_are(export: Run, rows: list[str]) -> None:
    """Numbers, escapes, unknown fields and half surrogate pairs come out as they came in, whatever is around them."""
    text = body(*rows).replace(b'"page":0', b'"rows":[{"no":1}],\n "\\ud800":{"rows":[1]} , "page":0')
    result = export(answer(text if ODD in rows else body(*rows)), "--quiet")
    assert (result.code, result.stderr) == (0, "")
    assert result.stdout.decode().split("\n") == [*rows, ""]


def test_strange_rows_of_later_pages_stay_as_they_are(export: Run) -> None:
    """Also on pages that are not checked; a row on several lines becomes one line, and one that comes again is one."""
    indented = json.dumps(row(1, input_data={"a": "two\nlines\r\n"}), indent=1).replace("\n", "\r\n")
    texts = [*STRANGE_ROWS, ODD, indented, '{"phone_number":1}', "17", '{"phone_number":1}']

    def page(request: Any) -> bytes:
        number = int(parameters(request)["page"])
        head = f'{{"page":{number},"page_size":1,"total":{len(texts) - 1},"rows":['
        return answer(f"{head}{','.join(texts[number : number + 1])}]}}".encode())

    result = export(page, "--quiet", "--page-size", "1")
    assert (result.code, result.stderr) == (0, "")
    assert result.stdout.decode().split("\n") == [*texts[:5], indented.replace("\r\n", ""), *texts[6:8], ""]


@pytest.mark.parametrize("format", ["jsonl", "csv"])
def test_the_later_answer_without_numbers_is_read(export: Run, format: str) -> None:
    """A server that sends all rows at once, and neither pages nor a total, is read once."""
    rows = [row(number) for number in range(250)]
    result = export(answer({"rows": rows}), "--format", format)
    assert (result.code, len(result.asked)) == (0, 1)
    assert "differ from the spec" in result.error
    assert len(result.lines) == len(rows) + (format == "csv")
    assert all(each["id"].encode() in line for each, line in zip(rows, result.lines[-len(rows) :], strict=True))


def test_no_rows_are_no_lines(here: Run, url: str) -> None:
    """A campaign without rows is an empty output, and no error."""
    result = here("rows", "empty", url=url)
    assert (result.code, result.stdout, result.stderr) == (0, b"", "")


def test_all_pages_are_checked_when_that_is_asked_for(export: Run) -> None:
    """The first page always; a row that is not what the spec says is written either way."""
    rows: list[Any] = [row(number) for number in range(4)]
    rows[3]["phone_number"] = None
    brief = export(pages_of(rows), "--page-size", "2")
    full = export(pages_of(rows), "--page-size", "2", "--verbose")
    assert brief.stdout == full.stdout
    assert as_json(full.lines) == rows
    assert brief.stderr == ""
    assert "expected str, got null @ $.rows[1].phone_number" in full.stderr
