# Generated from openapi.yaml (Revox API 2026.3.0) by: python -m tools.generate. Do not edit.

"""GET /campaigns/{id}: builds the request and knows how to read the response."""

from typing import Final

from ... import models
from ...runtime import Effect, Operation, Payload, Request, ResponseType

OPERATION: Final[Operation[models.CampaignResponse]] = Operation(
    name="campaigns.retrieve",
    method="GET",
    path="/campaigns/{id}",
    responses=(ResponseType(200, 200, Payload.JSON, models.CampaignResponse),),
    effect=Effect.READS,
)


def build_request(id: str) -> Request[models.CampaignResponse]:
    """Build a request for `campaigns.retrieve`; an argument that the spec does not allow is an `ArgumentError`."""
    return OPERATION.request(path={"id": id})
