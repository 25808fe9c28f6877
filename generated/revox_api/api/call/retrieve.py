# Generated from openapi.yaml (Revox API 2026.3.0) by: python -m tools.generate. Do not edit.

"""GET /call/{id}: builds the request and knows how to read the response."""

from typing import Final

from ... import models
from ...runtime import Effect, Operation, Payload, Request, ResponseType

OPERATION: Final[Operation[models.CallResponse]] = Operation(
    name="call.retrieve",
    method="GET",
    path="/call/{id}",
    responses=(ResponseType(200, 200, Payload.JSON, models.CallResponse),),
    effect=Effect.READS,
)


def build_request(id: str) -> Request[models.CallResponse]:
    """Build a request for `call.retrieve`; an argument that the spec does not allow is an `ArgumentError`."""
    return OPERATION.request(path={"id": id})
