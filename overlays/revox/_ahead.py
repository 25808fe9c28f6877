"""Receives pages ahead of the one that is wanted: in order, never more than a window, and nothing is left running.

The walk decides which page comes next only when it has seen the one before. Reading ahead bets that it will be the next
number; a bet that is lost is thrown away.
"""

import sys
import threading
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator, Iterator
from contextlib import aclosing, closing
from typing import TYPE_CHECKING, Any, Self

from revox_api.models import RowsPage

from revox._errors import APIStatusError
from revox._pagination import Walk
from revox._parts import Part

if TYPE_CHECKING:
    import asyncio
    from concurrent.futures import Future
    from queue import SimpleQueue

PageAndFresh = tuple[RowsPage, list[int]]
ReadPage = Callable[[], RowsPage]
ReadPageAsync = Callable[[], Awaitable[RowsPage]]


def pages_of(
    walk: Walk,
    ahead: "Ahead",
    get_parts: Callable[[int], Generator[Part | None, None, None]] | None = None,
) -> Generator[PageAndFresh, None, None]:
    """Yield the pages of a walk, each with the indices of its rows that are new.

    Args:
        walk: The walk; it is advanced.
        ahead: Reads pages.
        get_parts: Reads the page with a number in parts. Only the first one is; None to read it as the others.
    """
    if get_parts is not None and walk.may_come_in_parts:
        try:
            with closing(get_parts(walk.next_page or 0)) as parts:
                for part in parts:
                    if (fresh := _take_part(walk, part)) is not None:
                        yield fresh
                    del part, fresh  # before the next one comes, so that there is one in memory at a time
        except APIStatusError as refusal:
            if not walk.goes_on_after(refusal):
                raise
    with ahead:
        while walk.next_page is not None:
            try:
                taken = _take(walk, ahead.get(walk.next_page))
            except APIStatusError as refusal:
                if not walk.goes_on_after(refusal):
                    raise
                continue
            if taken is not None:
                yield taken
            del taken  # as above
    walk.finish()


async def pages_of_async(
    walk: Walk,
    fetch_page: Callable[[int], Awaitable[ReadPageAsync]],
    prefetch: int,
    get_parts: Callable[[int], AsyncGenerator[Part | None, None]] | None = None,
) -> AsyncGenerator[PageAndFresh, None]:
    """Yield the pages of a walk, each with the indices of its rows that are new; see `pages_of`.

    Args:
        walk: The walk; it is advanced.
        fetch_page: Receives the page with a number, and returns what reads it.
        prefetch: How many pages to receive ahead, in as many tasks of asyncio; 0 reads each page when it is wanted.
        get_parts: Reads the page with a number in parts. Only the first one is; None to read it as the others.
    """
    if get_parts is not None and walk.may_come_in_parts:
        try:
            async with aclosing(get_parts(walk.next_page or 0)) as parts:
                async for part in parts:
                    if (fresh := _take_part(walk, part)) is not None:
                        yield fresh
                    del part, fresh  # as in `pages_of`
        except APIStatusError as refusal:
            if not walk.goes_on_after(refusal):
                raise
    async with aclosing(_AsyncAhead(walk, fetch_page, prefetch)) as ahead:
        while walk.next_page is not None:
            try:
                taken = _take(walk, await ahead.get(walk.next_page))
            except APIStatusError as refusal:
                if not walk.goes_on_after(refusal):
                    raise
                continue
            if taken is not None:
                yield taken
            del taken  # as above
    walk.finish()


class Ahead:
    """Receives pages ahead in threads. They are read where they are wanted."""

    def __init__(self, walk: Walk, fetch_page: Callable[[int], ReadPage], prefetch: int) -> None:
        """Prepare to read, without starting to.

        Args:
            walk: The walk that says how far there are pages.
            fetch_page: Receives the page with a number, and returns what reads it.
            prefetch: How many pages to receive ahead; 0 reads each page when it is wanted.
        """
        self._walk, self._fetch_page, self._prefetch = walk, fetch_page, prefetch
        self._window: dict[int, Future[ReadPage]] = {}
        self._wanted: SimpleQueue[tuple[int, Future[ReadPage]] | None] | None = None
        self._threads: list[threading.Thread] = []
        self._is_patient = True

    def get(self, wanted: int) -> RowsPage:
        """Return a page, and let others be read meanwhile."""
        if not self._prefetch:
            return self._fetch_page(wanted)()
        for lost in _lost_bets(self._window, wanted):
            self._window.pop(lost).cancel()
        for number in _numbers(self._walk, wanted, self._prefetch):
            if number not in self._window:
                self._window[number] = self._submit(number)
        return self._window.pop(wanted).result()()

    def abandon(self) -> None:
        """Do not wait for pages that are under way when reading ends: somebody wants the process to end."""
        self._is_patient = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *more: object) -> None:
        """Stop reading, and wait until nothing is read any more, but for Ctrl-C and its like."""
        if kind is not None and not issubclass(kind, Exception | GeneratorExit):
            self.abandon()
        for future in self._window.values():
            future.cancel()
        if self._wanted is not None:
            for _ in self._threads:
                self._wanted.put(None)
        # While Python itself ends, threads do not run any more.
        if self._is_patient and not sys.is_finalizing():
            for thread in self._threads:
                thread.join()

    def _submit(self, number: int) -> "Future[ReadPage]":
        from concurrent.futures import Future  # here, because these take time to import
        from queue import SimpleQueue

        future: Future[ReadPage] = Future()
        if self._wanted is None:
            self._wanted = SimpleQueue()
        self._wanted.put((number, future))
        if len(self._threads) <= self._prefetch:
            # A daemon, because a server that says nothing must not keep a process from ending. (An executor of
            # `concurrent.futures` would wait for it.)
            work = (self._fetch_page, self._wanted)
            self._threads.append(threading.Thread(target=_work, args=work, name="revox-prefetch", daemon=True))
            self._threads[-1].start()
        return future


def _work(fetch_page: Callable[[int], ReadPage], wanted: "SimpleQueue[tuple[int, Future[ReadPage]] | None]") -> None:
    while (task := wanted.get()) is not None:
        number, future = task
        if future.set_running_or_notify_cancel():
            try:
                future.set_result(fetch_page(number))
            except BaseException as error:
                future.set_exception(error)
        del task, future  # before the next one comes, so that its page is not held


class _AsyncAhead:
    """Receives pages ahead in tasks. They are read when they are wanted."""

    def __init__(self, walk: Walk, fetch_page: Callable[[int], Awaitable[ReadPageAsync]], prefetch: int) -> None:
        self._walk, self._fetch_page, self._prefetch = walk, fetch_page, prefetch
        self._window: dict[int, asyncio.Task[ReadPageAsync]] = {}

    async def get(self, wanted: int) -> RowsPage:
        """Return a page, and let others be read meanwhile."""
        if not self._prefetch:
            return await (await self._fetch_page(wanted))()
        import asyncio  # here, because clients that block never need it and it takes time to import

        await _cancel([self._window.pop(lost) for lost in _lost_bets(self._window, wanted)])
        for number in _numbers(self._walk, wanted, self._prefetch):
            if number not in self._window:
                self._window[number] = asyncio.ensure_future(self._fetch_page(number))
        read = await self._window[wanted]  # which is cancelled with the others, if this is
        del self._window[wanted]
        return await read()

    async def aclose(self) -> None:
        """Stop reading."""
        if self._window:
            await _cancel(list(self._window.values()))


def _take(walk: Walk, page: RowsPage) -> PageAndFresh | None:
    """Advance the walk; nothing comes of a page that was handed out before an interruption."""
    is_returning = walk.is_returning
    fresh = walk.digest(page)
    return None if is_returning else (page, fresh)


def _take_part(walk: Walk, part: Part | None) -> PageAndFresh | None:
    """Advance the walk by a part of a page; nothing comes of one that broke off."""
    if part is None:
        walk.begin_page_again()
        return None
    page, is_last = part
    return page, walk.digest(page) if is_last else walk.digest_part(page)


async def _cancel(tasks: "list[asyncio.Task[ReadPageAsync]]") -> None:
    import asyncio  # as above

    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _lost_bets(window: dict[int, Any], wanted: int) -> list[int]:
    return [number for number in window if number < wanted or wanted not in window]


def _numbers(walk: Walk, wanted: int, prefetch: int) -> Iterator[int]:
    """Yield the page that is wanted, and those to read ahead; none of them beyond the last page that is expected."""
    yield wanted
    last = walk.last_page_expected
    for number in range(wanted + 1, wanted + 1 + prefetch):
        if last is not None and number <= last:
            yield number
