# Generated from openapi.yaml (Revox API 2026.3.0) by: python -m tools.generate. Do not edit.

"""GET /campaigns/{id}/statistics: builds the request and knows how to read the response."""

from typing import Final

from ... import models
from ...runtime import Effect, Operation, Payload, Request, ResponseType

OPERATION: Final[Operation[models.CampaignStatisticsResponse]] = Operation(
    name="campaigns.statistics",
    method="GET",
    path="/campaigns/{id}/statistics",
    responses=(ResponseType(200, 200, Payload.JSON, models.CampaignStatisticsResponse),),
    effect=Effect.READS,
)


def build_request(id: str) -> Request[models.CampaignStatisticsResponse]:
    """Build a request for `campaigns.statistics`; an argument that the spec does not allow is an `ArgumentError`."""
    return OPERATION.request(path={"id": id})
