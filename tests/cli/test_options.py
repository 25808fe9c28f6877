"""Options: what they ask the server for."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.support.rows import page, row
from tests.support.scripted_server import Received, answer, scripted_server

from .running import KEY, Gate, Run, pages_of, parameters, run

Asked = Callable[..., list[Received]]
ROWS = [row(number) for number in range(10)]


@pytest.fixture
def asked(here: Run) -> Asked:
    """A function that runs the command against a server that has ten rows, and returns what it asked."""

    def run_and_ask(*arguments: str) -> list[Received]:
        with scripted_server(pages_of(ROWS)) as server:
            result = here("rows", "x", *arguments, url=server.url)
        assert (result.code, result.stderr) == (0, "")
        return server.received

    return run_and_ask


def test_filters_go_with_every_page(asked: Asked) -> None:
    """The filters are sent as the API has them, whatever their case, and the key is in its header."""
    filters = ["--query", "+1 5&5", "--status", "Completed,errored", "--status", "completed", "--result", "ivr"]
    requests = asked("--page-size", "4", *filters)
    expected = {"page_size": "4", "query": "+1 5&5", "statuses": "completed,errored", "result": "IVR"}
    assert [parameters(request) for request in requests] == [{"page": str(page)} | expected for page in range(3)]
    assert {request.headers["authorization"] for request in requests} == {f"Bearer {KEY}"}


def test_filters_find_what_they_should(url: str, rows: list[Any]) -> None:
    """The rows are those of the campaign that pass the filter."""
    result = run("rows", "demo", "--status", "completed", "--status", "errored", "--page-size", "50", url=url)
    found = [json.loads(line)["id"] for line in result.lines]
    assert found == [each["id"] for each in rows if each.get("call", {}).get("status") in {"completed", "errored"}]
    assert 0 < len(found) < len(rows)


def test_an_undocumented_value_can_be_sent_on_purpose(asked: Asked) -> None:
    """Extra query parameters are sent unchecked, and replace the options of the same name."""
    extra = ["--extra-query", "statuses=tomorrow", "--extra-query", "tag=a", "--extra-query", "tag=b=c"]
    (request,) = asked("--status", "completed", *extra)
    assert parameters(request) == {"page": "0", "page_size": "100", "statuses": "tomorrow", "tag": "a,b=c"}


@pytest.mark.parametrize(
    ("options", "requests", "size"),
    [
        (["--limit", "3"], 1, 3),
        (["--limit", "3", "--page-size", "2"], 2, 2),
        (["--limit", "4", "--page-size", "2"], 2, 2),
        (["--limit", "99", "--page-size", "9"], 2, 9),
    ],
)
def test_a_limit_asks_for_no_more_pages_than_it_needs(
    asked: Asked, options: list[str], requests: int, size: int
) -> None:
    """It stops with the page that has the last row, and pages are no larger than the limit."""
    received = asked(*options)
    assert len(received) == requests
    assert {parameters(request)["page_size"] for request in received} == {str(size)}


@pytest.mark.parametrize("format", ["jsonl", "csv", "table"])
def test_a_limit_is_the_number_of_rows(url: str, format: str) -> None:
    """Every format ends after that many rows."""
    result = run("rows", "demo", "--limit", "7", "--page-size", "5", "--format", format, "--query", "@en", url=url)
    assert (result.code, sum(b"@en.example" in line or format == "table" for line in result.lines)) == (
        0,
        7 + (format == "table"),
    )


def test_the_base_url_is_an_option_or_in_the_environment(url: str) -> None:
    """The option beats the environment."""
    result = run("rows", "demo", "--limit", "1", "--base-url", url, url="http://127.0.0.1:9")
    assert (result.code, len(result.lines)) == (0, 1)


def test_the_timeout_is_that_of_a_request() -> None:
    """A server that does not answer in time is an error that says so."""
    gate = Gate()
    with scripted_server(gate.wait) as server:
        result = run("rows", "x", "--timeout", "0.2", "--max-retries", "0", url=server.url)
        gate.open()
    assert (result.code, "timed out" in result.stderr) == (1, True)


def test_a_failed_request_is_sent_again() -> None:
    """A hiccup of the server is not seen."""
    hiccup = answer({}, status="503 Service Unavailable", retry_after="0")
    with scripted_server(hiccup, answer(page(row()))) as server:
        result = run("rows", "x", "--max-retries", "1", url=server.url)
    assert (result.code, result.stderr, len(server.received)) == (0, "", 2)


def test_verbose_lists_deviations_and_quiet_says_nothing() -> None:
    """Each difference from the spec is a line that shows no value, or nothing is said at all."""
    odd = row(0, phone_number=5551234, input_data=None)
    with scripted_server(answer(page(odd))) as server:
        loud, quiet = (run("rows", "x", option, url=server.url) for option in ("--verbose", "--quiet"))
    assert loud.stderr.splitlines() == [
        "The answers differ from the spec in 2 ways:",
        "campaigns.get_rows: expected object, got null @ $.rows[0].input_data",
        "campaigns.get_rows: expected str, got int @ $.rows[0].phone_number",
    ]
    assert (quiet.code, quiet.stderr, quiet.stdout) == (0, "", loud.stdout)


def test_pages_are_read_ahead_when_asked(here: Run) -> None:
    """The rows come in order all the same, and a limit asks for no page too many."""
    with scripted_server(pages_of(ROWS)) as server:
        ahead = here("rows", "x", "--page-size", "2", "--prefetch", "3", url=server.url)
        limited = here("rows", "x", "--page-size", "2", "--prefetch", "3", "--limit", "3", url=server.url)
    assert [json.loads(line)["id"] for line in ahead.lines] == [each["id"] for each in ROWS]
    assert len(limited.lines) == 3
    assert len(server.received) == 5 + 2
