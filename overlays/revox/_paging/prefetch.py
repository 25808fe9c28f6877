"""Receives pages ahead of the one that is wanted: in order, never more than a window, and nothing is left running.

The pager decides which page comes next only when it has seen the one before. Prefetching bets that it will be the next
number; a bet that is lost is thrown away. Pages wait as they were received, and are read where they are wanted.
"""

import sys
import threading
from collections.abc import Awaitable, Callable, Iterator
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

from revox._paging.pager import Pager

if TYPE_CHECKING:
    import asyncio
    from concurrent.futures import Future
    from queue import SimpleQueue

PageT = TypeVar("PageT")
Read = Callable[[], PageT]
ReadAsync = Callable[[], Awaitable[PageT]]


class Prefetch(Generic[PageT]):
    """Receives pages in threads."""

    def __init__(self, pager: Pager, fetch: Callable[[int], Read[PageT]], window: int) -> None:
        """Prepare to receive, without starting to.

        Args:
            pager: The pager that says how far there are pages.
            fetch: Receives the page with a number, and returns what reads it.
            window: How many pages to receive ahead; 0 receives each page when it is wanted.
        """
        self._pager, self._fetch, self._size = pager, fetch, window
        self._window: dict[int, Future[Read[PageT]]] = {}
        self._wanted: SimpleQueue[tuple[int, Future[Read[PageT]]] | None] | None = None
        self._threads: list[threading.Thread] = []
        self._is_patient = True

    def get(self, wanted: int) -> PageT:
        """Return a page, and let others be received meanwhile."""
        if not self._size:
            return self._fetch(wanted)()
        for lost in _lost_bets(self._window, wanted):
            self._window.pop(lost).cancel()
        for number in _numbers(self._pager, wanted, self._size):
            if number not in self._window:
                self._window[number] = self._submit(number)
        return self._window.pop(wanted).result()()

    def hurry(self) -> None:
        """Do not wait for pages that are under way, if Ctrl-C or its like is being handled."""
        error = sys.exception()
        self._is_patient &= error is None or isinstance(error, Exception | GeneratorExit)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *more: object) -> None:
        """Stop, and wait until nothing is received any more, but for Ctrl-C and its like."""
        if kind is not None and not issubclass(kind, Exception | GeneratorExit):
            self._is_patient = False
        for future in self._window.values():
            future.cancel()
        if self._wanted is not None:
            for _ in self._threads:
                self._wanted.put(None)
        # While Python itself ends, threads do not run any more.
        if self._is_patient and not sys.is_finalizing():
            for thread in self._threads:
                thread.join()

    def _submit(self, number: int) -> "Future[Read[PageT]]":
        from concurrent.futures import Future  # here, because these take time to import
        from queue import SimpleQueue

        future: Future[Read[PageT]] = Future()
        if self._wanted is None:
            self._wanted = SimpleQueue()
        self._wanted.put((number, future))
        if len(self._threads) <= self._size:
            # A daemon, because a server that says nothing must not keep a process from ending. (An executor of
            # `concurrent.futures` would wait for it.)
            work = (self._fetch, self._wanted)
            self._threads.append(threading.Thread(target=_work, args=work, name="revox-prefetch", daemon=True))
            self._threads[-1].start()
        return future


def _work(fetch: Callable[[int], Read[PageT]], wanted: "SimpleQueue[tuple[int, Future[Read[PageT]]] | None]") -> None:
    while (task := wanted.get()) is not None:
        number, future = task
        if future.set_running_or_notify_cancel():
            try:
                future.set_result(fetch(number))
            except BaseException as error:
                future.set_exception(error)
        del task, future  # before the next one comes, so that its page is not held


class AsyncPrefetch(Generic[PageT]):
    """Receives pages in tasks of asyncio; see `Prefetch`."""

    def __init__(self, pager: Pager, fetch: Callable[[int], Awaitable[ReadAsync[PageT]]], window: int) -> None:
        self._pager, self._fetch, self._size = pager, fetch, window
        self._window: dict[int, asyncio.Task[ReadAsync[PageT]]] = {}

    async def get(self, wanted: int) -> PageT:
        """Return a page, and let others be received meanwhile."""
        if not self._size:
            return await (await self._fetch(wanted))()
        import asyncio  # here, because clients that block never need it and it takes time to import

        await _cancel([self._window.pop(lost) for lost in _lost_bets(self._window, wanted)])
        for number in _numbers(self._pager, wanted, self._size):
            if number not in self._window:
                self._window[number] = asyncio.ensure_future(self._fetch(number))
        read = await self._window[wanted]  # which is cancelled with the others, if this is
        del self._window[wanted]
        return await read()

    async def aclose(self) -> None:
        """Stop receiving."""
        if self._window:
            await _cancel(list(self._window.values()))


async def _cancel(tasks: "list[asyncio.Task[ReadAsync[Any]]]") -> None:
    import asyncio  # as above

    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _lost_bets(window: dict[int, Any], wanted: int) -> list[int]:
    return [number for number in window if number < wanted or wanted not in window]


def _numbers(pager: Pager, wanted: int, window: int) -> Iterator[int]:
    """Yield the page that is wanted, and those to receive ahead; none beyond the last page that is expected."""
    yield wanted
    last = pager.last_page_expected
    for number in range(wanted + 1, wanted + 1 + window):
        if last is not None and number <= last:
            yield number
