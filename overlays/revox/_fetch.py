"""Receives a response now and reads it later, when somebody wants it.

Pages that wait for their turn do so as bytes, which take a fraction of the memory of their objects; and what reads them
finds fresh objects in the cache of the processor.
"""

from collections.abc import Awaitable, Callable
from typing import TypeVar

import httpx

from revox._drive import drive, drive_async
from revox._errors import APIResponseValidationError
from revox._flow import Call

T = TypeVar("T")


def fetch(
    call: Call[T], send: Callable[[httpx.Request], httpx.Response], sleep: Callable[[float], None]
) -> Callable[[], T]:
    """Carry out a call up to the body of its response.

    Args:
        call: The call.
        send: Sends a request and returns its response, received whole.
        sleep: Waits some seconds.

    Returns:
        What reads the response, once, in any thread. If it cannot be read, it is asked for again, where that is safe.

    Raises:
        APIError: The call failed; so does what reads the response.
    """
    response = drive(call.flow(), send, sleep)
    received = call.client.clock.monotonic()

    def read() -> T:
        nonlocal response
        call.exclude(call.client.clock.monotonic() - received)
        while True:
            try:
                return call.result(response)
            except APIResponseValidationError as invalid:
                response = drive(call.flow(invalid), send, sleep)

    return read


async def fetch_async(
    call: Call[T],
    send: Callable[[httpx.Request], Awaitable[httpx.Response]],
    sleep: Callable[[float], Awaitable[None]],
) -> Callable[[], Awaitable[T]]:
    """Carry out a call up to the body of its response. See `fetch`."""
    response = await drive_async(call.flow(), send, sleep)
    received = call.client.clock.monotonic()

    async def read() -> T:
        nonlocal response
        call.exclude(call.client.clock.monotonic() - received)
        while True:
            try:
                return call.result(response)
            except APIResponseValidationError as invalid:
                response = await drive_async(call.flow(invalid), send, sleep)

    return read
