"""Going on after rows that are known, such as those of a file that an interrupted export left."""

from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from revox import UNSET, IncompleteError
from revox._pagination import MAX_SWEEPS, Walk
from revox._seen import SeenKeys

from tests.library.test_walk import FakePage, FakeRow, Server, pages_of, rows


def go_on(server: Server, known: list[FakeRow], size: int) -> tuple[list[str], Walk]:
    """Walk on after known rows, and return the IDs of the others in the order in which they were new."""
    walk, found = Walk("campaign"), list[str]()
    walk.go_on_after(SeenKeys(row.id for row in known), size)
    while walk.next_page is not None:
        assert walk.pages < 500, "the walk does not end"
        page = server(walk.next_page)
        found += [page.rows[index].id for index in walk.digest(page)]
    walk.finish()
    return found, walk


@given(
    count=st.integers(0, 40),
    known=st.integers(0, 40),
    size=st.integers(1, 9),
    first=st.integers(0, 1),
    largest=st.none() | st.integers(1, 9),
    with_total=st.booleans(),
)
def test_the_others_come_in_order(
    count: int, known: int, size: int, first: int, largest: int | None, with_total: bool
) -> None:
    """Whether pages start at 0 or 1, and are as large as they were asked for or smaller, with or without a total."""
    stored = rows(count)
    known = min(known, count)
    server = pages_of(stored, size, first, None if with_total else UNSET, largest)
    found, walk = go_on(server, stored[:known], size)
    assert found == [row.id for row in stored[known:]]
    assert (walk.seen, walk.sweeps) == (count, 0)


@given(count=st.integers(1, 60), known=st.integers(1, 60), size=st.integers(1, 9))
def test_pages_that_are_known_are_not_read(count: int, known: int, size: int) -> None:
    """It reads the page in which the known rows end and those after it, and at most one more to be sure."""
    stored = rows(count)
    known = min(known, count)
    asked: list[int] = []

    def server(number: int) -> FakePage:
        asked.append(number)
        return pages_of(stored, size)(number)

    go_on(server, stored[:known], size)
    first, last = (known - 1) // size, (count - 1) // size
    assert asked in (list(range(first, last + 1)), list(range(first, last + 2)))


@given(count=st.integers(1, 60), known=st.integers(1, 60), before=st.integers(1, 9), now=st.integers(1, 9))
def test_another_page_size_than_before(count: int, known: int, before: int, now: int) -> None:
    """It makes no difference how large the pages were."""
    stored = rows(count)
    known = min(known // before * before, count)
    found, _ = go_on(pages_of(stored, now), stored[:known], now)
    assert found == [row.id for row in stored[known:]]


@pytest.mark.parametrize("with_total", [True, False])
def test_pages_larger_than_asked_for_lose_nothing(with_total: bool) -> None:
    """A server that gives its own, larger pages would have rows passed over; so it begins anew, in order."""
    stored = rows(100)
    found, walk = go_on(pages_of(stored, 20, total=None if with_total else UNSET), stored[:35], 10)
    assert found == [row.id for row in stored[35:]]
    assert walk.sweeps == 1


@pytest.mark.parametrize("known", [1, 4, 7])
def test_a_server_that_does_not_page(known: int) -> None:
    """It gives everything at once, whatever it is asked; the new ones are taken."""
    stored = rows(7)
    found, walk = go_on(lambda number: FakePage(stored), stored[:known], 2)
    assert (found, walk.pages) == ([row.id for row in stored[known:]], 1)


def test_a_server_that_ignores_the_page() -> None:
    """It sends the same page for ever; the walk does not ask for ever."""
    stored = rows(9)
    found, walk = go_on(lambda number: FakePage(stored, UNSET, 0, 9), stored[:4], 2)
    assert found == [row.id for row in stored[4:]]
    assert walk.pages <= 3


@attrs.define
class Change:
    """What happened at the server in between.

    Attributes:
        gone: Where rows were removed.
        come: Where rows were added.
    """

    gone: list[int]
    come: list[int]

    def apply(self, stored: list[FakeRow]) -> list[FakeRow]:
        """Return what the server has now."""
        now = list(stored)
        for place in self.gone:
            if now:
                now.pop(place % len(now))
        for number, place in enumerate(self.come):
            now.insert(place % (len(now) + 1), FakeRow(f"new-{number}"))
        return now


changes = st.builds(Change, st.lists(st.integers(0, 99), max_size=12), st.lists(st.integers(0, 99), max_size=12))


@given(
    change=changes,
    count=st.integers(1, 40),
    known=st.integers(1, 40),
    size=st.integers(1, 9),
    first=st.integers(0, 1),
    largest=st.none() | st.integers(1, 12),
)
def test_rows_that_came_and_went_in_between(
    change: Change, count: int, known: int, size: int, first: int, largest: int | None
) -> None:
    """No row that is still there is missing, none comes twice, and what is gone stays among the known ones."""
    stored = rows(count)
    known = min(known, count)
    now = change.apply(stored)
    found, walk = go_on(pages_of(now, size, first, largest=largest), stored[:known], size)
    kept = [row.id for row in stored[:known]]
    assert len(set(kept + found)) == len(kept + found) == walk.seen
    throughout = {row.id for row in stored} & {row.id for row in now}
    assert throughout <= {*kept, *found}


@given(seed=st.randoms(use_true_random=False), count=st.integers(2, 40), size=st.integers(1, 9))
def test_rows_that_changed_places_in_between(seed: Any, count: int, size: int) -> None:
    """Whatever their order is now, all are there, and none twice."""
    stored = rows(count)
    known = stored[: seed.randrange(1, count)]
    now = list(stored)
    if seed.random() < 0.5:
        one, other = seed.randrange(count), seed.randrange(count)
        now[one], now[other] = now[other], now[one]
    else:
        seed.shuffle(now)
    found, _ = go_on(pages_of(now, size), known, size)
    assert sorted([*(row.id for row in known), *found]) == sorted(row.id for row in stored)


@given(seed=st.randoms(use_true_random=False), count=st.integers(1, 40), size=st.integers(1, 9))
def test_rows_that_move_while_it_goes_on(seed: Any, count: int, size: int) -> None:
    """However rows come and move while it reads: none missing without an error, none twice, and it ends."""
    stored = rows(count)
    known = stored[: seed.randrange(1, count + 1)]
    throughout, left = {row.id for row in stored}, 3

    def server(number: int) -> FakePage:
        nonlocal left
        page = pages_of(list(stored), size)(number)
        if left and seed.random() < 0.4:
            left -= 1
            seed.shuffle(stored)
            stored.insert(0, FakeRow(f"new-{left}"))
        return page

    try:
        found, walk = go_on(server, known, size)
    except IncompleteError:
        return
    everything = [*(row.id for row in known), *found]
    assert len(everything) == len(set(everything))
    assert throughout <= set(everything)
    assert walk.pages <= (MAX_SWEEPS + 1) * (count + 6)


@pytest.mark.parametrize("total", [None, UNSET])
def test_a_known_row_after_new_ones_is_a_sign_of_rows_that_moved(total: object) -> None:
    """Also where the server gives no total, a row that went to a page that is known already is found."""
    now = rows(40)
    known = now[:30]
    now[3], now[35] = now[35], now[3]
    found, walk = go_on(pages_of(now, 5, total=total), known, 5)
    assert sorted(found) == sorted(row.id for row in rows(40)[30:])
    assert walk.sweeps == 1


def test_missing_rows_are_an_error_all_the_same() -> None:
    """A server that promises more than it gives is named, after everything was looked through."""
    stored = rows(20)
    with pytest.raises(IncompleteError) as caught:
        go_on(pages_of(stored, 10, total=25), stored[:12], 10)
    assert (caught.value.total, caught.value.seen) == (25, 20)


def test_no_known_rows_are_a_walk_from_the_beginning() -> None:
    """An empty file changes nothing."""
    stored = rows(5)
    found, walk = go_on(pages_of(stored, 2), [], 2)
    assert (found, walk.pages) == ([row.id for row in stored], 3)
