# Generated from openapi.yaml (Revox API 2026.3.0) by: python -m tools.generate. Do not edit.

"""POST /call/{id}/resume: builds the request and knows how to read the response."""

from typing import Final

from ... import models
from ...runtime import Effect, Operation, Payload, Request, ResponseType

OPERATION: Final[Operation[models.Success]] = Operation(
    name="call.resume",
    method="POST",
    path="/call/{id}/resume",
    responses=(ResponseType(200, 200, Payload.JSON, models.Success),),
    effect=Effect.DIALS,
    costs=True,
    verify_with="call.retrieve",
)


def build_request(id: str) -> Request[models.Success]:
    """Build a request for `call.resume`; an argument that the spec does not allow is an `ArgumentError`."""
    return OPERATION.request(path={"id": id})
