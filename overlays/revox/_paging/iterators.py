"""What people iterate over: the pages and the items of a list."""

from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Generator, Iterable, Iterator
from contextlib import aclosing
from functools import partial
from typing import Any, Generic, Self, TypeVar

import attrs
from revox_api import ArgumentError
from revox_api.runtime import Operation, Paging, Progress, Request, RequestOptions
from revox_api.runtime.resources import PageRequest

from revox._http.exchange import AsyncExchange, Chunk, Exchange
from revox._http.options import Line
from revox._http.pools import AsyncPool, Pool
from revox._paging.keys import KeySet
from revox._paging.ledger import Ledger
from revox._paging.pager import Pager
from revox._paging.prefetch import AsyncPrefetch, PageAndFresh, Prefetch, pages_of, pages_of_async
from revox._paging.tokens import Identity
from revox._reading.chunks import ListBody
from revox._reading.deviations import Deviations
from revox._reading.pages import PageReader, RawPageReader, Viewer, pagination_of

PageT = TypeVar("PageT")
ItemT = TypeVar("ItemT")
PoolT = TypeVar("PoolT")


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
        return {"body": lambda: ListBody(name), "enough": self.paging.page_size}


def listing(
    line: Line[PoolT],
    deviations: Deviations,
    page_request: PageRequest[PageT],
    paging: Paging,
    options: RequestOptions,
    *,
    streams: bool,
) -> Listing[PageT, PoolT]:
    """Return what somebody wants to go through; with `options.raw`, items are as the server wrote them."""
    operation: Operation[Any] = page_request(0).operation
    kind: type[PageReader[Any]] = RawPageReader if options.raw else PageReader
    reader = kind(operation, deviations, strict=line.options.strict, keep_raw=paging.keep_raw)
    return Listing(line, reader, Viewer(operation, raw=options.raw), page_request, paging, options, streams)


# These are no methods of the iterators: a cycle of references would keep an iterator alive that nobody has any more.


def _fetch(listing: Listing[PageT, Pool], number: int) -> Callable[[], PageT]:
    exchange = Exchange(*listing.call(number))
    exchange.open()
    return exchange.read


def _stream(listing: Listing[PageT, Pool], number: int) -> Generator[Chunk[PageT] | None, None, None]:
    exchange = Exchange(*listing.call(number), **listing.in_chunks())
    exchange.open()
    yield from exchange.chunks()


def _pages(pager: Pager, listing: Listing[PageT, Pool]) -> Generator[PageAndFresh[PageT], None, None]:
    pager.recover()
    prefetch = Prefetch(pager, partial(_fetch, listing), listing.paging.prefetch)
    return pages_of(pager, listing.viewer.view, prefetch, partial(_stream, listing) if listing.streams else None)


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


def _pages_async(pager: Pager, listing: Listing[PageT, AsyncPool]) -> AsyncGenerator[PageAndFresh[PageT], None]:
    pager.recover()
    prefetch = AsyncPrefetch(pager, partial(_fetch_async, listing), listing.paging.prefetch)
    stream = partial(_stream_async, listing) if listing.streams else None
    return pages_of_async(pager, listing.viewer.view, prefetch, stream)


class _Position(Generic[PageT, PoolT]):
    """How far an iterator over pages is. After an error it goes on where it was, or raises the error again.

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
        self._lost: BaseException | None = None

    def _hand_over(self, taken: PageAndFresh[PageT]) -> PageT:
        page, self.fresh = taken
        self._pager.is_handing_over = False
        return page

    def _recovers(self, error: BaseException) -> bool:
        """Return whether to go on after an error. A page that was taken in but never handed over would be lost."""
        if self._pager.is_handing_over:
            self._lost = error
        return self._lost is None

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
        self._pages = _pages(self._pager, listing)

    def __next__(self) -> PageT:
        """Return the next page."""
        if self._lost is not None:
            raise self._lost
        try:
            return self._hand_over(next(self._pages))
        except StopIteration:
            raise
        except BaseException as error:
            if self._recovers(error):
                self._pages = _pages(self._pager, self._listing)
            raise

    def close(self) -> None:
        """Stop prefetching, without waiting for anything. Leaving a `for` loop does so, too."""
        self._pages.close()


class AsyncPageIterator(_Position[PageT, AsyncPool], AsyncIterator[PageT]):
    """Iterates over the pages of a list with `async for`; see `PageIterator`."""

    def __init__(self, listing: Listing[PageT, AsyncPool]) -> None:
        super().__init__(listing)
        self._pages = _pages_async(self._pager, listing)

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> PageT:
        """Return the next page."""
        if self._lost is not None:
            raise self._lost
        try:
            return self._hand_over(await anext(self._pages))
        except StopAsyncIteration:
            raise
        except BaseException as error:
            if self._recovers(error):
                self._pages = _pages_async(self._pager, self._listing)
            raise

    async def aclose(self) -> None:
        """Stop prefetching, at once. After leaving an `async for` loop, it happens a moment later by itself."""
        await self._pages.aclose()


class _Items(Generic[ItemT]):
    """The items of the page that an iterator is at, and where that is."""

    def __init__(self, pages: _Position[Any, Any]) -> None:
        self._position = pages
        self._items: list[ItemT] = []
        self._page: Any = None

    def _turn_page(self) -> None:
        """Take the items of the page that has come. It is kept until then, so that Ctrl-C does not lose it."""
        self._items = self._position.items(self._page)[::-1]
        self._page = None

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
            self._page = next(self._pages) if self._page is None else self._page
            self._turn_page()
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
            self._page = await anext(self._pages) if self._page is None else self._page
            self._turn_page()
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
