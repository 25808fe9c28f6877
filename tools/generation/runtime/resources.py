"""What a resource needs of a client, and what it hands out: iterators over pages and items."""

from collections.abc import AsyncIterable, Awaitable, Callable, Iterable, Iterator
from typing import ParamSpec, Protocol, Self, TypeVar

import msgspec

from .operations import Request, RequestOptions
from .raw_pages import RawPage
from .responses import APIResponse

P = ParamSpec("P")
T = TypeVar("T")
PageT = TypeVar("PageT")
T_co = TypeVar("T_co", covariant=True)
ItemT = TypeVar("ItemT")

PageRequest = Callable[[int], Request[PageT]]
"""Builds the request for the page with a number."""


class Keys(Protocol):
    """What knows whether it holds a key, and how many it holds; it need not be able to list them."""

    def __contains__(self, key: str, /) -> bool: ...

    def __len__(self) -> int: ...


class Paging(msgspec.Struct, frozen=True, kw_only=True):
    """How somebody wants to go through pages.

    Attributes:
        page_size: How many items to ask for at a time.
        prefetch: How many pages to read ahead.
        resume: The token of an iterator, to go on after the page that it gave last; None to begin with the first.
        known: The keys of items that need not come again, the first ones of the list; None to begin with the first.
        keep_raw: Whether items remember the text that they were read from.
    """

    page_size: int
    prefetch: int = 0
    resume: str | None = None
    known: Iterable[str] | Keys | None = None
    keep_raw: bool = False


class Progress(Protocol):
    """How far an iterator is."""

    @property
    def pages(self) -> int:
        """How many pages were read."""
        ...

    @property
    def seen(self) -> int:
        """How many different items were seen."""
        ...

    @property
    def total(self) -> float | None:
        """How many items the server last said there are; None before the first page, or where it does not say."""
        ...

    @property
    def duplicates(self) -> int:
        """How many items came again within one pass over the pages."""
        ...

    @property
    def total_changes(self) -> int:
        """How often the total was another than on the page before."""
        ...

    @property
    def rescans(self) -> int:
        """How often reading began anew, to look for items that had moved meanwhile."""
        ...


class _Position(Protocol):
    @property
    def progress(self) -> Progress:
        """How far it is."""
        ...

    @property
    def token(self) -> str | None:
        """Where to go on after the last page, for `resume=` in any process; None while there is no such place."""
        ...


class ItemIterator(_Position, Iterator[T_co], Protocol[T_co]):
    """Iterates over items, each one once."""

    def close(self) -> None:
        """Stop reading ahead. Leaving a `for` loop does so, too."""
        ...


class PageIterator(ItemIterator[T_co], Protocol[T_co]):
    """Iterates over pages."""

    @property
    def fresh(self) -> list[int]:
        """Which items of the last page were not on a page before, by their index."""
        ...


class AsyncItemIterator(_Position, AsyncIterable[T_co], Protocol[T_co]):
    """Iterates over items with `async for`, each one once."""

    def __aiter__(self) -> Self: ...

    async def __anext__(self) -> T_co: ...

    async def aclose(self) -> None:
        """Stop reading ahead, at once. After leaving an `async for` loop, it happens a moment later by itself."""
        ...


class AsyncPageIterator(AsyncItemIterator[T_co], Protocol[T_co]):
    """Iterates over pages with `async for`."""

    @property
    def fresh(self) -> list[int]:
        """Which items of the last page were not on a page before, by their index."""
        ...


class Executor(Protocol):
    """What a client does for its resources."""

    def execute(self, request: Request[T], options: RequestOptions) -> T:
        """Send a request and return what it answers; with `options.raw`, the response before it is read."""
        ...

    def iter_pages(
        self, page_request: PageRequest[PageT], paging: Paging, options: RequestOptions
    ) -> PageIterator[PageT]:
        """Iterate over pages; with `options.raw`, over pages whose items are as the server wrote them."""
        ...

    def iter_items(
        self, page_request: PageRequest[PageT], item_type: type[ItemT], paging: Paging, options: RequestOptions
    ) -> ItemIterator[ItemT]:
        """Iterate over the items of all pages."""
        ...


class AsyncExecutor(Protocol):
    """What an asynchronous client does for its resources."""

    async def execute(self, request: Request[T], options: RequestOptions) -> T:
        """Send a request and return what it answers; with `options.raw`, the response before it is read."""
        ...

    def iter_pages(
        self, page_request: PageRequest[PageT], paging: Paging, options: RequestOptions
    ) -> AsyncPageIterator[PageT]:
        """Iterate over pages; with `options.raw`, over pages whose items are as the server wrote them."""
        ...

    def iter_items(
        self, page_request: PageRequest[PageT], item_type: type[ItemT], paging: Paging, options: RequestOptions
    ) -> AsyncItemIterator[ItemT]:
        """Iterate over the items of all pages."""
        ...


# A resource that was made with `raw=True` returns responses before they are read. These retype its methods.


def raw_method(method: Callable[P, T]) -> Callable[P, APIResponse[T]]:
    """Retype a method that returns a model."""
    return method  # type: ignore[return-value]  # it is what the client does with `raw`


def raw_method_async(method: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[APIResponse[T]]]:
    """Retype an asynchronous method that returns a model."""
    return method  # type: ignore[return-value]  # it is what the client does with `raw`


def raw_pages(method: Callable[P, PageIterator[PageT]]) -> Callable[P, PageIterator[RawPage[PageT]]]:
    """Retype a method that returns an iterator over pages."""
    return method  # type: ignore[return-value]  # it is what the client does with `raw`


def raw_pages_async(method: Callable[P, AsyncPageIterator[PageT]]) -> Callable[P, AsyncPageIterator[RawPage[PageT]]]:
    """Retype a method that returns an asynchronous iterator over pages."""
    return method  # type: ignore[return-value]  # it is what the client does with `raw`
