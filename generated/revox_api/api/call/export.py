# Generated from openapi.yaml (Revox API 2026.3.0) by: python -m tools.generate. Do not edit.

"""POST /call/export: builds the request and knows how to read the response."""

from collections.abc import Mapping
from typing import Final

from ... import models
from ...runtime import Effect, Omit, Operation, Payload, Request, ResponseType, omit

OPERATION: Final[Operation[models.CsvFile]] = Operation(
    name="call.export",
    method="POST",
    path="/call/export",
    responses=(ResponseType(200, 200, Payload.JSON, models.CsvFile),),
    effect=Effect.READS,
    body_type=models.CallExportParametersBody,
    content_type="application/json",
    is_body_required=True,
)


def build_request(
    *,
    filters: models.CallFilter | Mapping[str, object],
    include_metadata: bool | Omit = omit,
    include_structured_output_fields: bool | Omit = omit,
    extra_body: Mapping[str, object] | None = None,
) -> Request[models.CsvFile]:
    """Build a request for `call.export`; an argument that the spec does not allow is an `ArgumentError`."""
    return OPERATION.request(
        fields={
            "filters": filters,
            "include_metadata": include_metadata,
            "include_structured_output_fields": include_structured_output_fields,
        },
        extra_body=extra_body,
    )
