"""Clients for tests, sync and async behind one face, that never really wait."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import attrs
import httpx
import pytest
from revox import AsyncRevox, Revox
from revox._http.retries import Clock

from tests.support.scripted_server import Answer, Received, scripted_server

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


def _complete(options: dict[str, Any], http_client: Any) -> dict[str, Any]:
    return {"api_key": KEY, "http_client": http_client} | options


def with_revox(action: Action, **options: Any) -> Any:
    """Call an action with a blocking client."""
    with (
        httpx.Client(verify=PLAIN, trust_env=False, follow_redirects=True) as http,
        Revox(**_complete(options, http)) as client,
    ):
        return action(client)


def with_async_revox(action: Action, **options: Any) -> Any:
    """Call an action with an asynchronous client, and await what it returns."""

    async def run() -> Any:
        http = httpx.AsyncClient(verify=PLAIN, trust_env=False, follow_redirects=True)
        async with http, AsyncRevox(**_complete(options, http)) as client:
            result = action(client)
            return await result if isinstance(result, Awaitable) else [item async for item in result]

    return asyncio.run(run())


BOTH = [with_revox, with_async_revox]
IDS = ["sync", "async"]

BOTH_CLIENTS = pytest.mark.parametrize("using", BOTH, ids=IDS)


@attrs.frozen
class Outcome:
    """What became of an action.

    Attributes:
        received: The requests that the server received.
        waits: How long the client wanted to wait before further attempts.
        error: What was raised; None if nothing was.
    """

    received: list[Received]
    waits: list[float]
    error: Any
    _result: Any

    @property
    def result(self) -> Any:
        """What was returned.

        Raises:
            Exception: The error, if there was one.
        """
        if self.error is not None:
            raise self.error
        return self._result

    @property
    def targets(self) -> list[str]:
        """Path and query of each request."""
        return [request.target for request in self.received]


def ask(using: Any, action: Action, *answers: Answer, drip: Any = None, **options: Any) -> Outcome:
    """Call an action with a client of a server that gives these answers, and return what became of it."""
    clock = StoppedClock()
    result = error = None
    with scripted_server(*answers, drip=drip) as server:
        try:
            result = using(action, **{"base_url": server.url, "clock": clock.clock()} | options)
        except Exception as raised:
            error = raised
    return Outcome(server.received, clock.waits, error, result)


def collect(iterator: Any, see: Action = lambda item: item) -> Any:
    """Return what a function makes of each thing that an iterator gives, or what awaits it."""
    if hasattr(iterator, "__next__"):
        return [see(item) for item in iterator]

    async def run() -> list[Any]:
        return [see(item) async for item in iterator]

    return run()


def get_rows(client: Any, **arguments: Any) -> Any:
    """Read one page of one row."""
    return client.campaigns.get_rows("c", **{"page": 0, "page_size": 1} | arguments)


def in_turn(*actions: Callable[[], Any]) -> Any:
    """Call one thing after the other and return their results, or what awaits them if they are asynchronous."""
    first = actions[0]()
    if not isinstance(first, Awaitable):
        return [first, *(action() for action in actions[1:])]

    async def run() -> list[Any]:
        return [await first, *[await action() for action in actions[1:]]]

    return run()


def at_once(client: Any, *actions: Callable[[], Any]) -> Any:
    """Call things in sixteen threads, or in a task each, and return their results, or the errors that they raised."""
    if isinstance(client, AsyncRevox):

        async def run() -> list[Any]:
            return await asyncio.gather(*(action() for action in actions), return_exceptions=True)

        return run()
    with ThreadPoolExecutor(16) as pool:
        futures = [pool.submit(action) for action in actions]
    return [future.exception() or future.result() for future in futures]
