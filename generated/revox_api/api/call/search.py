# Generated from openapi.yaml (Revox API 2026.3.0) by: python -m tools.generate. Do not edit.

"""POST /call/search: builds the request and knows how to read the response."""

from collections.abc import Mapping, Sequence
from typing import Final

from ... import models
from ...runtime import Effect, Omit, Operation, Pagination, Payload, Request, ResponseType, omit

OPERATION: Final[Operation[models.CallsPage]] = Operation(
    name="call.search",
    method="POST",
    path="/call/search",
    responses=(ResponseType(200, 200, Payload.JSON, models.CallsPage),),
    effect=Effect.READS,
    pagination=Pagination(items="calls", key="id", page="page", page_size="page_size", total="total_count"),
    body_type=models.CallSearchParametersBody,
    content_type="application/json",
    is_body_required=True,
)


def build_request(
    *,
    assignee_ids: Sequence[str],
    directions: Sequence[models.CallDirection | str],
    outcomes: Sequence[models.OutcomeFilter | str],
    results: Sequence[models.ResultFilter | str],
    statuses: Sequence[models.CallStatus | str],
    assistant_ids: Sequence[str],
    campaign_ids: Sequence[str],
    from_phone_numbers: Sequence[str],
    page: int,
    page_size: int,
    call_ids: Sequence[str] | Omit = omit,
    query: str | Omit = omit,
    sort_by: str | Omit = omit,
    sort_direction: models.SortDirection | str | Omit = omit,
    to_phone_number: str | Omit = omit,
    extra_body: Mapping[str, object] | None = None,
) -> Request[models.CallsPage]:
    """Build a request for `call.search`; an argument that the spec does not allow is an `ArgumentError`."""
    return OPERATION.request(
        fields={
            "assignee_ids": assignee_ids,
            "directions": directions,
            "outcomes": outcomes,
            "results": results,
            "statuses": statuses,
            "assistant_ids": assistant_ids,
            "campaign_ids": campaign_ids,
            "from_phone_numbers": from_phone_numbers,
            "page": page,
            "page_size": page_size,
            "call_ids": call_ids,
            "query": query,
            "sort_by": sort_by,
            "sort_direction": sort_direction,
            "to_phone_number": to_phone_number,
        },
        extra_body=extra_body,
    )
