"""Rows: what is asked for, and what is written as JSON lines, without a growing memory."""

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.support.rows import attempt, call, page, row
from tests.support.scripted_server import answer, scripted_server

from .running import FORMATS, NOWHERE, ROWS, SECONDS, Gate, Run, as_json, body, environment, pages_of, parameters, run

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
    assert (result.code, result.stderr, result.stdout.decode().split("\n")) == (0, "", [*rows, ""])


def test_strange_rows_of_later_pages_stay_as_they_are(export: Run) -> None:
    """Also on pages that are not checked; a row on several lines becomes one line, and one that comes again is one."""
    indented = json.dumps(row(1, input_data={"a": "two\nlines\r\n"}), indent=1).replace("\n", "\r\n")
    texts = [*STRANGE_ROWS, ODD, indented, '{"phone_number":1}', "17", '{"phone_number":1}']

    def give(request: Any) -> bytes:
        number = int(parameters(request)["page"])
        head = f'{{"page":{number},"page_size":1,"total":{len(texts) - 1},"rows":['
        return answer(f"{head}{','.join(texts[number : number + 1])}]}}".encode())

    result = export(give, "--quiet", "--page-size", "1")
    assert (result.code, result.stderr) == (0, "")
    assert result.stdout.decode().split("\n") == [*texts[:5], indented.replace("\r\n", ""), *texts[6:8], ""]


@FORMATS
def test_the_later_answer_without_numbers_is_read(export: Run, format: str) -> None:
    """A server that sends all rows at once, and neither pages nor a total, is read once."""
    rows = [row(number) for number in range(250)]
    result = export(answer({"rows": rows}), "--format", format)
    assert (result.code, len(result.asked), len(result.lines)) == (0, 1, len(rows) + (format == "csv"))
    assert "differ from the spec" in result.error
    assert all(each["id"].encode() in line for each, line in zip(rows, result.lines[-len(rows) :], strict=True))


def test_no_rows_are_no_lines(here: Run, url: str) -> None:
    """A campaign without rows is an empty output, and no error."""
    result = here("rows", "empty", url=url)
    assert (result.code, result.stdout, result.stderr) == (0, b"", "")


def test_all_pages_are_checked_when_that_is_asked_for(export: Run) -> None:
    """The first page always; a row that is not what the spec says is written either way."""
    rows = [*ROWS[:3], row(3, phone_number=None)]
    brief, full = (export(pages_of(rows), "--page-size", "2", *options) for options in ([], ["--verbose"]))
    assert (brief.stdout, brief.stderr, as_json(full.lines)) == (full.stdout, "", rows)
    assert "expected str, got null @ $.rows[1].phone_number" in full.stderr


def test_verbose_lists_deviations_and_quiet_says_nothing(export: Run) -> None:
    """Each difference from the spec is a line that shows no value, or nothing is said at all."""
    odd = row(0, phone_number=5551234, input_data=None)
    loud, quiet = (export(answer(page(odd)), option) for option in ("--verbose", "--quiet"))
    assert loud.stderr.splitlines() == [
        "The answers differ from the spec in 2 ways:",
        "campaigns.get_rows: expected object, got null @ $.rows[0].input_data",
        "campaigns.get_rows: expected str, got int @ $.rows[0].phone_number",
    ]
    assert (quiet.code, quiet.stderr, quiet.stdout) == (0, "", loud.stdout)


@pytest.mark.parametrize(
    ("options", "query"),
    [
        ("--query +1 --status Completed,errored --status completed --result ivr", "+1 completed,errored IVR"),
        ("--query 5&5 --result human --extra-query result=a_new_one", "5&5 - a_new_one"),
        ("--extra-query tag=a --extra-query tag=b=c", "- - - a,b=c"),
        ("--status paused -q", "- paused"),
    ],
)
def test_filters_go_with_every_page(export: Run, options: str, query: str) -> None:
    """They are sent as the API has them, whatever their case; extra ones unchecked, in the place of the others."""
    expected = dict(zip(("query", "statuses", "result", "tag"), query.split(), strict=False))
    sent = {"page_size": "8"} | {name: text for name, text in expected.items() if text != "-"}
    result = export(pages_of(ROWS), "--page-size", "8", *options.split())
    asked = sorted(result.asked, key=lambda query: query["page"])  # pages that are read ahead come in any order
    assert (asked, result.stderr) == ([{"page": str(number)} | sent for number in range(3)], "")


def test_a_status_that_is_not_documented_is_sent_with_a_warning(export: Run) -> None:
    """Today's API knows more of them than the docs; a misspelled one has a hint."""
    result = export(pages_of(ROWS), "--status", "dreaming,complete")
    assert (result.code, result.asked[0]["statuses"]) == (0, "dreaming,complete")
    dreaming, complete = result.stderr.splitlines()
    assert dreaming.startswith("Warning: --status: 'dreaming' is not one of initializing, ")
    assert complete.endswith(" Did you mean 'completed'? It is sent all the same.")


@pytest.mark.parametrize(
    ("options", "requests", "size"),
    [
        ("--limit 3", 1, 3),
        ("--limit 3 --page-size 2", 2, 2),
        ("--limit 3 --page-size 2 --prefetch 3", 2, 2),
        ("--limit 4 --page-size 2", 2, 2),
        ("--limit 99 --page-size 19", 2, 19),
    ],
)
def test_a_limit_asks_for_no_more_pages_than_it_needs(export: Run, options: str, requests: int, size: int) -> None:
    """It stops with the page that has the last row, and pages are no larger than the limit."""
    result = export(pages_of(ROWS), *options.split())
    assert [sent["page_size"] for sent in result.asked] == [str(size)] * requests
    assert as_json(result.lines) == ROWS[: int(options.split()[1])]


def test_the_base_url_is_an_option_or_in_the_environment(here: Run, url: str) -> None:
    """The option beats the environment."""
    result = here("rows", "demo", "--limit", "1", "--base-url", url, url=NOWHERE)
    assert (result.code, len(result.lines)) == (0, 1)


def test_the_timeout_is_that_of_a_request(here: Run) -> None:
    """A server that does not answer in time is an error that says so."""
    gate = Gate()
    with scripted_server(gate.wait) as server:
        result = here("rows", "x", "--timeout", "0.2", "--max-retries", "0", url=server.url)
        gate.open()
    assert (result.code, "timed out" in result.error) == (1, True)


def test_a_failed_request_is_sent_again(here: Run) -> None:
    """A hiccup of the server is not seen."""
    hiccup = answer({}, status="503 Service Unavailable", retry_after="0")
    with scripted_server(hiccup, answer(page(row()))) as server:
        result = here("rows", "x", "--max-retries", "1", url=server.url)
    assert (result.code, result.stderr, len(server.received)) == (0, "", 2)


SCRIPT = """
import sys
from revox.cli.commands import run
assert run(sys.argv[1:]) == 0
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""
TURNS = [{"role": "user", "content": f"This is turn {number} of a conversation. " * 3} for number in range(10)]
LONG = json.dumps(row(0, input_data={"name": "x" * 50}, call=call(last_call_attempt=attempt(transcript=TURNS))))


def peak_kilobytes(total: int, *arguments: str) -> int:
    """Export that many rows of two kilobytes each, and return how much memory it took at most."""

    def give(request: Any) -> bytes:
        first = int(parameters(request)["page"]) * 250
        rows = [LONG.replace("row-0", f"row-{number}") for number in range(first, min(first + 250, total))]
        return answer(f'{{"page":0,"page_size":250,"rows":[{",".join(rows)}],"total":{total}}}'.encode())

    with scripted_server(give) as server:
        command = [sys.executable, "-c", SCRIPT, "rows", "x", "--page-size", "250", *arguments]
        output = subprocess.run(command, env=environment(server.url), capture_output=True, timeout=SECONDS, check=True)
    return int(output.stdout.split()[-1])


@pytest.mark.deep
@FORMATS
def test_ten_times_the_rows_take_the_same_memory(tmp_path: object, format: str) -> None:
    """Twenty thousand rows take hardly more memory than two thousand, for the IDs of those that were seen."""
    small, large = (peak_kilobytes(total, "-o", f"{tmp_path}/rows.{format}") for total in (2_000, 20_000))
    assert large < small * 1.35
    assert large - small < 18_000 * 2  # two kilobytes a row, if they were kept
