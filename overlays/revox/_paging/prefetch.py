"""Gets pages in order, and receives some ahead: never more than a window, and leaving never waits for any of them.

The pager decides which page comes next only when it has seen the one before. Prefetching bets that it will be the next
number; a bet that is lost is thrown away. Pages wait as they were received, and are read where they are wanted.
"""

import os
import threading
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator, Iterator
from contextlib import aclosing, closing
from importlib import import_module
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

from revox._errors import APIStatusError
from revox._http.exchange import Chunk
from revox._http.pools import ANY_LOOP, running_loop
from revox._paging.pager import Pager, View

if TYPE_CHECKING:
    from concurrent.futures import Future
    from queue import SimpleQueue

PageT = TypeVar("PageT")
Read = Callable[[], PageT]
ReadAsync = Callable[[], Awaitable[PageT]]
Look = Callable[[PageT], View]
PageAndFresh = tuple[PageT, list[int]]


def pages_of(
    pager: Pager,
    look: Look[PageT],
    prefetch: "Prefetch[PageT]",
    stream: Callable[[int], Generator[Chunk[PageT] | None, None, None]] | None = None,
) -> Generator[PageAndFresh[PageT], None, None]:
    """Yield the pages of a list, each with the indices of its items that are new.

    Args:
        pager: Says which page comes next.
        look: Returns what the pager needs to know of a page.
        prefetch: Gets pages.
        stream: Gets the page with a number in chunks. Only the first one comes so; None to get it as the others.
    """
    if stream is not None and pager.may_stream:
        try:
            with closing(stream(pager.next_page or 0)) as chunks:
                for chunk in chunks:
                    if (taken := _take_chunk(pager, look, chunk)) is not None:
                        yield taken
                    del chunk, taken  # before the next one comes, so that there is one in memory at a time
        except APIStatusError as refusal:
            if not pager.goes_on_after(refusal):
                raise
    with prefetch:
        while pager.next_page is not None:
            try:
                taken = _take(pager, look, prefetch.get(pager.next_page))
            except APIStatusError as refusal:
                if not pager.goes_on_after(refusal):
                    raise
                continue
            if taken is not None:
                yield taken
            del taken  # as above
    pager.finish()


async def pages_of_async(
    pager: Pager,
    look: Look[PageT],
    prefetch: "AsyncPrefetch[PageT]",
    stream: Callable[[int], AsyncGenerator[Chunk[PageT] | None, None]] | None = None,
) -> AsyncGenerator[PageAndFresh[PageT], None]:
    """Yield the pages of a list, each with the indices of its items that are new; see `pages_of`."""
    if stream is not None and pager.may_stream:
        try:
            async with aclosing(stream(pager.next_page or 0)) as chunks:
                async for chunk in chunks:
                    if (taken := _take_chunk(pager, look, chunk)) is not None:
                        yield taken
                    del chunk, taken  # as in `pages_of`
        except APIStatusError as refusal:
            if not pager.goes_on_after(refusal):
                raise
    async with aclosing(prefetch):
        while pager.next_page is not None:
            try:
                taken = _take(pager, look, await prefetch.get(pager.next_page))
            except APIStatusError as refusal:
                if not pager.goes_on_after(refusal):
                    raise
                continue
            if taken is not None:
                yield taken
            del taken  # as in `pages_of`
    pager.finish()


def _take(pager: Pager, look: Look[PageT], page: PageT) -> PageAndFresh[PageT] | None:
    """Take in a page; nothing comes of one that was handed out before an interruption."""
    is_returning = pager.is_returning
    pager.is_handing_over = True
    fresh = pager.take(look(page))
    pager.is_handing_over = not is_returning
    return None if is_returning else (page, fresh)


def _take_chunk(pager: Pager, look: Look[PageT], chunk: Chunk[PageT] | None) -> PageAndFresh[PageT] | None:
    """Take in a chunk of a page; nothing comes of a page that broke off."""
    if chunk is None:
        pager.restart_page()
        return None
    page, is_last = chunk
    pager.is_handing_over = True
    return page, pager.take(look(page), is_last_chunk=is_last)


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
        self._start()

    def _start(self) -> None:
        self._window: dict[int, Future[Read[PageT]]] = {}
        self._wanted: SimpleQueue[tuple[int, Future[Read[PageT]]] | None] | None = None
        self._threads, self._pid = 0, os.getpid()

    def _forget_parent(self) -> None:
        """In a forked child, forget what is under way: its threads are those of the parent."""
        if self._pid != os.getpid():
            self._start()

    def get(self, wanted: int) -> PageT:
        """Return a page, and let others be received meanwhile."""
        if not self._size:
            return self._fetch(wanted)()
        self._forget_parent()
        for lost in _lost_bets(self._window, wanted):
            self._window.pop(lost).cancel()
        for number in _numbers(self._pager, wanted, self._size):
            if number not in self._window:
                self._window[number] = self._submit(number)
        return self._window.pop(wanted).result()()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        """Stop. Nothing more is asked for; what is under way ends by itself, and nobody waits for it."""
        self._forget_parent()
        for future in self._window.values():
            future.cancel()
        if self._wanted is not None:
            for _ in range(self._threads):
                self._wanted.put(None)

    def _submit(self, number: int) -> "Future[Read[PageT]]":
        from concurrent.futures import Future  # here, because these take time to import
        from queue import SimpleQueue

        future: Future[Read[PageT]] = Future()
        if self._wanted is None:
            self._wanted = SimpleQueue()
        self._wanted.put((number, future))
        if self._threads <= self._size:
            # A daemon, because a server that says nothing must not keep a process from ending. (An executor of
            # `concurrent.futures` would wait for it.)
            work = (self._fetch, self._wanted)
            self._threads += 1
            threading.Thread(target=_work, args=work, name="revox-prefetch", daemon=True).start()
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


class _TrioTask(Generic[PageT]):
    """A task of trio, with as much of the face of one of asyncio as is needed here."""

    def __init__(self, work: Awaitable[PageT]) -> None:
        trio = import_module("trio")
        self._work, self._scope, self._ended = work, trio.CancelScope(), trio.Event()
        self._outcome: PageT | Exception
        trio.lowlevel.spawn_system_task(self._run)

    async def _run(self) -> None:
        try:
            with self._scope:
                self._outcome = await self._work
        except Exception as error:
            self._outcome = error
        finally:
            self._ended.set()

    def cancel(self) -> None:
        self._scope.cancel()

    async def end(self) -> None:
        await self._ended.wait()

    def __await__(self) -> Generator[Any, Any, PageT]:
        yield from self._ended.wait().__await__()
        if isinstance(self._outcome, Exception):
            raise self._outcome
        return self._outcome


class AsyncPrefetch(Generic[PageT]):
    """Receives pages in tasks; see `Prefetch`."""

    def __init__(self, pager: Pager, fetch: Callable[[int], Awaitable[ReadAsync[PageT]]], window: int) -> None:
        self._pager, self._fetch, self._size = pager, fetch, window
        self._window: dict[int, Any] = {}

    async def get(self, wanted: int) -> PageT:
        """Return a page, and let others be received meanwhile."""
        if not self._size:
            return await (await self._fetch(wanted))()
        import asyncio  # here, because clients that block never need it and it takes time to import

        await _cancel([self._window.pop(lost) for lost in _lost_bets(self._window, wanted)])
        start: Any = _TrioTask if running_loop() is ANY_LOOP else asyncio.ensure_future
        for number in _numbers(self._pager, wanted, self._size):
            if number not in self._window:
                self._window[number] = start(self._fetch(number))
        read: ReadAsync[PageT] = await self._window[wanted]  # which is cancelled with the others, if this is
        del self._window[wanted]
        return await read()

    async def aclose(self) -> None:
        """Stop receiving."""
        if self._window:
            await _cancel(list(self._window.values()))


async def _cancel(tasks: list[Any]) -> None:
    for task in tasks:
        task.cancel()
    if running_loop() is not ANY_LOOP:
        import asyncio  # as above

        await asyncio.gather(*tasks, return_exceptions=True)
        return
    import anyio  # as above

    with anyio.CancelScope(shield=True):
        for task in tasks:
            await task.end()


def _lost_bets(window: dict[int, Any], wanted: int) -> list[int]:
    return [number for number in window if number < wanted or wanted not in window]


def _numbers(pager: Pager, wanted: int, window: int) -> Iterator[int]:
    """Yield the page that is wanted, and those to receive ahead; none beyond the last page that is expected."""
    yield wanted
    last = pager.last_page_expected
    for number in range(wanted + 1, wanted + 1 + window):
        if last is not None and number <= last:
            yield number
