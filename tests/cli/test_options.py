"""Options: what they ask the server for."""

from typing import Any

import pytest

from tests.support.rows import page, row
from tests.support.scripted_server import answer, scripted_server

from .running import NOWHERE, Gate, Run, as_json, pages_of, run

ROWS: list[Any] = [row(number) for number in range(10)]


def test_filters_go_with_every_page(export: Run) -> None:
    """The filters are sent as the API has them, whatever their case."""
    filters = ["--query", "+1 5&5", "--status", "Completed,errored", "--status", "completed", "--result", "ivr"]
    expected = {"page_size": "4", "query": "+1 5&5", "statuses": "completed,errored", "result": "IVR"}
    result = export(pages_of(ROWS), "--page-size", "4", *filters)
    assert result.asked == [{"page": str(page)} | expected for page in range(3)]


def test_a_status_that_is_not_documented_is_sent_with_a_warning(export: Run) -> None:
    """Today's API knows more of them than the docs; a misspelled one has a hint."""
    result = export(pages_of(ROWS), "--status", "paused,complete")
    quiet = export(pages_of(ROWS), "--status", "paused", "--quiet")
    assert [each.asked[0]["statuses"] for each in (result, quiet)] == ["paused,complete", "paused"]
    assert (result.code, quiet.code, quiet.stderr) == (0, 0, "")
    paused, complete = result.stderr.splitlines()
    assert paused.startswith("Warning: --status: 'paused' is not one of initializing, ")
    assert complete.endswith(" Did you mean 'completed'? It is sent all the same.")


def test_an_undocumented_value_can_be_sent_on_purpose(export: Run) -> None:
    """Extra query parameters are sent unchecked, and replace the options of the same name."""
    extra = ["--extra-query", "result=robot", "--extra-query", "tag=a", "--extra-query", "tag=b=c"]
    result = export(pages_of(ROWS), "--result", "human", *extra)
    assert result.asked == [{"page": "0", "page_size": "100", "result": "robot", "tag": "a,b=c"}]


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
    export: Run, options: list[str], requests: int, size: int
) -> None:
    """It stops with the page that has the last row, and pages are no larger than the limit."""
    result = export(pages_of(ROWS), *options)
    assert [sent["page_size"] for sent in result.asked] == [str(size)] * requests
    assert as_json(result.lines) == ROWS[: int(options[1])]


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
