# Generated from openapi.yaml (Revox API 2026.3.0) by: python -m tools.generate. Do not edit.

"""GET /assistants: builds the request and knows how to read the response."""

from typing import Final

from ... import models
from ...runtime import Effect, Operation, Payload, Request, ResponseType

OPERATION: Final[Operation[models.AssistantList]] = Operation(
    name="assistants.list",
    method="GET",
    path="/assistants",
    responses=(ResponseType(200, 200, Payload.JSON, models.AssistantList),),
    effect=Effect.READS,
)


def build_request() -> Request[models.AssistantList]:
    """Build a request for `assistants.list`; an argument that the spec does not allow is an `ArgumentError`."""
    return OPERATION.request()
