"""How the real API differs from the spec, as data and as a log line, each difference once."""

import logging
import re
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
        self._found: dict[tuple[str, str, str], Deviation] = {}

    def add(self, deviation: Deviation) -> None:
        """Remember and log a deviation, unless the same one was seen before, at whatever index of a list."""
        key = (deviation.operation, deviation.problem, _INDEX.sub("[*]", deviation.path))
        # Without a lock: one that a thread holds while the process forks stays locked in the child.
        if len(self._found) < MOST and self._found.setdefault(key, deviation) is deviation:
            logger.warning("%s", deviation)

    def __iter__(self) -> Iterator[Deviation]:
        return iter(list(self._found.values()))
