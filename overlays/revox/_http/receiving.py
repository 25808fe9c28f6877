"""Receives a response into memory, whole or as far as its list has arrived, within bounds of time and size.

httpx knows timeouts of single steps only. A server that sends a byte now and then never runs into one, so that the time
left is looked at after each piece of the body.
"""

import math
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import httpx

TimeLeft = Callable[[], float]


class ResponseTooLarge(httpx.DecodingError):
    """The body has more bytes, decompressed, than the client takes."""


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

    def __init__(self, response: httpx.Response, body: Body, max_size: int | None, time_left: TimeLeft) -> None:
        self.response = response
        self.is_whole = False
        self._body, self._max_size = body, max_size
        if time_left() < math.inf:
            response.stream = _Timed(response.stream, response.request, time_left)

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

    def _end(self) -> None:
        self.response._content = self._body.rest()  # as response.read() does, which cannot be told where to stop
        self.is_whole = True


class Receiving(_Receiving):
    """A response that is being received by a blocking client."""

    def __init__(self, response: httpx.Response, body: Body, max_size: int | None, time_left: TimeLeft) -> None:
        super().__init__(response, body, max_size, time_left)
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

    def __init__(self, response: httpx.Response, body: Body, max_size: int | None, time_left: TimeLeft) -> None:
        super().__init__(response, body, max_size, time_left)
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


class _Timed(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A stream that looks at the time after each piece."""

    def __init__(self, stream: Any, request: httpx.Request, time_left: TimeLeft) -> None:
        self._stream, self._request, self._time_left = stream, request, time_left

    def _check(self) -> None:
        if self._time_left() <= 0:
            raise httpx.ReadTimeout("the deadline of the call has passed", request=self._request)

    def __iter__(self) -> Iterator[bytes]:
        for data in self._stream:
            self._check()
            yield data

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for data in self._stream:
            self._check()
            yield data

    def close(self) -> None:
        self._stream.close()

    async def aclose(self) -> None:
        await self._stream.aclose()
