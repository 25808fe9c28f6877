"""Reading ahead: the same rows in the same order, sooner, and nothing left running."""

import asyncio
import gc
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import closing
from typing import Any

import attrs
import pytest
from revox import APIResponseValidationError, NotFoundError, RetryPolicy, Revox
from revox._http.exchange import AsyncExchange, Exchange
from revox._paging.ledger import Ledger
from revox._paging.pager import Pager
from revox._paging.prefetch import Prefetch, pages_of
from revox._reading.reader import Reader
from revox_api.api.campaigns.get_rows import build_request
from revox_api.runtime import RequestOptions

from tests.support.clients import BOTH_CLIENTS, KEY, StoppedClock, ask, collect
from tests.support.model_server import ModelPage
from tests.support.rows import page, page_of, row
from tests.support.scripted_server import Received, answer, scripted_server

UNREADABLE = answer(b'{"rows": [{')
NOT_FOUND = answer(b"", "404 Not Found")


@attrs.define
class PagedServer:
    """Pages of one row each; answers take a moment, and some are others, `bad[number]` at first."""

    rows: int
    seconds: float = 0.0
    bad: dict[int, list[bytes]] = attrs.field(factory=dict)
    asked: list[int] = attrs.field(factory=list)
    now: int = 0
    most: int = 0
    lock: Any = attrs.field(factory=threading.Lock)

    def reply(self, request: Received) -> bytes:
        """Answer with the page that was asked for."""
        number = page_of(request)
        with self.lock:
            self.asked.append(number)
            self.now += 1
            self.most = max(self.most, self.now)
        time.sleep(self.seconds)
        with self.lock:
            self.now -= 1
        if self.bad.get(number):
            return self.bad[number].pop()
        return answer(page(*[row(number)] if number < self.rows else [], page=number, total=self.rows))


def read(client: Any, see: Callable[[Any], Any] = lambda item: item.id, **options: Any) -> Any:
    """Return what a function makes of all rows."""
    return collect(client.campaigns.iter_rows("c", page_size=1, **options), see)


@BOTH_CLIENTS
@pytest.mark.parametrize("prefetch", [0, 1, 4])
def test_a_page_that_cannot_be_read_is_asked_for_again(using: Any, prefetch: int) -> None:
    """When its turn comes, and as often as any call."""
    served = PagedServer(10, bad={2: [UNREADABLE], 5: [UNREADABLE] * 2})
    outcome = ask(using, lambda client: read(client, prefetch=prefetch), served.reply)
    assert outcome.result == [f"row-{number}" for number in range(10)]
    assert [served.asked.count(number) for number in range(10)] == [1, 1, 2, 1, 1, 3, 1, 1, 1, 1]


@BOTH_CLIENTS
@pytest.mark.parametrize("prefetch", [0, 5])
@pytest.mark.parametrize(
    ("bad", "error_type", "attempts"), [(UNREADABLE, APIResponseValidationError, 3), (NOT_FOUND, NotFoundError, 1)]
)
def test_an_error_is_raised_at_its_place(
    using: Any, bad: bytes, error_type: type[Exception], attempts: int, prefetch: int
) -> None:
    """After as many attempts as any call has, and after all rows before it, although it was met earlier."""
    served, found = PagedServer(10, bad={4: [bad] * 9}), list[str]()
    outcome = ask(
        using, lambda client: read(client, lambda item: found.append(item.id), prefetch=prefetch), served.reply
    )
    assert (type(outcome.error), outcome.error.attempts, served.asked.count(4)) == (error_type, attempts, attempts)
    assert found == ["row-0", "row-1", "row-2", "row-3"]


@BOTH_CLIENTS
@pytest.mark.parametrize("prefetch", [1, 4])
def test_pages_of_a_pass_that_has_ended_are_thrown_away(using: Any, prefetch: int) -> None:
    """The walk begins anew where a page has nothing new; what was read ahead by then is as old as the rest."""
    asked = Counter[int]()

    def reply(request: Received) -> bytes:
        number = page_of(request)
        asked[number] += 1
        item = row(number)
        if asked[3] == 1 and number == 3:
            item = row(2)
        elif asked[0] == 1 and number == 3 + prefetch:
            item = row(number, id="old")
        return answer(page(item, page=number, total=8))

    found = ask(using, lambda client: read(client, prefetch=prefetch), reply).result
    assert sorted(found) == [f"row-{number}" for number in range(8)]


@BOTH_CLIENTS
def test_time_to_wait_for_a_turn_is_not_time_of_the_call(using: Any) -> None:
    """A response that cannot be read is asked for again, although it was read long after it had come."""
    clock, request = StoppedClock(), build_request("c", page=0, page_size=1)

    def read_late(client: Any) -> Any:
        reader = Reader(request.operation, client._deviations, strict=False)
        if isinstance(client, Revox):
            exchange = Exchange(client._line, request, RequestOptions(), reader)
            exchange.open()
            clock.time += 100
            return exchange.read()

        async def run() -> Any:
            exchange = AsyncExchange(client._line, request, RequestOptions(), reader)
            await exchange.open()
            clock.time += 100
            return await exchange.read()

        return run()

    options = {"retry": RetryPolicy(deadline=50), "clock": clock.clock()}
    assert ask(using, read_late, PagedServer(1, bad={0: [UNREADABLE]}).reply, **options).result.total == 1


@BOTH_CLIENTS
def test_pages_are_read_at_the_same_time(using: Any) -> None:
    """As many as asked for, and the one that is wanted; never more."""
    served = PagedServer(20, seconds=0.02)
    assert len(ask(using, lambda client: read(client, prefetch=3), served.reply).result) == 20
    assert 2 <= served.most <= 4


def reading_ahead() -> list[threading.Thread]:
    """Return the threads that read ahead."""
    return [thread for thread in threading.enumerate() if thread.name.startswith("revox-prefetch")]


def end_threads(goes_on: threading.Event) -> None:
    """Let the threads that were left waiting end; there must be some."""
    left = reading_ahead()
    assert left
    goes_on.set()
    for thread in left:
        thread.join()


@BOTH_CLIENTS
@pytest.mark.parametrize("is_closed", [True, False], ids=["closed", "forgotten"])
def test_leaving_the_loop_leaves_nothing_running(using: Any, is_closed: bool) -> None:
    """No thread and no task, with or without an explicit close; no more pages are asked for than the window."""
    served = PagedServer(100, seconds=0.005)

    def leave(client: Any) -> Any:
        rows = client.campaigns.iter_rows("c", page_size=1, prefetch=4)
        if isinstance(client, Revox):
            assert [next(rows).id for _ in range(3)] == ["row-0", "row-1", "row-2"]
            if is_closed:
                rows.close()
            del rows
            for thread in reading_ahead():  # what is under way ends by itself
                thread.join()
            asked = len(served.asked)
            time.sleep(0.02)
            return len(served.asked) - asked

        async def run(rows: Any) -> int:
            assert [(await anext(rows)).id for _ in range(3)] == ["row-0", "row-1", "row-2"]
            if is_closed:
                await rows.aclose()
            del rows
            gc.collect()
            for _ in range(0 if is_closed else 10):
                await asyncio.sleep(0)
            return len(asyncio.all_tasks()) - 1

        return run(rows)

    assert ask(using, leave, served.reply).result == 0
    assert len(served.asked) <= 8


@pytest.mark.parametrize(
    "interrupted", [(Pager, "take"), (Future, "result"), (threading.Thread, "start")], ids=lambda where: where[1]
)
def test_ctrl_c_does_not_wait_for_threads(interrupted: tuple[type, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever it interrupts; a server may be silent for longer than anybody wants to wait."""
    is_silent, goes_on, work = threading.Event(), threading.Event(), getattr(*interrupted)

    def fetch(number: int) -> Callable[[], ModelPage]:
        if number > 1:
            is_silent.set()
            assert goes_on.wait(10)
        return lambda: ModelPage([f"item-{number}"], 10)

    def interrupt(*arguments: Any) -> Any:
        result = work(*arguments)
        if interrupted[1] == "start" and not is_silent.wait(0.5):
            return result  # this one reads page 1, which is answered
        assert is_silent.wait(10)
        monkeypatch.undo()
        raise KeyboardInterrupt

    pager = Pager(Ledger("items.list", "/items"))
    pages = pages_of(pager, lambda page: page, Prefetch(pager, fetch, 3))
    next(pages)
    monkeypatch.setattr(*interrupted, interrupt)
    with pytest.raises(KeyboardInterrupt):
        next(pages)
    end_threads(goes_on)


def test_closing_on_ctrl_c_does_not_wait_for_threads() -> None:
    """Where it interrupts the work on a page, the iterator can be closed at once."""
    is_silent, goes_on = threading.Event(), threading.Event()

    def reply(request: Received) -> bytes:
        if page_of(request) > 1:
            is_silent.set()
            assert goes_on.wait(10)
        return answer(page(row(page_of(request)), page=page_of(request), total=5))

    with scripted_server(reply) as server, Revox(api_key=KEY, base_url=server.url) as client:
        rows = client.campaigns.iter_rows("c", page_size=1, prefetch=2)
        assert [next(rows).id, next(rows).id] == ["row-0", "row-1"]
        assert is_silent.wait(10)
        with pytest.raises(KeyboardInterrupt), closing(rows):
            raise KeyboardInterrupt
        end_threads(goes_on)
