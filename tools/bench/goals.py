"""What is compared with what, and what counts as good enough."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

import attrs

OURS, OFFICIAL, LATER = "ours", "official 0.1.1", "official 0.5.0"


class Metric(Enum):
    """What is compared, by its name in the answers of workers."""

    SECONDS = "seconds"
    SECONDS_PER_ROW = "seconds_per_row"
    PEAK = "peak"
    HELD = "held"

    @property
    def is_memory(self) -> bool:
        """Whether it is memory, which only a process that has done nothing before can tell."""
        return self in {Metric.PEAK, Metric.HELD}


@attrs.frozen
class Contender:
    """Some work, done by some side.

    Attributes:
        name: Its name in tables.
        side: Whose environment it runs in: `ours`, `official 0.1.1` or `official 0.5.0`.
        task: Which task of the worker of that side, with its arguments beside the URL of the server.
        warm_up: The arguments that differ when it runs for the first time, unmeasured.
        latency: How long the server waits before it answers, in milliseconds; None where no server is needed.
    """

    name: str
    side: str
    task: str
    arguments: Mapping[str, Any] = attrs.field(factory=dict)
    warm_up: Mapping[str, Any] = attrs.field(factory=dict)
    latency: int | None = 0


class Kind(Enum):
    """How a goal is put."""

    FASTER = "at least {:g}x the speed"
    AS_MUCH = "at most {:.3g}x"
    BELOW = "below {:g} MiB"


@attrs.frozen
class Goal:
    """What a contender should reach: a ratio to another one, or a number of MiB; no limit where it is only told."""

    subject: str
    kind: Kind
    limit: float | None
    reference: str | None = None


@attrs.frozen
class Experiment:
    """Contenders that run in turn, and what is expected of them."""

    name: str
    about: str
    contenders: tuple[Contender, ...]
    goals: tuple[Goal, ...]
    metric: Metric = Metric.SECONDS
    runs: int = 7
