"""The pager, without any server: which page next, which items are new, and when it ends."""

from collections.abc import Callable
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from revox import IncompleteError, KeySet
from revox._paging.keys import PageDigest
from revox._paging.ledger import MAX_RESCANS, Ledger
from revox._paging.pager import Pager
from revox._paging.tokens import Identity

from tests.support.model_server import ModelPage, ModelServer

IDENTITY = Identity("items.list", "digest")
Server = Callable[[int], ModelPage]


def items(count: int) -> list[str]:
    """Return different keys."""
    return [f"item-{number}" for number in range(count)]


def make_pager(known: list[str] | None = None, page_size: int = 1) -> Pager:
    """Return a pager that goes on after known items, if there are any."""
    ledger = Ledger("items.list", "/items", known=KeySet(known or ()))
    return Pager(ledger, next_page=(len(known) - 1) // page_size if known else 0)


def read(server: Server, pager: Pager | None = None) -> tuple[list[str], Ledger]:
    """Read all pages of a server, and return the keys in the order in which they were new."""
    pager, found = pager or make_pager(), list[str]()
    while pager.next_page is not None:
        assert pager.ledger.pages < 500, "it does not end"
        page = server(pager.next_page)
        found += [page.keys[index] for index in pager.take(page)]
    pager.finish()
    return found, pager.ledger


def read_on(server: Server, known: list[str], size: int) -> tuple[list[str], Ledger]:
    """Read on after known items."""
    return read(server, make_pager(known, size))


def pages_of(
    stored: list[str], size: int, first: int = 0, largest: int | None = None, off_by: int | None = 0
) -> Server:
    """Return a server that pages well; `first` is the number of its first page."""
    size = min(size, largest or size)
    return ModelServer(order=stored, page_size=size, first_page=first, total_is_off_by=off_by).answer


OFF_BY = st.sampled_from([0, None])


@given(count=st.integers(0, 60), size=st.integers(1, 25), first=st.integers(0, 1), off_by=OFF_BY)
def test_every_item_comes_once_and_in_order(count: int, size: int, first: int, off_by: int | None) -> None:
    """Whether pages start at 0 or 1, whatever their size, and with or without a total."""
    found, ledger = read(pages_of(items(count), size, first, off_by=off_by))
    ideal = max(-(-count // size), 1)
    assert found == items(count)
    assert ledger.pages <= ideal + first + (0 if off_by == 0 else 2)


@given(count=st.integers(0, 40), known=st.integers(0, 40))
def test_a_server_that_ignores_the_page_is_noticed(count: int, known: int) -> None:
    """It sends the same page for ever; nobody asks for ever."""
    known = min(known, count)
    found, ledger = read_on(lambda number: ModelPage(items(count)), items(known), 2)
    assert found == items(count)[known:]
    assert ledger.pages <= 3


@pytest.mark.parametrize("known", [0, 1, 4, 7])
def test_the_later_shape_is_one_request(known: int) -> None:
    """A page that holds nothing but items is the whole list."""
    found, ledger = read_on(lambda number: ModelPage(items(7), is_paged=False), items(known), 2)
    assert (found, ledger.pages) == (items(7)[known:], 1)


def test_a_short_page_is_not_the_end() -> None:
    """A server may give less than it was asked for on any page."""
    stored, sizes = items(10), [4, 1, 3, 2]
    starts = [sum(sizes[:number]) for number in range(5)]
    found, _ = read(lambda number: ModelPage(stored[starts[number] : starts[number + 1]], 10))
    assert len(found) == 10


def test_a_total_that_is_too_small_does_not_hide_items() -> None:
    """Where there are more items than the server says, its word is not taken for the end."""
    found, _ = read(pages_of(items(30), 10, off_by=-23))
    assert len(found) == 30


@pytest.mark.parametrize("total", [None, "12", -1, float("nan"), float("inf"), True, []])
def test_a_total_that_is_no_count_is_ignored(total: object) -> None:
    """The end is then where there is nothing new."""
    found, ledger = read(lambda number: ModelPage(items(12)[number * 5 : number * 5 + 5], total))
    assert (len(found), ledger.total) == (12, None)


@pytest.mark.parametrize("known", [0, 12])
def test_missing_items_are_a_named_error(known: int) -> None:
    """After every item that there was, the error says how many the server promised, and of what."""
    with pytest.raises(IncompleteError) as caught:
        read_on(pages_of(items(20), 10, off_by=5), items(known), 10)
    assert (caught.value.resource, caught.value.total, caught.value.seen) == ("/items", 25, 20)
    assert str(caught.value).startswith("items.list /items: saw 20 items, but the server says there are 25.")


def test_items_that_were_passed_over_are_found_by_a_rescan() -> None:
    """Items that go while the pages are read move others to pages that were read already."""
    stored = items(40)

    def server(number: int) -> ModelPage:
        page = pages_of(stored, 10)(number)
        if len(stored) == 40:
            del stored[0:5]
        return page

    found, ledger = read(server)
    assert set(stored) <= set(found)
    assert (ledger.rescans, len(found), len(set(found))) == (1, 40, 40)


def told_in_turn(*answers: tuple[str, int]) -> Server:
    """Return a server that gives these answers in turn, each the keys of its items and a total, then empty pages."""
    left = list(answers)

    def server(number: int) -> ModelPage:
        keys, total = left.pop(0) if left else ("", answers[-1][1])
        return ModelPage(list(keys), total)

    return server


def test_items_that_are_gone_do_not_stand_in_for_items_that_never_came() -> None:
    """As many were seen as there are now, but one of them was removed; the one that hid meanwhile is missing."""
    with pytest.raises(IncompleteError) as caught:
        read(told_in_turn(("a", 3), ("c", 2), ("c", 2), ("c", 2)))
    assert (caught.value.seen, caught.value.total, caught.value.missing) == (2, 2, 1)
    assert "up to 1 of them may not be among the 2 that were seen" in str(caught.value)


def test_a_total_that_changes_again_is_looked_into_again() -> None:
    """Also where a pass found nothing new."""
    found, ledger = read(told_in_turn(("a", 3), ("c", 2), ("c", 2), ("c", 3), ("c", 3), ("b", 3), ("d", 3)))
    assert (found, ledger.rescans) == (["a", "c", "b", "d"], 2)


def test_items_that_came_between_totals_need_no_further_look() -> None:
    """What the last pass met is all that the server says there is."""
    found, ledger = read(told_in_turn(("a", 2), ("c", 3), ("", 3), ("a", 3), ("b", 3), ("c", 3)))
    assert (found, ledger.rescans, ledger.pages) == (["a", "c", "b"], 1, 6)


def token_after(*answers: tuple[str, int]) -> str | None:
    """Return the token after these answers."""
    pager, server = make_pager(), told_in_turn(*answers)
    for _ in answers:
        assert pager.next_page is not None
        pager.take(server(pager.next_page))
    return pager.token(IDENTITY)


@pytest.mark.parametrize(
    "answers",
    [
        [("ab", 9), ("bc", 9)],
        [("ab", 9), ("cd", 8)],
        [("ab", 9), ("", 9)],
        [("ab", 9), ("", 9), ("ab", 9), ("", 9)],
        [("", 9), ("", 9)],
    ],
    ids=["an item came again", "the total changed", "a rescan began", "it has failed", "it has failed at once"],
)
def test_there_is_no_token_where_items_move(answers: list[tuple[str, int]]) -> None:
    """Who went on there could miss items, or believe to be done."""
    assert token_after(*answers[:1]) is not None
    assert token_after(*answers) is None


def test_who_goes_on_has_the_token_from_the_start() -> None:
    """Before anything was read, that is the one that was given."""
    token = token_after(("ab", 9), ("cd", 9))
    place = IDENTITY.place(token)
    assert Pager(Ledger("items.list", "/items", seen=place.seen), place=place).token(IDENTITY) == token


def test_an_item_at_a_page_edge_is_not_given_twice() -> None:
    """Items that come in front push others onto the next page."""
    stored = items(40)

    def server(number: int) -> ModelPage:
        page = pages_of(stored, 10)(number)
        if number == 0 and len(stored) == 40:
            stored.insert(0, "new")
        return page

    found, ledger = read(server)
    assert len(found) == len(set(found)) == 41
    assert ledger.duplicates > 0


@given(
    seed=st.randoms(use_true_random=False),
    count=st.integers(1, 40),
    size=st.integers(1, 12),
    knows=st.booleans(),
)
def test_what_was_there_throughout_is_found_or_reported(seed: Any, count: int, size: int, knows: bool) -> None:
    """However items come, go and move: each one at most once, and nothing missing without an error."""
    stored = items(count)
    known = stored[: seed.randrange(1, count + 1)] if knows else []
    throughout, pager, changes = set(stored), make_pager(known, size), seed.randrange(4)

    def server(number: int) -> ModelPage:
        nonlocal changes
        page = pages_of(list(stored), size)(number)
        if changes and seed.random() < 0.3:
            changes -= 1
            seed.shuffle(stored)
            if seed.random() < 0.5 and not knows:
                throughout.discard(stored.pop())
            if seed.random() < 0.5 or knows:
                stored.insert(0, f"new-{changes}")
        return page

    try:
        found, _ = read(server, pager)
    except IncompleteError:
        return
    finally:
        assert pager.ledger.pages <= (MAX_RESCANS + 1) * (count + 6)
    assert len(known + found) == len({*known, *found}) == pager.ledger.seen
    assert throughout <= {*known, *found}


@given(
    count=st.integers(0, 30),
    known=st.integers(0, 30),
    cuts=st.lists(st.lists(st.integers(1, 9), max_size=5), min_size=1, max_size=4),
    total=st.booleans(),
)
def test_a_list_in_chunks(count: int, known: int, cuts: list[list[int]], total: bool) -> None:
    """However one response is cut, and however often it breaks off and is read again, each item is new once."""
    stored = items(count)
    known = min(known, count)
    pager, found = make_pager(stored[:known], 5), list[str]()
    assert pager.may_stream
    for attempt, sizes in enumerate(cuts):
        at = 0
        for size in sizes:
            chunk = stored[at : at + size]
            found += [chunk[index] for index in pager.take(ModelPage(chunk), is_last_chunk=False)]
            at += size
        if attempt < len(cuts) - 1:
            pager.restart_page()
    rest = ModelPage(stored[at:], count if total else None, is_paged=total)
    found += [rest.keys[index] for index in pager.take(rest)]
    assert found == stored[known:]
    assert pager.ledger.pages == 1
    if pager.next_page is None:
        pager.finish()
    else:
        # It says a total, so it may have pages; one more look, unless it has met them all.
        assert total
        assert pager.take(ModelPage([], count)) == []


def test_there_is_no_token_within_a_page() -> None:
    """Nor where an item came that was not there any more when the page came again."""
    pager = make_pager()
    pager.take(ModelPage(["a"]), is_last_chunk=False)
    assert pager.token(IDENTITY) is None
    pager.restart_page()
    assert pager.token(IDENTITY) is None
    assert pager.take(ModelPage(["b", "c"], 9)) == [0, 1]
    assert pager.token(IDENTITY) is None


def test_an_item_that_went_while_its_page_broke_off_stands_in_for_no_other() -> None:
    """It came, but does not count for the total that is said later."""
    pager = make_pager()
    pager.take(ModelPage(["a"]), is_last_chunk=False)
    pager.restart_page()
    for keys in ("b", "", "", ""):
        pager.take(ModelPage(list(keys), 2))
    with pytest.raises(IncompleteError) as caught:
        pager.finish()
    assert (caught.value.seen, caught.value.missing) == (2, 1)


@given(
    count=st.integers(0, 40),
    known=st.integers(0, 40),
    size=st.integers(1, 9),
    first=st.integers(0, 1),
    largest=st.none() | st.integers(1, 9),
    off_by=OFF_BY,
)
def test_items_after_known_ones_come_in_order(
    count: int, known: int, size: int, first: int, largest: int | None, off_by: int | None
) -> None:
    """Wherever pages start, and whether they are as large as asked for or smaller, with or without a total."""
    known = min(known, count)
    found, ledger = read_on(pages_of(items(count), size, first, largest, off_by), items(known), size)
    assert found == items(count)[known:]
    assert (ledger.seen, ledger.rescans) == (count, 0)


@given(count=st.integers(1, 60), known=st.integers(1, 60), size=st.integers(1, 9))
def test_pages_that_are_known_are_not_read(count: int, known: int, size: int) -> None:
    """Only the page in which the known items end and those after it are, and at most one more to be sure."""
    known, asked = min(known, count), list[int]()

    def server(number: int) -> ModelPage:
        asked.append(number)
        return pages_of(items(count), size)(number)

    read_on(server, items(known), size)
    first, last = (known - 1) // size, (count - 1) // size
    assert asked in (list(range(first, last + 1)), list(range(first, last + 2)))


@pytest.mark.parametrize("off_by", [0, None])
def test_pages_larger_than_asked_for_lose_nothing(off_by: int | None) -> None:
    """A server that gives its own, larger pages would have items passed over; so it is read anew, in order."""
    found, ledger = read_on(pages_of(items(100), 20, off_by=off_by), items(35), 10)
    assert (found, ledger.rescans) == (items(100)[35:], 1)


@attrs.frozen
class Change:
    """What happened at the server in between.

    Attributes:
        gone: Where items were removed.
        come: Where items were added.
        swapped: Which two items changed places.
    """

    gone: list[int]
    come: list[int]
    swapped: tuple[int, int]

    def apply(self, stored: list[str]) -> list[str]:
        """Return what the server has now."""
        now = list(stored)
        one, other = (place % len(now) for place in self.swapped)
        now[one], now[other] = now[other], now[one]
        for place in self.gone:
            if now:
                now.pop(place % len(now))
        for number, place in enumerate(self.come):
            now.insert(place % (len(now) + 1), f"new-{number}")
        return now


PLACES = st.lists(st.integers(0, 99), max_size=12)


@given(
    change=st.builds(Change, PLACES, PLACES, st.tuples(st.integers(0, 99), st.integers(0, 99))),
    count=st.integers(1, 40),
    known=st.integers(1, 40),
    size=st.integers(1, 9),
    first=st.integers(0, 1),
    largest=st.none() | st.integers(1, 12),
)
def test_items_that_moved_since_they_became_known(
    change: Change, count: int, known: int, size: int, first: int, largest: int | None
) -> None:
    """No item that is still there is missing, none comes twice, and what is gone stays among the known ones."""
    stored = items(count)
    kept, now = stored[: min(known, count)], change.apply(stored)
    found, ledger = read_on(pages_of(now, size, first, largest), kept, size)
    assert len({*kept, *found}) == len(kept + found) == ledger.seen
    assert set(stored) & set(now) <= {*kept, *found}


@pytest.mark.parametrize("off_by", [0, None])
def test_a_known_item_after_new_ones_is_a_sign_of_items_that_moved(off_by: int | None) -> None:
    """Also where the server gives no total, an item that went to a page that is known already is found."""
    now = items(40)
    known = now[:30]
    now[3], now[35] = now[35], now[3]
    found, ledger = read_on(pages_of(now, 5, off_by=off_by), known, 5)
    assert sorted(found) == sorted(items(40)[30:])
    assert ledger.rescans == 1


@given(chunks=st.lists(st.lists(st.text(max_size=3), max_size=4), max_size=5))
def test_a_page_is_known_again_in_whatever_chunks_it_comes(chunks: list[list[str]]) -> None:
    """Its digest is that of its items."""
    whole, in_chunks = PageDigest(), PageDigest()
    whole.add([key for chunk in chunks for key in chunk])
    for chunk in chunks:
        in_chunks.add(chunk)
    assert (str(in_chunks), in_chunks.count) == (str(whole), whole.count)


@given(st.lists(st.text(max_size=2)))
def test_a_key_set_agrees_with_a_set(keys: list[str]) -> None:
    """Each key is new once, and then it is met."""
    seen, expected = KeySet(), set[str]()
    for key in keys:
        assert (key in seen) == (key in expected)
        assert seen.add(key) == (key not in expected)
        expected.add(key)
    assert len(seen) == len(expected)


def test_a_key_set_grows() -> None:
    """Nothing is lost when it does."""
    seen, keys = KeySet(), [f"key-{number}" for number in range(20_000)]
    assert all(seen.add(key) for key in keys)
    assert not any(seen.add(key) for key in keys)
    assert all(key in seen for key in keys)
    assert "other" not in seen
