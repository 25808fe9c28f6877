"""All pages and all items over a socket: in order, once, and onwards from anywhere."""

import base64
import pickle
from typing import Any

import pytest
from revox import (
    APIResponseValidationError,
    APIStatusError,
    ArgumentError,
    IncompleteError,
    InternalServerError,
    ItemsMovedError,
    KeySet,
    Revox,
)

from tests.support.clients import BOTH_CLIENTS, KEY, Outcome, ask, collect
from tests.support.rows import call, page, page_of, paged, row
from tests.support.scripted_server import Answer, Received, answer, scripted_server

COUNT = 23
STORED = [row(number) for number in range(COUNT)]
ALL = [item["id"] for item in STORED]
DEMO: dict[str, Any] = {"id": "demo", "page_size": 5}
LATIN_1 = {"content_type": "application/json; charset=latin-1"}


def refuse(text: str, status: str = "400 Bad Request") -> bytes:
    """Return an answer that refuses."""
    return answer({"error": {"message": text}}, status)


NO_PAGE_0 = refuse("page must be 1 or more")
NO_PAGE = "revox2." + base64.urlsafe_b64encode(b'["digest",null,3,"digest"]').decode().rstrip("=")


def ids(client: Any, **arguments: Any) -> Any:
    """Read the IDs of all rows."""
    return collect(client.campaigns.iter_rows("demo", **{"page_size": 5} | arguments), lambda item: item.id)


def rows(client: Any, **arguments: Any) -> Any:
    """Read all rows."""
    return collect(client.campaigns.iter_rows("demo", **arguments))


def pages(client: Any, **arguments: Any) -> Any:
    """Read all pages; returns the IDs of each and the token after it."""
    iterator = client.campaigns.iter_pages("demo", **{"page_size": 5} | arguments)
    return collect(iterator, lambda got: ([item.id for item in got.rows], iterator.token))


def read(using: Any, reply: Answer, **arguments: Any) -> Outcome:
    """Read the IDs of all rows from a server."""
    return ask(using, lambda client: ids(client, **arguments), reply)


def asked(outcome: Outcome) -> list[int]:
    """Return the numbers of the pages that were asked for."""
    return [page_of(request) for request in outcome.received]


@BOTH_CLIENTS
@pytest.mark.parametrize("count", [0, 1, 23])
@pytest.mark.parametrize("page_size", [1, 7, 1000])
@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize("prefetch", [0, 1, 20])
def test_every_row_comes_once_and_in_order(using: Any, count: int, page_size: int, first: int, prefetch: int) -> None:
    """Wherever pages begin and however many are read ahead; no page is asked for twice, or that is not there."""
    outcome = read(using, paged(STORED[:count], first), page_size=page_size, prefetch=prefetch)
    assert outcome.result == ALL[:count]
    there_are = max(-(-count // page_size), 1)
    assert sorted(asked(outcome)) == list(range(there_are + (first if there_are > 1 else 0)))


@BOTH_CLIENTS
def test_filters_and_settings_go_with_every_page(using: Any) -> None:
    """What is said of one call is said of all its requests."""
    settings: dict[str, Any] = {"extra_headers": {"X-A": "1"}, "extra_query": {"z": 1}, "timeout": 9}
    filters = {"query": "a b", "result": "human", "statuses": ["completed", "errored"]}
    outcome = read(using, paged(STORED), page_size=12, **filters, **settings)
    query = "page_size=12&query=a+b&result=human&statuses=completed%2Cerrored&z=1"
    assert outcome.targets == [f"/campaigns/demo/rows?page={number}&{query}" for number in (0, 1)]
    assert [request.headers["x-a"] for request in outcome.received] == ["1", "1"]


@BOTH_CLIENTS
def test_progress_says_how_far_it_is(using: Any) -> None:
    """The total is known after the first page, one page is read at a time, and the token leads on from each."""

    def action(client: Any) -> Any:
        iterator = client.campaigns.iter_rows("demo", page_size=10)
        progress = iterator.progress
        assert (progress.pages, progress.seen, progress.total) == (0, 0, None)
        return collect(iterator, lambda _: (progress.pages, progress.seen, progress.total, iterator.token))

    found = ask(using, action, paged(STORED)).result
    assert [told[:3] for told in found] == [(1, 10, 23)] * 10 + [(2, 20, 23)] * 10 + [(3, 23, 23)] * 3
    # Within a page, there is no place to go on from.
    assert [index for index, told in enumerate(found) if told[3]] == [9, 19, 22]
    assert read(using, paged(STORED), page_size=10, resume=found[9][3]).result == ALL[10:]


@BOTH_CLIENTS
@pytest.mark.parametrize("known", [[], ["row-0"]])
def test_rows_that_the_server_never_gives_are_an_error(using: Any, known: list[str]) -> None:
    """The end of an incomplete list cannot be taken for its end; the error says of which list it speaks."""
    error = ask(
        using, lambda client: ids(client, known=known), answer(page(row(0), total=2)), answer(page(total=2))
    ).error
    assert isinstance(error, IncompleteError)
    assert (error.resource, error.total, error.seen) == ("/campaigns/demo/rows", 2, 1)
    assert str(error).startswith(
        "campaigns.get_rows /campaigns/demo/rows: saw 1 items, but the server says there are 2."
    )


@BOTH_CLIENTS
def test_items_without_a_key_are_known_by_all_they_hold(using: Any) -> None:
    """Nothing that came is lost, nor given twice, whatever it is."""
    nameless = [{key: value for key, value in row(number).items() if key != "id"} for number in (0, 1, 1)]
    items = [*nameless, None, 3, None, {"id": 7}, {"id": 7}]
    replies = answer({"page": 0, "page_size": 9, "rows": items, "total": 5}), answer(page(total=5))
    found = ask(using, lambda client: rows(client, page_size=9), *replies).result
    assert [getattr(item, "row_index", item) for item in found] == [0, 1, None, 3, None]
    assert found[4].id == 7


@BOTH_CLIENTS
@pytest.mark.parametrize("is_raw", [False, True])
@pytest.mark.parametrize("key", ['"{0}","id":"b"', "7", "7.0", "7.5", "1e400", "1" * 5000])
def test_a_row_that_changed_meanwhile_comes_once(using: Any, is_raw: bool, key: str) -> None:
    """It is known by its ID, also where that is a number, or stands twice; then the last one counts."""
    one, again = (f'{{"id":{key.format(number)},"row_index":{number}}}' for number in (1, 2))

    def reply(request: Received) -> bytes:
        found = f'{again},{{"id":"c"}}' if page_of(request) else f'{one},{{"id":"a"}}'
        return answer(f'{{"page":{page_of(request)},"page_size":2,"total":3,"rows":[{found}]}}'.encode())

    def action(client: Any) -> Any:
        got = client.campaigns.with_raw_response if is_raw else client.campaigns
        iterator = got.iter_pages("demo", page_size=2)
        return collect(iterator, lambda _: list(iterator.fresh))

    fresh = ask(using, action, reply).result
    assert fresh[:2] == [[0, 1], [1]]


# Going on by a token.


@BOTH_CLIENTS
@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize("prefetch", [0, 2])
def test_every_place_can_be_gone_on_from(using: Any, first: int, prefetch: int) -> None:
    """Pages are whole, and those after the token are those of an undisturbed pass."""
    whole = ask(using, lambda client: pages(client, prefetch=prefetch), paged(STORED, first)).result
    assert [len(keys) for keys, _ in whole] == [5] * (4 + first) + [3]
    for number, (_, token) in enumerate(whole):
        assert token.isprintable()
        assert len(token) < 100
        rest = read(using, paged(STORED, first), prefetch=prefetch, resume=token).result
        assert rest == [key for keys, _ in whole[number + 1 :] for key in keys if key not in whole[number][0]]


def token_for(stored: list[dict[str, Any]], **arguments: Any) -> str:
    """Return the token after the first page."""
    with scripted_server(paged(stored)) as server, Revox(api_key=KEY, base_url=server.url) as client:
        iterator = client.campaigns.iter_pages(**DEMO | arguments)
        next(iterator)
    return str(iterator.token)


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
    token = token_for(STORED, query="x")
    with pytest.raises(ArgumentError, match="resume: the token is of another"):
        using(lambda client: client.campaigns.iter_pages(**DEMO | {"query": "x"} | other, resume=token))


@BOTH_CLIENTS
def test_rows_that_moved_meanwhile_are_noticed(using: Any) -> None:
    """Where the page before is not what it was, reading on could miss rows, and is refused."""
    outcome = read(using, paged(STORED[1:]), resume=token_for(STORED))
    assert isinstance(outcome.error, ItemsMovedError)
    assert "Start again without the token" in str(outcome.error)


def test_a_token_holds_nothing_of_the_list() -> None:
    """Neither the campaign, nor what was searched for, nor rows, can be read from it."""
    encoded = token_for(STORED, query="555").removeprefix("revox2.")
    text = base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4))
    assert not [word for word in (b"demo", b"555", b"row-") if word in text]


@BOTH_CLIENTS
def test_ids_that_no_encoding_takes_are_gone_on_from(using: Any) -> None:
    """Half a surrogate pair is an ID as any other."""
    stored = [row(number, id=f"\ud800{number}") for number in range(4)]
    token = token_for(stored, page_size=2)
    assert read(using, paged(stored), page_size=2, resume=token).result == ["\ud8002", "\ud8003"]


@BOTH_CLIENTS
def test_rows_that_came_after_the_end_are_read_or_told(using: Any) -> None:
    """The last token leads to rows on new pages; where the last page has grown, it is said to start again."""
    token, grown = (ask(using, pages, paged(STORED[:count])).result[-1][1] for count in (20, 18))
    assert read(using, paged(STORED), resume=token).result == ALL[20:]
    assert read(using, paged(STORED[:20]), resume=token).result == []
    assert isinstance(read(using, paged(STORED), resume=grown).error, ItemsMovedError)


# Going on after known items.


@BOTH_CLIENTS
@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize("known", [0, 1, 10, 13, 23])
@pytest.mark.parametrize("kind", [list, KeySet, iter])
def test_known_rows_do_not_come_again(using: Any, first: int, known: int, kind: Any) -> None:
    """Those after them do, and pages before are not asked for."""
    outcome = read(using, paged(STORED, first), known=kind(ALL[:known]))
    assert outcome.result == ALL[known:]
    assert min(asked(outcome)) == max(known - 1, 0) // 5


@BOTH_CLIENTS
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        *[({"page_size": value}, "page_size: ") for value in (0, -1, 1.5, "10", None, True)],
        *[({"prefetch": value}, "prefetch: ") for value in (-1, 1.5, "2", None, True)],
        ({"known": "abc"}, "known: "),
        ({"known": ["a"], "resume": "revox2.x"}, "(known|resume): "),
        ({"result": "humann"}, "result: "),
        *[
            ({"resume": token}, "resume: (expected a token|the token is damaged)")
            for token in ("", "x", "revox2.", "revox2.!!!!", "revox2.WzFd", "revox1.WzFd", 3, b"revox2.", NO_PAGE)
        ],
    ],
    ids=str,
)
@pytest.mark.parametrize("method", ["iter_rows", "iter_pages"])
def test_an_iterator_refuses_at_the_call(using: Any, method: str, arguments: dict[str, Any], told: str) -> None:
    """A wrong argument is told when the iterator is made, not when its first row is asked for."""
    with pytest.raises(ArgumentError, match=f"^campaigns.get_rows: {told}"):
        using(lambda client: getattr(client.campaigns, method)("campaign", **arguments))


# Raw rows and raw pages.


@BOTH_CLIENTS
@pytest.mark.parametrize("paging", [True, False], ids=["paged", "all at once"])
def test_rows_keep_what_they_were_read_from(using: Any, paging: bool) -> None:
    """With the fields that the spec does not know, at every depth; also where a row is not what the spec says."""
    stored = [row(0, extra={"a": [1]}), row(1, phone_number=None), row(2, call=call(new=1.0))]
    reply = paged(stored) if paging else answer({"rows": stored})
    found = ask(using, lambda client: rows(client, page_size=2, keep_raw=True), reply).result
    assert [item.raw for item in found] == [item.to_dict() for item in found] == stored
    again = pickle.loads(pickle.dumps(found))
    assert (again, again[0].raw) == (found, stored[0])


@BOTH_CLIENTS
def test_rows_forget_what_they_were_read_from_unless_told(using: Any) -> None:
    """Their pages do not."""

    def first(keep: bool) -> Any:
        reply = paged([row(extra=1)])
        return ask(using, lambda c: collect(c.campaigns.iter_pages("demo", keep_raw=keep)), reply).result[0]

    got, kept = first(False), first(True)
    assert (got.raw["rows"], got.rows[0].raw, "extra" in got.rows[0].to_dict()) == ([row(extra=1)], None, False)
    assert (kept.raw, kept.rows[0].raw) == (got.raw, row(extra=1))
    assert (type(kept), pickle.loads(pickle.dumps(kept))) == (type(got), kept)


def raw_pages(client: Any, see: Any, **arguments: Any) -> Any:
    """Return what a function makes of all raw pages."""
    return collect(client.campaigns.with_raw_response.iter_pages("demo", **arguments), see)


@BOTH_CLIENTS
@pytest.mark.parametrize("prefetch", [0, 2])
def test_raw_pages_hold_rows_as_the_server_wrote_them(using: Any, prefetch: int) -> None:
    """They are read, and their deviations are reported, when they are asked to be."""
    texts = [b'{"id": "a",  "x":1e2}', b'{ "y":[ ], "id":"\\u0062"}', b'"c"']
    bodies = [b'{"rows": [' + text + b'], "total": 3, "page": 0, "page_size": 1}' for text in texts]

    def action(client: Any) -> Any:
        def see(got: Any) -> Any:
            assert (got.total, got.page, got.page_size, got.is_on_one_line) == (3, 0, 1, True)
            before, typed = len(client.deviations), got.parse()
            return bytes(got.items[0].text), got.items[0].key, typed.total, len(client.deviations) > before

        return raw_pages(client, see, page_size=1, prefetch=prefetch)

    found = ask(using, action, lambda request: answer(bodies[page_of(request)])).result
    assert found == [(texts[0], "a", 3, True), (texts[1], "b", 3, False), (texts[2], None, 3, True)]


@BOTH_CLIENTS
@pytest.mark.parametrize("body", [b"{}", b"[]", b'{"rows": 3}', b'{"rows": ['])
def test_what_is_no_page_is_no_raw_page_either(using: Any, body: bytes) -> None:
    """It is an error, as any response that cannot be read, and asked for again where it was cut short."""

    def action(client: Any) -> Any:
        return raw_pages(client, lambda got: len(got.items), page_size=5)

    outcome = ask(using, action, answer(body), paged(STORED))
    if body.endswith(b"["):
        assert outcome.result == [5, 5, 5, 5, 3]
    else:
        assert (type(outcome.error), len(outcome.received)) == (APIResponseValidationError, 1)


@BOTH_CLIENTS
def test_pages_in_an_encoding_that_json_does_not_have_are_read_all_the_same(using: Any) -> None:
    """Raw pages and rows hold them recoded where they could not be split otherwise, as beside a huge number."""
    reply = answer(b'{"rows": [{"id": "\xe9"}], "page": 0, "page_size": 1e400, "total": 1}', **LATIN_1)

    def action(client: Any) -> Any:
        return raw_pages(client, lambda got: (got.items[0].key, bytes(got.items[0].text)))

    assert ask(using, action, reply).result == [("é", '{"id": "é"}'.encode())]
    (found,) = ask(using, lambda client: rows(client, keep_raw=True), reply).result
    assert (found.id, found.raw) == ("é", {"id": "é"})


# Servers that count from 1.


@BOTH_CLIENTS
@pytest.mark.parametrize("prefetch", [0, 3])
@pytest.mark.parametrize(
    "first",
    [
        NO_PAGE_0,
        refuse("querystring/page must be >= 1", "422 Unprocessable Entity"),
        refuse("There is no such page.", "404 Not Found"),
        answer(page(total=COUNT)),
        answer({"page": 0, "page_size": 5, "rows": []}),
    ],
)
def test_page_0_may_be_refused_or_empty(using: Any, first: bytes, prefetch: int) -> None:
    """Then page 1 is read; one request more than there are pages."""
    outcome = read(using, lambda got: paged(STORED, 1)(got) if page_of(got) else first, prefetch=prefetch)
    assert (outcome.result, sorted(asked(outcome))) == (ALL, [0, 1, 2, 3, 4, 5])


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
        ([answer(page(row(0), total=9)), refuse("page 1 is wrong")], 2, "page 1"),
    ],
)
def test_what_is_not_about_page_0_is_raised(
    using: Any, answers: list[Answer], requests: int, told: str, prefetch: int
) -> None:
    """No other page may be refused; what page 0 was refused with is told, if page 1 is refused as well."""
    outcome = ask(using, lambda client: ids(client, prefetch=prefetch), *answers)
    assert isinstance(outcome.error, APIStatusError)
    assert told in str(outcome.error)
    assert len(set(asked(outcome)) & {0, 1}) == requests


@BOTH_CLIENTS
@pytest.mark.parametrize("known", [[], [f"gone-{number}" for number in range(9)]])
def test_a_rescan_begins_at_page_1_where_page_0_was_refused(using: Any, known: list[str]) -> None:
    """Where a row goes meanwhile, or the known rows are gone. Page 0 is not asked for again."""
    stored = list(STORED)

    def reply(request: Received) -> bytes:
        if not page_of(request):
            return NO_PAGE_0
        if page_of(request) == 3 and not known and len(stored) == COUNT:
            del stored[0]
        return paged(stored, 1)(request)

    outcome = read(using, reply, known=known)
    assert set(outcome.result) == set(ALL)
    assert asked(outcome).count(0) == 1
    assert asked(outcome).count(1) == 2


@BOTH_CLIENTS
def test_a_failure_right_after_the_refusal_leaves_a_token_for_the_start(using: Any) -> None:
    """Page 1 could not be read; the token leads to all rows."""
    iterators: list[Any] = []

    def action(client: Any) -> Any:
        iterators.append(client.campaigns.iter_pages("demo", page_size=5))
        return collect(iterators[0])

    failed = ask(using, action, NO_PAGE_0, refuse("", "503 Service Unavailable"), max_retries=0)
    assert isinstance(failed.error, InternalServerError)
    token = iterators[0].token
    assert ask(using, lambda client: ids(client, resume=token), NO_PAGE_0, paged(STORED, 1)).result == ALL


@BOTH_CLIENTS
def test_after_an_error_an_iterator_goes_on_where_it_was(using: Any) -> None:
    """It never says that it is finished: the same page is asked for again, and no row is lost or comes twice."""
    failing = {2}

    def reply(request: Received) -> bytes:
        if (number := page_of(request)) in failing:
            failing.discard(number)
            return answer({"error": "gone"}, "404 Not Found")
        return answer(page(*STORED[number * 5 : number * 5 + 5], page=number, total=COUNT))

    def read_on(client: Any) -> Any:
        found: list[str] = []
        iterator = client.campaigns.iter_rows("demo", page_size=5)
        if isinstance(client, Revox):
            found += [next(iterator).id for _ in range(10)]
            with pytest.raises(APIStatusError):
                next(iterator)
            return [*found, *(item.id for item in iterator)]

        async def run() -> list[str]:
            found.extend([(await anext(iterator)).id for _ in range(10)])
            with pytest.raises(APIStatusError):
                await anext(iterator)
            return [*found, *[item.id async for item in iterator]]

        return run()

    assert ask(using, read_on, reply).result == ALL


@BOTH_CLIENTS
def test_what_is_incomplete_stays_incomplete(using: Any) -> None:
    """Asked again after `IncompleteError`, an iterator raises it again."""

    def read_on(client: Any) -> Any:
        iterator = client.campaigns.iter_rows("demo")
        if isinstance(client, Revox):
            for _ in range(2):
                with pytest.raises(IncompleteError):
                    list(iterator)
            return True

        async def run() -> bool:
            for _ in range(2):
                with pytest.raises(IncompleteError):
                    [item async for item in iterator]
            return True

        return run()

    assert ask(using, read_on, answer(page(row(), total=9))).result
