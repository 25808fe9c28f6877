"""Options: what they ask the server for."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.rows import page, row
from tests.support.scripted_server import answer, scripted_server

from .running import KEY, NOWHERE, Gate, Run, as_json, pages_of, parameters, run

Asked = Callable[..., list[dict[str, str]]]
ROWS: list[Any] = [row(number) for number in range(10)]


@pytest.fixture
def asked(here: Run) -> Asked:
    """A function that runs the command against a server that has ten rows, and returns what it asked for each time."""

    def run_and_ask(*arguments: str) -> list[dict[str, str]]:
        with scripted_server(pages_of(ROWS)) as server:
            result = here("rows", "x", *arguments, url=server.url)
        assert (result.code, result.stderr) == (0, "")
        assert {request.headers["authorization"] for request in server.received} == {f"Bearer {KEY}"}
        return [parameters(request) for request in server.received]

    return run_and_ask


def test_filters_go_with_every_page(asked: Asked) -> None:
    """The filters are sent as the API has them, whatever their case."""
    filters = ["--query", "+1 5&5", "--status", "Completed,errored", "--status", "completed", "--result", "ivr"]
    expected = {"page_size": "4", "query": "+1 5&5", "statuses": "completed,errored", "result": "IVR"}
    assert asked("--page-size", "4", *filters) == [{"page": str(page)} | expected for page in range(3)]


def test_a_status_that_is_not_documented_is_sent_with_a_warning(here: Run) -> None:
    """Today's API knows more of them than the docs; a misspelled one has a hint."""
    with scripted_server(pages_of(ROWS)) as server:
        result = here("rows", "x", "--status", "paused,complete", url=server.url)
        quiet = here("rows", "x", "--status", "paused", "--quiet", url=server.url)
    assert [parameters(request)["statuses"] for request in server.received] == ["paused,complete", "paused"]
    assert (result.code, quiet.code, quiet.stderr) == (0, 0, "")
    paused, complete = result.stderr.splitlines()
    assert paused.startswith("Warning: --status: 'paused' is not one of initializing, ")
    assert complete.endswith(" Did you mean 'completed'? It is sent all the same.")


def test_an_undocumented_value_can_be_sent_on_purpose(asked: Asked) -> None:
    """Extra query parameters are sent unchecked, and replace the options of the same name."""
    extra = ["--extra-query", "result=robot", "--extra-query", "tag=a", "--extra-query", "tag=b=c"]
    sent = asked("--result", "human", *extra)
    assert sent == [{"page": "0", "page_size": "100", "result": "robot", "tag": "a,b=c"}]


@pytest.mark.parametrize(
    ("options", "requests", "size"),
    [
        (["--limit", "3"], 1, 3),
        (["--limit", "3", "--page-size", "2"], 2, 2),
        (["--limit", "3", "--page-size", "2", "--prefetch", "3"], 2, 2),
        (["--limit", "4", "--page-size", "2"], 2, 2),
        (["--limit", "99", "--page-size", "9"], 2, 9),
    ],
)
def test_a_limit_asks_for_no_more_pages_than_it_needs(
    asked: Asked, options: list[str], requests: int, size: int
) -> None:
    """It stops with the page that has the last row, and pages are no larger than the limit."""
    assert [sent["page_size"] for sent in asked(*options)] == [str(size)] * requests


@pytest.mark.parametrize("format", ["jsonl", "csv", "table"])
def test_a_limit_is_the_number_of_rows(here: Run, url: str, format: str) -> None:
    """Every format ends after that many rows."""
    result = here("rows", "demo", "--limit", "7", "--page-size", "5", "--format", format, url=url)
    assert (result.code, sum(b"+1555" in line for line in result.lines)) == (0, 7)


def test_the_base_url_is_an_option_or_in_the_environment(here: Run, url: str) -> None:
    """The option beats the environment."""
    result = here("rows", "demo", "--limit", "1", "--base-url", url, url=NOWHERE)
    assert (result.code, len(result.lines)) == (0, 1)


def test_the_timeout_is_that_of_a_request() -> None:
    """A server that does not answer in time is an error that says so."""
    gate = Gate()
    with scripted_server(gate.wait) as server:
        result = run("rows", "x", "--timeout", "0.2", "--max-retries", "0", url=server.url)
        gate.open()
    assert (result.code, "timed out" in result.error) == (1, True)


def test_a_failed_request_is_sent_again(here: Run) -> None:
    """A hiccup of the server is not seen."""
    hiccup = answer({}, status="503 Service Unavailable", retry_after="0")
    with scripted_server(hiccup, answer(page(row()))) as server:
        result = here("rows", "x", "--max-retries", "1", url=server.url)
    assert (result.code, result.stderr, len(server.received)) == (0, "", 2)


def test_verbose_lists_deviations_and_quiet_says_nothing(here: Run) -> None:
    """Each difference from the spec is a line that shows no value, or nothing is said at all."""
    odd = row(0, phone_number=5551234, input_data=None)
    with scripted_server(answer(page(odd))) as server:
        loud, quiet = (here("rows", "x", option, url=server.url) for option in ("--verbose", "--quiet"))
    assert loud.stderr.splitlines() == [
        "The answers differ from the spec in 2 ways:",
        "campaigns.get_rows: expected object, got null @ $.rows[0].input_data",
        "campaigns.get_rows: expected str, got int @ $.rows[0].phone_number",
    ]
    assert (quiet.code, quiet.stderr, quiet.stdout) == (0, "", loud.stdout)


def test_pages_are_read_ahead_in_order(here: Run) -> None:
    """The rows come in the order of the server all the same, and no page is asked for twice."""
    with scripted_server(pages_of(ROWS)) as server:
        result = here("rows", "x", "--page-size", "2", "--prefetch", "3", url=server.url)
    assert as_json(result.lines) == ROWS
    assert sorted(parameters(request)["page"] for request in server.received) == list("01234")
