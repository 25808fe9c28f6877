"""The pager and its ledger, against a server that adds, removes and moves items, and pages as it likes.

What is owed to the caller is worked out here from what the server had at each answer, not from what the pager counted.
"""

import asyncio
from collections.abc import AsyncGenerator, Generator
from functools import partial
from itertools import pairwise
from typing import Any

import attrs
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from revox import APIConnectionError, IncompleteError, ItemsMovedError, KeySet, RevoxError
from revox._paging.ledger import MAX_RESCANS, Ledger
from revox._paging.pager import Pager
from revox._paging.prefetch import AsyncPrefetch, Prefetch, pages_of, pages_of_async
from revox._paging.tokens import Identity, Place

from tests.support.model_server import GLITCHES, ModelPage, ModelServer

IDENTITY = Identity("items.list", "digest")
POSITION = st.integers(0, 12)
SERVERS = st.builds(
    ModelServer,
    order=st.integers(0, 12).map(lambda count: [f"item-{number}" for number in range(count)]),
    page_size=st.integers(1, 4),
    is_uneven=st.booleans(),
    first_page=st.sampled_from([0, 0, 1]),
    before_first=st.sampled_from(["same", "empty", "refused"]),
    past_the_end=st.sampled_from(["empty", "again"]),
    total_is_off_by=st.sampled_from([0, 0, 0, None, 2, -2]),
    ignores_page=st.sampled_from([False] * 7 + [True]),
    is_paged=st.sampled_from([True] * 7 + [False]),
)


class RecordedPager(Pager):
    """A pager that remembers the pages that it took in, each with the number of its pass."""

    def __init__(self, known: KeySet | None = None, place: Place | None = None, page_size: int = 1) -> None:
        ledger = Ledger("items.list", "/items", known=known, seen=place.seen if place else 0)
        super().__init__(ledger, next_page=(len(known) - 1) // page_size if known else 0, place=place)
        self.taken: list[tuple[int, ModelPage]] = []

    def take(self, view: Any, *, is_last_chunk: bool = True) -> list[int]:
        """Take in a page, and remember it."""
        if is_last_chunk:
            self.taken.append((self.ledger.rescans, view))
        return super().take(view, is_last_chunk=is_last_chunk)

    @property
    def answers(self) -> list[ModelPage]:
        """The pages that it took in."""
        return [page for _, page in self.taken]

    @property
    def last_pass(self) -> list[ModelPage]:
        """The pages of the last pass."""
        return [page for number, page in self.taken if number == self.taken[-1][0]]


def _look(page: ModelPage) -> ModelPage:
    return page


@attrs.frozen
class Start:
    """Where reading went on after an interruption.

    Attributes:
        found: What had been handed out.
        answers: What had been taken in.
        is_known: Whether it is told what had been handed out, as from a file; else it has a token.
    """

    found: list[str] = attrs.field(factory=list)
    answers: list[ModelPage] = attrs.field(factory=list)
    is_known: bool = False


def orders(answers: list[ModelPage]) -> list[tuple[str, ...]]:
    """Return the items that there were, at each answer."""
    return [page.order for page in answers]


def keep_their_items(answers: list[ModelPage]) -> bool:
    """Return whether there were the same items at each answer, in whatever order."""
    return len({frozenset(order) for order in orders(answers)}) <= 1


def only_grow_at_the_end(answers: list[ModelPage]) -> bool:
    """Return whether every item stayed where it was, and nothing was wrong with an answer."""
    stays = all(after[: len(before)] == before for before, after in pairwise(orders(answers)))
    return stays and all(page.is_right for page in answers)


def since_the_total_changed(answers: list[ModelPage]) -> list[ModelPage]:
    """Return the answers from the one on whose total was another than the one before."""
    start, last = 0, None
    for index, page in enumerate(answers):
        if page.total is not None:
            start = index if last not in (None, page.total) else start
            last = page.total
    return answers[start:]


def last_total(answers: list[ModelPage]) -> Any:
    """Return the last total that was sent."""
    return next((page.total for page in reversed(answers) if page.total is not None), None)


def looks_undisturbed(answers: list[ModelPage]) -> bool:
    """Return whether the total was always the same, and no item came again; but page 1 may be page 0 again."""
    pages = [page.ids for page in answers]
    keys = [key for page in (pages[1:] if pages[:1] == pages[1:2] else pages) for key in page]
    return len(keys) == len(set(keys)) and len({page.total for page in answers} - {None}) <= 1


class PagerMachine(RuleBasedStateMachine):
    """Lets a server change while its pages are read, in each of the ways in which the library does that."""

    server: ModelServer
    pager: RecordedPager
    start: Start
    prefetch: int | None

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.pages: Generator[Any, None, None] | AsyncGenerator[Any, None] | None = None
        self.is_over = True

    @initialize(server=SERVERS, prefetch=st.sampled_from([None, None, 0, 1, 3]), comes_in_chunks=st.booleans())
    def serve(self, server: ModelServer, prefetch: int | None, comes_in_chunks: bool) -> None:
        """Take a server, and a way to read: `prefetch` is None for the driver that blocks."""
        self.server, self.prefetch, self.comes_in_chunks = server, prefetch, comes_in_chunks
        self._begin(RecordedPager(), Start())

    @rule(position=POSITION, count=st.sampled_from([1, 1, 1, 4]))
    def add_items(self, position: int, count: int) -> None:
        """Items come, somewhere."""
        for _ in range(count):
            self.server.add(position)

    @rule(position=POSITION, to=POSITION)
    def move_an_item(self, position: int, to: int) -> None:
        """An item moves."""
        self.server.move(position, to)

    @rule(removed=POSITION, added=st.none() | POSITION)
    def remove_an_item(self, removed: int, added: int | None) -> None:
        """An item goes; if another one comes, no total tells of it."""
        self.server.remove(removed)
        if added is not None:
            self.server.add(added)

    @rule()
    def hide_an_item(self) -> None:
        """The next item that has not come moves to where it was read already."""
        unseen = [index for index, key in enumerate(self.server.order) if key not in self.found]
        if unseen:
            self.server.move(unseen[0], 0)

    @rule()
    def remove_an_item_that_came(self) -> None:
        """An item goes that was read already, and others move up."""
        seen = [index for index, key in enumerate(self.server.order) if key in self.found]
        if seen:
            self.server.remove(seen[0])

    @rule(glitch=st.sampled_from(GLITCHES))
    def spoil_the_next_answer(self, glitch: str) -> None:
        """Something is wrong with one answer."""
        self.server.glitch = glitch

    @precondition(lambda self: not self.is_over)
    @rule(count=st.integers(1, 2))
    def lose_answers(self, count: int) -> None:
        """Answers are lost on the way, and asked for again."""
        self.lost = count

    @precondition(lambda self: not self.is_over)
    @rule()
    def fail(self) -> None:
        """The next page cannot be had, and the user goes on with the token, or from the start where there is none."""
        self.fails = True
        self._step()

    @precondition(lambda self: not self.is_over)
    @rule(pages=st.integers(1, 4))
    def read(self, pages: int) -> None:
        """The user takes pages."""
        for _ in range(pages):
            if not self.is_over:
                self._step()

    @precondition(lambda self: not self.is_over)
    @rule(pages=st.integers(5, 15), change=st.sampled_from(["hide", "remove", "add"]), position=POSITION)
    def read_while_items_move(self, pages: int, change: str, position: int) -> None:
        """The user takes pages, and something happens after each."""
        changes = {"hide": self.hide_an_item, "remove": self.remove_an_item_that_came}
        for _ in range(pages):
            if not self.is_over:
                self._step()
                changes.get(change, lambda: self.server.add(position))()

    @precondition(lambda self: not self.is_over)
    @rule()
    def resume_elsewhere(self) -> None:
        """The user goes on in another process."""
        self._resume()

    @precondition(lambda self: not self.is_over)
    @rule(page_size=st.integers(1, 4))
    def resume_after_known_items(self, page_size: int) -> None:
        """The user goes on after the items of a file, with pages of any size."""
        known = self.start.found + self.found
        pager = RecordedPager(KeySet(known), page_size=page_size)
        self._begin(pager, Start(known, self.start.answers + self.pager.answers, is_known=True) if known else Start())

    @precondition(lambda self: self.is_over)
    @rule()
    def begin_again(self) -> None:
        """The user begins anew."""
        self._begin(RecordedPager(), Start())

    @invariant()
    def requests_stay_within_the_bound(self) -> None:
        """A pass reads each page once, and two more at most; there are few passes."""
        if not hasattr(self, "pager"):
            return
        pager, passes = self.pager, 1 + self.pager.ledger.rescans
        assert pager.ledger.rescans <= MAX_RESCANS
        rows_ever = len({key for page in pager.answers for key in page.order})
        pages = max((self.server.pages_for(len(page.order)) for page in pager.answers), default=0)
        # Where no page is past the end, each may have an item that has just come.
        is_endless = self.server.ignores_page or self.server.past_the_end == "again"
        most = rows_ever if is_endless else pages
        assert pager.ledger.pages <= passes * (most + 3)
        refused = self.server.first_page and self.server.before_first == "refused"
        assert (
            self.server.requests
            <= pager.ledger.pages + refused + self.comes_in_chunks + self.lost_so_far + passes * (self.prefetch or 0)
        )

    @invariant()
    def no_item_comes_twice(self) -> None:
        """Whatever the server does."""
        if hasattr(self, "pager"):
            assert len(self.found) == len(set(self.found))

    def teardown(self) -> None:
        """Read to the end, where everything is judged."""
        try:
            while not self.is_over:
                self._step()
                self.requests_stay_within_the_bound()
        finally:
            self._close()
            self.loop.close()

    def _begin(self, pager: RecordedPager, start: Start) -> None:
        self._close()
        self.pager, self.start = pager, start
        self.found: list[str] = []
        self.lost = self.lost_so_far = 0
        self.fails = self.is_over = self.broke_off = False
        self.server.requests = 0
        chunks: Any = None
        if self.comes_in_chunks:
            chunks = self._get_chunks if self.prefetch is None else self._get_chunks_async
        if self.prefetch is None:
            blocking = Prefetch(pager, lambda number: partial(self._get_page, number), 0)
            self.pages = pages_of(pager, _look, blocking, chunks)
        else:
            prefetch = AsyncPrefetch(pager, self._fetch_page_async, self.prefetch)
            self.pages = pages_of_async(pager, _look, prefetch, chunks)

    def _resume(self) -> None:
        if self.start.is_known:
            # A file is gone on with by its items again, and not by a token.
            self.resume_after_known_items(self.server.page_size)
            return
        token = self.pager.token(IDENTITY)
        assert token is None or looks_undisturbed(self.pager.answers)
        if token is not None and self.pager.answers:
            assert set(self.found) <= {key for page in self.pager.answers for key in page.ids}
        if token is None:
            self._begin(RecordedPager(), Start())
            return
        self._begin(
            RecordedPager(place=IDENTITY.place(token)),
            Start(self.start.found + self.found, self.start.answers + self.pager.answers),
        )

    def _get_page(self, number: int) -> Any:
        if self.fails:
            self.fails = False
            self.lost_so_far += 1
            raise APIConnectionError("the connection was lost")
        while self.lost:
            self.lost -= 1
            self.lost_so_far += 1
            self.server.answer(number)
        return self.server.answer(number)

    def _get_chunks(self, number: int) -> Any:
        """Yield a page item by item; it breaks off as often as answers are to be lost."""
        lost, self.lost = self.lost, 0
        while True:
            page: ModelPage = self._get_page(number)
            for key in page.keys[:-1]:
                yield ModelPage([key]), False
                if lost:
                    break
            if not lost:
                break
            lost -= 1
            self.broke_off = True
            self.lost_so_far += 1
            yield None
        yield attrs.evolve(page, keys=page.keys[-1:]), True

    async def _get_chunks_async(self, number: int) -> Any:
        for part in self._get_chunks(number):
            yield part

    async def _fetch_page_async(self, number: int) -> Any:
        page = self._get_page(number)

        async def read() -> Any:
            return page

        return read

    def _step(self) -> None:
        try:
            page, fresh = self._next()
        except (StopIteration, StopAsyncIteration):
            self._judge(None)
        except IncompleteError as error:
            self._judge(error)
        except APIConnectionError:
            self._resume()
        else:
            self.found += [page.keys[index] for index in fresh]
            assert self.pager.ledger.seen == len(self.start.found) + len(self.found)

    def _next(self) -> Any:
        if isinstance(self.pages, AsyncGenerator):
            return self.loop.run_until_complete(anext(self.pages))
        assert self.pages is not None
        return next(self.pages)

    def _close(self) -> None:
        if isinstance(self.pages, AsyncGenerator):
            self.loop.run_until_complete(self.pages.aclose())
        elif self.pages is not None:
            self.pages.close()

    def _judge(self, error: RevoxError | None) -> None:
        self.is_over = True
        answers = self.pager.answers
        if not self.start.is_known and self.start.found and answers and answers[0].ids != self.start.answers[-1].ids:
            assert isinstance(error, ItemsMovedError)
        if self.start.is_known or self._place_has_held():
            assert not set(self.start.found) & set(self.found)
        if error is not None:
            self._judge_error(error)
        elif answers:
            self._judge_items()
        if answers and not self.start.found and not self.broke_off and self._nothing_happened(answers):
            assert error is None or not self.server.is_honest
            self._judge_requests()

    def _judge_items(self) -> None:
        """Every item that was there throughout was handed out, unless what happened could not be noticed."""
        start, answers = self.start, self.pager.answers
        there_throughout = set.intersection(*(set(order) for order in orders(start.answers + answers)))
        if self._could_be_noticed():
            assert there_throughout <= set(start.found + self.found)

    def _could_be_noticed(self) -> bool:
        start, answers = self.start, self.pager.answers
        if start.is_known and self.pager.ledger.rescans:
            # It has begun anew, and relies on nothing that was before.
            start, answers = Start(), [page for number, page in self.pager.taken if number]
        elif not self._place_has_held():
            return False
        total = last_total(answers)
        if total is None:
            return not self.server.ignores_page and only_grow_at_the_end([*start.answers, *answers])
        told = since_the_total_changed(answers)
        return keep_their_items(told) and total >= len(told[-1].order)

    def _place_has_held(self) -> bool:
        """Return whether the items before the place of the token were those that had come, at each answer since."""
        count, since = len(self.start.found), [*self.start.answers[-1:], *self.pager.answers]
        return all(set(order[:count]) == set(self.start.found) for order in orders(since))

    def _judge_error(self, error: RevoxError) -> None:
        """It is raised for a reason, and says how many items may be missing."""
        assert isinstance(error, IncompleteError)
        assert error.seen == self.pager.ledger.seen
        assert self.start.is_known or self.pager.token(IDENTITY) is None
        if self.start.answers and not self.start.is_known:
            assert isinstance(error, ItemsMovedError)
            return
        if self.pager.ledger.rescans < MAX_RESCANS:
            assert len({page.total for page in self.pager.last_pass} - {None}) <= 1
        is_last_pass_right = all(page.total == len(page.order) for page in self.pager.last_pass)
        assert self.server.ignores_page or not (is_last_pass_right and self._nothing_happened(self.pager.last_pass))
        if self._could_be_noticed():
            assert error.missing is not None
            assert error.missing > 0
            assert len(set(self.pager.answers[-1].order) - set(self.start.found + self.found)) <= error.missing

    def _nothing_happened(self, answers: list[ModelPage]) -> bool:
        return len(set(orders(answers))) == 1 and all(page.is_right for page in answers)

    def _judge_requests(self) -> None:
        server, items = self.server, len(self.pager.answers[-1].order)
        ideal = max(server.pages_for(items), 1)
        if server.ignores_page:
            assert self.pager.ledger.pages <= 3 * (1 + self.pager.ledger.rescans)
        elif server.is_honest or server.total_is_off_by is None:
            has_no_total = server.total_is_off_by is None
            # Where the only page comes again and again, it could be that pages begin at 1.
            seems_to_begin_at_1 = server.first_page or (has_no_total and server.past_the_end == "again" and ideal == 1)
            assert self.pager.ledger.pages <= ideal + bool(seems_to_begin_at_1) + 2 * has_no_total


PagerMachine.TestCase.settings = settings(stateful_step_count=25, max_examples=2 * settings().max_examples)
TestPager = PagerMachine.TestCase
