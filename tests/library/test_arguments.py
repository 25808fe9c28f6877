"""What becomes of arguments: they reach the wire, or are refused before anything is sent."""

import os
from typing import Any

import pytest
from revox import ArgumentError, Revox, models, omit

from tests.support.clients import BOTH_CLIENTS, ask
from tests.support.rows import page
from tests.support.scripted_server import answer, scripted_server

GOOD: dict[str, Any] = {"id": "campaign", "page": 0, "page_size": 10}

WRONG = [
    ("result", "humann", "'human'"),
    ("result", "", "'IVR'"),
    ("result", 3, "text"),
    ("statuses", [], "at least one value"),
    ("page_size", "10", "number"),
    ("page_size", True, "number"),
    ("page", float("nan"), ""),
    ("page", float("inf"), ""),
    ("query", b"text", "text"),
    ("query", "\ud800", "Unicode"),
    *[("id", value, "not empty" if not value else "dot segment") for value in ("", "../x", "x/../y", "..\\x", ".")],
    ("id", None, "text"),
]


@BOTH_CLIENTS
@pytest.mark.parametrize(("name", "value", "allowed"), WRONG, ids=[f"{w[0]}={w[1]!a}" for w in WRONG])
def test_a_wrong_argument_is_named_and_not_sent(using: Any, name: str, value: object, allowed: str) -> None:
    """The error names the argument and what is allowed, and the server never hears of it."""
    arguments = GOOD | {name: value}
    outcome = ask(using, lambda client: client.campaigns.get_rows(**arguments), answer(page()))
    assert isinstance(outcome.error, ArgumentError)
    assert (outcome.error.operation, outcome.error.argument) == ("campaigns.get_rows", name)
    assert allowed in str(outcome.error)
    assert outcome.received == []


UNSENDABLE: list[tuple[dict[str, Any], str, str]] = [
    ({"query": "5" * 70_000}, "query", "70,000 characters"),
    ({"id": "i" * 70_000}, "id", "a URL that is too long"),
    ({"extra_query": {"filter": "5" * 70_000}}, "filter", "70,000 characters"),
    ({"extra_query": {"\ud800": "x"}}, "extra_query", "surrogate"),
    ({"extra_query": {"x": "\ud800"}}, "x", "surrogate"),
    ({"timeout": -1}, "timeout", "got -1"),
    ({"timeout": 1e300}, "timeout", "got 1e+300"),
    *[({"extra_headers": {name: "x"}}, ascii(name), "header name") for name in ("a b", "ä", "", "a:", "a\n", 3)],
    *[
        ({"extra_headers": {"Authorization": value}}, "Authorization", "one line of ASCII text")
        for value in ("a-secret\r\nX: 1", "a-secrét", "a-secret\0", " a-secret", "a-secret ", "a-secret\x0b", None, 3)
    ],
]


@BOTH_CLIENTS
@pytest.mark.parametrize(("arguments", "name", "told"), UNSENDABLE, ids=[f"{u[1]}-{u[2]}" for u in UNSENDABLE])
def test_what_cannot_be_sent_is_named(using: Any, arguments: dict[str, Any], name: str, told: str) -> None:
    """Before httpx, h11 or the system refuses it in words of their own, which may show a header that is a secret."""
    outcome = ask(using, lambda client: client.campaigns.get_rows(**GOOD | arguments), answer(page()))
    assert (type(outcome.error), outcome.received) == (ArgumentError, [])
    assert (outcome.error.argument, told in str(outcome.error)) == (name, True)
    assert "secr" not in str(outcome.error)


@BOTH_CLIENTS
@pytest.mark.parametrize(
    ("arguments", "query"),
    [
        ({}, "page=0&page_size=10"),
        ({"query": None, "result": None, "statuses": None}, "page=0&page_size=10"),
        ({"page": None, "page_size": None}, ""),
        ({"page_size": 0}, "page=0&page_size=0"),
        ({"page": -1, "page_size": 1.5}, "page=-1&page_size=1.5"),
        ({"query": "é & =+"}, "page=0&page_size=10&query=%C3%A9+%26+%3D%2B"),
        ({"query": ""}, "page=0&page_size=10&query="),
        ({"result": models.ResultFilter.NONE}, "page=0&page_size=10&result=none"),
        ({"result": "ios-screening-filter"}, "page=0&page_size=10&result=ios-screening-filter"),
        ({"statuses": "paused"}, "page=0&page_size=10&statuses=paused"),
        ({"statuses": [models.CallStatus.COMPLETED, "calling"]}, "page=0&page_size=10&statuses=completed%2Ccalling"),
        ({"statuses": "completed,calling"}, "page=0&page_size=10&statuses=completed%2Ccalling"),
        ({"statuses": {"errored"}}, "page=0&page_size=10&statuses=errored"),
        ({"result": omit, "query": omit}, "page=0&page_size=10"),
        # What is given as extra replaces an argument of the same name, and nobody checks it.
        (
            {"result": "human", "extra_query": {"result": "robot", "page_size": 0, "beta": True}},
            "page=0&result=robot&page_size=0&beta=true",
        ),
    ],
    ids=str,
)
def test_arguments_reach_the_wire(using: Any, arguments: dict[str, Any], query: str) -> None:
    """What is left out or None is not sent, and what is only assumed to be wrong is; a list is joined by commas."""
    outcome = ask(using, lambda client: client.campaigns.get_rows(**GOOD | arguments), answer(page()))
    assert outcome.targets == ["/campaigns/campaign/rows" + (f"?{query}" if query else "")]


@BOTH_CLIENTS
def test_an_id_is_one_segment_of_the_path(using: Any) -> None:
    """Percent-encoded, whatever is in it."""
    outcome = ask(using, lambda client: client.campaigns.get_rows("a b/ü?#%"), answer(page()))
    assert outcome.targets == ["/campaigns/a%20b%2F%C3%BC%3F%23%25/rows"]


def test_the_example_of_the_docs_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Verbatim, against a server that takes page 0 of size 0."""
    with scripted_server(answer(page())) as server:
        monkeypatch.setenv("REVOX_API_KEY", "key")
        monkeypatch.setenv("REVOX_BASE_URL", server.url)
        client = Revox(
            api_key=os.environ.get("REVOX_API_KEY"),  # This is the default and can be omitted
        )
        response = client.campaigns.get_rows(
            id="id",
            page=0,
            page_size=0,
        )
        assert response.page == 0
        client.close()
    assert server.received[0].target == "/campaigns/id/rows?page=0&page_size=0"
