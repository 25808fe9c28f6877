"""A wrong argument is refused before anything is sent."""

from typing import Any

import pytest
from revox import ArgumentError, models

from tests.support.clients import BOTH, IDS
from tests.support.rows import page
from tests.support.scripted_server import answer, scripted_server

GOOD: dict[str, Any] = {"id": "campaign", "page": 0, "page_size": 10}

WRONG = [
    ("result", "humann", "'human'"),
    ("result", "", "'IVR'"),
    ("result", 3, "text"),
    ("statuses", "completed,finished", "'finished'"),
    ("statuses", ["completed", "finished"], "'finished'"),
    ("statuses", [], "at least one value"),
    ("page_size", 0, ">= 1"),
    ("page_size", -1, ">= 1"),
    ("page_size", 1.5, "multiple of 1"),
    ("page_size", "10", "number"),
    ("page_size", True, "number"),
    ("page", -1, ">= 0"),
    ("page", float("nan"), ""),
    ("page", float("inf"), ""),
    ("page", None, ""),
    ("query", b"text", "text"),
    ("query", "\ud800", "Unicode"),
    ("id", "", "not empty"),
    ("id", "../x", "dot segment"),
    ("id", "x/../../y", "dot segment"),
    ("id", "..\\x", "dot segment"),
    ("id", ".", "dot segment"),
    ("id", None, "text"),
]


@pytest.mark.parametrize("using", BOTH, ids=IDS)
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


@pytest.mark.parametrize("method", ["iter_rows", "iter_pages"])
@pytest.mark.parametrize("using", BOTH, ids=IDS)
def test_an_iterator_refuses_at_the_call(using: Any, method: str) -> None:
    """A wrong filter is told when the iterator is made, not when its first row is asked for."""
    with pytest.raises(ArgumentError, match="result"):
        using(lambda client: getattr(client.campaigns, method)("campaign", result="humann"))


@pytest.mark.parametrize("using", BOTH, ids=IDS)
def test_an_argument_that_does_not_exist_is_refused(using: Any) -> None:
    """A misspelt name is a TypeError, as for any Python function."""
    with pytest.raises(TypeError, match="querry"):
        using(lambda client: client.campaigns.iter_rows("campaign", querry="x"))


@pytest.mark.parametrize("using", BOTH, ids=IDS)
def test_extra_query_sends_an_undocumented_value_on_purpose(using: Any) -> None:
    """`extra_query` replaces an argument of the same name, and nobody checks it."""
    with scripted_server(answer(page())) as server:
        using(
            lambda client: client.campaigns.get_rows(
                **GOOD, result="human", extra_query={"result": "robot", "page_size": 0, "beta": True}
            ),
            base_url=server.url,
        )
    assert server.received[0].target == "/campaigns/campaign/rows?page=0&result=robot&page_size=0&beta=true"


@pytest.mark.parametrize("using", BOTH, ids=IDS)
@pytest.mark.parametrize(
    ("arguments", "target"),
    [
        ({}, "/campaigns/campaign/rows?page=0&page_size=10"),
        ({"query": None, "result": None, "statuses": None}, "/campaigns/campaign/rows?page=0&page_size=10"),
        ({"id": "a b/ü?#%"}, "/campaigns/a%20b%2F%C3%BC%3F%23%25/rows?page=0&page_size=10"),
        ({"query": "é & =+"}, "/campaigns/campaign/rows?page=0&page_size=10&query=%C3%A9+%26+%3D%2B"),
        ({"query": ""}, "/campaigns/campaign/rows?page=0&page_size=10&query="),
        ({"result": models.RowResultFilter.NONE}, "/campaigns/campaign/rows?page=0&page_size=10&result=none"),
        (
            {"result": "ios-screening-filter"},
            "/campaigns/campaign/rows?page=0&page_size=10&result=ios-screening-filter",
        ),
        (
            {"statuses": [models.CallStatus.COMPLETED, "calling"]},
            "/campaigns/campaign/rows?page=0&page_size=10&statuses=completed%2Ccalling",
        ),
        (
            {"statuses": "completed,calling"},
            "/campaigns/campaign/rows?page=0&page_size=10&statuses=completed%2Ccalling",
        ),
        ({"statuses": {"errored"}}, "/campaigns/campaign/rows?page=0&page_size=10&statuses=errored"),
    ],
)
def test_arguments_reach_the_wire(using: Any, arguments: dict[str, Any], target: str) -> None:
    """What is left out or None is not sent; everything else is sent percent-encoded, a list joined by commas."""
    with scripted_server(answer(page())) as server:
        using(lambda client: client.campaigns.get_rows(**GOOD | arguments), base_url=server.url)
    assert server.received[0].target == target
