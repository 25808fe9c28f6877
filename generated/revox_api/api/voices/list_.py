# Generated from openapi.yaml (Revox API 2026.3.0) by: python -m tools.generate. Do not edit.

"""GET /voices: builds the request and knows how to read the response."""

from typing import Final

from ... import models
from ...runtime import Effect, Operation, Payload, Request, ResponseType

OPERATION: Final[Operation[models.VoiceList]] = Operation(
    name="voices.list",
    method="GET",
    path="/voices",
    responses=(ResponseType(200, 200, Payload.JSON, models.VoiceList),),
    effect=Effect.READS,
)


def build_request() -> Request[models.VoiceList]:
    """Build a request for `voices.list`; an argument that the spec does not allow is an `ArgumentError`."""
    return OPERATION.request()
