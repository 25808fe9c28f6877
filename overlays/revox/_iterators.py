"""What people iterate over: the pages and the rows of a campaign."""

from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Generator, Iterator
from typing import Protocol, TypeVar

import msgspec
from revox_api import ArgumentError
from revox_api.api.campaigns.get_rows import OPERATION, GetRowsOptions, build_request
from revox_api.models import Row, RowsPage
from revox_api.types import Operation, Request, RequestOptions

from revox._ahead import Ahead, pages_of, pages_of_async
from revox._pagination import Walk
from revox._parts import Part
from revox._resume import WalkIdentity

T = TypeVar("T")


class Executor(Protocol):
    """What a blocking client does for campaigns."""

    def execute(self, request: Request[T], options: RequestOptions) -> T: ...

    def fetch(self, request: Request[T], options: RequestOptions) -> Callable[[], T]: ...

    def execute_in_parts(
        self, request: Request[RowsPage], options: RequestOptions, size: int
    ) -> Generator[Part | None, None, None]: ...


class AsyncExecutor(Protocol):
    """What an asynchronous client does for campaigns."""

    async def execute(self, request: Request[T], options: RequestOptions) -> T: ...

    async def fetch(self, request: Request[T], options: RequestOptions) -> Callable[[], Awaitable[T]]: ...

    def execute_in_parts(
        self, request: Request[RowsPage], options: RequestOptions, size: int
    ) -> AsyncGenerator[Part | None, None]: ...


class Reading(msgspec.Struct, frozen=True):
    """How pages are read.

    Attributes:
        operation: The operation that decodes all pages but the first, which is always checked against the spec.
        shape: Makes of a page what is handed out.
    """

    operation: Operation[RowsPage]
    shape: Callable[[RowsPage], RowsPage]


TYPED = Reading(OPERATION, lambda page: page)


class PageIterator(Iterator[RowsPage]):
    """Iterates over the pages of a campaign.

    Attributes:
        walk: How far it is: `pages`, `seen`, `total`, `duplicates`.
        fresh: Which rows of the last page were not on a page before, by their index.
    """

    def __init__(
        self,
        executor: Executor,
        id: str,
        page_size: int,
        prefetch: int,
        resume: str | None,
        options: GetRowsOptions,
        *,
        in_parts: bool = False,
        as_: Reading = TYPED,
    ) -> None:
        check_prefetch(prefetch)
        page_request(id, 0, page_size, options)  # a wrong argument is told now, before a row is wanted
        self._identity = WalkIdentity.of(OPERATION.name, id, page_size, options)

        def fetch_page(number: int) -> Callable[[], RowsPage]:
            request, about = page_request(id, number, page_size, options)
            read = executor.fetch(msgspec.structs.replace(request, operation=as_.operation), about)
            return lambda: as_.shape(read())

        def get_parts(number: int) -> Generator[Part | None, None, None]:
            for part in executor.execute_in_parts(*page_request(id, number, page_size, options), page_size):
                yield part and (as_.shape(part[0]), part[1])

        self.walk = Walk(id) if resume is None else Walk.resumed(id, self._identity.place(resume))
        self.fresh: list[int] = []
        self._ahead = Ahead(self.walk, fetch_page, prefetch)
        self._pages = pages_of(self.walk, self._ahead, get_parts if in_parts else None)

    def __next__(self) -> RowsPage:
        """Return the next page."""
        page, self.fresh = next(self._pages)
        return page

    @property
    def token(self) -> str | None:
        """Where to go on after the last page, for `resume=` in any process; None where rows have moved meanwhile."""
        return self.walk.token(self._identity)

    def abandon(self) -> None:
        """Stop reading ahead, without waiting for pages that are under way."""
        self._ahead.abandon()
        self._pages.close()

    def close(self) -> None:
        """Stop reading ahead. Leaving a `for` loop does so, too."""
        self._pages.close()


class RowIterator(Iterator[Row]):
    """Iterates over the rows of a campaign.

    Attributes:
        walk: How far it is: `pages`, `seen`, `total`, `duplicates`.
    """

    def __init__(self, pages: PageIterator) -> None:
        self.walk = pages.walk
        self._pages = pages
        self._rows = (page.rows[index] for page in pages for index in pages.fresh)

    def __next__(self) -> Row:
        """Return the next row."""
        return next(self._rows)

    def close(self) -> None:
        """Stop reading ahead. Leaving a `for` loop does so, too."""
        self._rows.close()
        self._pages.close()


class AsyncPageIterator(AsyncIterator[RowsPage]):
    """Iterates over the pages of a campaign; see `PageIterator`."""

    def __init__(
        self,
        executor: AsyncExecutor,
        id: str,
        page_size: int,
        prefetch: int,
        resume: str | None,
        options: GetRowsOptions,
        *,
        in_parts: bool = False,
    ) -> None:
        check_prefetch(prefetch)
        page_request(id, 0, page_size, options)  # a wrong argument is told now, before a row is wanted
        self._identity = WalkIdentity.of(OPERATION.name, id, page_size, options)

        async def fetch_page(number: int) -> Callable[[], Awaitable[RowsPage]]:
            return await executor.fetch(*page_request(id, number, page_size, options))

        def get_parts(number: int) -> AsyncGenerator[Part | None, None]:
            return executor.execute_in_parts(*page_request(id, number, page_size, options), page_size)

        self.walk = Walk(id) if resume is None else Walk.resumed(id, self._identity.place(resume))
        self.fresh: list[int] = []
        self._pages = pages_of_async(self.walk, fetch_page, prefetch, get_parts if in_parts else None)

    async def __anext__(self) -> RowsPage:
        """Return the next page."""
        page, self.fresh = await anext(self._pages)
        return page

    @property
    def token(self) -> str | None:
        """Where to go on after the last page, for `resume=` in any process; None where rows have moved meanwhile."""
        return self.walk.token(self._identity)

    async def aclose(self) -> None:
        """Stop reading ahead, at once. After leaving an `async for` loop, it happens a moment later by itself."""
        await self._pages.aclose()


class AsyncRowIterator(AsyncIterator[Row]):
    """Iterates over the rows of a campaign; see `RowIterator`."""

    def __init__(self, pages: AsyncPageIterator) -> None:
        self.walk = pages.walk
        self._pages = pages
        self._rows: Iterator[Row] = iter(())

    async def __anext__(self) -> Row:
        """Return the next row."""
        while (row := next(self._rows, None)) is None:
            page = await anext(self._pages)
            self._rows = (page.rows[index] for index in self._pages.fresh)
        return row

    async def aclose(self) -> None:
        """Stop reading ahead, at once. After leaving an `async for` loop, it happens a moment later by itself."""
        await self._pages.aclose()


def check_prefetch(prefetch: object) -> None:
    """Refuse what is no number of pages."""
    if not isinstance(prefetch, int) or isinstance(prefetch, bool) or prefetch < 0:
        raise ArgumentError(OPERATION.name, "prefetch", f"expected an integer >= 0, got {prefetch!r}")


def page_request(
    id: str, page: int, page_size: int, options: GetRowsOptions
) -> tuple[Request[RowsPage], RequestOptions]:
    """Build the request for a page.

    Raises:
        ArgumentError: An argument is not what the spec allows.
    """
    passed_on = {"extra_headers", "extra_query", "timeout"}
    arguments = {name: value for name, value in options.items() if name not in passed_on}
    about = {name: value for name, value in options.items() if name in passed_on}
    request = build_request(id, page=page, page_size=page_size, **arguments)  # type: ignore[arg-type]  # checked by build_request itself
    return request, RequestOptions(**about)  # type: ignore[arg-type]  # as the type of the options has them
