# Generated from openapi.yaml (Revox API 2026.3.0) by: python -m tools.generate. Do not edit.

"""GET /voices/{id}: builds the request and knows how to read the response."""

from typing import Final

from ... import models
from ...runtime import Effect, Operation, Payload, Request, ResponseType

OPERATION: Final[Operation[models.VoiceResponse]] = Operation(
    name="voices.retrieve",
    method="GET",
    path="/voices/{id}",
    responses=(ResponseType(200, 200, Payload.JSON, models.VoiceResponse),),
    effect=Effect.READS,
    query_type=models.VoicesRetrieveParametersQuery,
)


def build_request(id: str, *, provider: models.VoiceProvider | str) -> Request[models.VoiceResponse]:
    """Build a request for `voices.retrieve`; an argument that the spec does not allow is an `ArgumentError`."""
    return OPERATION.request(path={"id": id}, query={"provider": provider})
