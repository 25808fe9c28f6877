"""How the real API differs from the spec, as data and as a log line, each difference once."""

import logging
import re
import threading
from collections.abc import Iterator

import msgspec

logger = logging.getLogger("revox")

MOST = 1000
_INDEX = re.compile(r"\[\d+\]")


class Deviation(msgspec.Struct, frozen=True):
    """One way in which responses differ from the spec.

    Attributes:
        operation: The operation, such as `campaigns.get_rows`.
        problem: What was expected and what came; never a value from the response.
        path: Where it was first seen, such as `$.rows[3].call.prompt`; a key of a free map is `*`.
    """

    operation: str
    problem: str
    path: str

    def __str__(self) -> str:
        return f"{self.operation}: {self.problem} @ {self.path}"


class Deviations:
    """The distinct deviations that a client has seen. Threads may share it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._found: dict[tuple[str, str, str], Deviation] = {}

    def add(self, deviation: Deviation) -> None:
        """Remember and log a deviation, unless the same one was seen before, at whatever index of a list."""
        key = (deviation.operation, deviation.problem, _INDEX.sub("[*]", deviation.path))
        with self._lock:
            if key in self._found or len(self._found) >= MOST:
                return
            self._found[key] = deviation
        logger.warning("%s", deviation)

    def __iter__(self) -> Iterator[Deviation]:
        with self._lock:
            return iter(list(self._found.values()))
