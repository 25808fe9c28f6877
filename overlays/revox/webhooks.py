"""What Revox sends to the `webhook_url` of an assistant when a call is over.

No docs page describes it. The fields are those of the one public integration (n8n-nodes-revox); any may be missing.
"""

from typing import TYPE_CHECKING, Any

import msgspec
from revox_api.runtime.models import RawModel

from revox._errors import RevoxError
from revox._reading.tolerant import build

if TYPE_CHECKING:
    from revox_api import models

    from revox._client import AsyncRevox, Revox


class WebhookEvent(RawModel):
    """A call is over. Nothing proves that Revox sent this: see `Webhooks.confirm`.

    A field that is absent is None; one of another type than expected is as it came. `raw` holds all that came.

    Attributes:
        call_order_id: The ID of the call.
        call_id: The ID of its last call attempt.
        status: The status of the call.
        result: Who or what answered.
        annotation: A remark on the call.
        transcript: What was said, as one text.
        recording_url: Where the recording is.
        started_at: When the call started. The form of times is not documented.
        ended_at: When the call ended.
        calls_count: How many call attempts there were.
        timestamp: When the event was sent.
    """

    call_order_id: str | None = None
    call_id: str | None = None
    status: str | None = None
    result: str | None = None
    annotation: Any = None
    transcript: str | None = None
    recording_url: str | None = None
    started_at: Any = None
    ended_at: Any = None
    calls_count: int | float | None = None
    timestamp: Any = None


def parse(body: bytes | str) -> WebhookEvent:
    """Read the body of a request that arrived at a `webhook_url`.

    Args:
        body: The body, as it came.

    Returns:
        The event; fields that are not known here are in its `raw`.

    Raises:
        RevoxError: The body is not a JSON object.
    """
    content = body.encode(errors="surrogatepass") if isinstance(body, str) else bytes(body)
    try:
        value = msgspec.json.decode(content)
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise RevoxError("webhook: expected a JSON object in the body of the request")
    event: WebhookEvent = build(value, WebhookEvent, lambda problem, path: None)
    event.keep_raw(content)
    return event


def _call_of(event: WebhookEvent) -> str:
    if not isinstance(event.call_order_id, str) or not event.call_order_id:
        raise RevoxError("webhook: the event names no call (call_order_id), so there is nothing to confirm")
    return event.call_order_id


class Webhooks:
    """Events that arrive at a `webhook_url`."""

    def __init__(self, client: "Revox") -> None:
        self._client = client

    def parse(self, body: bytes | str) -> WebhookEvent:
        """Read an event. See `revox.webhooks.parse`."""
        return parse(body)

    def confirm(self, event: WebhookEvent) -> "models.Call":
        """Read the call of an event from the API, and return it.

        Events are not signed, so that anybody who knows the URL can send one. Believe the call that this returns, not
        what the event says of it.

        Raises:
            NotFoundError: There is no such call: the event is made up.
            RevoxError: The event names no call.
            APIError: The call could not be read.
        """
        return self._client.call.retrieve(_call_of(event)).call


class AsyncWebhooks:
    """Events that arrive at a `webhook_url`."""

    def __init__(self, client: "AsyncRevox") -> None:
        self._client = client

    def parse(self, body: bytes | str) -> WebhookEvent:
        """Read an event. See `revox.webhooks.parse`."""
        return parse(body)

    async def confirm(self, event: WebhookEvent) -> "models.Call":
        """Read the call of an event from the API, and return it. See `Webhooks.confirm`."""
        return (await self._client.call.retrieve(_call_of(event))).call
