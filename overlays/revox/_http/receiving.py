"""Receives a response into memory, whole or as far as its list has arrived, within bounds of time and size.

httpx knows timeouts of single steps only, and decompresses whatever it is sent as far as it goes. So the time left is
looked at after each piece of the body, and a piece is decompressed in steps.
"""

import math
import zlib
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import httpx

TimeLeft = Callable[[], float]
TOO_LATE = "the deadline of the call has passed"
DECOMPRESSED_AT_ONCE = 2**18

time_left: ContextVar[TimeLeft] = ContextVar("revox_time_left", default=lambda: math.inf)
"""How long the call may still take that is under way, in seconds; our own transports keep to it in all they do."""


@contextmanager
def within(limit: TimeLeft) -> Iterator[None]:
    """Bound what is sent and received within this block."""
    token = time_left.set(limit)
    try:
        yield
    finally:
        time_left.reset(token)


class ResponseTooLarge(httpx.DecodingError):
    """The body has more bytes, decompressed, than the client takes."""


class UnknownEncoding(httpx.DecodingError):
    """The body is encoded in a way that the client does not read."""


class Body:
    """What has arrived of a body.

    Attributes:
        items: How many complete items of a list it holds, which can be taken; here none.
        size: How many bytes it holds.
    """

    items = size = 0

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def feed(self, data: bytes) -> None:
        """Take in the next bytes."""
        self._pieces.append(data)
        self.size += len(data)

    def take(self) -> bytes:
        """Return the items that have arrived since the last time, within what stands around them."""
        raise NotImplementedError

    def rest(self) -> bytes:
        """Return all that was not taken."""
        return b"".join(self._pieces)


class _Receiving:
    """A response that is being received.

    Attributes:
        response: The response. It has its content once all of it has arrived, apart from what was taken.
        is_whole: Whether all of it has arrived.
    """

    def __init__(self, response: httpx.Response, body: Body, max_size: int | None, limit: TimeLeft) -> None:
        self.response = response
        self.is_whole = False
        self._body, self._max_size, self._time_left = body, max_size, limit
        self._inflate: Any = None

    def take(self) -> bytes:
        """Return an object with the items that have arrived since the last time."""
        return self._body.take()

    def _has(self, data: bytes, more_than: float) -> bool:
        """Take in the next bytes, and return whether there are more than so many items."""
        self._body.feed(data)
        if self._max_size is not None and self._body.size > self._max_size:
            problem = f"the response is larger than max_response_size, {self._max_size:,} bytes"
            raise ResponseTooLarge(problem, request=self.response.request)
        return self._body.items > more_than and self.response.is_success

    def _decode(self, piece: bytes) -> Iterator[bytes]:
        """Yield what a piece of the body decompresses to, step by step; that of httpx goes as far as it goes."""
        request, encoding = self.response.request, self.response.headers.get("content-encoding", "").strip().lower()
        if self._time_left() <= 0:
            raise httpx.ReadTimeout(TOO_LATE, request=request)
        if encoding in {"", "identity"}:
            yield piece
        elif encoding in {"gzip", "x-gzip", "deflate"}:
            try:
                yield from self._inflated(piece, is_deflate=encoding == "deflate")
            except zlib.error as error:
                raise httpx.DecodingError(f"{encoding}: {error}", request=request) from None
        elif self.response.is_success:
            # Also where two of them are stacked: a bomb within a bomb. (An error is told by its status.)
            raise UnknownEncoding(f"the response has an encoding not asked for, {encoding[:50]!r}", request=request)

    def _inflated(self, piece: bytes, *, is_deflate: bool) -> Iterator[bytes]:
        if self._inflate is None:
            # Some servers send "deflate" without the wrapper of zlib, which begins like this.
            is_bare = is_deflate and piece[0] & 15 != 8
            self._inflate = zlib.decompressobj(-zlib.MAX_WBITS if is_bare else zlib.MAX_WBITS | 32)
        is_full = True
        while is_full and not self._inflate.eof:
            step = self._inflate.decompress(piece, DECOMPRESSED_AT_ONCE)
            piece, is_full = self._inflate.unconsumed_tail, len(step) == DECOMPRESSED_AT_ONCE
            yield step

    def _end(self) -> None:
        self.response._content = self._body.rest()  # as response.read() does, which cannot be told where to stop
        self.is_whole = True


class Receiving(_Receiving):
    """A response that is being received by a blocking client."""

    def __init__(self, response: httpx.Response, body: Body, max_size: int | None, limit: TimeLeft) -> None:
        super().__init__(response, body, max_size, limit)
        self._data = self._pieces()

    def _pieces(self) -> Iterator[bytes]:
        if self.response.is_stream_consumed:  # a transport of a test made it whole
            yield self.response.content
            return
        for piece in self.response.iter_raw():
            yield from self._decode(piece)

    def receive(self, more_than: float = math.inf) -> None:
        """Receive until there are more than so many items to take, or to the end.

        Raises:
            httpx.HTTPError: The connection failed, its time was up, or more is held than there may be.
        """
        try:
            with within(self._time_left):
                for data in self._data:
                    if self._has(data, more_than):
                        return
            self._end()
        except BaseException:
            self.close()
            raise
        self.close()

    def close(self) -> None:
        """Let go of the connection."""
        self.response.close()
        _let_go(self.response)


class AsyncReceiving(_Receiving):
    """A response that is being received by an asynchronous client; see `Receiving`."""

    def __init__(self, response: httpx.Response, body: Body, max_size: int | None, limit: TimeLeft) -> None:
        super().__init__(response, body, max_size, limit)
        self._data = self._pieces()

    async def _pieces(self) -> AsyncIterator[bytes]:
        if self.response.is_stream_consumed:  # as in `Receiving`
            yield self.response.content
            return
        async for piece in self.response.aiter_raw():
            for step in self._decode(piece):
                yield step

    async def receive(self, more_than: float = math.inf) -> None:
        """Receive until there are more than so many items to take, or to the end. See `Receiving.receive`."""
        try:
            with within(self._time_left):
                async for data in self._data:
                    if self._has(data, more_than):
                        return
            self._end()
        except BaseException:
            await self.close()
            raise
        await self.close()

    async def close(self) -> None:
        """Let go of the connection."""
        await self.response.aclose()
        _let_go(self.response)


def text_of(response: httpx.Response) -> str:
    """Return a body as text, whatever encoding it claims. (`response.text` fails on `charset=hex` and its like.)"""
    try:
        return response.content.decode(response.encoding or "utf-8", errors="replace")
    except (LookupError, ValueError):
        return response.content.decode(errors="replace")


def _let_go(response: httpx.Response) -> None:
    """Drop the stream that was read: it refers back to its response, whose body would wait for the collector."""
    response.stream = httpx.ByteStream(b"")
