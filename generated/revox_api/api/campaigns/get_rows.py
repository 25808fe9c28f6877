# Generated from openapi.yaml (Revox API 2026.3.0) by: python -m tools.generate. Do not edit.

"""GET /campaigns/{id}/rows: builds the request and knows how to read the response."""

from collections.abc import Mapping, Sequence
from typing import Final, Literal, TypedDict

import httpx

from ... import models
from ...types import Operation, Payload, Request, ResponseType, UnsetType

OPERATION: Final[Operation[models.RowsPage]] = Operation(
    name="campaigns.get_rows",
    method="GET",
    path="/campaigns/{id}/rows",
    responses=(ResponseType(200, 200, Payload.JSON, models.RowsPage),),
    is_secured=True,
    query_type=models.CampaignsGetRowsParametersQuery,
    separators={"statuses": ","},
)


class GetRowsOptions(TypedDict, total=False):
    """The arguments of `get_rows` that can be left out, for functions that pass them on."""

    query: str | None
    result: (
        models.RowResultFilter
        | Literal["IVR", "voicemail", "human", "unknown", "ios-screening-filter", "all", "none"]
        | None
    )
    statuses: (
        str
        | Sequence[
            models.CallStatus
            | Literal["initializing", "queued_for_calling", "calling", "scheduled", "completed", "cancelled", "errored"]
        ]
        | None
    )
    extra_headers: Mapping[str, str] | None
    extra_query: Mapping[str, object] | None
    timeout: float | httpx.Timeout | None | UnsetType


def build_request(
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
) -> Request[models.RowsPage]:
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

    Raises:
        ArgumentError: An argument is not what the spec allows; nothing was sent.

    Source: `GET /campaigns/{id}/rows`, the operation `campaigns.get_rows` of the spec.
    """
    return OPERATION.request(
        path={
            "id": id,
        },
        query={
            "page": page,
            "page_size": page_size,
            "query": query,
            "result": result,
            "statuses": statuses,
        },
    )
