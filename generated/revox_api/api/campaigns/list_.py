# Generated from openapi.yaml (Revox API 2026.3.0) by: python -m tools.generate. Do not edit.

"""GET /campaigns: builds the request and knows how to read the response."""

from typing import Final

from ... import models
from ...runtime import Effect, Operation, Payload, Request, ResponseType

OPERATION: Final[Operation[models.CampaignList]] = Operation(
    name="campaigns.list",
    method="GET",
    path="/campaigns",
    responses=(ResponseType(200, 200, Payload.JSON, models.CampaignList),),
    effect=Effect.READS,
)


def build_request() -> Request[models.CampaignList]:
    """Build a request for `campaigns.list`; an argument that the spec does not allow is an `ArgumentError`."""
    return OPERATION.request()
