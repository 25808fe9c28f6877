# Generated from openapi.yaml (Revox API 2026.3.0) by: python -m tools.generate. Do not edit.

"""GET /auth-status: builds the request and knows how to read the response."""

from typing import Final

from ... import models
from ...runtime import Effect, Operation, Payload, Request, ResponseType

OPERATION: Final[Operation[models.AuthStatus]] = Operation(
    name="auth_status.retrieve",
    method="GET",
    path="/auth-status",
    responses=(ResponseType(200, 200, Payload.JSON, models.AuthStatus),),
    effect=Effect.READS,
)


def build_request() -> Request[models.AuthStatus]:
    """Build a request for `auth_status.retrieve`; an argument that the spec does not allow is an `ArgumentError`."""
    return OPERATION.request()
