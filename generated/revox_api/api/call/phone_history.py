# Generated from openapi.yaml (Revox API 2026.3.0) by: python -m tools.generate. Do not edit.

"""GET /calls/phone-history: builds the request and knows how to read the response."""

from typing import Final

from ... import models
from ...runtime import Effect, Operation, Payload, Request, ResponseType

OPERATION: Final[Operation[models.PhoneHistories]] = Operation(
    name="call.phone_history",
    method="GET",
    path="/calls/phone-history",
    responses=(ResponseType(200, 200, Payload.JSON, models.PhoneHistories),),
    effect=Effect.READS,
)


def build_request() -> Request[models.PhoneHistories]:
    """Build a request for `call.phone_history`; an argument that the spec does not allow is an `ArgumentError`."""
    return OPERATION.request()
