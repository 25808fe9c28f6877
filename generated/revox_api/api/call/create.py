# Generated from openapi.yaml (Revox API 2026.3.0) by: python -m tools.generate. Do not edit.

"""POST /call: builds the request and knows how to read the response."""

from collections.abc import Mapping
from typing import Any, Final

from ... import models
from ...runtime import Effect, Omit, Operation, Payload, Request, ResponseType, omit

OPERATION: Final[Operation[models.CallResponse]] = Operation(
    name="call.create",
    method="POST",
    path="/call",
    responses=(ResponseType(200, 200, Payload.JSON, models.CallResponse),),
    effect=Effect.DIALS,
    costs=True,
    verify_with="call.phone_history",
    body_type=models.CallCreateParametersBody,
    content_type="application/json",
    is_body_required=True,
)


def build_request(
    *,
    phone_number: str,
    assistant: models.AssistantSettings | Mapping[str, object] | Omit = omit,
    assistant_id: str | Omit = omit,
    concurrency: models.Concurrency | Mapping[str, object] | Omit = omit,
    from_phone_number: str | Omit = omit,
    metadata: Mapping[str, object] | Omit = omit,
    prompt_variables: Mapping[str, object] | Omit = omit,
    scheduled_at: Any | Omit = omit,
    skip_calling_window: bool | Omit = omit,
    extra_body: Mapping[str, object] | None = None,
) -> Request[models.CallResponse]:
    """Build a request for `call.create`; an argument that the spec does not allow is an `ArgumentError`."""
    return OPERATION.request(
        fields={
            "phone_number": phone_number,
            "assistant": assistant,
            "assistant_id": assistant_id,
            "concurrency": concurrency,
            "from_phone_number": from_phone_number,
            "metadata": metadata,
            "prompt_variables": prompt_variables,
            "scheduled_at": scheduled_at,
            "skip_calling_window": skip_calling_window,
        },
        extra_body=extra_body,
    )
