# Generated from openapi.yaml (Revox API 2026.3.0) by: python -m tools.generate. Do not edit.

"""PATCH /phone-numbers/{id}: builds the request and knows how to read the response."""

from collections.abc import Mapping
from typing import Final

from ... import models
from ...runtime import Effect, Omit, Operation, Payload, Request, ResponseType, omit

OPERATION: Final[Operation[models.PhoneNumberResponse]] = Operation(
    name="phone_numbers.update",
    method="PATCH",
    path="/phone-numbers/{id}",
    responses=(ResponseType(200, 200, Payload.JSON, models.PhoneNumberResponse),),
    effect=Effect.WRITES,
    body_type=models.PhoneNumbersUpdateParametersBody,
    content_type="application/json",
    is_body_required=True,
)


def build_request(
    id: str,
    *,
    inbound_assistant_id: str | None | Omit = omit,
    label: str | None | Omit = omit,
    extra_body: Mapping[str, object] | None = None,
) -> Request[models.PhoneNumberResponse]:
    """Build a request for `phone_numbers.update`; an argument that the spec does not allow is an `ArgumentError`."""
    return OPERATION.request(
        path={"id": id}, fields={"inbound_assistant_id": inbound_assistant_id, "label": label}, extra_body=extra_body
    )
