"""A wrong argument is refused before anything is sent."""

from typing import Any

import pytest
from revox import ArgumentError, models, omit

from tests.support.clients import BOTH_CLIENTS
from tests.support.rows import page
from tests.support.scripted_server import answer, scripted_server

GOOD: dict[str, Any] = {"id": "campaign", "page": 0, "page_size": 10}
ROWS = "/campaigns/campaign/rows"

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
    ("id", "", "not empty"),
    ("id", "../x", "dot segment"),
    ("id", "x/../../y", "dot segment"),
    ("id", "..\\x", "dot segment"),
    ("id", ".", "dot segment"),
    ("id", None, "text"),
]


@BOTH_CLIENTS
@pytest.mark.parametrize(("name", "value", "allowed"), WRONG, ids=[f"{w[0]}={w[1]!a}" for w in WRONG])
def test_a_wrong_argument_is_named_and_not_sent(using: Any, name: str, value: object, allowed: str) -> None:
    """The error names the argument and what is allowed, and the server never hears of it."""
    arguments = GOOD | {name: value}
    with scripted_server(answer(page())) as server:
        with pytest.raises(ArgumentError) as caught:
            using(lambda client: client.campaigns.get_rows(**arguments), base_url=server.url)
        assert server.received == []
    assert (caught.value.operation, caught.value.argument) == ("campaigns.get_rows", name)
    assert allowed in str(caught.value)


@BOTH_CLIENTS
def test_an_argument_that_does_not_exist_is_refused(using: Any) -> None:
    """A misspelt name is a TypeError, as for any Python function."""
    with pytest.raises(TypeError, match="querry"):
        using(lambda client: client.campaigns.iter_rows("campaign", querry="x"))


@BOTH_CLIENTS
def test_extra_query_sends_an_undocumented_value_on_purpose(using: Any) -> None:
    """`extra_query` replaces an argument of the same name, and nobody checks it."""
    with scripted_server(answer(page())) as server:
        using(
            lambda client: client.campaigns.get_rows(
                **GOOD, result="human", extra_query={"result": "robot", "page_size": 0, "beta": True}
            ),
            base_url=server.url,
        )
    assert server.received[0].target == f"{ROWS}?page=0&result=robot&page_size=0&beta=true"


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
        ({"result": models.RowResultFilter.NONE}, "page=0&page_size=10&result=none"),
        ({"result": "ios-screening-filter"}, "page=0&page_size=10&result=ios-screening-filter"),
        ({"statuses": "paused"}, "page=0&page_size=10&statuses=paused"),
        ({"statuses": [models.CallStatus.COMPLETED, "calling"]}, "page=0&page_size=10&statuses=completed%2Ccalling"),
        ({"statuses": "completed,calling"}, "page=0&page_size=10&statuses=completed%2Ccalling"),
        ({"statuses": {"errored"}}, "page=0&page_size=10&statuses=errored"),
        ({"result": omit, "query": omit}, "page=0&page_size=10"),
    ],
    ids=str,
)
def test_arguments_reach_the_wire(using: Any, arguments: dict[str, Any], query: str) -> None:
    """What is left out or None is not sent, and what is only assumed to be wrong is; a list is joined by commas."""
    with scripted_server(answer(page())) as server:
        using(lambda client: client.campaigns.get_rows(**GOOD | arguments), base_url=server.url)
    assert server.received[0].target == ROWS + (f"?{query}" if query else "")


@BOTH_CLIENTS
def test_an_id_is_one_segment_of_the_path(using: Any) -> None:
    """Percent-encoded, whatever is in it."""
    with scripted_server(answer(page())) as server:
        using(lambda client: client.campaigns.get_rows("a b/ü?#%"), base_url=server.url)
    assert server.received[0].target == "/campaigns/a%20b%2F%C3%BC%3F%23%25/rows"


def test_the_example_of_the_docs_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Verbatim, against a server that takes page 0 of size 0."""
    with scripted_server(answer(page())) as server:
        monkeypatch.setenv("REVOX_API_KEY", "key")
        monkeypatch.setenv("REVOX_BASE_URL", server.url)
        import os

        from revox import Revox

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
