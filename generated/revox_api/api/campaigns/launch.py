# Generated from openapi.yaml (Revox API 2026.3.0) by: python -m tools.generate. Do not edit.

"""POST /campaigns/{id}/launch-calls: builds the request and knows how to read the response."""

from collections.abc import Mapping
from typing import Final

from ... import models
from ...runtime import Effect, Omit, Operation, Payload, Request, ResponseType, omit

OPERATION: Final[Operation[models.LaunchResult]] = Operation(
    name="campaigns.launch",
    method="POST",
    path="/campaigns/{id}/launch-calls",
    responses=(ResponseType(200, 200, Payload.JSON, models.LaunchResult),),
    effect=Effect.DIALS,
    costs=True,
    verify_with="campaigns.get_rows",
    body_type=models.CampaignsLaunchParametersBody,
    content_type="application/json",
    is_body_required=True,
)


def build_request(
    id: str,
    *,
    mode: models.LaunchMode | str,
    selection: models.LaunchSelection | Mapping[str, object],
    scheduled_at: str | Omit = omit,
    extra_body: Mapping[str, object] | None = None,
) -> Request[models.LaunchResult]:
    """Build a request for `campaigns.launch`; an argument that the spec does not allow is an `ArgumentError`."""
    return OPERATION.request(
        path={"id": id},
        fields={"mode": mode, "selection": selection, "scheduled_at": scheduled_at},
        extra_body=extra_body,
    )
