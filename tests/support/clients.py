"""Clients for tests, sync and async behind one face, that never really wait."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import attrs
import httpx
import pytest
from revox import AsyncRevox, Revox
from revox._http.retries import Clock

KEY = "test-key-0123456789"
PLAIN = False
"""Nothing here speaks TLS, and to load certificates would take longer than a call."""


@attrs.define
class StoppedClock:
    """A clock that notes how long it was asked to wait, and does not.

    Attributes:
        waits: The waits, in seconds.
        time: The time, in seconds since the epoch; it moves by the waits.
    """

    waits: list[float] = attrs.field(factory=list)
    time: float = 1_000_000_000.0

    def clock(self) -> Clock:
        """Return the clock for a client."""
        return Clock(
            now=lambda: self.time,
            monotonic=lambda: self.time,
            sleep=self._sleep,
            sleep_async=self._sleep_async,
            random=lambda: 0.0,
        )

    def _sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.time += seconds

    async def _sleep_async(self, seconds: float) -> None:
        self._sleep(seconds)


Action = Callable[[Any], Any]


def with_revox(action: Action, **options: Any) -> Any:
    """Call an action with a blocking client."""
    with httpx.Client(verify=PLAIN) as http:
        given: dict[str, Any] = {"api_key": KEY, "http_client": http}
        with Revox(**given | options) as client:
            return action(client)


def with_async_revox(action: Action, **options: Any) -> Any:
    """Call an action with an asynchronous client, and await what it returns."""

    async def run() -> Any:
        async with httpx.AsyncClient(verify=PLAIN) as http:
            given: dict[str, Any] = {"api_key": KEY, "http_client": http}
            async with AsyncRevox(**given | options) as client:
                result = action(client)
                return await result if isinstance(result, Awaitable) else [item async for item in result]

    return asyncio.run(run())


BOTH = [with_revox, with_async_revox]
IDS = ["sync", "async"]

BOTH_CLIENTS = pytest.mark.parametrize("using", BOTH, ids=IDS)


def collect(iterator: Any, see: Action = lambda item: item) -> Any:
    """Return what a function makes of each thing that an iterator gives, or what awaits it."""
    if hasattr(iterator, "__next__"):
        return [see(item) for item in iterator]

    async def run() -> list[Any]:
        return [see(item) async for item in iterator]

    return run()


def get_rows(client: Any) -> Any:
    """Read one page of one row."""
    return client.campaigns.get_rows("c", page=0, page_size=1)
