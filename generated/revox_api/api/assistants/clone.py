# Generated from openapi.yaml (Revox API 2026.3.0) by: python -m tools.generate. Do not edit.

"""POST /assistants/{id}/clone: builds the request and knows how to read the response."""

from typing import Final

from ... import models
from ...runtime import Effect, Operation, Payload, Request, ResponseType

OPERATION: Final[Operation[models.AssistantResponse]] = Operation(
    name="assistants.clone",
    method="POST",
    path="/assistants/{id}/clone",
    responses=(ResponseType(200, 200, Payload.JSON, models.AssistantResponse),),
    effect=Effect.WRITES,
)


def build_request(id: str) -> Request[models.AssistantResponse]:
    """Build a request for `assistants.clone`; an argument that the spec does not allow is an `ArgumentError`."""
    return OPERATION.request(path={"id": id})
