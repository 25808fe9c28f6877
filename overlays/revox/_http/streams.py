# ruff: noqa: ASYNC109 - the interface of httpcore has these timeouts
"""Network streams for httpcore that keep to the deadline of a call, and show what a server sent beyond an answer.

httpcore knows timeouts of single steps only, which a server that sends a byte now and then never runs into. And it
takes bytes that follow an answer for the beginning of the next one.
"""

import math
import re
import ssl
from collections.abc import Iterable
from typing import Any

import anyio
import httpcore

from revox._http.receiving import TOO_LATE, time_left

READ_AT_ONCE = 2**18  # as much as asyncio reads at once, so that nothing waits unseen in its buffers
WRITE_AT_ONCE = 2**16
BLANK_LINE = re.compile(rb"\n\r?\n")  # as h11 sees the end of a head, and of a chunked body
Options = Iterable[httpcore.SOCKET_OPTION] | None


def bounded(timeout: float | None, too_late: type[httpcore.TimeoutException]) -> float | None:
    """Return how long the next step may take: its timeout, cut to the time that is left of the call."""
    left = time_left.get()()
    if left <= 0:
        raise too_late(TOO_LATE)
    return timeout if left == math.inf else min(left, math.inf if timeout is None else timeout)


class _Messages:
    """What has arrived, handed out so that no piece goes beyond the end of a message.

    Attributes:
        held: What is not handed out yet. When the answer is complete, nobody asked for it.
        body: How many bytes of a body of known length are to come. Otherwise a piece ends with a blank line at most.
    """

    def __init__(self) -> None:
        self.held = memoryview(b"")
        self.body = 0
        self._tail = b""
        self._is_http = False

    def begin(self, request: bytes) -> None:
        """Forget the last message: this is sent."""
        self.body, self._tail = 0, b""
        self._is_http = self._is_http or b" HTTP/1.1\r\n" in request  # and not the greeting of a SOCKS proxy

    def take(self) -> bytes:
        """Return the next piece; it is empty only if nothing is held."""
        end = len(self.held)
        if self.body:
            end = min(self.body, end)
            self.body -= end
        elif self._is_http:
            # The blank line may have begun in the last piece.
            joined = BLANK_LINE.search(self._tail + bytes(self.held[:2]))
            found = joined or BLANK_LINE.search(self.held)
            if found:
                end = found.end() - (len(self._tail) if joined else 0)
            self._tail = b"" if found else (self._tail + bytes(self.held[-2:]))[-2:]
        piece, self.held = bytes(self.held[:end]), self.held[end:]
        return piece


class Stream(_Messages, httpcore.NetworkStream):
    """A connection of a blocking client."""

    def __init__(self, stream: httpcore.NetworkStream) -> None:
        super().__init__()
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        if not self.held:
            self.held = memoryview(self._stream.read(max_bytes, bounded(timeout, httpcore.ReadTimeout)))
        return self.take()

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.begin(buffer)
        for start in range(0, len(buffer), WRITE_AT_ONCE):
            piece = buffer[start : start + WRITE_AT_ONCE]
            self._stream.write(piece, bounded(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        try:
            timeout = bounded(timeout, httpcore.ConnectTimeout)
            return Stream(self._stream.start_tls(ssl_context, server_hostname, timeout))
        except BaseException:
            self.close()
            raise

    def get_extra_info(self, info: str) -> Any:
        return (info == "is_readable" and bool(self.held)) or self._stream.get_extra_info(info)


class Backend(httpcore.SyncBackend):
    """Connects for a blocking client."""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Options = None,
    ) -> httpcore.NetworkStream:
        """Connect within the time that is left."""
        timeout = bounded(timeout, httpcore.ConnectTimeout)
        return Stream(super().connect_tcp(host, port, timeout, local_address, socket_options))


class AsyncStream(_Messages, httpcore.AsyncNetworkStream):
    """A connection of an asynchronous client; see `Stream`."""

    def __init__(self, stream: httpcore.AsyncNetworkStream) -> None:
        super().__init__()
        self._stream = stream

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        if not self.held:
            self.held = memoryview(await self._stream.read(READ_AT_ONCE, bounded(timeout, httpcore.ReadTimeout)))
        return self.take()

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.begin(buffer)
        await self._stream.write(buffer, bounded(timeout, httpcore.WriteTimeout))

    async def aclose(self) -> None:
        await self._stream.aclose()

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.AsyncNetworkStream:
        try:
            timeout = bounded(timeout, httpcore.ConnectTimeout)
            return AsyncStream(await self._stream.start_tls(ssl_context, server_hostname, timeout))
        except BaseException:
            with anyio.CancelScope(shield=True):
                await self.aclose()
            raise

    def get_extra_info(self, info: str) -> Any:
        is_surplus = info == "is_readable" and (bool(self.held) or self._has_decrypted())
        return is_surplus or self._stream.get_extra_info(info)

    def _has_decrypted(self) -> bool:
        # What TLS has read ahead is not in the socket any more.
        ssl_object = self._stream.get_extra_info("ssl_object")
        try:
            return ssl_object is not None and bool(ssl_object.read(1))
        except ssl.SSLError:
            return False


class AsyncBackend(httpcore.AnyIOBackend):
    """Connects for an asynchronous client; see `Backend`."""

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Options = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect within the time that is left."""
        timeout = bounded(timeout, httpcore.ConnectTimeout)
        return AsyncStream(await super().connect_tcp(host, port, timeout, local_address, socket_options))
