"""Going on where another process stopped, by a small token, and refusing where that would lose rows."""

from typing import Any

import pytest
from revox import ArgumentError, Revox, RowsMovedError
from revox.sandbox import Sandbox

from tests.support.clients import BOTH, IDS, KEY
from tests.support.rows import page, row
from tests.support.scripted_server import Received, answer, scripted_server

BOTH_CLIENTS = pytest.mark.parametrize("using", BOTH, ids=IDS)
ROWS = 23


def read(client: Any, **arguments: Any) -> Any:
    """Read all pages; returns the IDs of each and the token after it."""
    pages = client.campaigns.iter_pages("demo", **arguments)
    if isinstance(client, Revox):
        return [([item.id for item in got.rows], pages.token) for got in pages]

    async def run() -> Any:
        return [([item.id for item in got.rows], pages.token) async for got in pages]

    return run()


@pytest.fixture(scope="module")
def served() -> Any:
    """Serve a campaign on a socket."""
    with Sandbox() as sandbox:
        sandbox.add_campaign("demo", rows=ROWS, seed=3)
        with sandbox.serve() as url:
            yield {"api_key": sandbox.api_key, "base_url": url}


@BOTH_CLIENTS
@pytest.mark.parametrize(
    "arguments", [{"page_size": 5}, {"page_size": 5, "prefetch": 2}, {"page_size": 4, "query": "5"}]
)
def test_every_place_can_be_gone_on_from(using: Any, served: dict[str, Any], arguments: dict[str, Any]) -> None:
    """The pages after the token are those of an undisturbed walk."""
    whole = using(lambda client: read(client, **arguments), **served)
    assert len(whole) >= 2
    for number, (_, token) in enumerate(whole):
        assert token.isprintable()
        assert len(token) < 100
        rest = using(lambda client, token=token: read(client, resume=token, **arguments), **served)
        assert [ids for ids, _ in rest] == [ids for ids, _ in whole[number + 1 :]]


def test_rows_can_be_gone_on_from_too(served: dict[str, Any]) -> None:
    """`iter_rows` takes the token of a page."""
    with Revox(**served) as client:
        pages = client.campaigns.iter_pages("demo", page_size=10)
        first = [item.id for item in next(pages).rows]
        rest = [item.id for item in client.campaigns.iter_rows("demo", page_size=10, resume=pages.token)]
        assert first + rest == [item.id for item in client.campaigns.iter_rows("demo", page_size=10)]


OTHERS: list[dict[str, Any]] = [
    {"id": "other"},
    {"page_size": 6},
    {"query": "y"},
    {"result": "human"},
    {"statuses": ["completed"]},
    {"extra_query": {"z": 1}},
]


@BOTH_CLIENTS
@pytest.mark.parametrize("other", OTHERS, ids=str)
def test_a_token_of_another_walk_is_refused(using: Any, other: dict[str, Any]) -> None:
    """Another campaign, filter or page size; before anything is sent."""
    arguments: dict[str, Any] = {"id": "demo", "page_size": 5, "query": "x"}
    with scripted_server(answer(page(row(0), row(1), total=9))) as server, Revox(api_key=KEY, base_url=server.url) as c:
        pages = c.campaigns.iter_pages(**arguments)
        next(pages)
    with pytest.raises(ArgumentError, match="resume: the token is of another"):
        using(lambda client: client.campaigns.iter_pages(**arguments | other, resume=pages.token))


@BOTH_CLIENTS
@pytest.mark.parametrize("token", ["", "x", "revox1.", "revox1.!!!!", "revox1.WzFd", "revox2.WzFd", 3, b"revox1."])
def test_what_is_no_token_is_refused(using: Any, token: Any) -> None:
    """The error says what to do."""
    with pytest.raises(ArgumentError, match=r"resume: (expected a token|the token is damaged)"):
        using(lambda client: client.campaigns.iter_rows("demo", resume=token))


@BOTH_CLIENTS
def test_rows_that_moved_meanwhile_are_noticed(using: Any) -> None:
    """Where the page before is not what it was, reading on could miss rows, and is refused."""
    moved = [False]

    def reply(request: Received) -> bytes:
        number = int(request.target.partition("page=")[2].partition("&")[0])
        stored = [row(index) for index in range(1 if moved[0] else 0, 9)]
        return answer(page(*stored[number * 3 : number * 3 + 3], page=number, total=len(stored)))

    with scripted_server(reply) as server:
        with Revox(api_key=KEY, base_url=server.url) as client:
            pages = client.campaigns.iter_pages("demo", page_size=3)
            next(pages)
            next(pages)
        moved[0] = True
        with pytest.raises(RowsMovedError, match="Start again without the token"):
            using(lambda client: read(client, page_size=3, resume=pages.token), base_url=server.url)


def test_a_token_holds_nothing_of_the_campaign(served: dict[str, Any]) -> None:
    """Neither the campaign, nor what was searched for, nor rows, can be read from it."""
    import base64

    with Revox(**served) as client:
        pages = client.campaigns.iter_pages("demo", page_size=5, query="555")
        first = next(pages)
        encoded = str(pages.token).removeprefix("revox1.")
    text = base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4))
    assert not [word for word in (b"demo", b"555", first.rows[0].id.encode()) if word in text]


@BOTH_CLIENTS
def test_ids_that_no_encoding_takes_are_gone_on_from(using: Any) -> None:
    """Half a surrogate pair is an ID as any other."""
    stored = [row(number, id=f"\ud800{number}") for number in range(4)]

    def served(request: Received) -> bytes:
        number = int(request.target.partition("page=")[2].partition("&")[0])
        return answer(page(*stored[2 * number : 2 * number + 2], page=number, total=4))

    with scripted_server(served) as server:
        whole = using(lambda client: read(client, page_size=2), base_url=server.url)
        rest = using(lambda client: read(client, page_size=2, resume=whole[0][1]), base_url=server.url)
    assert [ids for ids, _ in rest] == [["\ud8002", "\ud8003"]]
