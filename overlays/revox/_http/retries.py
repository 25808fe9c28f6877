"""When a request is sent again, and after how long. Nothing here sends, waits or reads a clock."""

import math
import random
import time
from collections.abc import Awaitable, Callable, Mapping
from email.utils import parsedate_to_datetime

import msgspec

RETRIED_STATUSES = frozenset({408, 409, 429})


class RetryPolicy(msgspec.Struct, frozen=True, kw_only=True):
    """How a failed read is tried again. A write is, too, but only where it provably never left.

    Attributes:
        max_retries: How often a request is sent again at most; 2 by default, as in the official SDK: it gets over a
            hiccup, and tells of an outage within seconds.
        initial_delay: The first wait, in seconds; it doubles with each retry. 0.5 by default: long enough for a dropped
            connection to be forgotten.
        max_delay: The longest wait of our own choice, in seconds; 8 by default.
        max_retry_after: The longest `Retry-After` that is waited for, in seconds; 60 by default, since rate limits
            mostly count by the minute. A server that asks for more is not asked again: the error says how long it wants
            in `retry_after`.
        deadline: How long a call may take over all its attempts and waits, in seconds; no limit by default, since an
            export may rather be late than incomplete. The timeout of each attempt is cut to what is left.
        budget: How many retries all calls of a client may take together; 20 by default. A call that succeeds gives back
            those that it took, and a tenth of one. So an outage costs at most 20 requests more, however many threads
            run into it.
    """

    max_retries: int = 2
    initial_delay: float = 0.5
    max_delay: float = 8.0
    max_retry_after: float = 60.0
    deadline: float | None = None
    budget: int = 20

    def __post_init__(self) -> None:
        """Refuse numbers that make no sense, with a ValueError."""
        for name in ("max_retries", "budget"):
            _check_count(name, getattr(self, name))
        for name in ("initial_delay", "max_delay", "max_retry_after", "deadline"):
            _check_seconds(name, getattr(self, name), is_optional=name == "deadline")

    def delay(self, retries: int, retry_after: float | None, jitter: float) -> float | None:
        """Return how long to wait before the next attempt, in seconds, or None for no further attempt.

        Args:
            retries: How many retries there were.
            retry_after: How long the server asked to wait, in seconds, or None.
            jitter: A random number from 0 to 1; it takes up to a quarter off our own wait.
        """
        if retries >= self.max_retries or (retry_after is not None and retry_after > self.max_retry_after):
            return None
        if retry_after is not None:
            return retry_after
        return min(self.initial_delay * 2.0 ** min(retries, 64), self.max_delay) * (1 - jitter / 4)


def _check_count(name: str, value: object) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError(f"{name}: expected an integer >= 0, got {value!r}")


def _check_seconds(name: str, value: object, *, is_optional: bool) -> None:
    if value is None and is_optional:
        return
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value < math.inf:
        raise ValueError(f"{name}: expected a finite number >= 0, got {value!r}")


def is_retried_status(status_code: int) -> bool:
    """Return whether a response with this status is worth another attempt of a read."""
    return status_code in RETRIED_STATUSES or status_code >= 500


def parse_retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """Return how long a server asks to wait, in seconds; None where it does not, or asks for no time at all.

    Args:
        headers: The headers of the response. `retry-after-ms` counts before `Retry-After`, which holds seconds or a
            date.
        now: The current time, in seconds since the epoch.
    """
    for name, unit in (("retry-after-ms", 1000.0), ("retry-after", 1.0)):
        try:
            seconds = float(headers.get(name, "")) / unit
        except ValueError:
            continue
        if 0 < seconds < math.inf:
            return seconds
    try:
        seconds = parsedate_to_datetime(headers.get("retry-after", "")).timestamp() - now
    except (ValueError, OverflowError):
        return None
    return seconds if seconds > 0 else None


async def _sleep_async(seconds: float) -> None:
    import anyio  # here, because httpx needs it only for asynchronous requests, too, and it takes time to import

    await anyio.sleep(seconds)


class Clock(msgspec.Struct, frozen=True):
    """The time and chance that a client lives by, so that tests can bring their own.

    Attributes:
        now: Returns the seconds since the epoch.
        monotonic: Returns the seconds since some moment; it never goes back.
        sleep: Waits some seconds.
        sleep_async: Waits some seconds, in asyncio or trio.
        random: Returns a random number from 0 to 1.
    """

    now: Callable[[], float] = time.time
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    sleep_async: Callable[[float], Awaitable[None]] = _sleep_async
    random: Callable[[], float] = random.random
