"""Sends one request through httpx and receives its whole response, within the time that the call has left.

httpx knows timeouts of single steps only. A server that sends a byte now and then never runs into one, so that the time
left is looked at after each part of the body.
"""

import math
from collections.abc import AsyncIterator, Callable, Iterator

import httpx

TimeLeft = Callable[[], float]


def receive(
    client: httpx.Client, request: httpx.Request, follow_redirects: bool, time_left: TimeLeft
) -> httpx.Response:
    """Send a request and return its response, read to the end.

    Args:
        client: The HTTP client to send through.
        request: The request.
        follow_redirects: Whether to follow redirects. Not for writes: a redirected write could become a read that
            counts as its success.
        time_left: Returns how long the call may still take, in seconds.

    Raises:
        httpx.HTTPError: The request failed, or its time was up.
    """
    response = client.send(request, follow_redirects=follow_redirects, stream=True)
    try:
        if time_left() < math.inf and isinstance(response.stream, httpx.SyncByteStream):
            response.stream = _Timed(response.stream, lambda: _check(time_left, request))
        response.read()
        _let_go(response)
    finally:
        response.close()
    return response


async def receive_async(
    client: httpx.AsyncClient, request: httpx.Request, follow_redirects: bool, time_left: TimeLeft
) -> httpx.Response:
    """Send a request and return its response, read to the end. Raises what `receive` raises."""
    response = await client.send(request, follow_redirects=follow_redirects, stream=True)
    try:
        if time_left() < math.inf and isinstance(response.stream, httpx.AsyncByteStream):
            response.stream = _AsyncTimed(response.stream, lambda: _check(time_left, request))
        await response.aread()
        _let_go(response)
    finally:
        await response.aclose()
    return response


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
