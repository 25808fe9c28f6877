# Generated from openapi.yaml (Revox API 2026.3.0) by: python -m tools.generate. Do not edit.

"""POST /voices/clone: builds the request and knows how to read the response."""

from collections.abc import Mapping
from typing import Final

from ... import models
from ...runtime import Effect, Operation, Payload, Request, ResponseType

OPERATION: Final[Operation[models.VoiceDetails]] = Operation(
    name="voices.clone",
    method="POST",
    path="/voices/clone",
    responses=(ResponseType(200, 200, Payload.JSON, models.VoiceDetails),),
    effect=Effect.WRITES,
    costs=True,
    body_type=models.VoicesCloneParametersBody,
    content_type="application/json",
    is_body_required=True,
    argument_names={"body": {"contentType": "content_type"}},
)


def build_request(
    *,
    audio: str,
    content_type: models.RecordingType | str,
    language: models.VoiceLanguage | str,
    name: str,
    extra_body: Mapping[str, object] | None = None,
) -> Request[models.VoiceDetails]:
    """Build a request for `voices.clone`; an argument that the spec does not allow is an `ArgumentError`."""
    return OPERATION.request(
        fields={"audio": audio, "contentType": content_type, "language": language, "name": name}, extra_body=extra_body
    )
