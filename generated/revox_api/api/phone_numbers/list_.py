# Generated from openapi.yaml (Revox API 2026.3.0) by: python -m tools.generate. Do not edit.

"""GET /phone-numbers: builds the request and knows how to read the response."""

from typing import Final

from ... import models
from ...runtime import Effect, Operation, Payload, Request, ResponseType

OPERATION: Final[Operation[models.PhoneNumberList]] = Operation(
    name="phone_numbers.list",
    method="GET",
    path="/phone-numbers",
    responses=(ResponseType(200, 200, Payload.JSON, models.PhoneNumberList),),
    effect=Effect.READS,
)


def build_request() -> Request[models.PhoneNumberList]:
    """Build a request for `phone_numbers.list`; an argument that the spec does not allow is an `ArgumentError`."""
    return OPERATION.request()
