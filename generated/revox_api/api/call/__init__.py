# Generated from openapi.yaml (Revox API 2026.3.0) by: python -m tools.generate. Do not edit.

"""Single calls, whether of a campaign or not."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

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
from . import export as _export
from . import pause as _pause
from . import phone_history as _phone_history
from . import resume as _resume
from . import retrieve as _retrieve
from . import search as _search


class Call:
    """Single calls, whether of a campaign or not."""

    def __init__(self, executor: Executor, *, raw: bool = False) -> None:
        self._executor = executor
        self._raw = raw

    @property
    def with_raw_response(self) -> "CallWithRawResponse":
        """The same methods; they return the response before it is read, an `APIResponse`."""
        return CallWithRawResponse(Call(self._executor, raw=True))

    def cancel(
        self,
        id: str,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.Success:
        """Cancel a call. `POST /call/{id}/cancel`.

        Whether it is running or scheduled.

        Args:
            id: The ID of the call.
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
        phone_number: str,
        assistant: models.AssistantSettings | Mapping[str, object] | Omit = omit,
        assistant_id: str | Omit = omit,
        concurrency: models.Concurrency | Mapping[str, object] | Omit = omit,
        from_phone_number: str | Omit = omit,
        metadata: Mapping[str, object] | Omit = omit,
        prompt_variables: Mapping[str, object] | Omit = omit,
        scheduled_at: Any | Omit = omit,
        skip_calling_window: bool | Omit = omit,
        extra_body: Mapping[str, object] | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.CallResponse:
        """Call somebody. `POST /call`.

        Orders a call, now or at a time. It may take several attempts, over up to a few days, until it is resolved.
        Give the ID of an assistant, or the settings of one.

        Phones may ring. This costs money.

        Args:
            phone_number: The phone number to call, in E.164 format, such as +1234567890.
            assistant: The assistant that calls, where it has no ID.
            assistant_id: The ID of the assistant that calls.
            concurrency: Which calls count together towards a limit of calls at a time.
            from_phone_number: The phone number that calls; the organization's standard one by default.
            metadata: What to store with the call.
            prompt_variables: The values of the prompt's variables.
            scheduled_at: When to call, in ISO 8601; at once by default.
            skip_calling_window: Whether to call outside the times of day at which the contact may be called.
            extra_body: Further fields of the body; they replace fields of the same name and are not checked.
            extra_headers: Headers to send as well; they replace headers of the same name.
            extra_query: Query parameters to send as well; they replace arguments of the same name and are not checked.
            timeout: How long to wait, in seconds; what the client was made with by default, None for ever.

        Returns:
            A call.

        Raises:
            ArgumentError: An argument is not what the spec allows; nothing was sent.
            APIError: The call failed; its subclasses say how.
        """
        return self._executor.execute(
            _create.build_request(
                phone_number=phone_number,
                assistant=assistant,
                assistant_id=assistant_id,
                concurrency=concurrency,
                from_phone_number=from_phone_number,
                metadata=metadata,
                prompt_variables=prompt_variables,
                scheduled_at=scheduled_at,
                skip_calling_window=skip_calling_window,
                extra_body=extra_body,
            ),
            RequestOptions(extra_headers, extra_query, timeout, self._raw),
        )

    def export(
        self,
        *,
        filters: models.CallFilter | Mapping[str, object],
        include_metadata: bool | Omit = omit,
        include_structured_output_fields: bool | Omit = omit,
        extra_body: Mapping[str, object] | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.CsvFile:
        """Export calls. `POST /call/export`.

        Call attempts as a CSV file.

        Args:
            filters: Which calls are meant. An empty list keeps all.
            include_metadata: Whether to write what was stored with the calls.
            include_structured_output_fields: Whether to write what was extracted from the calls.
            extra_body: Further fields of the body; they replace fields of the same name and are not checked.
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
            _export.build_request(
                filters=filters,
                include_metadata=include_metadata,
                include_structured_output_fields=include_structured_output_fields,
                extra_body=extra_body,
            ),
            RequestOptions(extra_headers, extra_query, timeout, self._raw),
        )

    def pause(
        self,
        id: str,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.Success:
        """Pause a call. `POST /call/{id}/pause`.

        An attempt that is under way ends as it would; no other begins until the call is resumed.

        Args:
            id: The ID of the call.
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

    def phone_history(
        self,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.PhoneHistories:
        """Get the history of phone numbers. `GET /calls/phone-history`.

        How often each phone number was called, by which campaigns, and what came of it, over the whole
        organization.

        Args:
            extra_headers: Headers to send as well; they replace headers of the same name.
            extra_query: Query parameters to send as well; they replace arguments of the same name and are not checked.
            timeout: How long to wait, in seconds; what the client was made with by default, None for ever.

        Returns:
            The history of each phone number that was called.

        Raises:
            ArgumentError: An argument is not what the spec allows; nothing was sent.
            APIError: The call failed; its subclasses say how.
        """
        return self._executor.execute(
            _phone_history.build_request(), RequestOptions(extra_headers, extra_query, timeout, self._raw)
        )

    def resume(
        self,
        id: str,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.Success:
        """Resume a call. `POST /call/{id}/resume`.

        Attempts go on where they were paused.

        Phones may ring. This costs money.

        Args:
            id: The ID of the call.
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
    ) -> models.CallResponse:
        """Get a call. `GET /call/{id}`.

        A call with all its attempts, transcripts and recordings. Ask again to see when it is over.

        Args:
            id: The ID of the call.
            extra_headers: Headers to send as well; they replace headers of the same name.
            extra_query: Query parameters to send as well; they replace arguments of the same name and are not checked.
            timeout: How long to wait, in seconds; what the client was made with by default, None for ever.

        Returns:
            A call.

        Raises:
            ArgumentError: An argument is not what the spec allows; nothing was sent.
            APIError: The call failed; its subclasses say how.
        """
        return self._executor.execute(
            _retrieve.build_request(id=id), RequestOptions(extra_headers, extra_query, timeout, self._raw)
        )

    def search(
        self,
        *,
        assignee_ids: Sequence[str],
        directions: Sequence[models.CallDirection | Literal["inbound", "outbound"]],
        outcomes: Sequence[
            models.OutcomeFilter
            | Literal["not_interested", "interested", "completed", "requested_callback_later", "none"]
        ],
        results: Sequence[
            models.ResultFilter | Literal["IVR", "voicemail", "human", "unknown", "ios-screening-filter", "all", "none"]
        ],
        statuses: Sequence[
            models.CallStatus
            | Literal[
                "initializing",
                "queued_for_calling",
                "calling",
                "scheduled",
                "completed",
                "cancelled",
                "errored",
                "post_processing",
                "not_launched",
                "paused",
            ]
        ],
        assistant_ids: Sequence[str],
        campaign_ids: Sequence[str],
        from_phone_numbers: Sequence[str],
        page: int,
        page_size: int,
        call_ids: Sequence[str] | Omit = omit,
        query: str | Omit = omit,
        sort_by: str | Omit = omit,
        sort_direction: models.SortDirection | Literal["asc", "desc"] | Omit = omit,
        to_phone_number: str | Omit = omit,
        extra_body: Mapping[str, object] | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.CallsPage:
        """Search calls. `POST /call/search`.

        One page of the calls that pass all filters. An empty list filters nothing.

        Args:
            assignee_ids: Keep the calls that these people follow up on.
            directions: Keep the calls in these directions.
            outcomes: Keep the calls with these outcomes.
            results: Keep the calls with these results.
            statuses: Keep the calls with these statuses.
            assistant_ids: Keep the calls of these assistants.
            campaign_ids: Keep the calls of these campaigns.
            from_phone_numbers: Keep the calls from these phone numbers.
            page: Which page to read.
            page_size: How many calls a page holds at most.
            call_ids: Keep these calls.
            query: Keep the calls that contain this text.
            sort_by: What to sort by.
            sort_direction: Whether to sort upwards or downwards.
            to_phone_number: Keep the calls to this phone number.
            extra_body: Further fields of the body; they replace fields of the same name and are not checked.
            extra_headers: Headers to send as well; they replace headers of the same name.
            extra_query: Query parameters to send as well; they replace arguments of the same name and are not checked.
            timeout: How long to wait, in seconds; what the client was made with by default, None for ever.

        Returns:
            One page of calls.

        Raises:
            ArgumentError: An argument is not what the spec allows; nothing was sent.
            APIError: The call failed; its subclasses say how.
        """
        return self._executor.execute(
            _search.build_request(
                assignee_ids=assignee_ids,
                directions=directions,
                outcomes=outcomes,
                results=results,
                statuses=statuses,
                assistant_ids=assistant_ids,
                campaign_ids=campaign_ids,
                from_phone_numbers=from_phone_numbers,
                page=page,
                page_size=page_size,
                call_ids=call_ids,
                query=query,
                sort_by=sort_by,
                sort_direction=sort_direction,
                to_phone_number=to_phone_number,
                extra_body=extra_body,
            ),
            RequestOptions(extra_headers, extra_query, timeout, self._raw),
        )

    def iter_calls(
        self,
        *,
        assignee_ids: Sequence[str] = (),
        directions: Sequence[models.CallDirection | Literal["inbound", "outbound"]] = (),
        outcomes: Sequence[
            models.OutcomeFilter
            | Literal["not_interested", "interested", "completed", "requested_callback_later", "none"]
        ] = (),
        results: Sequence[
            models.ResultFilter | Literal["IVR", "voicemail", "human", "unknown", "ios-screening-filter", "all", "none"]
        ] = (),
        statuses: Sequence[
            models.CallStatus
            | Literal[
                "initializing",
                "queued_for_calling",
                "calling",
                "scheduled",
                "completed",
                "cancelled",
                "errored",
                "post_processing",
                "not_launched",
                "paused",
            ]
        ] = (),
        assistant_ids: Sequence[str] = (),
        campaign_ids: Sequence[str] = (),
        from_phone_numbers: Sequence[str] = (),
        call_ids: Sequence[str] | Omit = omit,
        query: str | Omit = omit,
        sort_by: str | Omit = omit,
        sort_direction: models.SortDirection | Literal["asc", "desc"] | Omit = omit,
        to_phone_number: str | Omit = omit,
        page_size: int = 100,
        prefetch: int = 0,
        resume: str | None = None,
        known: Iterable[str] | Keys | None = None,
        keep_raw: bool = False,
        extra_body: Mapping[str, object] | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> ItemIterator[models.Call]:
        """Iterate over the `calls` of all pages of `search`, each of them once.

        Args:
            assignee_ids: Keep the calls that these people follow up on.
            directions: Keep the calls in these directions.
            outcomes: Keep the calls with these outcomes.
            results: Keep the calls with these results.
            statuses: Keep the calls with these statuses.
            assistant_ids: Keep the calls of these assistants.
            campaign_ids: Keep the calls of these campaigns.
            from_phone_numbers: Keep the calls from these phone numbers.
            call_ids: Keep these calls.
            query: Keep the calls that contain this text.
            sort_by: What to sort by.
            sort_direction: Whether to sort upwards or downwards.
            to_phone_number: Keep the calls to this phone number.
            page_size: How many items to ask for at a time; 100 by default. The server may give less.
            prefetch: How many pages to read ahead while you work on one; none by default. They are held in memory.
            resume: The `token` of an iterator with the same arguments, to go on after the page that it gave last.
            known: The keys of items that need not come again: the first ones of the list, as you read them before.
            keep_raw: Whether items remember the JSON that they were read from, in `raw`; false by default.
            extra_body: Further fields of the body; they replace fields of the same name and are not checked.
            extra_headers: Headers to send as well; they replace headers of the same name.
            extra_query: Query parameters to send as well; they replace arguments of the same name and are not checked.
            timeout: How long to wait, in seconds; what the client was made with by default, None for ever.

        Returns:
            An iterator of `Call`. One page is in memory at a time. Its `progress` says how far it is.

        Raises:
            ArgumentError: An argument is not what the spec allows; at once, before anything is sent.
            APIError: A page could not be read; while iterating.
            IncompleteError: The server says that there are more items than it gave; at the end, after all that it gave.
            ItemsMovedError: Items have moved since the token was made, so that reading on could miss some.
        """

        def page_request(page_number_: int) -> Request[models.CallsPage]:
            return _search.build_request(
                assignee_ids=assignee_ids,
                directions=directions,
                outcomes=outcomes,
                results=results,
                statuses=statuses,
                assistant_ids=assistant_ids,
                campaign_ids=campaign_ids,
                from_phone_numbers=from_phone_numbers,
                call_ids=call_ids,
                query=query,
                sort_by=sort_by,
                sort_direction=sort_direction,
                to_phone_number=to_phone_number,
                page=page_number_,
                page_size=page_size,
                extra_body=extra_body,
            )

        return self._executor.iter_items(
            page_request,
            models.Call,
            Paging(page_size=page_size, prefetch=prefetch, resume=resume, known=known, keep_raw=keep_raw),
            RequestOptions(extra_headers, extra_query, timeout, self._raw),
        )

    def iter_call_pages(
        self,
        *,
        assignee_ids: Sequence[str] = (),
        directions: Sequence[models.CallDirection | Literal["inbound", "outbound"]] = (),
        outcomes: Sequence[
            models.OutcomeFilter
            | Literal["not_interested", "interested", "completed", "requested_callback_later", "none"]
        ] = (),
        results: Sequence[
            models.ResultFilter | Literal["IVR", "voicemail", "human", "unknown", "ios-screening-filter", "all", "none"]
        ] = (),
        statuses: Sequence[
            models.CallStatus
            | Literal[
                "initializing",
                "queued_for_calling",
                "calling",
                "scheduled",
                "completed",
                "cancelled",
                "errored",
                "post_processing",
                "not_launched",
                "paused",
            ]
        ] = (),
        assistant_ids: Sequence[str] = (),
        campaign_ids: Sequence[str] = (),
        from_phone_numbers: Sequence[str] = (),
        call_ids: Sequence[str] | Omit = omit,
        query: str | Omit = omit,
        sort_by: str | Omit = omit,
        sort_direction: models.SortDirection | Literal["asc", "desc"] | Omit = omit,
        to_phone_number: str | Omit = omit,
        page_size: int = 100,
        prefetch: int = 0,
        resume: str | None = None,
        known: Iterable[str] | Keys | None = None,
        keep_raw: bool = False,
        extra_body: Mapping[str, object] | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> PageIterator[models.CallsPage]:
        """Iterate over all pages of `search`: as `iter_calls`, but page by page.

        Returns:
            An iterator of `CallsPage`.
        """

        def page_request(page_number_: int) -> Request[models.CallsPage]:
            return _search.build_request(
                assignee_ids=assignee_ids,
                directions=directions,
                outcomes=outcomes,
                results=results,
                statuses=statuses,
                assistant_ids=assistant_ids,
                campaign_ids=campaign_ids,
                from_phone_numbers=from_phone_numbers,
                call_ids=call_ids,
                query=query,
                sort_by=sort_by,
                sort_direction=sort_direction,
                to_phone_number=to_phone_number,
                page=page_number_,
                page_size=page_size,
                extra_body=extra_body,
            )

        return self._executor.iter_pages(
            page_request,
            Paging(page_size=page_size, prefetch=prefetch, resume=resume, known=known, keep_raw=keep_raw),
            RequestOptions(extra_headers, extra_query, timeout, self._raw),
        )


class CallWithRawResponse:
    """The methods of `Call`; they return an `APIResponse`, or pages before they are read."""

    def __init__(self, resource: Call) -> None:
        self.cancel = raw_method(resource.cancel)
        self.create = raw_method(resource.create)
        self.export = raw_method(resource.export)
        self.pause = raw_method(resource.pause)
        self.phone_history = raw_method(resource.phone_history)
        self.resume = raw_method(resource.resume)
        self.retrieve = raw_method(resource.retrieve)
        self.search = raw_method(resource.search)
        self.iter_call_pages = raw_pages(resource.iter_call_pages)


class AsyncCall:
    """Single calls, whether of a campaign or not."""

    def __init__(self, executor: AsyncExecutor, *, raw: bool = False) -> None:
        self._executor = executor
        self._raw = raw

    @property
    def with_raw_response(self) -> "AsyncCallWithRawResponse":
        """The same methods; they return the response before it is read, an `APIResponse`."""
        return AsyncCallWithRawResponse(AsyncCall(self._executor, raw=True))

    async def cancel(
        self,
        id: str,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.Success:
        """See `Call.cancel`."""
        return await self._executor.execute(
            _cancel.build_request(id=id), RequestOptions(extra_headers, extra_query, timeout, self._raw)
        )

    async def create(
        self,
        *,
        phone_number: str,
        assistant: models.AssistantSettings | Mapping[str, object] | Omit = omit,
        assistant_id: str | Omit = omit,
        concurrency: models.Concurrency | Mapping[str, object] | Omit = omit,
        from_phone_number: str | Omit = omit,
        metadata: Mapping[str, object] | Omit = omit,
        prompt_variables: Mapping[str, object] | Omit = omit,
        scheduled_at: Any | Omit = omit,
        skip_calling_window: bool | Omit = omit,
        extra_body: Mapping[str, object] | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.CallResponse:
        """See `Call.create`."""
        return await self._executor.execute(
            _create.build_request(
                phone_number=phone_number,
                assistant=assistant,
                assistant_id=assistant_id,
                concurrency=concurrency,
                from_phone_number=from_phone_number,
                metadata=metadata,
                prompt_variables=prompt_variables,
                scheduled_at=scheduled_at,
                skip_calling_window=skip_calling_window,
                extra_body=extra_body,
            ),
            RequestOptions(extra_headers, extra_query, timeout, self._raw),
        )

    async def export(
        self,
        *,
        filters: models.CallFilter | Mapping[str, object],
        include_metadata: bool | Omit = omit,
        include_structured_output_fields: bool | Omit = omit,
        extra_body: Mapping[str, object] | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.CsvFile:
        """See `Call.export`."""
        return await self._executor.execute(
            _export.build_request(
                filters=filters,
                include_metadata=include_metadata,
                include_structured_output_fields=include_structured_output_fields,
                extra_body=extra_body,
            ),
            RequestOptions(extra_headers, extra_query, timeout, self._raw),
        )

    async def pause(
        self,
        id: str,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.Success:
        """See `Call.pause`."""
        return await self._executor.execute(
            _pause.build_request(id=id), RequestOptions(extra_headers, extra_query, timeout, self._raw)
        )

    async def phone_history(
        self,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.PhoneHistories:
        """See `Call.phone_history`."""
        return await self._executor.execute(
            _phone_history.build_request(), RequestOptions(extra_headers, extra_query, timeout, self._raw)
        )

    async def resume(
        self,
        id: str,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.Success:
        """See `Call.resume`."""
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
    ) -> models.CallResponse:
        """See `Call.retrieve`."""
        return await self._executor.execute(
            _retrieve.build_request(id=id), RequestOptions(extra_headers, extra_query, timeout, self._raw)
        )

    async def search(
        self,
        *,
        assignee_ids: Sequence[str],
        directions: Sequence[models.CallDirection | Literal["inbound", "outbound"]],
        outcomes: Sequence[
            models.OutcomeFilter
            | Literal["not_interested", "interested", "completed", "requested_callback_later", "none"]
        ],
        results: Sequence[
            models.ResultFilter | Literal["IVR", "voicemail", "human", "unknown", "ios-screening-filter", "all", "none"]
        ],
        statuses: Sequence[
            models.CallStatus
            | Literal[
                "initializing",
                "queued_for_calling",
                "calling",
                "scheduled",
                "completed",
                "cancelled",
                "errored",
                "post_processing",
                "not_launched",
                "paused",
            ]
        ],
        assistant_ids: Sequence[str],
        campaign_ids: Sequence[str],
        from_phone_numbers: Sequence[str],
        page: int,
        page_size: int,
        call_ids: Sequence[str] | Omit = omit,
        query: str | Omit = omit,
        sort_by: str | Omit = omit,
        sort_direction: models.SortDirection | Literal["asc", "desc"] | Omit = omit,
        to_phone_number: str | Omit = omit,
        extra_body: Mapping[str, object] | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.CallsPage:
        """See `Call.search`."""
        return await self._executor.execute(
            _search.build_request(
                assignee_ids=assignee_ids,
                directions=directions,
                outcomes=outcomes,
                results=results,
                statuses=statuses,
                assistant_ids=assistant_ids,
                campaign_ids=campaign_ids,
                from_phone_numbers=from_phone_numbers,
                page=page,
                page_size=page_size,
                call_ids=call_ids,
                query=query,
                sort_by=sort_by,
                sort_direction=sort_direction,
                to_phone_number=to_phone_number,
                extra_body=extra_body,
            ),
            RequestOptions(extra_headers, extra_query, timeout, self._raw),
        )

    def iter_calls(
        self,
        *,
        assignee_ids: Sequence[str] = (),
        directions: Sequence[models.CallDirection | Literal["inbound", "outbound"]] = (),
        outcomes: Sequence[
            models.OutcomeFilter
            | Literal["not_interested", "interested", "completed", "requested_callback_later", "none"]
        ] = (),
        results: Sequence[
            models.ResultFilter | Literal["IVR", "voicemail", "human", "unknown", "ios-screening-filter", "all", "none"]
        ] = (),
        statuses: Sequence[
            models.CallStatus
            | Literal[
                "initializing",
                "queued_for_calling",
                "calling",
                "scheduled",
                "completed",
                "cancelled",
                "errored",
                "post_processing",
                "not_launched",
                "paused",
            ]
        ] = (),
        assistant_ids: Sequence[str] = (),
        campaign_ids: Sequence[str] = (),
        from_phone_numbers: Sequence[str] = (),
        call_ids: Sequence[str] | Omit = omit,
        query: str | Omit = omit,
        sort_by: str | Omit = omit,
        sort_direction: models.SortDirection | Literal["asc", "desc"] | Omit = omit,
        to_phone_number: str | Omit = omit,
        page_size: int = 100,
        prefetch: int = 0,
        resume: str | None = None,
        known: Iterable[str] | Keys | None = None,
        keep_raw: bool = False,
        extra_body: Mapping[str, object] | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> AsyncItemIterator[models.Call]:
        """See `Call.iter_calls`."""

        def page_request(page_number_: int) -> Request[models.CallsPage]:
            return _search.build_request(
                assignee_ids=assignee_ids,
                directions=directions,
                outcomes=outcomes,
                results=results,
                statuses=statuses,
                assistant_ids=assistant_ids,
                campaign_ids=campaign_ids,
                from_phone_numbers=from_phone_numbers,
                call_ids=call_ids,
                query=query,
                sort_by=sort_by,
                sort_direction=sort_direction,
                to_phone_number=to_phone_number,
                page=page_number_,
                page_size=page_size,
                extra_body=extra_body,
            )

        return self._executor.iter_items(
            page_request,
            models.Call,
            Paging(page_size=page_size, prefetch=prefetch, resume=resume, known=known, keep_raw=keep_raw),
            RequestOptions(extra_headers, extra_query, timeout, self._raw),
        )

    def iter_call_pages(
        self,
        *,
        assignee_ids: Sequence[str] = (),
        directions: Sequence[models.CallDirection | Literal["inbound", "outbound"]] = (),
        outcomes: Sequence[
            models.OutcomeFilter
            | Literal["not_interested", "interested", "completed", "requested_callback_later", "none"]
        ] = (),
        results: Sequence[
            models.ResultFilter | Literal["IVR", "voicemail", "human", "unknown", "ios-screening-filter", "all", "none"]
        ] = (),
        statuses: Sequence[
            models.CallStatus
            | Literal[
                "initializing",
                "queued_for_calling",
                "calling",
                "scheduled",
                "completed",
                "cancelled",
                "errored",
                "post_processing",
                "not_launched",
                "paused",
            ]
        ] = (),
        assistant_ids: Sequence[str] = (),
        campaign_ids: Sequence[str] = (),
        from_phone_numbers: Sequence[str] = (),
        call_ids: Sequence[str] | Omit = omit,
        query: str | Omit = omit,
        sort_by: str | Omit = omit,
        sort_direction: models.SortDirection | Literal["asc", "desc"] | Omit = omit,
        to_phone_number: str | Omit = omit,
        page_size: int = 100,
        prefetch: int = 0,
        resume: str | None = None,
        known: Iterable[str] | Keys | None = None,
        keep_raw: bool = False,
        extra_body: Mapping[str, object] | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> AsyncPageIterator[models.CallsPage]:
        """See `Call.iter_call_pages`."""

        def page_request(page_number_: int) -> Request[models.CallsPage]:
            return _search.build_request(
                assignee_ids=assignee_ids,
                directions=directions,
                outcomes=outcomes,
                results=results,
                statuses=statuses,
                assistant_ids=assistant_ids,
                campaign_ids=campaign_ids,
                from_phone_numbers=from_phone_numbers,
                call_ids=call_ids,
                query=query,
                sort_by=sort_by,
                sort_direction=sort_direction,
                to_phone_number=to_phone_number,
                page=page_number_,
                page_size=page_size,
                extra_body=extra_body,
            )

        return self._executor.iter_pages(
            page_request,
            Paging(page_size=page_size, prefetch=prefetch, resume=resume, known=known, keep_raw=keep_raw),
            RequestOptions(extra_headers, extra_query, timeout, self._raw),
        )


class AsyncCallWithRawResponse:
    """The methods of `AsyncCall`; they return an `APIResponse`, or pages before they are read."""

    def __init__(self, resource: AsyncCall) -> None:
        self.cancel = raw_method_async(resource.cancel)
        self.create = raw_method_async(resource.create)
        self.export = raw_method_async(resource.export)
        self.pause = raw_method_async(resource.pause)
        self.phone_history = raw_method_async(resource.phone_history)
        self.resume = raw_method_async(resource.resume)
        self.retrieve = raw_method_async(resource.retrieve)
        self.search = raw_method_async(resource.search)
        self.iter_call_pages = raw_pages_async(resource.iter_call_pages)
