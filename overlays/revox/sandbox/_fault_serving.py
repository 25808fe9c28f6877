"""Drops connections where a fault says so, on a socket and within the process."""

from typing import Any

import httpx
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from ._fault_tools import ConnectionDropped


class DroppingProtocol(H11Protocol):
    """A connection of uvicorn that the application can close by raising `ConnectionDropped`."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        inner = self.app

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            try:
                await inner(scope, receive, send)
            except ConnectionDropped:
                self.transport.close()
                # Until uvicorn knows, it would complain that the answer is not complete.
                while (await receive())["type"] != "http.disconnect":
                    pass

        self.app = app


class DroppingTransport(httpx.ASGITransport):
    """A transport within the process that fails as httpx does when the connection is dropped."""

    def __init__(self, app: ASGIApp) -> None:
        super().__init__(app, raise_app_exceptions=False)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer a request.

        Raises:
            httpx.RemoteProtocolError: The connection was dropped.
        """
        is_dropped = has_begun = False

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            nonlocal is_dropped

            async def noted(message: Message) -> None:
                nonlocal has_begun
                has_begun = True
                await send(message)

            try:
                await self.app(scope, receive, noted)
            except ConnectionDropped:
                is_dropped = True
                raise

        response = await httpx.ASGITransport(app, raise_app_exceptions=False).handle_async_request(request)
        if is_dropped:
            when = "in the middle of the body" if has_begun else "without sending a response"
            raise httpx.RemoteProtocolError(f"Server disconnected {when}.", request=request)
        return response
