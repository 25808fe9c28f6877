# Generated from openapi.yaml (Revox API 2026.3.0) by: python -m tools.generate. Do not edit.

"""Campaigns and the contacts they call."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import httpx

from ... import models
from ...runtime.arguments import Omit, omit
from ...runtime.operations import Request, RequestOptions
from ...runtime.resources import (
    AsyncExecutor,
    AsyncItemIterator,
    AsyncPageIterator,
    Executor,
    ItemIterator,
    Keys,
    PageIterator,
    Paging,
    raw_method,
    raw_method_async,
    raw_pages,
    raw_pages_async,
)
from . import get_rows as _get_rows


class Campaigns:
    """Campaigns and the contacts they call."""

    def __init__(self, executor: Executor, *, raw: bool = False) -> None:
        self._executor = executor
        self._raw = raw

    @property
    def with_raw_response(self) -> "CampaignsWithRawResponse":
        """The same methods; they return the response before it is read, an `APIResponse`."""
        return CampaignsWithRawResponse(Campaigns(self._executor, raw=True))

    def get_rows(
        self,
        id: str,
        *,
        page: float | None = None,
        page_size: float | None = None,
        query: str | None = None,
        result: models.RowResultFilter
        | Literal["IVR", "voicemail", "human", "unknown", "ios-screening-filter", "all", "none"]
        | None = None,
        statuses: str | Sequence[str] | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.RowsPage:
        """Get campaign rows. `GET /campaigns/{id}/rows`.

        One page of the rows (contacts) of a campaign. The rows can be narrowed down by a text search, by the status
        of their call and by its result.

        Args:
            id: The ID of the campaign.
            page: Which page to read.
            page_size: How many rows a page holds at most.
            query: Keep the rows that contain this text.
            result: Keep the rows whose call had this result. `all` keeps every row, `none` those without a result.
            statuses: Keep the rows whose call has one of these statuses. Several are separated by commas. One or several of
                initializing, queued_for_calling, calling, scheduled, completed, cancelled, errored.
            extra_headers: Headers to send as well; they replace headers of the same name.
            extra_query: Query parameters to send as well; they replace arguments of the same name and are not checked.
            timeout: How long to wait, in seconds; what the client was made with by default, None for ever.

        Returns:
            The page that was asked for.

        Raises:
            ArgumentError: An argument is not what the spec allows; nothing was sent.
            APIError: The call failed; its subclasses say how.
        """
        return self._executor.execute(
            _get_rows.build_request(
                id=id, page=page, page_size=page_size, query=query, result=result, statuses=statuses
            ),
            RequestOptions(extra_headers, extra_query, timeout, self._raw),
        )

    def iter_rows(
        self,
        id: str,
        *,
        query: str | None = None,
        result: models.RowResultFilter
        | Literal["IVR", "voicemail", "human", "unknown", "ios-screening-filter", "all", "none"]
        | None = None,
        statuses: str | Sequence[str] | None = None,
        page_size: int = 100,
        prefetch: int = 0,
        resume: str | None = None,
        known: Iterable[str] | Keys | None = None,
        keep_raw: bool = False,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> ItemIterator[models.Row]:
        """Iterate over the `rows` of all pages of `get_rows`, each of them once.

        Args:
            id: The ID of the campaign.
            query: Keep the rows that contain this text.
            result: Keep the rows whose call had this result. `all` keeps every row, `none` those without a result.
            statuses: Keep the rows whose call has one of these statuses. Several are separated by commas. One or several of
                initializing, queued_for_calling, calling, scheduled, completed, cancelled, errored.
            page_size: How many items to ask for at a time; 100 by default. The server may give less.
            prefetch: How many pages to read ahead while you work on one; none by default. They are held in memory.
            resume: The `token` of an iterator with the same arguments, to go on after the page that it gave last.
            known: The keys of items that need not come again: the first ones of the list, as you read them before.
            keep_raw: Whether items remember the JSON that they were read from, in `raw`; false by default.
            extra_headers: Headers to send as well; they replace headers of the same name.
            extra_query: Query parameters to send as well; they replace arguments of the same name and are not checked.
            timeout: How long to wait, in seconds; what the client was made with by default, None for ever.

        Returns:
            An iterator of `Row`. One page is in memory at a time. Its `progress` says how far it is.

        Raises:
            ArgumentError: An argument is not what the spec allows; at once, before anything is sent.
            APIError: A page could not be read; while iterating.
            IncompleteError: The server says that there are more items than it gave; at the end, after all that it gave.
            ItemsMovedError: Items have moved since the token was made, so that reading on could miss some.
        """

        def page_request(page_number_: int) -> Request[models.RowsPage]:
            return _get_rows.build_request(
                id=id, query=query, result=result, statuses=statuses, page=page_number_, page_size=page_size
            )

        return self._executor.iter_items(
            page_request,
            models.Row,
            Paging(page_size=page_size, prefetch=prefetch, resume=resume, known=known, keep_raw=keep_raw),
            RequestOptions(extra_headers, extra_query, timeout, self._raw),
        )

    def iter_pages(
        self,
        id: str,
        *,
        query: str | None = None,
        result: models.RowResultFilter
        | Literal["IVR", "voicemail", "human", "unknown", "ios-screening-filter", "all", "none"]
        | None = None,
        statuses: str | Sequence[str] | None = None,
        page_size: int = 100,
        prefetch: int = 0,
        resume: str | None = None,
        known: Iterable[str] | Keys | None = None,
        keep_raw: bool = False,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> PageIterator[models.RowsPage]:
        """Iterate over all pages of `get_rows`: as `iter_rows`, but page by page.

        Returns:
            An iterator of `RowsPage`.
        """

        def page_request(page_number_: int) -> Request[models.RowsPage]:
            return _get_rows.build_request(
                id=id, query=query, result=result, statuses=statuses, page=page_number_, page_size=page_size
            )

        return self._executor.iter_pages(
            page_request,
            Paging(page_size=page_size, prefetch=prefetch, resume=resume, known=known, keep_raw=keep_raw),
            RequestOptions(extra_headers, extra_query, timeout, self._raw),
        )


class CampaignsWithRawResponse:
    """The methods of `Campaigns`; they return an `APIResponse`, or pages before they are read."""

    def __init__(self, resource: Campaigns) -> None:
        self.get_rows = raw_method(resource.get_rows)
        self.iter_pages = raw_pages(resource.iter_pages)


class AsyncCampaigns:
    """Campaigns and the contacts they call."""

    def __init__(self, executor: AsyncExecutor, *, raw: bool = False) -> None:
        self._executor = executor
        self._raw = raw

    @property
    def with_raw_response(self) -> "AsyncCampaignsWithRawResponse":
        """The same methods; they return the response before it is read, an `APIResponse`."""
        return AsyncCampaignsWithRawResponse(AsyncCampaigns(self._executor, raw=True))

    async def get_rows(
        self,
        id: str,
        *,
        page: float | None = None,
        page_size: float | None = None,
        query: str | None = None,
        result: models.RowResultFilter
        | Literal["IVR", "voicemail", "human", "unknown", "ios-screening-filter", "all", "none"]
        | None = None,
        statuses: str | Sequence[str] | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.RowsPage:
        """See `Campaigns.get_rows`."""
        return await self._executor.execute(
            _get_rows.build_request(
                id=id, page=page, page_size=page_size, query=query, result=result, statuses=statuses
            ),
            RequestOptions(extra_headers, extra_query, timeout, self._raw),
        )

    def iter_rows(
        self,
        id: str,
        *,
        query: str | None = None,
        result: models.RowResultFilter
        | Literal["IVR", "voicemail", "human", "unknown", "ios-screening-filter", "all", "none"]
        | None = None,
        statuses: str | Sequence[str] | None = None,
        page_size: int = 100,
        prefetch: int = 0,
        resume: str | None = None,
        known: Iterable[str] | Keys | None = None,
        keep_raw: bool = False,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> AsyncItemIterator[models.Row]:
        """See `Campaigns.iter_rows`."""

        def page_request(page_number_: int) -> Request[models.RowsPage]:
            return _get_rows.build_request(
                id=id, query=query, result=result, statuses=statuses, page=page_number_, page_size=page_size
            )

        return self._executor.iter_items(
            page_request,
            models.Row,
            Paging(page_size=page_size, prefetch=prefetch, resume=resume, known=known, keep_raw=keep_raw),
            RequestOptions(extra_headers, extra_query, timeout, self._raw),
        )

    def iter_pages(
        self,
        id: str,
        *,
        query: str | None = None,
        result: models.RowResultFilter
        | Literal["IVR", "voicemail", "human", "unknown", "ios-screening-filter", "all", "none"]
        | None = None,
        statuses: str | Sequence[str] | None = None,
        page_size: int = 100,
        prefetch: int = 0,
        resume: str | None = None,
        known: Iterable[str] | Keys | None = None,
        keep_raw: bool = False,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> AsyncPageIterator[models.RowsPage]:
        """See `Campaigns.iter_pages`."""

        def page_request(page_number_: int) -> Request[models.RowsPage]:
            return _get_rows.build_request(
                id=id, query=query, result=result, statuses=statuses, page=page_number_, page_size=page_size
            )

        return self._executor.iter_pages(
            page_request,
            Paging(page_size=page_size, prefetch=prefetch, resume=resume, known=known, keep_raw=keep_raw),
            RequestOptions(extra_headers, extra_query, timeout, self._raw),
        )


class AsyncCampaignsWithRawResponse:
    """The methods of `AsyncCampaigns`; they return an `APIResponse`, or pages before they are read."""

    def __init__(self, resource: AsyncCampaigns) -> None:
        self.get_rows = raw_method_async(resource.get_rows)
        self.iter_pages = raw_pages_async(resource.iter_pages)
