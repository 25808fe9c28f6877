"""All pages and all items over a socket: in order, once, and onwards from anywhere."""

import base64
import pickle
from typing import Any

import pytest
from revox import (
    APIStatusError,
    ArgumentError,
    BadRequestError,
    IncompleteError,
    InternalServerError,
    ItemsMovedError,
    KeySet,
    Revox,
)

from tests.support.clients import BOTH_CLIENTS, KEY, StoppedClock, collect
from tests.support.rows import call, page, page_of, paged, row
from tests.support.scripted_server import Answer, Received, answer, scripted_server

COUNT = 23
STORED = [row(number) for number in range(COUNT)]
ALL = [item["id"] for item in STORED]


def ids(client: Any, **arguments: Any) -> Any:
    """Read the IDs of all rows."""
    return collect(client.campaigns.iter_rows("demo", **{"page_size": 5} | arguments), lambda item: item.id)


def pages(client: Any, **arguments: Any) -> Any:
    """Read all pages; returns the IDs of each and the token after it."""
    iterator = client.campaigns.iter_pages("demo", **{"page_size": 5} | arguments)
    return collect(iterator, lambda got: ([item.id for item in got.rows], iterator.token))


@BOTH_CLIENTS
@pytest.mark.parametrize("page_size", [1, 7, 23, 1000])
@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize("prefetch", [0, 3])
def test_every_row_comes_once_and_in_order(using: Any, page_size: int, first: int, prefetch: int) -> None:
    """Whatever the page size, and wherever pages begin."""
    with scripted_server(paged(STORED, first)) as server:
        found = using(lambda client: ids(client, page_size=page_size, prefetch=prefetch), base_url=server.url)
    assert found == ALL


@BOTH_CLIENTS
def test_pages_come_as_the_server_sends_them(using: Any) -> None:
    """With their number and the total."""

    def action(client: Any) -> Any:
        return collect(
            client.campaigns.iter_pages("demo", page_size=10), lambda got: (got.page, len(got.rows), got.total)
        )

    with scripted_server(paged(STORED)) as server:
        assert using(action, base_url=server.url) == [(0, 10, 23), (1, 10, 23), (2, 3, 23)]


@BOTH_CLIENTS
def test_filters_and_settings_go_with_every_page(using: Any) -> None:
    """What is said of one call is said of all its requests."""
    settings: dict[str, Any] = {"extra_headers": {"X-A": "1"}, "extra_query": {"z": 1}, "timeout": 9}
    filters = {"query": "a b", "result": "human", "statuses": ["completed", "errored"]}
    with scripted_server(paged(STORED)) as server:
        using(lambda client: ids(client, page_size=12, **filters, **settings), base_url=server.url)
    query = "page_size=12&query=a+b&result=human&statuses=completed%2Cerrored&z=1"
    assert [request.target for request in server.received] == [
        f"/campaigns/demo/rows?page={number}&{query}" for number in (0, 1)
    ]
    assert [request.headers["x-a"] for request in server.received] == ["1", "1"]


@BOTH_CLIENTS
def test_progress_says_how_far_it_is(using: Any) -> None:
    """The total is known after the first page, and one page is read at a time."""

    def action(client: Any) -> Any:
        rows = client.campaigns.iter_rows("demo", page_size=10)
        assert (rows.progress.pages, rows.progress.seen, rows.progress.total) == (0, 0, None)
        return collect(rows, lambda item: (rows.progress.pages, rows.progress.seen, rows.progress.total))

    with scripted_server(paged(STORED)) as server:
        found = using(action, base_url=server.url)
    assert found == [(1, 10, 23)] * 10 + [(2, 20, 23)] * 10 + [(3, 23, 23)] * 3


@BOTH_CLIENTS
def test_rows_come_before_an_error(using: Any) -> None:
    """What was read before a page failed has been yielded."""
    found: list[str] = []

    def action(client: Any) -> Any:
        return collect(client.campaigns.iter_rows("c", page_size=2), lambda item: found.append(item.id))

    good = answer(page(row(0), row(1), total=4))
    with scripted_server(good, answer(b"", "500 Oops")) as server, pytest.raises(InternalServerError):
        using(action, base_url=server.url, clock=StoppedClock().clock())
    assert found == ["row-0", "row-1"]


@BOTH_CLIENTS
def test_rows_that_the_server_never_gives_are_an_error(using: Any) -> None:
    """The end of an incomplete list cannot be taken for its end; the error says of which list it speaks."""
    told = "campaigns.get_rows /campaigns/demo/rows: saw 1 items, but the server says there are 2"
    replies = [answer(page(row(0), total=2)), answer(page(total=2))]
    with scripted_server(*replies) as server, pytest.raises(IncompleteError, match=told):
        using(ids, base_url=server.url)


@BOTH_CLIENTS
def test_items_without_a_key_are_known_by_all_they_hold(using: Any) -> None:
    """Nothing that came is lost, nor given twice, whatever it is."""
    nameless = [{key: value for key, value in row(number).items() if key != "id"} for number in (0, 1, 1)]
    body = {"page": 0, "page_size": 9, "rows": [*nameless, None, 3, None, {"id": 7}, {"id": 7}], "total": 5}
    with scripted_server(answer(body), answer(page(total=5))) as server:
        found = using(lambda client: collect(client.campaigns.iter_rows("demo", page_size=9)), base_url=server.url)
    assert [getattr(item, "row_index", item) for item in found] == [0, 1, None, 3, None]
    assert found[4].id == 7


# Going on by a token.


@BOTH_CLIENTS
@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize("prefetch", [0, 2])
def test_every_place_can_be_gone_on_from(using: Any, first: int, prefetch: int) -> None:
    """The pages after the token are those of an undisturbed pass."""
    with scripted_server(paged(STORED, first)) as server:
        whole = using(lambda client: pages(client, prefetch=prefetch), base_url=server.url)
        for number, (_, token) in enumerate(whole):
            if token is None:  # where page 1 was page 0 again, and it was not certain yet
                continue
            assert token.isprintable()
            assert len(token) < 100
            rest = using(lambda client, token=token: ids(client, prefetch=prefetch, resume=token), base_url=server.url)
            assert rest == [key for keys, _ in whole[number + 1 :] for key in keys if key not in whole[number][0]]


@BOTH_CLIENTS
def test_an_item_iterator_has_a_token_between_pages(using: Any) -> None:
    """It leads to the item after the last one; within a page, there is no such place."""

    def action(client: Any) -> Any:
        rows = client.campaigns.iter_rows("demo", page_size=10)
        return collect(rows, lambda item: rows.token)

    with scripted_server(paged(STORED)) as server:
        tokens = using(action, base_url=server.url)
        assert [number for number, token in enumerate(tokens) if token] == [9, 19, 22]
        assert using(lambda client: ids(client, page_size=10, resume=tokens[9]), base_url=server.url) == ALL[10:]


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
def test_a_token_of_another_list_is_refused(using: Any, other: dict[str, Any]) -> None:
    """Another campaign, filter or page size; before anything is sent."""
    arguments: dict[str, Any] = {"id": "demo", "page_size": 5, "query": "x"}
    with scripted_server(paged(STORED)) as server, Revox(api_key=KEY, base_url=server.url) as client:
        iterator = client.campaigns.iter_pages(**arguments)
        next(iterator)
    with pytest.raises(ArgumentError, match="resume: the token is of another"):
        using(lambda client: client.campaigns.iter_pages(**arguments | other, resume=iterator.token))


@BOTH_CLIENTS
@pytest.mark.parametrize("token", ["", "x", "revox2.", "revox2.!!!!", "revox2.WzFd", "revox1.WzFd", 3, b"revox2."])
def test_what_is_no_token_is_refused(using: Any, token: Any) -> None:
    """The error says what to do."""
    with pytest.raises(ArgumentError, match=r"resume: (expected a token|the token is damaged)"):
        using(lambda client: client.campaigns.iter_rows("demo", resume=token))


@BOTH_CLIENTS
def test_rows_that_moved_meanwhile_are_noticed(using: Any) -> None:
    """Where the page before is not what it was, reading on could miss rows, and is refused."""
    stored = list(STORED)
    with scripted_server(paged(stored)) as server:
        token = using(pages, base_url=server.url)[1][1]
        del stored[0]
        with pytest.raises(ItemsMovedError, match="Start again without the token"):
            using(lambda client: pages(client, resume=token), base_url=server.url)


def test_a_token_holds_nothing_of_the_list() -> None:
    """Neither the campaign, nor what was searched for, nor rows, can be read from it."""
    with scripted_server(paged(STORED)) as server, Revox(api_key=KEY, base_url=server.url) as client:
        iterator = client.campaigns.iter_pages("demo", page_size=5, query="555")
        next(iterator)
    encoded = str(iterator.token).removeprefix("revox2.")
    text = base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4))
    assert not [word for word in (b"demo", b"555", b"row-") if word in text]


@BOTH_CLIENTS
def test_ids_that_no_encoding_takes_are_gone_on_from(using: Any) -> None:
    """Half a surrogate pair is an ID as any other."""
    stored = [row(number, id=f"\ud800{number}") for number in range(4)]
    with scripted_server(paged(stored)) as server:
        whole = using(lambda client: pages(client, page_size=2), base_url=server.url)
        rest = using(lambda client: ids(client, page_size=2, resume=whole[0][1]), base_url=server.url)
    assert rest == ["\ud8002", "\ud8003"]


# Going on after known items.


@BOTH_CLIENTS
@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize("known", [0, 1, 10, 13, 23])
@pytest.mark.parametrize("kind", [list, KeySet, iter])
def test_known_rows_do_not_come_again(using: Any, first: int, known: int, kind: Any) -> None:
    """Those after them do, and pages before are not asked for."""
    with scripted_server(paged(STORED, first)) as server:
        found = using(lambda client: ids(client, known=kind(ALL[:known])), base_url=server.url)
    assert found == ALL[known:]
    assert min(page_of(request) for request in server.received) == max(known - 1, 0) // 5


@BOTH_CLIENTS
def test_where_known_rows_are_gone_the_list_is_read_anew(using: Any) -> None:
    """Also where page 0 is refused."""

    def reply(request: Received) -> bytes:
        return paged(STORED, 1)(request) if page_of(request) else refuse("page must be 1 or more")

    gone = [f"gone-{number}" for number in range(9)]
    with scripted_server(reply) as server:
        assert using(lambda client: ids(client, known=gone), base_url=server.url) == ALL


@BOTH_CLIENTS
@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        *[({"page_size": value}, "page_size") for value in (0, -1, 1.5, "10", None, True)],
        *[({"prefetch": value}, "prefetch") for value in (-1, 1.5, "2", None, True)],
        ({"known": "abc"}, "known"),
        ({"known": ["a"], "resume": "revox2.x"}, "known|resume"),
        ({"result": "humann"}, "result"),
    ],
    ids=str,
)
@pytest.mark.parametrize("method", ["iter_rows", "iter_pages"])
def test_an_iterator_refuses_at_the_call(using: Any, method: str, arguments: dict[str, Any], named: str) -> None:
    """A wrong argument is told when the iterator is made, not when its first row is asked for."""
    with pytest.raises(ArgumentError, match=f"^campaigns.get_rows: ({named}): "):
        using(lambda client: getattr(client.campaigns, method)("campaign", **arguments))


# Raw rows and raw pages.


@BOTH_CLIENTS
@pytest.mark.parametrize("paging", [True, False], ids=["paged", "all at once"])
def test_rows_keep_what_they_were_read_from(using: Any, paging: bool) -> None:
    """With the fields that the spec does not know, at every depth; also where a row is not what the spec says."""
    stored = [row(0, extra={"a": [1]}), row(1, phone_number=None), row(2, call=call(new=1.0))]
    reply = paged(stored) if paging else answer({"rows": stored})

    def action(client: Any) -> Any:
        return collect(client.campaigns.iter_rows("demo", page_size=2, keep_raw=True))

    with scripted_server(reply) as server:
        found = using(action, base_url=server.url)
    assert [item.raw for item in found] == [item.to_dict() for item in found] == stored
    again = pickle.loads(pickle.dumps(found))
    assert (again, again[0].raw) == (found, stored[0])


@BOTH_CLIENTS
def test_rows_forget_what_they_were_read_from_unless_told(using: Any) -> None:
    """Their pages do not."""
    with scripted_server(paged([row(0, extra=1)])) as server:
        (got,) = using(lambda client: collect(client.campaigns.iter_pages("demo")), base_url=server.url)
        (kept,) = using(lambda client: collect(client.campaigns.iter_pages("demo", keep_raw=True)), base_url=server.url)
    assert (got.raw["rows"], got.rows[0].raw, "extra" in got.rows[0].to_dict()) == ([row(0, extra=1)], None, False)
    assert (kept.raw, kept.rows[0].raw) == (got.raw, row(0, extra=1))
    assert (type(kept), pickle.loads(pickle.dumps(kept))) == (type(got), kept)


@BOTH_CLIENTS
@pytest.mark.parametrize("prefetch", [0, 2])
def test_raw_pages_hold_rows_as_the_server_wrote_them(using: Any, prefetch: int) -> None:
    """They are read, and their deviations are reported, when they are asked to be."""
    texts = [b'{"id": "a",  "x":1e2}', b'{ "y":[ ], "id":"\\u0062"}', b'"c"']
    bodies = [b'{"rows": [' + text + b'], "total": 3, "page": 0, "page_size": 1}' for text in texts]

    def reply(request: Received) -> bytes:
        return answer(bodies[page_of(request)])

    def action(client: Any) -> Any:
        iterator = client.campaigns.with_raw_response.iter_pages("demo", page_size=1, prefetch=prefetch)

        def see(got: Any) -> Any:
            assert (got.total, got.page, got.page_size, got.is_on_one_line) == (3, 0, 1, True)
            before, typed = len(client.deviations), got.parse()
            return bytes(got.items[0].text), got.items[0].key, typed.total, len(client.deviations) > before

        return collect(iterator, see)

    with scripted_server(reply) as server:
        found = using(action, base_url=server.url)
    assert found == [(texts[0], "a", 3, True), (texts[1], "b", 3, False), (texts[2], None, 3, True)]


@BOTH_CLIENTS
@pytest.mark.parametrize("body", [b"{}", b"[]", b'{"rows": 3}', b"<html>"])
def test_what_is_no_page_is_no_raw_page_either(using: Any, body: bytes) -> None:
    """It is asked for again, as any response that cannot be read."""

    def action(client: Any) -> Any:
        iterator = client.campaigns.with_raw_response.iter_pages("demo", page_size=5)
        return collect(iterator, lambda got: len(got.items))

    with scripted_server(answer(body), paged(STORED)) as server:
        assert using(action, base_url=server.url, clock=StoppedClock().clock()) == [5, 5, 5, 5, 3]


@BOTH_CLIENTS
def test_pages_in_an_encoding_that_json_does_not_have_are_read_all_the_same(using: Any) -> None:
    """Raw pages and rows hold them recoded where they could not be split otherwise, as beside a huge number."""
    body = b'{"rows": [{"id": "\xe9"}], "page": 0, "page_size": 1e400, "total": 1}'

    def action(client: Any) -> Any:
        pages = client.campaigns.with_raw_response.iter_pages("demo")
        return collect(pages, lambda got: (got.items[0].key, bytes(got.items[0].text)))

    with scripted_server(answer(body, content_type="application/json; charset=latin-1")) as server:
        assert using(action, base_url=server.url) == [("é", '{"id": "é"}'.encode())]
        rows = using(lambda client: collect(client.campaigns.iter_rows("demo", keep_raw=True)), base_url=server.url)
    assert (rows[0].id, rows[0].raw) == ("é", {"id": "é"})


# Servers that count from 1.


def refuse(text: str, status: str = "400 Bad Request") -> bytes:
    """Return an answer that refuses."""
    return answer({"error": {"message": text}}, status)


@BOTH_CLIENTS
@pytest.mark.parametrize("prefetch", [0, 3])
@pytest.mark.parametrize(
    "first",
    [
        refuse("page must be 1 or more"),
        refuse("querystring/page must be >= 1", "422 Unprocessable Entity"),
        refuse("There is no such page.", "404 Not Found"),
        answer(page(total=4)),
        answer({"page": 0, "page_size": 5, "rows": []}),
    ],
)
def test_page_0_may_be_refused_or_empty(using: Any, first: bytes, prefetch: int) -> None:
    """Then page 1 is read; one request more than there are pages."""

    def reply(request: Received) -> bytes:
        number = page_of(request)
        return answer(page(row(2 * number), row(2 * number + 1), page=number, total=4)) if number else first

    with scripted_server(reply) as server:
        found = using(lambda client: ids(client, prefetch=prefetch), base_url=server.url)
        assert [page_of(request) for request in server.received] == [0, 1, 2]
    assert found == ["row-2", "row-3", "row-4", "row-5"]


@BOTH_CLIENTS
@pytest.mark.parametrize("prefetch", [0, 3])
@pytest.mark.parametrize(
    ("answers", "requests", "told"),
    [
        ([refuse("page_size must be at most 4")], 1, "page_size"),
        ([refuse("pageSize: too large")], 1, "pageSize"),
        ([refuse("The page size is too large")], 1, "page size"),
        ([refuse("There is no such campaign.", "404 Not Found")], 1, "campaign"),
        ([refuse("no such page for you", "403 Forbidden")], 1, "for you"),
        ([refuse("page 0 is wrong"), refuse("page 1 is wrong")], 2, "page 0"),
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
    with scripted_server(answer(page(row(0), total=9)), refuse("page 1 is wrong")) as server:
        with pytest.raises(BadRequestError, match="page 1"):
            using(ids, base_url=server.url)
        assert len(server.received) == 2


@BOTH_CLIENTS
def test_a_rescan_begins_at_page_1_where_page_0_was_refused(using: Any) -> None:
    """Page 0 is not asked for again."""
    stored = list(STORED)

    def reply(request: Received) -> bytes:
        if not page_of(request):
            return refuse("page must be 1 or more")
        if page_of(request) == 3 and len(stored) == COUNT:
            del stored[0]
        return paged(stored, 1)(request)

    with scripted_server(reply) as server:
        assert set(using(ids, base_url=server.url)) == set(ALL)
        asked = [page_of(request) for request in server.received]
    assert (asked.count(0), asked.count(1)) == (1, 2)


def test_a_failure_right_after_the_refusal_leaves_a_token_for_the_start() -> None:
    """Page 1 could not be read; the token leads to all rows."""
    with scripted_server(refuse("page must be 1 or more"), refuse("", "503 Service Unavailable")) as server:
        with Revox(api_key=KEY, base_url=server.url, max_retries=0) as client:
            iterator = client.campaigns.iter_pages("demo", page_size=5)
            with pytest.raises(APIStatusError):
                next(iterator)
        server.answers[:] = [refuse("page must be 1 or more")] * 3 + [answer(page(row(1), page=1))]
        with Revox(api_key=KEY, base_url=server.url) as client:
            assert ids(client, resume=iterator.token) == ["row-1"]
