# Generated from openapi.yaml (Revox API 2026.3.0) by: python -m tools.generate. Do not edit.

"""GET /users/me: builds the request and knows how to read the response."""

from typing import Final

from ... import models
from ...runtime import Effect, Operation, Payload, Request, ResponseType

OPERATION: Final[Operation[models.UserResponse]] = Operation(
    name="users.retrieve",
    method="GET",
    path="/users/me",
    responses=(ResponseType(200, 200, Payload.JSON, models.UserResponse),),
    effect=Effect.READS,
)


def build_request() -> Request[models.UserResponse]:
    """Build a request for `users.retrieve`; an argument that the spec does not allow is an `ArgumentError`."""
    return OPERATION.request()
