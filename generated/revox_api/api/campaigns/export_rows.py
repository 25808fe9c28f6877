# Generated from openapi.yaml (Revox API 2026.3.0) by: python -m tools.generate. Do not edit.

"""GET /campaigns/{id}/export: builds the request and knows how to read the response."""

from typing import Final

from ... import models
from ...runtime import Effect, Operation, Payload, Request, ResponseType

OPERATION: Final[Operation[models.CsvFile]] = Operation(
    name="campaigns.export_rows",
    method="GET",
    path="/campaigns/{id}/export",
    responses=(ResponseType(200, 200, Payload.JSON, models.CsvFile),),
    effect=Effect.READS,
)


def build_request(id: str) -> Request[models.CsvFile]:
    """Build a request for `campaigns.export_rows`; an argument that the spec does not allow is an `ArgumentError`."""
    return OPERATION.request(path={"id": id})
