"""Campaigns, with what people need beside single pages: all pages, and all rows."""

from typing import Unpack

from revox_api.api import campaigns as generated
from revox_api.api.campaigns.get_rows import GetRowsOptions

from revox._iterators import (
    AsyncExecutor,
    AsyncPageIterator,
    AsyncRowIterator,
    Executor,
    PageIterator,
    RowIterator,
)

PAGE_SIZE = 100


class Campaigns(generated.Campaigns):
    """Campaigns and the contacts they call."""

    _executor: Executor

    def iter_pages(
        self,
        id: str,
        *,
        page_size: int = PAGE_SIZE,
        prefetch: int = 0,
        resume: str | None = None,
        **options: Unpack[GetRowsOptions],
    ) -> "PageIterator":
        """Read the rows of a campaign, page by page.

        Args:
            id: The ID of the campaign.
            page_size: How many rows to ask for at a time; 100 by default. The server may give less.
            prefetch: How many pages to read ahead while you work on one; none by default. They are held in memory.
            resume: The `token` of an iterator with the same arguments, to go on after the page that it gave last.
            **options: The filters (`query`, `result`, `statuses`) and the settings (`extra_headers`, `extra_query`,
                `timeout`) of `get_rows`. They go with every page.

        Returns:
            An iterator of `RowsPage`, as the server sent them. Its `walk` says how far it is; `walk.total` is known
            after the first page.

        Raises:
            ArgumentError: An argument is not what the spec allows; at once, before anything is sent.
            APIError: A page could not be read; while iterating.
            IncompleteError: The server says that there are more rows than it gave; at the end.
            RowsMovedError: Rows have moved since the token was made, so that reading on could miss some.

        Source: `GET /campaigns/{id}/rows`, for every page.
        """
        return PageIterator(self._executor, id, page_size, prefetch, resume, options)

    def iter_rows(
        self,
        id: str,
        *,
        page_size: int = PAGE_SIZE,
        prefetch: int = 0,
        resume: str | None = None,
        **options: Unpack[GetRowsOptions],
    ) -> "RowIterator":
        """Read all rows of a campaign, each one once.

        Args:
            id: The ID of the campaign.
            page_size: How many rows to ask for at a time; 100 by default. The server may give less.
            prefetch: How many pages to read ahead while you work on one; none by default. They are held in memory.
            resume: The `token` of an iterator with the same arguments, to go on after the page that it gave last.
            **options: The filters (`query`, `result`, `statuses`) and the settings (`extra_headers`, `extra_query`,
                `timeout`) of `get_rows`. They go with every page.

        Returns:
            An iterator of `Row`. One page is in memory at a time; where the server does not page and sends all rows at
            once, they come while its response arrives. Its `walk` says how far it is.

        Raises:
            ArgumentError: An argument is not what the spec allows; at once, before anything is sent.
            APIError: A page could not be read; while iterating.
            IncompleteError: The server says that there are more rows than it gave; at the end, after all that it gave.
            RowsMovedError: Rows have moved since the token was made, so that reading on could miss some.

        Source: `GET /campaigns/{id}/rows`, for every page.
        """
        pages = PageIterator(self._executor, id, page_size, prefetch, resume, options, in_parts=True)
        return RowIterator(pages)


class AsyncCampaigns(generated.AsyncCampaigns):
    """Campaigns and the contacts they call."""

    _executor: AsyncExecutor

    def iter_pages(
        self,
        id: str,
        *,
        page_size: int = PAGE_SIZE,
        prefetch: int = 0,
        resume: str | None = None,
        **options: Unpack[GetRowsOptions],
    ) -> "AsyncPageIterator":
        """Read the rows of a campaign, page by page, with `async for`. See `Campaigns.iter_pages`."""
        return AsyncPageIterator(self._executor, id, page_size, prefetch, resume, options)

    def iter_rows(
        self,
        id: str,
        *,
        page_size: int = PAGE_SIZE,
        prefetch: int = 0,
        resume: str | None = None,
        **options: Unpack[GetRowsOptions],
    ) -> "AsyncRowIterator":
        """Read all rows of a campaign, each one once, with `async for`. See `Campaigns.iter_rows`."""
        pages = AsyncPageIterator(self._executor, id, page_size, prefetch, resume, options, in_parts=True)
        return AsyncRowIterator(pages)
