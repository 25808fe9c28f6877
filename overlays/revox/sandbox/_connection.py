"""The connection that an answer goes over, as faults see it: a socket, or what stands for one within the process."""

import asyncio
import socket
import struct
from typing import Any, Literal

import httpx
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

Headers = dict[str, str]

_EXTENSION = "revox.sandbox.transport"
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)


class Connection:
    """A connection, in the middle of a request."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take what a server hands to an application; without a socket behind it, `end` raises errors of httpx."""
        self._transport: asyncio.Transport | None = scope.get("extensions", {}).get(_EXTENSION)
        self._receive = receive
        self._send = send
        self._is_complete = False

    async def start(self, status: int, headers: Headers) -> None:
        """Send the head of an answer."""
        fields = [(name.encode("latin-1"), text.encode("latin-1")) for name, text in headers.items()]
        await self._send({"type": "http.response.start", "status": status, "headers": fields})

    async def send(self, data: bytes, *, is_last: bool = False) -> None:
        """Send more of the body."""
        self._is_complete = is_last
        await self._send({"type": "http.response.body", "body": data, "more_body": not is_last})

    def write(self, data: bytes) -> None:
        """Put bytes on the socket as they are; within the process, nothing happens."""
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(data)

    async def end(self, how: Literal["close", "reset", "stall"]) -> None:
        """Close the connection, reset it, or say nothing more until the client closes it.

        Raises:
            httpx.TransportError: There is no socket, and this is what a client would raise.
        """
        if self._transport is None:
            if self._is_complete:
                return
            if how == "stall":
                raise httpx.ReadTimeout("The sandbox says nothing more.")
            raise httpx.ReadError("") if how == "reset" else httpx.RemoteProtocolError("Server disconnected.")
        if how == "reset":
            connection = self._transport.get_extra_info("socket")
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
            self._transport.abort()
        elif how == "close":
            self._transport.close()
        # Until uvicorn knows, it would complain that the answer is not complete.
        while (await self._receive())["type"] != "http.disconnect":
            pass


class SocketProtocol(H11Protocol):
    """What speaks HTTP on a connection of uvicorn, and lets the application have the socket."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        inner = self.app

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            await inner({**scope, "extensions": {_EXTENSION: self.transport}}, receive, send)

        self.app = app
