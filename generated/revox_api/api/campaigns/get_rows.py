# Generated from openapi.yaml (Revox API 2026.3.0) by: python -m tools.generate. Do not edit.

"""GET /campaigns/{id}/rows: builds the request and knows how to read the response."""

from collections.abc import Sequence
from typing import Final

from ... import models
from ...runtime import Effect, Operation, Pagination, Payload, Request, ResponseType

OPERATION: Final[Operation[models.RowsPage]] = Operation(
    name="campaigns.get_rows",
    method="GET",
    path="/campaigns/{id}/rows",
    responses=(ResponseType(200, 200, Payload.JSON, models.RowsPage),),
    effect=Effect.READS,
    pagination=Pagination(items="rows", key="id", page="page", page_size="page_size", total="total"),
    query_type=models.CampaignsGetRowsParametersQuery,
    separators={"statuses": ","},
)


def build_request(
    id: str,
    *,
    page: float | None = None,
    page_size: float | None = None,
    query: str | None = None,
    result: models.ResultFilter | str | None = None,
    statuses: str | Sequence[str] | None = None,
) -> Request[models.RowsPage]:
    """Build a request for `campaigns.get_rows`; an argument that the spec does not allow is an `ArgumentError`."""
    return OPERATION.request(
        path={"id": id},
        query={"page": page, "page_size": page_size, "query": query, "result": result, "statuses": statuses},
    )
