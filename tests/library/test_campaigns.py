"""All pages and all rows of a campaign, from a real server with a real database."""

from collections.abc import Iterator
from typing import Any

import pytest
from revox import IncompleteError, InternalServerError, Revox, models
from revox.sandbox import Sandbox

from tests.support.clients import BOTH, IDS, KEY, StoppedClock
from tests.support.rows import page, row
from tests.support.scripted_server import answer, scripted_server

BOTH_CLIENTS = pytest.mark.parametrize("using", BOTH, ids=IDS)
ROWS = 250


@pytest.fixture(scope="module")
def served() -> Iterator[dict[str, Any]]:
    """Serve a campaign on a socket; yields what a client needs to reach it."""
    with Sandbox() as sandbox:
        sandbox.add_campaign("demo", rows=ROWS, seed=7)
        with sandbox.serve() as url:
            yield {"api_key": sandbox.api_key, "base_url": url}


def collect(method: str, **arguments: Any) -> Any:
    """Return an action that reads everything that an iterator has."""
    return lambda client: _all(getattr(client.campaigns, method)("demo", **arguments))


def _all(iterator: Any) -> Any:
    return list(iterator) if hasattr(iterator, "__next__") else iterator


@BOTH_CLIENTS
@pytest.mark.parametrize("page_size", [1, 7, 100, 250, 1000])
def test_every_row_comes_once_and_in_order(using: Any, served: dict[str, Any], page_size: int) -> None:
    """Whatever the page size."""
    rows = using(collect("iter_rows", page_size=page_size), **served)
    assert [row.row_index for row in rows] == list(range(ROWS))
    assert len({row.id for row in rows}) == ROWS


@BOTH_CLIENTS
def test_pages_come_as_the_server_sends_them(using: Any, served: dict[str, Any]) -> None:
    """With their number and the total."""
    pages = using(collect("iter_pages", page_size=100), **served)
    assert [(item.page, len(item.rows), item.total) for item in pages] == [(0, 100, 250), (1, 100, 250), (2, 50, 250)]


@BOTH_CLIENTS
@pytest.mark.parametrize(
    "filters",
    [
        {"statuses": ["completed", models.CallStatus.ERRORED]},
        {"statuses": "scheduled"},
        {"result": "human"},
        {"result": models.RowResultFilter.NONE},
        {"query": "555"},
        {"query": "a", "result": "voicemail", "statuses": ["completed"]},
        {"query": "nobody has this"},
    ],
    ids=str,
)
def test_filters_go_with_every_page(using: Any, served: dict[str, Any], filters: dict[str, Any]) -> None:
    """Pages of 3 rows give the same rows as one page of all."""
    in_one = using(lambda client: client.campaigns.get_rows("demo", page=0, page_size=1000, **filters), **served)
    in_many = using(collect("iter_rows", page_size=3, **filters), **served)
    assert [item.id for item in in_many] == [item.id for item in in_one.rows]
    assert len(in_one.rows) == in_one.total < ROWS


def test_the_walk_says_how_far_it_is(served: dict[str, Any]) -> None:
    """The total is known after the first page, and one page is read at a time."""
    with Revox(**served) as client:
        rows = client.campaigns.iter_rows("demo", page_size=100)
        assert (rows.walk.pages, rows.walk.total) == (0, None)
        next(rows)
        assert (rows.walk.pages, rows.walk.seen, rows.walk.total) == (1, 100, ROWS)


def test_rows_come_before_an_error_and_not_after(served: dict[str, Any]) -> None:
    """What was read before a page failed has been yielded."""
    good = answer(page(row(0), row(1), total=4))
    with scripted_server(good, answer(b"", "500 Oops")) as server:
        client = Revox(api_key=KEY, base_url=server.url, clock=StoppedClock().clock())
        rows = client.campaigns.iter_rows("c", page_size=2)
        found: list[str] = []
        with pytest.raises(InternalServerError):
            found.extend(item.id for item in rows)
        client.close()
    assert found == ["row-0", "row-1"]


@BOTH_CLIENTS
def test_rows_that_the_server_never_gives_are_an_error(using: Any) -> None:
    """The end of an incomplete walk cannot be taken for the end of the campaign."""
    told = "saw 1 rows, but the server says there are 2"
    replies = [answer(page(row(0), total=2)), answer(page(total=2))]
    with scripted_server(*replies) as server, pytest.raises(IncompleteError, match=told):
        using(collect("iter_rows"), base_url=server.url)


@BOTH_CLIENTS
def test_headers_and_timeout_go_with_every_page(using: Any) -> None:
    """The settings of one call are those of all its requests."""
    with scripted_server(answer(page(row(0), total=2)), answer(page(row(1), total=2))) as server:
        using(collect("iter_rows", extra_headers={"X-A": "1"}, extra_query={"z": 1}, timeout=9), base_url=server.url)
    assert [request.headers["x-a"] for request in server.received] == ["1", "1"]
    assert [request.target.endswith("z=1") for request in server.received] == [True, True]


def test_the_example_of_the_docs_runs(served: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """Line by line as the docs have it, with an ID and a page size filled in for their placeholders."""
    monkeypatch.setenv("REVOX_API_KEY", served["api_key"])
    monkeypatch.setenv("REVOX_BASE_URL", served["base_url"])
    import os

    from revox import Revox

    client = Revox(
        api_key=os.environ.get("REVOX_API_KEY"),  # This is the default and can be omitted
    )
    response = client.campaigns.get_rows(
        id="demo",
        page=0,
        page_size=10,
    )
    assert response.page == 0
    client.close()
