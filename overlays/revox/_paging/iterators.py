"""What people iterate over: the pages and the items of a list."""

from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Generator, Iterable, Iterator
from contextlib import aclosing, closing
from functools import partial
from typing import Any, Generic, Self, TypeVar

import attrs
from revox_api import ArgumentError
from revox_api.runtime import Paging, Progress, Request, RequestOptions
from revox_api.runtime.resources import PageRequest

from revox._errors import APIStatusError
from revox._http.exchange import AsyncExchange, Chunk, Exchange, Line
from revox._http.pools import AsyncPool, Pool
from revox._paging.keys import KeySet
from revox._paging.ledger import Ledger
from revox._paging.pager import Pager, View
from revox._paging.prefetch import AsyncPrefetch, Prefetch
from revox._paging.tokens import Identity
from revox._reading.chunks import ListBody
from revox._reading.pages import PageReader, Viewer, pagination_of

PageT = TypeVar("PageT")
ItemT = TypeVar("ItemT")
PoolT = TypeVar("PoolT")
Look = Callable[[PageT], View]
PageAndFresh = tuple[PageT, list[int]]


def pages_of(
    pager: Pager,
    look: Look[PageT],
    prefetch: Prefetch[PageT],
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
    prefetch: AsyncPrefetch[PageT],
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
    fresh = pager.take(look(page))
    return None if is_returning else (page, fresh)


def _take_chunk(pager: Pager, look: Look[PageT], chunk: Chunk[PageT] | None) -> PageAndFresh[PageT] | None:
    """Take in a chunk of a page; nothing comes of a page that broke off."""
    if chunk is None:
        pager.restart_page()
        return None
    page, is_last = chunk
    return page, pager.take(look(page), is_last_chunk=is_last)


@attrs.frozen
class Listing(Generic[PageT, PoolT]):
    """A list that somebody wants to go through.

    Attributes:
        line: What all calls of the client share.
        reader: Reads pages.
        viewer: Looks at pages.
        page_request: Builds the request for the page with a number.
        paging: How to go through the pages.
        options: What the caller said about each of the calls.
        streams: Whether the first page may come in chunks.
    """

    line: Line[PoolT]
    reader: PageReader[PageT]
    viewer: Viewer[PageT]
    page_request: PageRequest[PageT]
    paging: Paging
    options: RequestOptions
    streams: bool

    def call(self, number: int) -> tuple[Line[PoolT], Request[PageT], RequestOptions, PageReader[PageT]]:
        """Return what makes an exchange that gets a page."""
        return self.line, self.page_request(number), self.options, self.reader

    def in_chunks(self) -> dict[str, Any]:
        """Return what makes an exchange that gets a page in chunks, if it has more items than were asked for."""
        name = pagination_of(self.page_request(0).operation).items
        return {"sink": lambda: ListBody(name), "enough": self.paging.page_size}


# These are no methods of the iterators: a cycle of references would keep an iterator alive that nobody has any more.


def _fetch(listing: Listing[PageT, Pool], number: int) -> Callable[[], PageT]:
    exchange = Exchange(*listing.call(number))
    exchange.open()
    return exchange.read


def _stream(listing: Listing[PageT, Pool], number: int) -> Generator[Chunk[PageT] | None, None, None]:
    exchange = Exchange(*listing.call(number), **listing.in_chunks())
    exchange.open()
    yield from exchange.chunks()


async def _fetch_async(listing: Listing[PageT, AsyncPool], number: int) -> Callable[[], Awaitable[PageT]]:
    exchange = AsyncExchange(*listing.call(number))
    await exchange.open()
    return exchange.read


async def _stream_async(listing: Listing[PageT, AsyncPool], number: int) -> AsyncGenerator[Chunk[PageT] | None, None]:
    exchange = AsyncExchange(*listing.call(number), **listing.in_chunks())
    await exchange.open()
    async with aclosing(exchange.chunks()) as chunks:
        async for chunk in chunks:
            yield chunk
            del chunk  # as in `pages_of`


class _Position(Generic[PageT, PoolT]):
    """How far an iterator over pages is.

    Attributes:
        fresh: Which items of the last page were not on a page before, by their index.
    """

    def __init__(self, listing: Listing[PageT, PoolT]) -> None:
        """Begin.

        Raises:
            ArgumentError: An argument is not what the spec allows, or makes no sense.
        """
        self._listing, paging, self.fresh = listing, listing.paging, list[int]()
        request = listing.page_request(0)  # a wrong argument is told now, before an item is wanted
        name, pagination = request.operation.name, pagination_of(request.operation)
        _check(name, paging)
        self._identity = Identity.of(request, listing.options, paging.page_size)
        place = None if paging.resume is None else self._identity.place(paging.resume)
        given = () if paging.known is None else paging.known
        known = KeySet(given) if isinstance(given, Iterable) else given
        ledger = Ledger(name, request.path, known=known, seen=place.seen if place else 0)
        # The pages may be smaller or larger now than when the known items were read.
        next_page = (len(known) - 1) // paging.page_size if len(known) else 0
        self._pager = Pager(ledger, next_page=next_page, place=place, page_name=pagination.page)

    @property
    def progress(self) -> Progress:
        """How far it is: `pages`, `seen`, `total`, `duplicates`, `total_changes`, `rescans`."""
        return self._pager.ledger

    @property
    def token(self) -> str | None:
        """Where to go on after the last page, for `resume=` in any process; None while there is no such place."""
        return self._pager.token(self._identity)

    def items(self, page: PageT) -> list[Any]:
        """Return the items of the last page that were not on a page before."""
        items = self._listing.viewer.items(page)
        return [items[index] for index in self.fresh]


class PageIterator(_Position[PageT, Pool], Iterator[PageT]):
    """Iterates over the pages of a list."""

    def __init__(self, listing: Listing[PageT, Pool]) -> None:
        super().__init__(listing)
        self._prefetch = Prefetch(self._pager, partial(_fetch, listing), listing.paging.prefetch)
        stream = partial(_stream, listing) if listing.streams else None
        self._pages = pages_of(self._pager, listing.viewer.view, self._prefetch, stream)

    def __next__(self) -> PageT:
        """Return the next page."""
        page, self.fresh = next(self._pages)
        return page

    def close(self) -> None:
        """Stop prefetching. Leaving a `for` loop does so, too. While Ctrl-C is handled, it waits for nothing."""
        self._prefetch.hurry()
        self._pages.close()


class AsyncPageIterator(_Position[PageT, AsyncPool], AsyncIterator[PageT]):
    """Iterates over the pages of a list with `async for`; see `PageIterator`."""

    def __init__(self, listing: Listing[PageT, AsyncPool]) -> None:
        super().__init__(listing)
        prefetch = AsyncPrefetch(self._pager, partial(_fetch_async, listing), listing.paging.prefetch)
        stream = partial(_stream_async, listing) if listing.streams else None
        self._pages = pages_of_async(self._pager, listing.viewer.view, prefetch, stream)

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> PageT:
        """Return the next page."""
        page, self.fresh = await anext(self._pages)
        return page

    async def aclose(self) -> None:
        """Stop prefetching, at once. After leaving an `async for` loop, it happens a moment later by itself."""
        await self._pages.aclose()


class _Items(Generic[ItemT]):
    """The items of the page that an iterator is at, and where that is."""

    def __init__(self, pages: _Position[Any, Any]) -> None:
        self._position = pages
        self._items: list[ItemT] = []

    def _turn_to(self, page: Any) -> None:
        self._items = self._position.items(page)
        self._items.reverse()

    @property
    def progress(self) -> Progress:
        """How far it is: `pages`, `seen`, `total`, `duplicates`, `total_changes`, `rescans`."""
        return self._position.progress

    @property
    def token(self) -> str | None:
        """Where to go on after the last item, for `resume=` in any process; None within a page."""
        return None if self._items else self._position.token


class ItemIterator(_Items[ItemT], Iterator[ItemT]):
    """Iterates over the items of a list, each one once."""

    def __init__(self, pages: PageIterator[Any]) -> None:
        super().__init__(pages)
        self._pages = pages

    def __next__(self) -> ItemT:
        """Return the next item."""
        while not self._items:
            self._turn_to(next(self._pages))
        return self._items.pop()

    def close(self) -> None:
        """Stop prefetching, and go on no more. Leaving a `for` loop does so, too."""
        self._items.clear()
        self._pages.close()


class AsyncItemIterator(_Items[ItemT], AsyncIterator[ItemT]):
    """Iterates over the items of a list with `async for`, each one once; see `ItemIterator`."""

    def __init__(self, pages: AsyncPageIterator[Any]) -> None:
        super().__init__(pages)
        self._pages = pages

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> ItemT:
        """Return the next item."""
        while not self._items:
            self._turn_to(await anext(self._pages))
        return self._items.pop()

    async def aclose(self) -> None:
        """Stop prefetching, at once. After leaving an `async for` loop, it happens a moment later by itself."""
        self._items.clear()
        await self._pages.aclose()


def _check(operation: str, paging: Paging) -> None:
    """Refuse a way to go through pages that makes no sense, before anything is sent."""
    for name, value, least in (("page_size", paging.page_size, 1), ("prefetch", paging.prefetch, 0)):
        given: object = value
        if not isinstance(given, int) or isinstance(given, bool) or given < least:
            raise ArgumentError(operation, name, f"expected an integer >= {least}, got {given!r}")
    known: object = paging.known
    if isinstance(known, str):
        raise ArgumentError(operation, "known", "expected several keys, got one text")
    if known is not None and paging.resume is not None:
        raise ArgumentError(operation, "known", "cannot be given together with resume")
