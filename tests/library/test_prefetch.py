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

import pytest
from revox import APIResponseValidationError, AsyncRevox, NotFoundError, RetryPolicy, Revox
from revox._http.exchange import AsyncExchange, Exchange
from revox._paging.ledger import Ledger
from revox._paging.pager import Pager
from revox._paging.prefetch import Prefetch, pages_of
from revox._reading.reader import Reader
from revox_api.api.campaigns.get_rows import build_request
from revox_api.runtime import RequestOptions

from tests.support.clients import BOTH_CLIENTS, KEY, StoppedClock, collect, with_async_revox
from tests.support.model_server import ModelPage
from tests.support.rows import page, page_of, row
from tests.support.scripted_server import Received, answer, scripted_server


class PagedServer:
    """Pages of one row each; every answer takes a moment."""

    def __init__(
        self,
        rows: int,
        *,
        fails_at: int | None = None,
        first: int = 0,
        seconds: float = 0.0,
        unreadable: dict[int, int] | None = None,
    ) -> None:
        self.rows, self.fails_at, self.first, self.seconds = rows, fails_at, first, seconds
        self.unreadable = unreadable or {}
        self.asked: list[int] = []
        self.now = self.most = 0
        self.lock = threading.Lock()

    def reply(self, request: Received) -> bytes:
        """Answer with the page that was asked for."""
        number = page_of(request)
        with self.lock:
            self.asked.append(number)
            self.now += 1
            self.most = max(self.most, self.now)
            self.unreadable[number] = self.unreadable.get(number, 0) - 1
        time.sleep(self.seconds)
        with self.lock:
            self.now -= 1
        if number == self.fails_at:
            return answer(b"", "404 Not Found")
        if self.unreadable[number] >= 0:
            return answer(b'{"rows": [{')
        index = max(number - self.first, 0)
        return answer(page(*[row(index)] if index < self.rows else [], page=number, total=self.rows))


def ids(client: Any, **options: Any) -> Any:
    """Read the IDs of all rows."""
    return collect(client.campaigns.iter_rows("c", page_size=1, **options), lambda item: item.id)


@BOTH_CLIENTS
@pytest.mark.parametrize("prefetch", [0, 1, 4])
def test_a_page_that_cannot_be_read_is_asked_for_again(using: Any, prefetch: int) -> None:
    """When its turn comes, and as often as any call."""
    served = PagedServer(10, unreadable={2: 1, 5: 2})
    clock = StoppedClock()
    with scripted_server(served.reply) as server:
        found = using(lambda client: ids(client, prefetch=prefetch), base_url=server.url, clock=clock.clock())
    assert found == [f"row-{number}" for number in range(10)]
    assert [served.asked.count(number) for number in range(10)] == [1, 1, 2, 1, 1, 3, 1, 1, 1, 1]


@BOTH_CLIENTS
@pytest.mark.parametrize("prefetch", [0, 4])
def test_a_page_that_can_never_be_read_is_an_error_at_its_place(using: Any, prefetch: int) -> None:
    """After as many attempts as any call has."""
    served = PagedServer(10, unreadable={3: 99})
    clock = StoppedClock().clock()
    with scripted_server(served.reply) as server, pytest.raises(APIResponseValidationError) as caught:
        using(lambda client: ids(client, prefetch=prefetch), base_url=server.url, clock=clock)
    assert (served.asked.count(3), caught.value.attempts) == (3, 3)


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

    with scripted_server(reply) as server:
        found = using(lambda client: ids(client, prefetch=prefetch), base_url=server.url)
    assert sorted(found) == [f"row-{number}" for number in range(8)]


@BOTH_CLIENTS
def test_time_to_wait_for_a_turn_is_not_time_of_the_call(using: Any) -> None:
    """A response that cannot be read is asked for again, although it was read long after it had come."""
    served, clock, request = PagedServer(1, unreadable={0: 1}), StoppedClock(), build_request("c", page=0, page_size=1)

    def read(client: Any) -> Any:
        reader = Reader(request.operation, client._deviations, strict=False)
        if isinstance(client, Revox):
            exchange = Exchange(client._line, request, RequestOptions(), reader)
            exchange.open()
            clock.time += 100
            return exchange.read().total

        async def run() -> Any:
            exchange = AsyncExchange(client._line, request, RequestOptions(), reader)
            await exchange.open()
            clock.time += 100
            return (await exchange.read()).total

        return run()

    with scripted_server(served.reply) as server:
        options = {"retry": RetryPolicy(deadline=50), "clock": clock.clock()}
        assert using(read, base_url=server.url, **options) == 1


def reading_ahead() -> list[threading.Thread]:
    """Return the threads that read ahead."""
    return [thread for thread in threading.enumerate() if thread.name.startswith("revox-prefetch")]


@BOTH_CLIENTS
@pytest.mark.parametrize("prefetch", [0, 1, 3, 20])
@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize("rows", [0, 1, 10])
def test_rows_come_in_order(using: Any, prefetch: int, first: int, rows: int) -> None:
    """However many pages are read ahead, and wherever pages begin; no page is asked for that is not there."""
    served = PagedServer(rows, first=first)
    with scripted_server(served.reply) as server:
        found = using(lambda client: ids(client, prefetch=prefetch), base_url=server.url)
    assert found == [f"row-{number}" for number in range(rows)]
    assert sorted(served.asked) == list(range(max(rows, 1) + (first if rows > 1 else 0)))


@BOTH_CLIENTS
def test_pages_are_read_at_the_same_time(using: Any) -> None:
    """As many as asked for, and the one that is wanted; never more."""
    served = PagedServer(20, seconds=0.02)
    with scripted_server(served.reply) as server:
        using(lambda client: ids(client, prefetch=3), base_url=server.url)
    assert 2 <= served.most <= 4


@BOTH_CLIENTS
def test_an_error_is_raised_at_its_place(using: Any) -> None:
    """After all rows before it, although it was met earlier."""
    served, found = PagedServer(10, fails_at=4), list[str]()

    def action(client: Any) -> Any:
        rows = client.campaigns.iter_rows("c", page_size=1, prefetch=5)
        return collect(rows, lambda item: found.append(item.id))

    with scripted_server(served.reply) as server, pytest.raises(NotFoundError):
        using(action, base_url=server.url)
    assert found == ["row-0", "row-1", "row-2", "row-3"]


def test_leaving_the_loop_leaves_no_thread() -> None:
    """And asks for no more than the window."""
    served = PagedServer(100, seconds=0.005)
    with scripted_server(served.reply) as server, Revox(api_key=KEY, base_url=server.url) as client:
        for item in client.campaigns.iter_rows("c", page_size=1, prefetch=4):
            if item.id == "row-2":
                break
        assert not reading_ahead()
        asked = len(served.asked)
        assert asked <= 7
        time.sleep(0.02)
        assert len(served.asked) == asked


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
    left = reading_ahead()
    assert left
    goes_on.set()
    for thread in left:
        thread.join()


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
        left = reading_ahead()
        assert left
        goes_on.set()
        for thread in left:
            thread.join()


def test_leaving_the_loop_leaves_no_task() -> None:
    """The tasks that read ahead are cancelled when the iterator is closed."""
    served = PagedServer(100, seconds=0.005)

    async def read(client: AsyncRevox) -> int:
        rows = client.campaigns.iter_rows("c", page_size=1, prefetch=4)
        async for item in rows:
            if item.id == "row-2":
                break
        await rows.aclose()
        return len(asyncio.all_tasks())

    with scripted_server(served.reply) as server:
        assert with_async_revox(read, base_url=server.url) == 1
    assert len(served.asked) <= 8


def test_a_forgotten_loop_leaves_no_task_either() -> None:
    """Without an explicit close, the tasks go with the iterator."""
    served = PagedServer(100, seconds=0.005)

    async def read(client: AsyncRevox) -> int:
        async for item in client.campaigns.iter_rows("c", page_size=1, prefetch=4):
            if item.id == "row-2":
                break
        gc.collect()
        for _ in range(10):
            await asyncio.sleep(0)
        return len(asyncio.all_tasks())

    with scripted_server(served.reply) as server:
        assert with_async_revox(read, base_url=server.url) == 1
