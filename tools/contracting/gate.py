"""Decides whether a request may go out: by its method, by how many there were, and at which rate."""

import threading
import time
from collections.abc import Callable

import attrs

DRY_RUN = "dry run: nothing is sent"
READS = ("GET", "HEAD", "OPTIONS")


@attrs.define
class Gate:
    """The one place that every request to a real service must pass.

    Attributes:
        most: How many requests may go out.
        rate: How many in a second.
        methods: The methods that may; None for all.
        is_dry: Whether nothing goes out at all.
        sent: How many went out, or would have.
    """

    most: int
    rate: float
    methods: tuple[str, ...] | None = READS
    is_dry: bool = False
    sent: int = 0
    _now: Callable[[], float] = time.monotonic
    _sleep: Callable[[float], None] = time.sleep
    _next: float = attrs.field(init=False, default=0.0)
    _lock: threading.Lock = attrs.field(init=False, factory=threading.Lock, repr=False)

    def pass_through(self, method: str) -> str | None:
        """Wait for the turn of a request, and let it out.

        Returns:
            Why it may not go out; None where it may.
        """
        with self._lock:
            if self.methods is not None and method not in self.methods:
                return f"the method {method} is not sent without --include-writes"
            if self.is_used_up:
                return f"the budget of {self.most} requests is used up: what was left was not sent"
            self.sent += 1
            if self.is_dry:
                return DRY_RUN
            now = self._now()
            wait = max(self._next - now, 0.0)
            self._next = now + wait + 1 / self.rate
            if wait:
                self._sleep(wait)
            return None

    @property
    def is_used_up(self) -> bool:
        """Whether no further request may go out."""
        return self.sent >= self.most
