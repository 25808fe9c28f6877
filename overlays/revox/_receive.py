"""Sends one request through httpx and receives its whole response, within the time that the call has left.

httpx knows timeouts of single steps only. A server that sends a byte now and then never runs into one, so that the time
left is looked at after each part of the body.
"""

import math
from collections.abc import AsyncIterator, Callable, Iterator

import httpx

TimeLeft = Callable[[], float]


def begin(client: httpx.Client, request: httpx.Request, follow_redirects: bool, time_left: TimeLeft) -> httpx.Response:
    """Send a request and return its response, of which nothing but the headers was read. See `receive`."""
    response = client.send(request, follow_redirects=follow_redirects, stream=True)
    if time_left() < math.inf and isinstance(response.stream, httpx.SyncByteStream):
        response.stream = _Timed(response.stream, lambda: _check(time_left, request))
    return response


async def begin_async(
    client: httpx.AsyncClient, request: httpx.Request, follow_redirects: bool, time_left: TimeLeft
) -> httpx.Response:
    """Send a request and return its response, of which nothing but the headers was read. See `receive`."""
    response = await client.send(request, follow_redirects=follow_redirects, stream=True)
    if time_left() < math.inf and isinstance(response.stream, httpx.AsyncByteStream):
        response.stream = _AsyncTimed(response.stream, lambda: _check(time_left, request))
    return response


def receive(
    client: httpx.Client,
    request: httpx.Request,
    follow_redirects: bool,
    time_left: TimeLeft,
    max_size: int | None = None,
) -> httpx.Response:
    """Send a request and return its response, read to the end.

    Args:
        client: The HTTP client to send through.
        request: The request.
        follow_redirects: Whether to follow redirects. Not for writes: a redirected write could become a read that
            counts as its success.
        time_left: Returns how long the call may still take, in seconds.
        max_size: How many bytes the body may have, decompressed, or None.

    Raises:
        httpx.HTTPError: The request failed, or its time was up.
    """
    response = begin(client, request, follow_redirects, time_left)
    try:
        parts = _Counted(request, max_size)
        for part in response.iter_bytes():
            parts.add(part)
        response._content = parts.joined()  # as response.read() does, which cannot be told where to stop
        let_go(response)
    finally:
        response.close()
    return response


async def receive_async(
    client: httpx.AsyncClient,
    request: httpx.Request,
    follow_redirects: bool,
    time_left: TimeLeft,
    max_size: int | None = None,
) -> httpx.Response:
    """Send a request and return its response, read to the end. Raises what `receive` raises."""
    response = await begin_async(client, request, follow_redirects, time_left)
    try:
        parts = _Counted(request, max_size)
        async for part in response.aiter_bytes():
            parts.add(part)
        response._content = parts.joined()  # as response.aread() does, which cannot be told where to stop
        let_go(response)
    finally:
        await response.aclose()
    return response


class ResponseTooLarge(httpx.DecodingError):
    """The body has more bytes, decompressed, than the client takes."""


def check_size(size: int, max_size: int | None, request: httpx.Request) -> None:
    """Raise `ResponseTooLarge` if there are more bytes than there may be."""
    if max_size is not None and size > max_size:
        problem = f"the response is larger than max_response_size, {max_size:,} bytes"
        raise ResponseTooLarge(problem, request=request)


class _Counted:
    """The parts of a body, as long as they are not too many."""

    def __init__(self, request: httpx.Request, max_size: int | None) -> None:
        self._request, self._max_size = request, max_size
        self._parts: list[bytes] = []
        self._size = 0

    def add(self, part: bytes) -> None:
        """Keep a part.

        Raises:
            ResponseTooLarge: There are too many bytes now.
        """
        self._size += len(part)
        check_size(self._size, self._max_size, self._request)
        self._parts.append(part)

    def joined(self) -> bytes:
        """Return the body."""
        return b"".join(self._parts)


def let_go(response: httpx.Response) -> None:
    """Drop the stream that was read: it refers back to its response, whose body would wait for the collector."""
    response.stream = httpx.ByteStream(b"")


def _check(time_left: TimeLeft, request: httpx.Request) -> None:
    if time_left() <= 0:
        raise httpx.ReadTimeout("the deadline of the call has passed", request=request)


class _Timed(httpx.SyncByteStream):
    def __init__(self, stream: httpx.SyncByteStream, check: Callable[[], None]) -> None:
        self._stream, self._check = stream, check

    def __iter__(self) -> Iterator[bytes]:
        for part in self._stream:
            self._check()
            yield part

    def close(self) -> None:
        self._stream.close()


class _AsyncTimed(httpx.AsyncByteStream):
    def __init__(self, stream: httpx.AsyncByteStream, check: Callable[[], None]) -> None:
        self._stream, self._check = stream, check

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._stream:
            self._check()
            yield part

    async def aclose(self) -> None:
        await self._stream.aclose()
