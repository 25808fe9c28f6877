# Generated from openapi.yaml (Revox API 2026.3.0) by: python -m tools.generate. Do not edit.

"""Campaigns and the contacts they call."""

from collections.abc import Mapping, Sequence
from typing import Literal, Protocol, TypeVar

import httpx

from ... import models
from ...types import UNSET, Request, RequestOptions, UnsetType, raw_method, raw_method_async
from . import get_rows as _get_rows

T = TypeVar("T")


class _Executor(Protocol):
    def execute(self, request: Request[T], options: RequestOptions) -> T: ...


class _AsyncExecutor(Protocol):
    async def execute(self, request: Request[T], options: RequestOptions) -> T: ...


class Campaigns:
    """Campaigns and the contacts they call."""

    def __init__(self, executor: _Executor, *, raw: bool = False) -> None:
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
        page: float,
        page_size: float,
        query: str | None = None,
        result: models.RowResultFilter
        | Literal["IVR", "voicemail", "human", "unknown", "ios-screening-filter", "all", "none"]
        | None = None,
        statuses: str
        | Sequence[
            models.CallStatus
            | Literal["initializing", "queued_for_calling", "calling", "scheduled", "completed", "cancelled", "errored"]
        ]
        | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | UnsetType = UNSET,
    ) -> models.RowsPage:
        """Get campaign rows.

        One page of the rows (contacts) of a campaign. The rows can be narrowed down by a text search, by
        the status of their call and by its result.

        Args:
            id: The ID of the campaign.
            page: Which page to read.
            page_size: How many rows a page holds at most.
            query: Keep the rows that contain this text.
            result: Keep the rows whose call had this result. `all` keeps every row, `none` those without a result.
            statuses: Keep the rows whose call has one of these statuses. Several are separated by commas.
            extra_headers: Headers to send as well; they replace headers of the same name.
            extra_query: Query parameters to send as well; they replace arguments of the same name and are not checked.
            timeout: How long to wait, in seconds; what the client was made with by default, None for ever.

        Returns:
            The page that was asked for.

        Raises:
            ArgumentError: An argument is not what the spec allows; nothing was sent.

        Source: `GET /campaigns/{id}/rows`, the operation `campaigns.get_rows` of the spec.
        """
        return self._executor.execute(
            _get_rows.build_request(
                id=id,
                page=page,
                page_size=page_size,
                query=query,
                result=result,
                statuses=statuses,
            ),
            RequestOptions(extra_headers, extra_query, timeout, self._raw),
        )


class CampaignsWithRawResponse:
    """The methods of `Campaigns`; they return an `APIResponse`."""

    def __init__(self, resource: Campaigns) -> None:
        self.get_rows = raw_method(resource.get_rows)


class AsyncCampaigns:
    """Campaigns and the contacts they call."""

    def __init__(self, executor: _AsyncExecutor, *, raw: bool = False) -> None:
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
        page: float,
        page_size: float,
        query: str | None = None,
        result: models.RowResultFilter
        | Literal["IVR", "voicemail", "human", "unknown", "ios-screening-filter", "all", "none"]
        | None = None,
        statuses: str
        | Sequence[
            models.CallStatus
            | Literal["initializing", "queued_for_calling", "calling", "scheduled", "completed", "cancelled", "errored"]
        ]
        | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | UnsetType = UNSET,
    ) -> models.RowsPage:
        """Get campaign rows.

        One page of the rows (contacts) of a campaign. The rows can be narrowed down by a text search, by
        the status of their call and by its result.

        Args:
            id: The ID of the campaign.
            page: Which page to read.
            page_size: How many rows a page holds at most.
            query: Keep the rows that contain this text.
            result: Keep the rows whose call had this result. `all` keeps every row, `none` those without a result.
            statuses: Keep the rows whose call has one of these statuses. Several are separated by commas.
            extra_headers: Headers to send as well; they replace headers of the same name.
            extra_query: Query parameters to send as well; they replace arguments of the same name and are not checked.
            timeout: How long to wait, in seconds; what the client was made with by default, None for ever.

        Returns:
            The page that was asked for.

        Raises:
            ArgumentError: An argument is not what the spec allows; nothing was sent.

        Source: `GET /campaigns/{id}/rows`, the operation `campaigns.get_rows` of the spec.
        """
        return await self._executor.execute(
            _get_rows.build_request(
                id=id,
                page=page,
                page_size=page_size,
                query=query,
                result=result,
                statuses=statuses,
            ),
            RequestOptions(extra_headers, extra_query, timeout, self._raw),
        )


class AsyncCampaignsWithRawResponse:
    """The methods of `AsyncCampaigns`; they return an `APIResponse`."""

    def __init__(self, resource: AsyncCampaigns) -> None:
        self.get_rows = raw_method_async(resource.get_rows)
