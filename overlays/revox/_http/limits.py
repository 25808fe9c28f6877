"""What the calls of one client share: how many requests it sends, and how many retries it can afford."""

import os
import threading
import weakref
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, nullcontext
from typing import Any, Self

import msgspec

from revox._http.pools import running_loop

SUCCESSES_FOR_A_RETRY = 10


class RateLimit(msgspec.Struct, frozen=True, kw_only=True):
    """How fast a client may send, over all its threads or tasks. Retries count.

    Attributes:
        requests_per_second: How many requests may start in a second, evenly spread; no limit by default.
        concurrent_requests: How many requests may be under way at a time; no limit by default.
    """

    requests_per_second: float | None = None
    concurrent_requests: int | None = None

    def __post_init__(self) -> None:
        """Refuse numbers that make no sense, with a ValueError."""
        for name, value in msgspec.structs.asdict(self).items():
            if value is not None and (isinstance(value, bool) or not 0 < value < float("inf")):
                raise ValueError(f"{name}: expected a number > 0, got {value!r}")


class Limits:
    """The shared state of a client and its copies. Threads may share it."""

    def __init__(self, rate_limit: RateLimit, retry_budget: int) -> None:
        self._rate = rate_limit
        self._next_start = 0.0
        # Counted in successes, so that no part of a retry is lost to rounding.
        self._budget = self._full_budget = retry_budget * SUCCESSES_FOR_A_RETRY
        self._start()

    def _start(self) -> None:
        count = self._rate.concurrent_requests
        self._lock = threading.Lock()
        self._slots: Any = nullcontext() if count is None else threading.BoundedSemaphore(count)
        self._async_slots: weakref.WeakKeyDictionary[Any, Any] = weakref.WeakKeyDictionary()
        self._pid = os.getpid()

    def _here(self) -> Self:
        """Return these limits; in a forked child without what threads of its parent hold, which never let go there."""
        if self._pid != os.getpid():
            self._start()
        return self

    def wait_for_turn(self, now: float) -> float:
        """Take the next turn to send, and return how long to wait for it, in seconds.

        Args:
            now: The time of a clock that never goes back, in seconds.
        """
        if self._rate.requests_per_second is None:
            return 0.0
        with self._here()._lock:
            start = max(now, self._next_start)
            self._next_start = start + 1 / self._rate.requests_per_second
        return start - now

    def take_retry(self) -> bool:
        """Take one retry from the budget, if there is one: an outage must not be multiplied by everybody's retries."""
        with self._here()._lock:
            if self._budget < SUCCESSES_FOR_A_RETRY:
                return False
            self._budget -= SUCCESSES_FOR_A_RETRY
            return True

    def give_back(self, retries: int) -> None:
        """A call succeeded: give back the retries that it took, and a part of one."""
        with self._here()._lock:
            self._budget = min(self._full_budget, self._budget + retries * SUCCESSES_FOR_A_RETRY + 1)

    @contextmanager
    def slot(self) -> Iterator[None]:
        """Hold one of the places for concurrent requests."""
        with self._here()._slots:
            yield

    @asynccontextmanager
    async def slot_async(self) -> AsyncIterator[None]:
        """Hold one of the places for concurrent requests, in the running event loop."""
        if self._rate.concurrent_requests is None:
            yield
            return
        import anyio  # here, because clients that block never need it and it takes time to import

        loop, slots = running_loop(), self._here()._async_slots
        if loop not in slots:
            slots[loop] = anyio.Semaphore(self._rate.concurrent_requests)
        async with slots[loop]:
            yield
