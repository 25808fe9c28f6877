"""What is compared with what, and what counts as good enough."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

import attrs

OURS = "ours"
OFFICIAL = "official 0.1.1"
LATER = "official 0.5.0"


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
        task: Which task of the worker of that side.
        arguments: The arguments of the task, beside the URL of the server.
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
    """What a contender should reach.

    Attributes:
        subject: The name of the contender.
        kind: How it is compared.
        limit: The ratio to reach or to stay below, or the memory to stay below in MiB; None to tell only.
        reference: The name of the contender that it is compared with, if it is.
    """

    subject: str
    kind: Kind
    limit: float | None
    reference: str | None = None

    @property
    def in_words(self) -> str:
        """What is to be reached."""
        return "-" if self.limit is None else self.kind.value.format(self.limit)


@attrs.frozen
class Experiment:
    """Contenders that run in turn, and what is expected of them.

    Attributes:
        name: What `--only` knows it by.
        about: What they do.
        contenders: Who takes part.
        goals: What is compared.
        metric: What is measured.
        runs: How often each runs.
        not_compared: Who does not take part, and why.
    """

    name: str
    about: str
    contenders: tuple[Contender, ...]
    goals: tuple[Goal, ...]
    metric: Metric = Metric.SECONDS
    runs: int = 7
    not_compared: Mapping[str, str] = attrs.field(factory=dict)
