"""Reads pages ahead of the one that is wanted: in order, never more than a window, and nothing is left running.

The walk decides which page comes next only when it has seen the one before. Reading ahead bets that it will be the next
number; a bet that is lost is thrown away.
"""

from collections.abc import AsyncGenerator, Awaitable, Callable, Generator, Iterator
from contextlib import aclosing, closing
from typing import TYPE_CHECKING, Any

from revox_api.models import RowsPage

from revox._errors import APIStatusError
from revox._pagination import Walk
from revox._parts import Part

if TYPE_CHECKING:
    import asyncio
    from concurrent.futures import Future

PageAndFresh = tuple[RowsPage, list[int]]


def pages_of(
    walk: Walk,
    get_page: Callable[[int], RowsPage],
    prefetch: int,
    get_parts: Callable[[int], Generator[Part | None, None, None]] | None = None,
) -> Generator[PageAndFresh, None, None]:
    """Yield the pages of a walk, each with the indices of its rows that are new.

    Args:
        walk: The walk; it is advanced.
        get_page: Reads the page with a number.
        prefetch: How many pages to read ahead, in as many threads; 0 reads each page when it is wanted.
        get_parts: Reads the page with a number in parts. Only the first one is; None to read it as the others.
    """
    if get_parts is not None and walk.may_come_in_parts:
        try:
            with closing(get_parts(walk.next_page or 0)) as parts:
                for part in parts:
                    if (fresh := _take_part(walk, part)) is not None:
                        yield fresh
        except APIStatusError as refusal:
            if not walk.goes_on_after(refusal):
                raise
    if prefetch == 0:
        while walk.next_page is not None:
            try:
                page = get_page(walk.next_page)
            except APIStatusError as refusal:
                if not walk.goes_on_after(refusal):
                    raise
                continue
            if (taken := _take(walk, page)) is not None:
                yield taken
        walk.finish()
        return
    from concurrent.futures import ThreadPoolExecutor  # here, because it takes time to import

    window: dict[int, Future[RowsPage]] = {}
    executor = ThreadPoolExecutor(prefetch + 1, thread_name_prefix="revox-prefetch")
    try:
        while walk.next_page is not None:
            for lost in _lost_bets(window, walk.next_page):
                window.pop(lost).cancel()
            for number in _window(walk, prefetch):
                if number not in window:
                    window[number] = executor.submit(get_page, number)
            try:
                page = window.pop(walk.next_page).result()
            except APIStatusError as refusal:
                if not walk.goes_on_after(refusal):
                    raise
                continue
            if (taken := _take(walk, page)) is not None:
                yield taken
        walk.finish()
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


async def pages_of_async(
    walk: Walk,
    get_page: Callable[[int], Awaitable[RowsPage]],
    prefetch: int,
    get_parts: Callable[[int], AsyncGenerator[Part | None, None]] | None = None,
) -> AsyncGenerator[PageAndFresh, None]:
    """Yield the pages of a walk, each with the indices of its rows that are new; see `pages_of`.

    Args:
        walk: The walk; it is advanced.
        get_page: Reads the page with a number.
        prefetch: How many pages to read ahead, in as many tasks of asyncio; 0 reads each page when it is wanted.
        get_parts: Reads the page with a number in parts. Only the first one is; None to read it as the others.
    """
    if get_parts is not None and walk.may_come_in_parts:
        try:
            async with aclosing(get_parts(walk.next_page or 0)) as parts:
                async for part in parts:
                    if (fresh := _take_part(walk, part)) is not None:
                        yield fresh
        except APIStatusError as refusal:
            if not walk.goes_on_after(refusal):
                raise
    if prefetch == 0:
        while walk.next_page is not None:
            try:
                page = await get_page(walk.next_page)
            except APIStatusError as refusal:
                if not walk.goes_on_after(refusal):
                    raise
                continue
            if (taken := _take(walk, page)) is not None:
                yield taken
        walk.finish()
        return
    import asyncio  # here, because clients that block never need it and it takes time to import

    window: dict[int, asyncio.Task[RowsPage]] = {}
    try:
        while walk.next_page is not None:
            await _cancel([window.pop(lost) for lost in _lost_bets(window, walk.next_page)])
            for number in _window(walk, prefetch):
                if number not in window:
                    window[number] = asyncio.ensure_future(get_page(number))
            try:
                page = await window[walk.next_page]
            except APIStatusError as refusal:
                if not walk.goes_on_after(refusal):
                    raise
                continue
            del window[walk.next_page]
            if (taken := _take(walk, page)) is not None:
                yield taken
        walk.finish()
    finally:
        await _cancel(list(window.values()))


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


async def _cancel(tasks: "list[asyncio.Task[RowsPage]]") -> None:
    import asyncio  # as above

    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _lost_bets(window: dict[int, Any], wanted: int) -> list[int]:
    return [number for number in window if number < wanted or wanted not in window]


def _window(walk: Walk, prefetch: int) -> Iterator[int]:
    """Yield the page that is wanted, and those to read ahead; none of them beyond the last page that is expected."""
    wanted = walk.next_page or 0
    yield wanted
    last = walk.last_page_expected
    for number in range(wanted + 1, wanted + 1 + prefetch):
        if last is not None and number <= last:
            yield number
