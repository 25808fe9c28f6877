"""Receives a response into memory, whole or as far as its list has arrived, within bounds of time and size.

httpx knows timeouts of single steps only. A server that sends a byte now and then never runs into one, so that the time
left is looked at after each piece of the body.
"""

import math
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Protocol

import httpx

TimeLeft = Callable[[], float]


class ResponseTooLarge(httpx.DecodingError):
    """The body has more bytes, decompressed, than the client takes."""


class Sink(Protocol):
    """Takes in the bytes of a body."""

    items: int
    """How many complete items of a list it holds, which can be taken."""
    size: int
    """How many bytes it holds."""

    def feed(self, data: bytes) -> None:
        """Take in the next bytes."""

    def take(self) -> bytes:
        """Return the items that have arrived since the last time, in an object as they stand in."""

    def rest(self) -> bytes:
        """Return all that was not taken."""


class WholeBody:
    """A sink for a body that is wanted whole."""

    items = 0

    def __init__(self) -> None:
        self.size = 0
        self._pieces: list[bytes] = []

    def feed(self, data: bytes) -> None:
        """Take in the next bytes."""
        self._pieces.append(data)
        self.size += len(data)

    def take(self) -> bytes:
        """Return nothing: there are no items."""
        return b""

    def rest(self) -> bytes:
        """Return the body."""
        return b"".join(self._pieces)


class _Receiving:
    """A response that is being received.

    Attributes:
        response: The response. It has its content once all of it has arrived, apart from what was taken.
        is_whole: Whether all of it has arrived.
    """

    def __init__(self, response: httpx.Response, sink: Sink, max_size: int | None) -> None:
        self.response = response
        self.is_whole = False
        self._sink, self._max_size = sink, max_size

    def take(self) -> bytes:
        """Return an object with the items that have arrived since the last time."""
        return self._sink.take()

    def _has(self, data: bytes, more_than: float) -> bool:
        """Take in the next bytes, and return whether there are more than so many items."""
        self._sink.feed(data)
        if self._max_size is not None and self._sink.size > self._max_size:
            problem = f"the response is larger than max_response_size, {self._max_size:,} bytes"
            raise ResponseTooLarge(problem, request=self.response.request)
        return self._sink.items > more_than and self.response.is_success

    def _end(self) -> None:
        self.response._content = self._sink.rest()  # as response.read() does, which cannot be told where to stop
        self.is_whole = True


class Receiving(_Receiving):
    """A response that is being received by a blocking client."""

    def __init__(self, response: httpx.Response, sink: Sink, max_size: int | None, time_left: TimeLeft) -> None:
        super().__init__(response, sink, max_size)
        if time_left() < math.inf and isinstance(response.stream, httpx.SyncByteStream):
            response.stream = _Timed(response.stream, lambda: _check(time_left, response.request))
        self._data = response.iter_bytes()

    def receive(self, more_than: float = math.inf) -> None:
        """Receive until there are more than so many items to take, or to the end.

        Raises:
            httpx.HTTPError: The connection failed, its time was up, or more is held than there may be.
        """
        try:
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

    def __init__(self, response: httpx.Response, sink: Sink, max_size: int | None, time_left: TimeLeft) -> None:
        super().__init__(response, sink, max_size)
        if time_left() < math.inf and isinstance(response.stream, httpx.AsyncByteStream):
            response.stream = _AsyncTimed(response.stream, lambda: _check(time_left, response.request))
        self._data = response.aiter_bytes()

    async def receive(self, more_than: float = math.inf) -> None:
        """Receive until there are more than so many items to take, or to the end. See `Receiving.receive`."""
        try:
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


def _check(time_left: TimeLeft, request: httpx.Request) -> None:
    if time_left() <= 0:
        raise httpx.ReadTimeout("the deadline of the call has passed", request=request)


class _Timed(httpx.SyncByteStream):
    def __init__(self, stream: httpx.SyncByteStream, check: Callable[[], None]) -> None:
        self._stream, self._check = stream, check

    def __iter__(self) -> Iterator[bytes]:
        for data in self._stream:
            self._check()
            yield data

    def close(self) -> None:
        self._stream.close()


class _AsyncTimed(httpx.AsyncByteStream):
    def __init__(self, stream: httpx.AsyncByteStream, check: Callable[[], None]) -> None:
        self._stream, self._check = stream, check

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for data in self._stream:
            self._check()
            yield data

    async def aclose(self) -> None:
        await self._stream.aclose()
