# Generated from openapi.yaml (Revox API 2026.3.0) by: python -m tools.generate. Do not edit.

"""PATCH /campaigns/{id}: builds the request and knows how to read the response."""

from collections.abc import Mapping
from typing import Final

from ... import models
from ...runtime import Effect, Omit, Operation, Payload, Request, ResponseType, omit

OPERATION: Final[Operation[models.CampaignResponse]] = Operation(
    name="campaigns.update",
    method="PATCH",
    path="/campaigns/{id}",
    responses=(ResponseType(200, 200, Payload.JSON, models.CampaignResponse),),
    effect=Effect.WRITES,
    body_type=models.CampaignsUpdateParametersBody,
    content_type="application/json",
    is_body_required=True,
)


def build_request(
    id: str,
    *,
    call_retry_config: models.CallRetryConfig | Mapping[str, object] | None | Omit = omit,
    from_phone_number: str | None | Omit = omit,
    max_concurrent_calls: float | None | Omit = omit,
    name: str | Omit = omit,
    extra_body: Mapping[str, object] | None = None,
) -> Request[models.CampaignResponse]:
    """Build a request for `campaigns.update`; an argument that the spec does not allow is an `ArgumentError`."""
    return OPERATION.request(
        path={"id": id},
        fields={
            "call_retry_config": call_retry_config,
            "from_phone_number": from_phone_number,
            "max_concurrent_calls": max_concurrent_calls,
            "name": name,
        },
        extra_body=extra_body,
    )
