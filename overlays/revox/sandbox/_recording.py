"""What was asked of a sandbox, recorded for tests to assert on, and for a log."""

import time
from collections.abc import Callable
from typing import Any

import httpx
import msgspec
from attrs import field, frozen
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ._connection import Headers

_SECRETS = ("authorization", "cookie", "proxy-authorization")


@frozen
class RecordedRequest:
    """A request as it came, without the key.

    Attributes:
        method: Its method.
        path: Its path, such as `/api/campaigns`.
        query: Its decoded query string.
        headers: Its headers, by their name in lower case.
        body: Its body.
        status: The status of the answer; 0 where none was sent.
        milliseconds: How long that took.
    """

    method: str
    path: str
    query: httpx.QueryParams
    headers: Headers = field(repr=False)
    body: bytes = field(repr=False)
    status: int
    milliseconds: float

    @property
    def json(self) -> Any:
        """The body, read as JSON; None where there is none."""
        return msgspec.json.decode(self.body) if self.body else None


def recording(app: ASGIApp, record: Callable[[RecordedRequest], None]) -> ASGIApp:
    """Make an application that records each request when it has been answered."""

    async def recorded(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await app(scope, receive, send)
        body, statuses, start = bytearray(), [0], time.perf_counter()

        async def receive_and_keep() -> Message:
            message = await receive()
            body.extend(message.get("body", b""))
            return message

        async def send_and_keep(message: Message) -> None:
            statuses.append(message.get("status", statuses[-1]))
            await send(message)

        try:
            await app(scope, receive_and_keep, send_and_keep)
        finally:
            names = ((name.decode("latin-1").lower(), text.decode("latin-1")) for name, text in scope["headers"])
            record(
                RecordedRequest(
                    method=scope["method"],
                    path=scope["path"],
                    query=httpx.QueryParams(scope["query_string"].decode("latin-1")),
                    headers={name: text for name, text in names if name not in _SECRETS},
                    body=bytes(body),
                    status=statuses[-1],
                    milliseconds=(time.perf_counter() - start) * 1000,
                )
            )

    return recorded
