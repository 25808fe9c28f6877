# Generated from openapi.yaml (Revox API 2026.3.0) by: python -m tools.generate. Do not edit.

"""POST /voices/preview: builds the request and knows how to read the response."""

from collections.abc import Mapping
from typing import Final

from ... import models
from ...runtime import Effect, Omit, Operation, Payload, Request, ResponseType, omit

OPERATION: Final[Operation[bytes]] = Operation(
    name="voices.preview",
    method="POST",
    path="/voices/preview",
    responses=(ResponseType(200, 200, Payload.BYTES, bytes),),
    effect=Effect.READS,
    costs=True,
    body_type=models.VoicesPreviewParametersBody,
    content_type="application/json",
    is_body_required=True,
    argument_names={"body": {"voiceId": "voice_id"}},
)


def build_request(
    *,
    provider: models.VoiceProvider | str,
    voice_id: str,
    model: models.VoiceModel | str | Omit = omit,
    speed: float | Omit = omit,
    text: str | Omit = omit,
    volume: float | Omit = omit,
    extra_body: Mapping[str, object] | None = None,
) -> Request[bytes]:
    """Build a request for `voices.preview`; an argument that the spec does not allow is an `ArgumentError`."""
    return OPERATION.request(
        fields={
            "provider": provider,
            "voiceId": voice_id,
            "model": model,
            "speed": speed,
            "text": text,
            "volume": volume,
        },
        extra_body=extra_body,
    )
