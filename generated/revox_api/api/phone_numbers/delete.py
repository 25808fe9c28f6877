# Generated from openapi.yaml (Revox API 2026.3.0) by: python -m tools.generate. Do not edit.

"""DELETE /phone-numbers/{id}: builds the request and knows how to read the response."""

from typing import Final

from ... import models
from ...runtime import Effect, Operation, Payload, Request, ResponseType

OPERATION: Final[Operation[models.Success]] = Operation(
    name="phone_numbers.delete",
    method="DELETE",
    path="/phone-numbers/{id}",
    responses=(ResponseType(200, 200, Payload.JSON, models.Success),),
    effect=Effect.DELETES,
)


def build_request(id: str) -> Request[models.Success]:
    """Build a request for `phone_numbers.delete`; an argument that the spec does not allow is an `ArgumentError`."""
    return OPERATION.request(path={"id": id})
