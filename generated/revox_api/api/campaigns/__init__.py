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
from . import cancel as _cancel
from . import create as _create
from . import delete as _delete
from . import export_rows as _export_rows
from . import get_rows as _get_rows
from . import launch as _launch
from . import list_ as _list
from . import pause as _pause
from . import resume as _resume
from . import retrieve as _retrieve
from . import statistics as _statistics
from . import update as _update


class Campaigns:
    """Campaigns and the contacts they call."""

    def __init__(self, executor: Executor, *, raw: bool = False) -> None:
        self._executor = executor
        self._raw = raw

    @property
    def with_raw_response(self) -> "CampaignsWithRawResponse":
        """The same methods; they return the response before it is read, an `APIResponse`."""
        return CampaignsWithRawResponse(Campaigns(self._executor, raw=True))

    def cancel(
        self,
        id: str,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.Success:
        """Cancel a campaign. `POST /campaigns/{id}/cancel`.

        Calls that wait are given up, calls that go on end as they would. The campaign and its rows stay.

        Args:
            id: The ID of the campaign.
            extra_headers: Headers to send as well; they replace headers of the same name.
            extra_query: Query parameters to send as well; they replace arguments of the same name and are not checked.
            timeout: How long to wait, in seconds; what the client was made with by default, None for ever.

        Returns:
            Whether it was done.

        Raises:
            ArgumentError: An argument is not what the spec allows; nothing was sent.
            APIError: The call failed; its subclasses say how.
        """
        return self._executor.execute(
            _cancel.build_request(id=id), RequestOptions(extra_headers, extra_query, timeout, self._raw)
        )

    def create(
        self,
        *,
        assistant_id: str,
        contacts: Sequence[models.CampaignContact | Mapping[str, object]],
        name: str,
        call_retry_config: models.CallRetryConfig | Mapping[str, object] | Omit = omit,
        from_phone_number: str | Omit = omit,
        max_concurrent_calls: float | Omit = omit,
        extra_body: Mapping[str, object] | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.CampaignResponse:
        """Create a campaign. `POST /campaigns`.

        Every contact becomes a call. Since August 2026 the calls wait for `launch`; before that, they began at
        once.

        Phones may ring. This costs money.

        Args:
            assistant_id: The ID of the assistant that calls.
            contacts: Who is called.
            name: The name of the campaign.
            call_retry_config: When and how often calls are tried again; as the assistant has it by default.
            from_phone_number: The phone number that calls, in E.164 format.
            max_concurrent_calls: How many calls there can be at a time.
            extra_body: Further fields of the body; they replace fields of the same name and are not checked.
            extra_headers: Headers to send as well; they replace headers of the same name.
            extra_query: Query parameters to send as well; they replace arguments of the same name and are not checked.
            timeout: How long to wait, in seconds; what the client was made with by default, None for ever.

        Returns:
            A campaign.

        Raises:
            ArgumentError: An argument is not what the spec allows; nothing was sent.
            APIError: The call failed; its subclasses say how.
        """
        return self._executor.execute(
            _create.build_request(
                assistant_id=assistant_id,
                contacts=contacts,
                name=name,
                call_retry_config=call_retry_config,
                from_phone_number=from_phone_number,
                max_concurrent_calls=max_concurrent_calls,
                extra_body=extra_body,
            ),
            RequestOptions(extra_headers, extra_query, timeout, self._raw),
        )

    def delete(
        self,
        id: str,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.Success:
        """Delete a campaign. `DELETE /campaigns/{id}`.

        With all its rows; it cannot be undone. Calls that go on end as they would, and no others begin.

        Args:
            id: The ID of the campaign.
            extra_headers: Headers to send as well; they replace headers of the same name.
            extra_query: Query parameters to send as well; they replace arguments of the same name and are not checked.
            timeout: How long to wait, in seconds; what the client was made with by default, None for ever.

        Returns:
            Whether it was done.

        Raises:
            ArgumentError: An argument is not what the spec allows; nothing was sent.
            APIError: The call failed; its subclasses say how.
        """
        return self._executor.execute(
            _delete.build_request(id=id), RequestOptions(extra_headers, extra_query, timeout, self._raw)
        )

    def export_rows(
        self,
        id: str,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.CsvFile:
        """Export the rows of a campaign. `GET /campaigns/{id}/export`.

        All rows as a CSV file.

        Args:
            id: The ID of the campaign.
            extra_headers: Headers to send as well; they replace headers of the same name.
            extra_query: Query parameters to send as well; they replace arguments of the same name and are not checked.
            timeout: How long to wait, in seconds; what the client was made with by default, None for ever.

        Returns:
            A file with comma-separated values.

        Raises:
            ArgumentError: An argument is not what the spec allows; nothing was sent.
            APIError: The call failed; its subclasses say how.
        """
        return self._executor.execute(
            _export_rows.build_request(id=id), RequestOptions(extra_headers, extra_query, timeout, self._raw)
        )

    def get_rows(
        self,
        id: str,
        *,
        page: float | None = None,
        page_size: float | None = None,
        query: str | None = None,
        result: models.ResultFilter
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
                initializing, queued_for_calling, calling, scheduled, completed, cancelled, errored, post_processing,
                not_launched, paused.
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
        result: models.ResultFilter
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
                initializing, queued_for_calling, calling, scheduled, completed, cancelled, errored, post_processing,
                not_launched, paused.
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
        result: models.ResultFilter
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

    def launch(
        self,
        id: str,
        *,
        mode: models.LaunchMode | Literal["ai_first", "speed_dial"],
        selection: models.LaunchSelection | Mapping[str, object],
        scheduled_at: str | Omit = omit,
        extra_body: Mapping[str, object] | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.LaunchResult:
        """Launch calls of a campaign. `POST /campaigns/{id}/launch-calls`.

        Sends the calls that are selected. Calls that go on already, were cancelled or have no attempts left are
        skipped.

        Phones may ring. This costs money.

        Args:
            id: The ID of the campaign.
            mode: Whether the AI agent calls, or an operator speaks with those who answer.
            selection: Which calls to launch.
            scheduled_at: When to call, in ISO 8601; at once by default. Not with `speed_dial`.
            extra_body: Further fields of the body; they replace fields of the same name and are not checked.
            extra_headers: Headers to send as well; they replace headers of the same name.
            extra_query: Query parameters to send as well; they replace arguments of the same name and are not checked.
            timeout: How long to wait, in seconds; what the client was made with by default, None for ever.

        Returns:
            What became of a launch.

        Raises:
            ArgumentError: An argument is not what the spec allows; nothing was sent.
            APIError: The call failed; its subclasses say how.
        """
        return self._executor.execute(
            _launch.build_request(
                id=id, mode=mode, selection=selection, scheduled_at=scheduled_at, extra_body=extra_body
            ),
            RequestOptions(extra_headers, extra_query, timeout, self._raw),
        )

    def list(
        self,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.CampaignList:
        """List campaigns. `GET /campaigns`.

        All campaigns of the organization, whether they run or are over.

        Args:
            extra_headers: Headers to send as well; they replace headers of the same name.
            extra_query: Query parameters to send as well; they replace arguments of the same name and are not checked.
            timeout: How long to wait, in seconds; what the client was made with by default, None for ever.

        Returns:
            All campaigns.

        Raises:
            ArgumentError: An argument is not what the spec allows; nothing was sent.
            APIError: The call failed; its subclasses say how.
        """
        return self._executor.execute(
            _list.build_request(), RequestOptions(extra_headers, extra_query, timeout, self._raw)
        )

    def pause(
        self,
        id: str,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.Success:
        """Pause a campaign. `POST /campaigns/{id}/pause`.

        Calls that go on end as they would; the others wait until the campaign is resumed.

        Args:
            id: The ID of the campaign.
            extra_headers: Headers to send as well; they replace headers of the same name.
            extra_query: Query parameters to send as well; they replace arguments of the same name and are not checked.
            timeout: How long to wait, in seconds; what the client was made with by default, None for ever.

        Returns:
            Whether it was done.

        Raises:
            ArgumentError: An argument is not what the spec allows; nothing was sent.
            APIError: The call failed; its subclasses say how.
        """
        return self._executor.execute(
            _pause.build_request(id=id), RequestOptions(extra_headers, extra_query, timeout, self._raw)
        )

    def resume(
        self,
        id: str,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.Success:
        """Resume a campaign. `POST /campaigns/{id}/resume`.

        Calls that waited go on; those whose time has passed begin at the next time of day at which they may.

        Phones may ring. This costs money.

        Args:
            id: The ID of the campaign.
            extra_headers: Headers to send as well; they replace headers of the same name.
            extra_query: Query parameters to send as well; they replace arguments of the same name and are not checked.
            timeout: How long to wait, in seconds; what the client was made with by default, None for ever.

        Returns:
            Whether it was done.

        Raises:
            ArgumentError: An argument is not what the spec allows; nothing was sent.
            APIError: The call failed; its subclasses say how.
        """
        return self._executor.execute(
            _resume.build_request(id=id), RequestOptions(extra_headers, extra_query, timeout, self._raw)
        )

    def retrieve(
        self,
        id: str,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.CampaignResponse:
        """Get a campaign. `GET /campaigns/{id}`.

        Ask again to see when it is over.

        Args:
            id: The ID of the campaign.
            extra_headers: Headers to send as well; they replace headers of the same name.
            extra_query: Query parameters to send as well; they replace arguments of the same name and are not checked.
            timeout: How long to wait, in seconds; what the client was made with by default, None for ever.

        Returns:
            A campaign.

        Raises:
            ArgumentError: An argument is not what the spec allows; nothing was sent.
            APIError: The call failed; its subclasses say how.
        """
        return self._executor.execute(
            _retrieve.build_request(id=id), RequestOptions(extra_headers, extra_query, timeout, self._raw)
        )

    def statistics(
        self,
        id: str,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.CampaignStatisticsResponse:
        """Get the statistics of a campaign. `GET /campaigns/{id}/statistics`.

        How many contacts were called, reached and interested, counted by phone number.

        Args:
            id: The ID of the campaign.
            extra_headers: Headers to send as well; they replace headers of the same name.
            extra_query: Query parameters to send as well; they replace arguments of the same name and are not checked.
            timeout: How long to wait, in seconds; what the client was made with by default, None for ever.

        Returns:
            The statistics of a campaign.

        Raises:
            ArgumentError: An argument is not what the spec allows; nothing was sent.
            APIError: The call failed; its subclasses say how.
        """
        return self._executor.execute(
            _statistics.build_request(id=id), RequestOptions(extra_headers, extra_query, timeout, self._raw)
        )

    def update(
        self,
        id: str,
        *,
        call_retry_config: models.CallRetryConfig | Mapping[str, object] | None | Omit = omit,
        from_phone_number: str | None | Omit = omit,
        max_concurrent_calls: float | None | Omit = omit,
        name: str | Omit = omit,
        extra_body: Mapping[str, object] | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.CampaignResponse:
        """Change a campaign. `PATCH /campaigns/{id}`.

        What is changed counts for the calls that have not completed. Its assistant stays the same.

        Args:
            id: The ID of the campaign.
            call_retry_config: When and how often calls are tried again.
            from_phone_number: The phone number that calls.
            max_concurrent_calls: How many calls there can be at a time.
            name: The name of the campaign.
            extra_body: Further fields of the body; they replace fields of the same name and are not checked.
            extra_headers: Headers to send as well; they replace headers of the same name.
            extra_query: Query parameters to send as well; they replace arguments of the same name and are not checked.
            timeout: How long to wait, in seconds; what the client was made with by default, None for ever.

        Returns:
            A campaign.

        Raises:
            ArgumentError: An argument is not what the spec allows; nothing was sent.
            APIError: The call failed; its subclasses say how.
        """
        return self._executor.execute(
            _update.build_request(
                id=id,
                call_retry_config=call_retry_config,
                from_phone_number=from_phone_number,
                max_concurrent_calls=max_concurrent_calls,
                name=name,
                extra_body=extra_body,
            ),
            RequestOptions(extra_headers, extra_query, timeout, self._raw),
        )


class CampaignsWithRawResponse:
    """The methods of `Campaigns`; they return an `APIResponse`, or pages before they are read."""

    def __init__(self, resource: Campaigns) -> None:
        self.cancel = raw_method(resource.cancel)
        self.create = raw_method(resource.create)
        self.delete = raw_method(resource.delete)
        self.export_rows = raw_method(resource.export_rows)
        self.get_rows = raw_method(resource.get_rows)
        self.iter_pages = raw_pages(resource.iter_pages)
        self.launch = raw_method(resource.launch)
        self.list = raw_method(resource.list)
        self.pause = raw_method(resource.pause)
        self.resume = raw_method(resource.resume)
        self.retrieve = raw_method(resource.retrieve)
        self.statistics = raw_method(resource.statistics)
        self.update = raw_method(resource.update)


class AsyncCampaigns:
    """Campaigns and the contacts they call."""

    def __init__(self, executor: AsyncExecutor, *, raw: bool = False) -> None:
        self._executor = executor
        self._raw = raw

    @property
    def with_raw_response(self) -> "AsyncCampaignsWithRawResponse":
        """The same methods; they return the response before it is read, an `APIResponse`."""
        return AsyncCampaignsWithRawResponse(AsyncCampaigns(self._executor, raw=True))

    async def cancel(
        self,
        id: str,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.Success:
        """See `Campaigns.cancel`."""
        return await self._executor.execute(
            _cancel.build_request(id=id), RequestOptions(extra_headers, extra_query, timeout, self._raw)
        )

    async def create(
        self,
        *,
        assistant_id: str,
        contacts: Sequence[models.CampaignContact | Mapping[str, object]],
        name: str,
        call_retry_config: models.CallRetryConfig | Mapping[str, object] | Omit = omit,
        from_phone_number: str | Omit = omit,
        max_concurrent_calls: float | Omit = omit,
        extra_body: Mapping[str, object] | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.CampaignResponse:
        """See `Campaigns.create`."""
        return await self._executor.execute(
            _create.build_request(
                assistant_id=assistant_id,
                contacts=contacts,
                name=name,
                call_retry_config=call_retry_config,
                from_phone_number=from_phone_number,
                max_concurrent_calls=max_concurrent_calls,
                extra_body=extra_body,
            ),
            RequestOptions(extra_headers, extra_query, timeout, self._raw),
        )

    async def delete(
        self,
        id: str,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.Success:
        """See `Campaigns.delete`."""
        return await self._executor.execute(
            _delete.build_request(id=id), RequestOptions(extra_headers, extra_query, timeout, self._raw)
        )

    async def export_rows(
        self,
        id: str,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.CsvFile:
        """See `Campaigns.export_rows`."""
        return await self._executor.execute(
            _export_rows.build_request(id=id), RequestOptions(extra_headers, extra_query, timeout, self._raw)
        )

    async def get_rows(
        self,
        id: str,
        *,
        page: float | None = None,
        page_size: float | None = None,
        query: str | None = None,
        result: models.ResultFilter
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
        result: models.ResultFilter
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
        result: models.ResultFilter
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

    async def launch(
        self,
        id: str,
        *,
        mode: models.LaunchMode | Literal["ai_first", "speed_dial"],
        selection: models.LaunchSelection | Mapping[str, object],
        scheduled_at: str | Omit = omit,
        extra_body: Mapping[str, object] | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.LaunchResult:
        """See `Campaigns.launch`."""
        return await self._executor.execute(
            _launch.build_request(
                id=id, mode=mode, selection=selection, scheduled_at=scheduled_at, extra_body=extra_body
            ),
            RequestOptions(extra_headers, extra_query, timeout, self._raw),
        )

    async def list(
        self,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.CampaignList:
        """See `Campaigns.list`."""
        return await self._executor.execute(
            _list.build_request(), RequestOptions(extra_headers, extra_query, timeout, self._raw)
        )

    async def pause(
        self,
        id: str,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.Success:
        """See `Campaigns.pause`."""
        return await self._executor.execute(
            _pause.build_request(id=id), RequestOptions(extra_headers, extra_query, timeout, self._raw)
        )

    async def resume(
        self,
        id: str,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.Success:
        """See `Campaigns.resume`."""
        return await self._executor.execute(
            _resume.build_request(id=id), RequestOptions(extra_headers, extra_query, timeout, self._raw)
        )

    async def retrieve(
        self,
        id: str,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.CampaignResponse:
        """See `Campaigns.retrieve`."""
        return await self._executor.execute(
            _retrieve.build_request(id=id), RequestOptions(extra_headers, extra_query, timeout, self._raw)
        )

    async def statistics(
        self,
        id: str,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.CampaignStatisticsResponse:
        """See `Campaigns.statistics`."""
        return await self._executor.execute(
            _statistics.build_request(id=id), RequestOptions(extra_headers, extra_query, timeout, self._raw)
        )

    async def update(
        self,
        id: str,
        *,
        call_retry_config: models.CallRetryConfig | Mapping[str, object] | None | Omit = omit,
        from_phone_number: str | None | Omit = omit,
        max_concurrent_calls: float | None | Omit = omit,
        name: str | Omit = omit,
        extra_body: Mapping[str, object] | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.CampaignResponse:
        """See `Campaigns.update`."""
        return await self._executor.execute(
            _update.build_request(
                id=id,
                call_retry_config=call_retry_config,
                from_phone_number=from_phone_number,
                max_concurrent_calls=max_concurrent_calls,
                name=name,
                extra_body=extra_body,
            ),
            RequestOptions(extra_headers, extra_query, timeout, self._raw),
        )


class AsyncCampaignsWithRawResponse:
    """The methods of `AsyncCampaigns`; they return an `APIResponse`, or pages before they are read."""

    def __init__(self, resource: AsyncCampaigns) -> None:
        self.cancel = raw_method_async(resource.cancel)
        self.create = raw_method_async(resource.create)
        self.delete = raw_method_async(resource.delete)
        self.export_rows = raw_method_async(resource.export_rows)
        self.get_rows = raw_method_async(resource.get_rows)
        self.iter_pages = raw_pages_async(resource.iter_pages)
        self.launch = raw_method_async(resource.launch)
        self.list = raw_method_async(resource.list)
        self.pause = raw_method_async(resource.pause)
        self.resume = raw_method_async(resource.resume)
        self.retrieve = raw_method_async(resource.retrieve)
        self.statistics = raw_method_async(resource.statistics)
        self.update = raw_method_async(resource.update)
