"""Servers that count pages from 1: whatever they make of page 0, every row comes once, and nothing is asked in vain."""

from functools import partial
from typing import Any

import pytest
from revox import APIStatusError, BadRequestError, Revox
from revox._ahead import Ahead, pages_of
from revox._pagination import Walk
from revox._seen import SeenKeys
from revox.sandbox import Sandbox
from revox_api.models import RowsPage

from tests.support.clients import BOTH, IDS
from tests.support.model_server import refusal
from tests.support.rows import page, row
from tests.support.scripted_server import Answer, Received, answer, scripted_server

BOTH_CLIENTS = pytest.mark.parametrize("using", BOTH, ids=IDS)
ROWS = 23


def ids(client: Any, **arguments: Any) -> Any:
    """Read the IDs of all rows."""
    rows = client.campaigns.iter_rows("demo", page_size=5, **arguments)
    if isinstance(client, Revox):
        return [item.id for item in rows]

    async def run() -> list[str]:
        return [item.id async for item in rows]

    return run()


def number_of(request: Received) -> int:
    """Return the page that was asked for."""
    return int(request.target.partition("page=")[2].partition("&")[0])


def error(text: str, status: str = "400 Bad Request") -> bytes:
    """Return an answer that refuses."""
    return answer({"error": {"message": text}}, status)


@BOTH_CLIENTS
@pytest.mark.parametrize("prefetch", [0, 3])
@pytest.mark.parametrize("fault", ["refuses-page-0", "pages-from-1"])
def test_every_row_comes_once(using: Any, fault: str, prefetch: int) -> None:
    """From a sandbox that counts from 1, over a socket."""
    with Sandbox(faults=[fault]) as sandbox:
        sandbox.add_campaign("demo", rows=ROWS)
        with Sandbox() as right, right.client() as client:
            right.add_campaign("demo", rows=ROWS)
            expected = ids(client)
        with sandbox.serve() as url:
            found = using(lambda client: ids(client, prefetch=prefetch), base_url=url, api_key=sandbox.api_key)
    assert len(expected) == ROWS
    assert found == expected


def test_every_place_can_be_gone_on_from() -> None:
    """The token after a page leads to the next one, though page 0 is refused."""
    with Sandbox(faults=["refuses-page-0"]) as sandbox, sandbox.client() as client:
        sandbox.add_campaign("demo", rows=ROWS)
        whole = ids(client)
        pages = client.campaigns.iter_pages("demo", page_size=5)
        for read in range(5, ROWS + 5, 5):
            next(pages)
            assert ids(client, resume=pages.token) == whole[read:]


@BOTH_CLIENTS
@pytest.mark.parametrize(
    "first",
    [
        error("page must be 1 or more"),
        error("querystring/page must be >= 1", "422 Unprocessable Entity"),
        error("There is no such page.", "404 Not Found"),
        answer(page(total=4)),
        answer({"page": 0, "page_size": 5, "rows": []}),
    ],
)
def test_page_0_may_be_refused_or_empty(using: Any, first: bytes) -> None:
    """Then page 1 is read; one request more than there are pages."""

    def reply(request: Received) -> bytes:
        number = number_of(request)
        return answer(page(*[row(2 * number), row(2 * number + 1)], page=number, total=4)) if number else first

    with scripted_server(reply) as server:
        found = using(ids, base_url=server.url)
        assert [number_of(request) for request in server.received] == [0, 1, 2]
    assert found == ["row-2", "row-3", "row-4", "row-5"]


@BOTH_CLIENTS
@pytest.mark.parametrize("prefetch", [0, 3])
@pytest.mark.parametrize(
    ("answers", "requests", "told"),
    [
        ([error("page_size must be at most 4")], 1, "page_size"),
        ([error("pageSize: too large")], 1, "pageSize"),
        ([error("The page size is too large")], 1, "page size"),
        ([error("There is no such campaign.", "404 Not Found")], 1, "campaign"),
        ([error("no such page for you", "403 Forbidden")], 1, "for you"),
        ([error("page 0 is wrong"), error("page 1 is wrong")], 2, "page 0"),
    ],
)
def test_what_is_not_about_page_0_is_raised(
    using: Any, answers: list[Answer], requests: int, told: str, prefetch: int
) -> None:
    """What page 0 was refused with, if page 1 is refused as well."""
    with scripted_server(*answers) as server:
        with pytest.raises(APIStatusError, match=told):
            using(lambda client: ids(client, prefetch=prefetch), base_url=server.url)
        assert len(server.received) == requests


@BOTH_CLIENTS
def test_a_later_page_that_is_refused_is_an_error(using: Any) -> None:
    """Only page 0 may be refused."""
    with scripted_server(answer(page(row(0), total=9)), error("page 1 is wrong")) as server:
        with pytest.raises(BadRequestError, match="page 1"):
            using(ids, base_url=server.url)
        assert len(server.received) == 2


def test_a_walk_that_begins_anew_does_so_at_page_1() -> None:
    """Page 0 is not asked for again."""
    walk = Walk("demo")
    assert walk.goes_on_after(refusal("page must be 1 or more"))
    asked = []
    with Sandbox(faults=["refuses-page-0", "moving-rows"]) as sandbox, sandbox.client() as client:
        sandbox.add_campaign("demo", rows=ROWS)
        while walk.next_page is not None:
            asked.append(walk.next_page)
            walk.digest(client.campaigns.get_rows("demo", page=walk.next_page, page_size=5))
    assert walk.sweeps > 0
    assert asked.count(1) == 1 + walk.sweeps
    assert 0 not in asked


def test_a_failure_right_after_the_refusal_leaves_a_token_for_the_start() -> None:
    """Page 1 could not be read; the token leads to all rows."""
    with scripted_server(error("page must be 1 or more"), error("", "503 Service Unavailable")) as server:
        with Revox(api_key="key", base_url=server.url, max_retries=0) as client:
            pages = client.campaigns.iter_pages("demo", page_size=5)
            with pytest.raises(APIStatusError):
                next(pages)
            token = pages.token
        server.answers[:] = [error("page must be 1 or more")] * 3 + [answer(page(row(1), page=1))]
        with Revox(api_key="key", base_url=server.url) as client:
            assert ids(client, resume=token) == ["row-1"]


def test_the_errors_are_of_the_library() -> None:
    """A refusal that is raised is the one of the first page."""
    walk = Walk("demo")
    first = refusal("page must be 1 or more")
    walk.goes_on_after(first)
    with pytest.raises(BadRequestError) as caught:
        walk.goes_on_after(refusal("page must be 2 or more"))
    assert caught.value is first


def test_a_walk_after_known_rows_may_begin_anew_there() -> None:
    """The known rows are not there any more, and page 0 is refused; every other row comes."""
    walk, found = Walk("demo"), list[str]()
    walk.go_on_after(SeenKeys(f"gone-{number}" for number in range(9)), 5)
    with Sandbox(faults=["refuses-page-0"]) as sandbox, sandbox.client() as client:
        sandbox.add_campaign("demo", rows=ROWS)
        expected = ids(client)

        def read(number: int) -> RowsPage:
            return client.campaigns.get_rows("demo", page=number, page_size=5)

        for page_of_rows, fresh in pages_of(walk, Ahead(walk, lambda number: partial(read, number), 0)):
            found += [page_of_rows.rows[index].id for index in fresh]
    assert found == expected
