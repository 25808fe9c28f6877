"""The pager, without any server: which page next, which items are new, and when it ends; see also its machine."""

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from revox import IncompleteError, ItemsMovedError, KeySet
from revox._paging.keys import PageDigest
from revox._paging.ledger import Ledger
from revox._paging.pager import Pager
from revox._paging.tokens import Identity

from tests.support.model_server import ModelPage, ModelServer, refusal

IDENTITY = Identity("items.list", "digest")
Server = Callable[[int], ModelPage]


def items(count: int) -> list[str]:
    """Return different keys."""
    return [f"item-{number}" for number in range(count)]


def read(server: Server, known: list[str] | None = None, size: int = 1) -> tuple[list[str], Ledger]:
    """Read all pages of a server, after known items, and return the keys in the order in which they were new."""
    ledger, found = Ledger("items.list", "/items", known=KeySet(known or ())), list[str]()
    pager = Pager(ledger, next_page=(len(known) - 1) // size if known else 0)
    while pager.next_page is not None:
        assert ledger.pages < 500, "it does not end"
        page = server(pager.next_page)
        found += [page.keys[index] for index in pager.take(page)]
    pager.finish()
    return found, ledger


def pages_of(stored: list[str], size: int, **how: Any) -> Server:
    """Return a server that pages well, unless it is told otherwise."""
    return ModelServer(order=stored, page_size=size, **how).answer


@given(
    count=st.integers(0, 60),
    known=st.integers(0, 40),
    size=st.integers(1, 25),
    first=st.integers(0, 1),
    largest=st.just(99) | st.integers(1, 25),
    off_by=st.sampled_from([0, None]),
)
def test_every_item_comes_once_and_in_order(
    count: int, known: int, size: int, first: int, largest: int, off_by: int | None
) -> None:
    """Wherever pages start, however large they are, with or without a total; pages that are known are not read."""
    known, largest, asked = min(known, count), min(size, largest), list[int]()
    server = pages_of(items(count), largest, first_page=first, total_is_off_by=off_by)

    def note(number: int) -> ModelPage:
        asked.append(number)
        return server(number)

    found, ledger = read(note, items(known), size)
    assert found == items(count)[known:]
    assert (ledger.seen, ledger.rescans) == (count, 0)
    ideal = max(-(-count // largest), 1)
    begin = max(known - 1, 0) // size
    assert asked == list(range(begin, begin + len(asked)))
    assert len(asked) <= max(ideal - begin, 1) + first + (2 if off_by is None or known else 0)


NO_COUNTS: list[object] = [None, "12", -1, float("nan"), float("inf"), True, [], 10**400, 1e300]


@pytest.mark.parametrize("total", NO_COUNTS, ids=lambda total: str(total)[:9])
def test_a_total_that_is_no_count_is_ignored(total: object) -> None:
    """The end is then where there is nothing new."""
    found, ledger = read(lambda number: ModelPage(items(12)[number * 5 : number * 5 + 5], total))
    assert (len(found), ledger.total) == (12, None)


@pytest.mark.parametrize("pages", [["ab", "", "c"], ["", "a", "", "b"], ["", "", "never"], ["ab", "cd", "cd", "never"]])
def test_without_a_total_two_empty_pages_are_the_end(pages: list[str]) -> None:
    """Or one that is a page again, from page 2 on; an empty page in the middle is not taken for the end."""
    found, ledger = read(lambda number: ModelPage(list("".join(pages[number : number + 1]))))
    there = [key for page in pages if page != "never" for key in page]
    assert (found, ledger.pages <= len(pages) + 2) == (list(dict.fromkeys(there)), True)


@pytest.mark.parametrize("known", [0, 1, 4, 7])
def test_the_later_shape_is_one_request(known: int) -> None:
    """A page that holds nothing but items is the whole list."""
    found, ledger = read(pages_of(items(7), 2, is_paged=False), items(known), 2)
    assert (found, ledger.pages) == (items(7)[known:], 1)


def test_a_total_that_is_too_small_does_not_hide_items() -> None:
    """Where there are more items than the server says, its word is not taken for the end."""
    assert read(pages_of(items(30), 10, total_is_off_by=-23))[0] == items(30)


@pytest.mark.parametrize("off_by", [0, None])
def test_where_known_items_end_elsewhere_the_list_is_read_anew(off_by: int | None) -> None:
    """A server that chooses its own, larger pages, or in which a known item changed places with a new one."""
    found, ledger = read(pages_of(items(100), 20, total_is_off_by=off_by), items(35), 10)
    assert (found, ledger.rescans) == (items(100)[35:], 1)
    now = items(40)
    now[3], now[35] = now[35], now[3]
    found, ledger = read(pages_of(now, 5, total_is_off_by=off_by), items(30), 5)
    assert (sorted(found), ledger.rescans) == (items(40)[30:], 1)


PLACES = st.lists(st.integers(0, 99), max_size=12)


@settings(max_examples=2 * settings().max_examples)
@given(
    gone=PLACES,
    come=PLACES,
    swapped=st.tuples(st.integers(0, 99), st.integers(0, 99)),
    count=st.integers(1, 40),
    known=st.integers(1, 40),
    size=st.integers(1, 9),
    first=st.integers(0, 1),
    largest=st.just(99) | st.integers(1, 12),
)
def test_items_that_moved_since_they_became_known(
    gone: list[int],
    come: list[int],
    swapped: tuple[int, int],
    count: int,
    known: int,
    size: int,
    first: int,
    largest: int,
) -> None:
    """No item that is still there is missing, none comes twice, and what is gone stays among the known ones."""
    now, kept = items(count), items(min(known, count))
    one, other = (place % count for place in swapped)
    now[one], now[other] = now[other], now[one]
    model = ModelServer(order=now, page_size=min(size, largest), first_page=first)
    for place in gone:
        model.remove(place)
    for place in come:
        model.add(place % (len(model.order) + 1))
    found, ledger = read(model.answer, kept, size)
    assert len({*kept, *found}) == len(kept + found) == ledger.seen
    assert set(items(count)) & set(model.order) <= {*kept, *found}


def told_in_turn(*answers: tuple[str, int]) -> Server:
    """Return a server that gives these answers in turn, each the keys of its items and a total, then empty pages."""
    left = list(answers)

    def server(number: int) -> ModelPage:
        keys, total = left.pop(0) if left else ("", answers[-1][1])
        return ModelPage(list(keys), total)

    return server


@pytest.mark.parametrize(
    ("answers", "items_found", "rescans", "duplicates"),
    [
        ([("ab", 3), ("bc", 3), ("abc", 3)], "abc", 1, 1),
        # The total changes again in a pass that finds nothing new.
        ([("a", 3), ("c", 2), ("c", 2), ("c", 3), ("c", 3), ("b", 3), ("d", 3), ("", 3)], "acbd", 2, 1),
        # What the last pass met is all that the server says there is.
        ([("a", 2), ("c", 3), ("", 3), ("a", 3), ("b", 3), ("c", 3)], "acb", 1, 0),
    ],
)
def test_a_list_that_changes(answers: list[tuple[str, int]], items_found: str, rescans: int, duplicates: int) -> None:
    """Items that came again are counted, and a total that changed is looked into, but not longer than needed."""
    found, ledger = read(told_in_turn(*answers))
    assert ("".join(found), ledger.rescans, ledger.duplicates) == (items_found, rescans, duplicates)
    assert ledger.pages == len(answers)


def take(*answers: tuple[str, int]) -> Pager:
    """Return a pager that has taken in these answers."""
    pager, server = Pager(Ledger("items.list", "/items")), told_in_turn(*answers)
    for _ in answers:
        assert pager.next_page is not None
        pager.take(server(pager.next_page))
    return pager


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
    assert take(*answers[:1]).token(IDENTITY) is not None
    assert take(*answers).token(IDENTITY) is None


def test_who_goes_on_has_the_token_from_the_start() -> None:
    """Before anything was read, that is the one that was given; what is missing later cannot be found any more."""
    token = take(("ab", 9), ("cd", 9)).token(IDENTITY)
    place = IDENTITY.place(token)
    pager = Pager(Ledger("items.list", "/items", seen=place.seen), place=place)
    assert pager.token(IDENTITY) == token
    for keys in ("cd", "e", ""):
        pager.take(ModelPage(list(keys), 9))
    with pytest.raises(ItemsMovedError):
        pager.finish()


def broken_off() -> Pager:
    """Return a pager whose page broke off after one item."""
    pager = Pager(Ledger("items.list", "/items"))
    assert pager.take(ModelPage(["a"]), is_last_chunk=False) == [0]
    assert pager.token(IDENTITY) is None
    pager.restart_page()
    return pager


def test_there_is_no_token_within_a_page() -> None:
    """Nor where an item came that was not there any more when the page came again."""
    pager = broken_off()
    assert pager.token(IDENTITY) is None
    assert pager.take(ModelPage(["b", "c"], 9)) == [0, 1]
    assert pager.token(IDENTITY) is None


@pytest.mark.parametrize(
    ("begin", "answers"),
    [(lambda: take(("a", 3)), ["c"] * 3), (broken_off, ["b"])],
    ids=["between pages", "while its page broke off"],
)
def test_an_item_that_went_stands_in_for_no_other(begin: Callable[[], Pager], answers: list[str]) -> None:
    """As many were seen as there are now, but one of them was removed; the one that never came is missing."""
    pager = begin()
    while pager.next_page is not None:
        pager.take(ModelPage(list(answers.pop(0) if answers else ""), 2))
    with pytest.raises(IncompleteError, match="up to 1 of them may not be among the 2 that were seen") as caught:
        pager.finish()
    assert (caught.value.seen, caught.value.total, caught.value.missing) == (2, 2, 1)


def test_what_came_in_a_page_that_broke_off_came_once() -> None:
    """An item that was twice in it does not count as one that came again."""
    pager = Pager(Ledger("items.list", "/items"))
    pager.take(ModelPage(["a", "a"]), is_last_chunk=False)
    assert pager.ledger.duplicates == 1
    pager.restart_page()
    pager.take(ModelPage(["a"], 1))
    assert (pager.ledger.duplicates, pager.next_page) == (0, None)


def test_page_0_is_not_refused_for_its_number_where_it_came_before() -> None:
    """In a rescan, such an answer is an error, and no sign of a server that counts from 1."""
    pager = take(("ab", 3), ("bc", 3))
    assert (pager.next_page, pager.goes_on_after(refusal("page must be 1 or more"))) == (0, False)


@pytest.mark.parametrize("lags", [("abcdef", "abcde"), ("abcdef", "fedcba"), ("abcdef", "bcdefg")], ids="-".join)
def test_replicas_that_alternate_hide_nothing_that_both_have(lags: tuple[str, str]) -> None:
    """One lacks an item, has another order, or lags behind by an item that came and one that went."""
    answers = count()

    def server(number: int) -> ModelPage:
        stored = lags[next(answers) % 2]
        return ModelPage(list(stored[number * 2 : number * 2 + 2]), len(stored))

    try:
        found, _ = read(server)
    except IncompleteError:
        return
    assert {*lags[0]} & {*lags[1]} <= {*found}


@given(chunks=st.lists(st.lists(st.text(max_size=3), max_size=4), max_size=5))
def test_a_page_is_known_again_in_whatever_chunks_it_comes(chunks: list[list[str]]) -> None:
    """Its digest is that of its items."""
    whole, in_chunks = PageDigest(), PageDigest()
    whole.add([key for chunk in chunks for key in chunk])
    for chunk in chunks:
        in_chunks.add(chunk)
    assert (str(in_chunks), in_chunks.count) == (str(whole), whole.count)


@given(st.lists(st.text(max_size=2)))
@example([f"key-{number % 20_000}" for number in range(30_000)])
def test_a_key_set_agrees_with_a_set(keys: list[str]) -> None:
    """Each key is new once, and then it is met, also where there are so many that it grows."""
    seen, expected = KeySet(), set[str]()
    for key in keys:
        assert (key in seen) == (key in expected)
        assert seen.add(key) == (key not in expected)
        expected.add(key)
    assert len(seen) == len(expected)
    assert all(key in seen for key in expected)


@pytest.mark.parametrize("chunks", [["ax", "b"], ["axb", ""]])
def test_a_known_item_after_new_ones_in_a_chunk_begins_a_rescan(chunks: list[str]) -> None:
    """Others may be where it was, also where items of the page have been handed out."""
    ledger = Ledger("items.list", "/items", known=KeySet("ab"))
    pager = Pager(ledger)
    pager.take(ModelPage(list(chunks[0])), is_last_chunk=False)
    pager.take(ModelPage(list(chunks[1]), 3))
    assert (pager.next_page, ledger.rescans) == (0, 1)
