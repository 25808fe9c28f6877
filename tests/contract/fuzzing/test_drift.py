"""`revox drift` over a real socket: what it says of answers, what it keeps to itself, and how it ends."""

import json
from typing import Any

import pytest
from click.testing import CliRunner
from revox import drift_of
from revox.cli.drift import drift
from revox_api.models import RowsPage

from tests.support.rows import attempt, call, page, row
from tests.support.scripted_server import answer, scripted_server

KEY = "a-key-that-nobody-may-see"


def run(url: str, *arguments: str, key: str = KEY) -> tuple[int, str]:
    """Run the command, and return its exit code and everything that it said."""
    environment = {"REVOX_API_KEY": key, "REVOX_BASE_URL": url}
    result = CliRunner().invoke(drift, ["demo", *arguments], env=environment, standalone_mode=False)
    code = result.return_value if result.exception is None else getattr(result.exception, "exit_code", -1)
    assert KEY not in result.output
    return code, result.output


def test_a_server_as_the_spec_says_has_no_drift() -> None:
    """The exit code is 0, and what was read is told."""
    pages = [page(row(number), page=number, page_size=1, total=3) for number in range(3)]
    with scripted_server(*map(answer, pages)) as server:
        code, output = run(server.url, "--page-size", "1")
    told = ["No drift: every answer is as the spec says.", "campaigns.get_rows: 0 differences in 3 pages, 3 rows."]
    assert (code, output.splitlines()) == (0, told)


def test_no_more_pages_are_read_than_asked_for() -> None:
    """`--pages` is the number of requests."""
    with scripted_server(*(answer(page(row(number), total=9)) for number in range(9))) as server:
        _, output = run(server.url, "--pages", "2")
    assert len(server.received) == 2
    assert "in 2 pages, 2 rows." in output


def test_unknown_fields_and_values_are_told_without_their_content() -> None:
    """A value is told only where the spec has an enum and it looks like a name; of all else, the path and the type."""
    strange = row(1, call=call(status="lost", keeper={"name": "Ada"}, call_attempts=[attempt(result="+1 555 0100")]))
    body = page(row(0, vip=True), strange, row(2, vip=False), next="/page/2", total=3)
    with scripted_server(answer(body)) as server:
        code, output = run(server.url)
    assert code == 1
    assert output.splitlines() == [
        "unknown field: string @ $.next (1 times)",
        "unknown field: object @ $.rows[*].call.keeper (1 times)",
        "unknown field: boolean @ $.rows[*].vip (2 times)",
        "unknown value: a text that looks like no name @ $.rows[*].call.call_attempts[*].result (1 times)",
        "unknown value: 'lost' @ $.rows[*].call.status (1 times)",
        "campaigns.get_rows: 5 differences in 1 page, 3 rows.",
    ]


@pytest.mark.parametrize(
    ("body", "line"),
    [
        (page(row(0, phone_number=5550100)), "deviation: expected str, got int @ $.rows[*].phone_number (1 times)"),
        ({"rows": [row(0)]}, "deviation: the required field total is missing @ $ (1 times)"),
        (page(row(0, call=call(llm_model={"type": "new"}))), "got another @ $.rows[*].call.llm_model (1 times)"),
    ],
)
def test_what_is_not_as_the_spec_says_is_drift(body: dict[str, Any], line: str) -> None:
    """The exit code is 1."""
    with scripted_server(answer(body)) as server:
        code, output = run(server.url)
    assert (code, line in output) == (1, True), output
    assert "+1555" not in output


def test_names_of_uploaded_columns_are_not_told() -> None:
    """A column that holds something else than text is told without its name."""
    found = drift_of([json.dumps(page(row(0, input_data={"blood type": 7}))).encode()], RowsPage)
    assert [(item.kind, item.path) for item in found] == [("deviation", "$.rows[*].input_data.*")]


def test_it_can_be_printed_as_json() -> None:
    """Programs get the same, as data."""
    with scripted_server(answer(page(row(0, call=call(status="lost"))))) as server:
        code, output = run(server.url, "--format", "json", "--pages", "1")
    report: dict[str, Any] = json.loads(output)
    assert (code, report["operation"], report["pages"], report["rows"]) == (1, "campaigns.get_rows", 1, 1)
    assert report["drift"] == [{"kind": "unknown value", "path": "$.rows[*].call.status", "what": "'lost'", "count": 1}]


@pytest.mark.parametrize("arguments", [["--pages", "0"], ["--format", "xml"], ["--nothing"]])
def test_a_wrong_command_line_is_2(arguments: list[str]) -> None:
    """Nothing is requested."""
    assert run("http://127.0.0.1:9", *arguments)[0] == 2


def test_without_a_key_it_is_2() -> None:
    """The message names the variable."""
    assert run("http://127.0.0.1:9", key="")[0] == 2


def test_an_answer_that_is_no_page_cannot_be_told() -> None:
    """The error is said in a line; it is neither drift nor none."""
    with scripted_server(answer(b"<html>", content_type="text/html")) as server:
        code, output = run(server.url)
    assert code == 2
    assert output.startswith("Error: ")
