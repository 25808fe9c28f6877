# Generated from openapi.yaml (Revox API 2026.3.0) by: python -m tools.generate. Do not edit.

"""POST /campaigns: builds the request and knows how to read the response."""

from collections.abc import Mapping, Sequence
from typing import Final

from ... import models
from ...runtime import Effect, Omit, Operation, Payload, Request, ResponseType, omit

OPERATION: Final[Operation[models.CampaignResponse]] = Operation(
    name="campaigns.create",
    method="POST",
    path="/campaigns",
    responses=(ResponseType(200, 200, Payload.JSON, models.CampaignResponse),),
    effect=Effect.DIALS,
    costs=True,
    verify_with="campaigns.list",
    body_type=models.CampaignsCreateParametersBody,
    content_type="application/json",
    is_body_required=True,
)


def build_request(
    *,
    assistant_id: str,
    contacts: Sequence[models.CampaignContact | Mapping[str, object]],
    name: str,
    call_retry_config: models.CallRetryConfig | Mapping[str, object] | Omit = omit,
    from_phone_number: str | Omit = omit,
    max_concurrent_calls: float | Omit = omit,
    extra_body: Mapping[str, object] | None = None,
) -> Request[models.CampaignResponse]:
    """Build a request for `campaigns.create`; an argument that the spec does not allow is an `ArgumentError`."""
    return OPERATION.request(
        fields={
            "assistant_id": assistant_id,
            "contacts": contacts,
            "name": name,
            "call_retry_config": call_retry_config,
            "from_phone_number": from_phone_number,
            "max_concurrent_calls": max_concurrent_calls,
        },
        extra_body=extra_body,
    )
