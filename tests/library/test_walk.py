"""The walk over pages, without any server: which page next, which rows are new, and when it ends."""

from collections.abc import Callable
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from revox import UNSET, IncompleteError
from revox._pagination import MAX_SWEEPS, Walk
from revox._resume import PageDigest, WalkIdentity
from revox._seen import SeenKeys

IDENTITY = WalkIdentity.of("campaigns.get_rows", "campaign", 2, {})


@attrs.frozen
class FakeRow:
    """A row, as far as a walk looks at it."""

    id: Any


@attrs.frozen
class FakePage:
    """A page, as far as a walk looks at it."""

    rows: list[Any]
    total: object = UNSET
    page: object = UNSET
    page_size: object = UNSET


Server = Callable[[int], FakePage]


def rows(count: int) -> list[FakeRow]:
    """Return rows with different IDs."""
    return [FakeRow(f"row-{number}") for number in range(count)]


def walk(server: Server, at_most: int = 500) -> tuple[list[str], Walk]:
    """Walk over all pages of a server, and return the IDs in the order in which they were new."""
    state, found = Walk("campaign"), []
    while state.next_page is not None:
        assert state.pages < at_most, "the walk does not end"
        page = server(state.next_page)
        found += [page.rows[index].id for index in state.digest(page)]
    state.finish()
    return found, state


def pages_of(
    stored: list[FakeRow], size: int, first: int = 0, total: object = None, largest: int | None = None
) -> Server:
    """Return a server that pages well; `first` is the number of its first page."""
    size = min(size, largest or size)

    def server(number: int) -> FakePage:
        start = max(number - first, 0) * size
        return FakePage(stored[start : start + size], len(stored) if total is None else total, number, size)

    return server


@given(count=st.integers(0, 60), size=st.integers(1, 25), first=st.integers(0, 1), with_total=st.booleans())
def test_every_row_comes_once_and_in_order(count: int, size: int, first: int, with_total: bool) -> None:
    """Whether pages start at 0 or 1, whatever their size, and with or without a total."""
    server = pages_of(rows(count), size, first, None if with_total else UNSET)
    found, state = walk(server)
    ideal = max(-(-count // size), 1)
    assert found == [row.id for row in rows(count)]
    assert state.pages <= ideal + first + (0 if with_total else 2)


@given(count=st.integers(0, 40))
def test_a_server_that_ignores_the_page_is_noticed(count: int) -> None:
    """It sends the same page for ever; the walk does not ask for ever."""
    found, state = walk(lambda number: FakePage(rows(count), UNSET, 0, 10))
    assert found == [row.id for row in rows(count)]
    assert state.pages <= 3


def test_the_later_shape_is_one_request() -> None:
    """A page that holds nothing but rows is the whole campaign."""
    found, state = walk(lambda number: FakePage(rows(7)))
    assert (len(found), state.pages) == (7, 1)


def test_a_short_page_is_not_the_end() -> None:
    """A server may give less than it was asked for on any page."""
    stored, sizes = rows(10), [4, 1, 3, 2]
    starts = [sum(sizes[:number]) for number in range(5)]
    found, _ = walk(lambda number: FakePage(stored[starts[number] : starts[number + 1]], 10, number, 4))
    assert len(found) == 10


def test_a_total_that_is_too_small_does_not_hide_rows() -> None:
    """Where there are more rows than the server says, its word is not taken for the end."""
    found, _ = walk(pages_of(rows(30), 10, total=7))
    assert len(found) == 30


@pytest.mark.parametrize("total", [None, "12", -1, float("nan"), float("inf"), True, [], UNSET])
def test_a_total_that_is_no_count_is_ignored(total: object) -> None:
    """The walk then ends where there is nothing new."""
    found, state = walk(lambda number: FakePage(rows(12)[number * 5 : number * 5 + 5], total, number, 5))
    assert (len(found), state.total) == (12, None)


def test_missing_rows_are_a_named_error() -> None:
    """After every row that there was, the error says how many the server promised."""
    with pytest.raises(IncompleteError) as caught:
        walk(pages_of(rows(20), 10, total=25))
    assert (caught.value.campaign, caught.value.total, caught.value.seen) == ("campaign", 25, 20)


def test_rows_that_were_passed_over_are_swept_up() -> None:
    """Rows that go while the walk reads move others to pages that were read already."""
    stored = rows(40)

    def server(number: int) -> FakePage:
        page = pages_of(stored, 10)(number)
        if len(stored) == 40:
            del stored[0:5]
        return page

    found, state = walk(server)
    assert {row.id for row in stored} <= set(found)
    assert (state.sweeps, len(found), len(set(found))) == (1, 40, 40)


def told_in_turn(*answers: tuple[str, int]) -> Server:
    """Return a server that gives these answers in turn, each the IDs of its rows and a total, and then empty pages."""
    left = list(answers)

    def server(number: int) -> FakePage:
        ids, total = left.pop(0) if left else ("", answers[-1][1])
        return FakePage([FakeRow(key) for key in ids], total, number, 1)

    return server


def test_rows_that_are_gone_do_not_stand_in_for_rows_that_never_came() -> None:
    """As many were seen as there are now, but one of them was removed; the one that hid meanwhile is missing."""
    with pytest.raises(IncompleteError) as caught:
        walk(told_in_turn(("a", 3), ("c", 2), ("c", 2), ("c", 2)))
    assert (caught.value.seen, caught.value.total, caught.value.missing) == (2, 2, 1)
    assert "up to 1 of them may not be among the 2 that were seen" in str(caught.value)


def test_a_total_that_changes_again_is_looked_into_again() -> None:
    """Also where a pass found nothing new."""
    found, state = walk(told_in_turn(("a", 3), ("c", 2), ("c", 2), ("c", 3), ("c", 3), ("b", 3), ("d", 3)))
    assert (found, state.sweeps) == (["a", "c", "b", "d"], 2)


def test_rows_that_came_between_totals_need_no_further_look() -> None:
    """What the last pass met is all that the server says there is."""
    found, state = walk(told_in_turn(("a", 2), ("c", 3), ("", 3), ("a", 3), ("b", 3), ("c", 3)))
    assert (found, state.sweeps, state.pages) == (["a", "c", "b"], 1, 6)


def token_after(*answers: tuple[str, int]) -> str | None:
    """Return the token after these answers."""
    state, server = Walk("campaign"), told_in_turn(*answers)
    for _ in answers:
        assert state.next_page is not None
        state.digest(server(state.next_page))
    return state.token(IDENTITY)


@pytest.mark.parametrize(
    "answers",
    [
        [("ab", 9), ("bc", 9)],
        [("ab", 9), ("cd", 8)],
        [("ab", 9), ("", 9)],
        [("ab", 9), ("", 9), ("ab", 9), ("", 9)],
        [("", 9), ("", 9)],
    ],
    ids=["a row came again", "the total changed", "the walk began anew", "it has failed", "it has failed at once"],
)
def test_there_is_no_token_where_rows_move(answers: list[tuple[str, int]]) -> None:
    """Whoever went on there could miss rows, or believe to be done."""
    assert token_after(*answers[:1]) is not None
    assert token_after(*answers) is None


def test_a_walk_that_goes_on_has_its_token_from_the_start() -> None:
    """Before it has read anything, that is the one that it was made with."""
    token = token_after(("ab", 9), ("cd", 9))
    assert token is not None
    assert Walk.resumed("campaign", IDENTITY.place(token)).token(IDENTITY) == token


def test_a_row_at_a_page_edge_is_not_given_twice() -> None:
    """Rows that come in front push others onto the next page."""
    stored = rows(40)

    def server(number: int) -> FakePage:
        page = pages_of(stored, 10)(number)
        if number == 0 and len(stored) == 40:
            stored.insert(0, FakeRow("new"))
        return page

    found, state = walk(server)
    assert len(found) == len(set(found)) == 41
    assert state.duplicates > 0


@given(seed=st.randoms(use_true_random=False), count=st.integers(1, 40), size=st.integers(1, 12))
def test_what_was_there_throughout_is_found_or_reported(seed: Any, count: int, size: int) -> None:
    """However rows come, go and move: each one at most once, and nothing missing without an error."""
    stored = rows(count)
    throughout = {row.id for row in stored}
    changes = seed.randrange(4)

    def server(number: int) -> FakePage:
        nonlocal changes
        page = pages_of(list(stored), size)(number)
        if changes and seed.random() < 0.3:
            changes -= 1
            seed.shuffle(stored)
            if seed.random() < 0.5:
                throughout.discard(stored.pop().id)
            if seed.random() < 0.5:
                stored.insert(0, FakeRow(f"new-{changes}"))
        return page

    state, found = Walk("campaign"), list[str]()
    try:
        while state.next_page is not None:
            page = server(state.next_page)
            found += [page.rows[index].id for index in state.digest(page)]
        state.finish()
    except IncompleteError:
        return
    finally:
        assert len(found) == len(set(found))
        assert state.pages <= (MAX_SWEEPS + 1) * (count + 6)
    assert throughout <= set(found)


def test_rows_without_an_id_are_known_by_all_they_hold() -> None:
    """A row without an ID is neither lost nor given twice."""
    nameless = attrs.make_class("NamelessRow", ["id", "number"], frozen=True)
    stored = [nameless(None, number) for number in (0, 1, 2, 2)]
    state, found = Walk("campaign"), 0
    while state.next_page is not None:
        start = state.next_page * 2
        found += len(state.digest(FakePage(stored[start : start + 2], UNSET, state.next_page, 2)))
    assert (found, state.duplicates) == (3, 1)


def test_what_is_no_row_at_all_is_handed_out_once() -> None:
    """A null or a number among the rows neither ends nor repeats the walk."""
    state, found = Walk("campaign"), list[Any]()
    while state.next_page is not None:
        got = FakePage([None, 3, None] if state.next_page == 0 else [], UNSET, state.next_page, 3)
        found += [got.rows[index] for index in state.digest(got)]
    assert found == [None, 3]


@given(
    count=st.integers(0, 30),
    known=st.integers(0, 30),
    cuts=st.lists(st.lists(st.integers(1, 9), max_size=5), min_size=1, max_size=4),
    total=st.booleans(),
)
def test_a_campaign_in_parts(count: int, known: int, cuts: list[list[int]], total: bool) -> None:
    """However one response is cut, and however often it breaks off and is read again, each row is new once."""
    stored = rows(count)
    known = min(known, count)
    state, found = Walk("campaign"), []
    state.go_on_after(SeenKeys(item.id for item in stored[:known]), page_size=5)
    assert state.may_come_in_parts
    for attempt, sizes in enumerate(cuts):
        at = 0
        for size in sizes:
            part = FakePage(stored[at : at + size])
            found += [part.rows[index].id for index in state.digest_part(part)]
            at += size
        if attempt < len(cuts) - 1:
            state.begin_page_again()
    rest = FakePage(stored[at:], count if total else UNSET)
    found += [rest.rows[index].id for index in state.digest(rest)]
    assert found == [item.id for item in stored[known:]]
    assert state.pages == 1
    if state.next_page is None:
        state.finish()
    else:
        # It says a total, so it may have pages; one more look, unless it has met them all.
        assert total
        assert state.digest(FakePage([], count)) == []


@given(parts=st.lists(st.lists(st.text(max_size=3), max_size=4), max_size=5))
def test_a_page_is_known_again_in_whatever_parts_it_comes(parts: list[list[str]]) -> None:
    """Its digest is that of its rows."""
    whole, in_parts = PageDigest(), PageDigest()
    whole.add([key for part in parts for key in part])
    for part in parts:
        in_parts.add(part)
    assert (str(in_parts), in_parts.count) == (str(whole), whole.count)


def test_there_is_no_token_within_a_page() -> None:
    """Nor where a row came that was not there any more when the page came again."""
    state = Walk("campaign")
    state.digest_part(FakePage([FakeRow("a")]))
    assert state.token(IDENTITY) is None
    state.begin_page_again()
    assert state.token(IDENTITY) is None
    assert state.digest(FakePage([FakeRow("b"), FakeRow("c")], 9, 0, 2)) == [0, 1]
    assert state.token(IDENTITY) is None


def test_a_row_that_went_while_its_page_broke_off_stands_in_for_no_other() -> None:
    """It came, but does not count for the total that is said later."""
    state = Walk("campaign")
    state.digest_part(FakePage([FakeRow("a")]))
    state.begin_page_again()
    state.digest(FakePage([FakeRow("b")], 2, 0, 1))
    state.digest(FakePage([], 2, 1, 1))
    assert state.next_page == 0
    state.digest(FakePage([], 2, 0, 1))
    state.digest(FakePage([], 2, 1, 1))
    with pytest.raises(IncompleteError) as caught:
        state.finish()
    assert (caught.value.seen, caught.value.missing) == (2, 1)
