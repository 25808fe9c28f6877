"""What a run does: everything about it follows from a seed and the number of the run."""

from random import Random
from typing import Any

import attrs
from revox import RetryPolicy

CLI, PAGES, ROWS, ASYNC_PAGES, ASYNC_ROWS = WAYS = ("cli", "pages", "rows", "async pages", "async rows")
STILL, MOVE, ADD, REMOVE = CHANGES = ("", "move", "add", "remove")
FILTERS: tuple[dict[str, Any], ...] = ({}, {}, {}, {}, {"result": "human"}, {"statuses": ["completed"]}, {"query": "1"})
FAULTS = {
    **{name: name for name in ("drop", "reset", "garbage", "twice", "stale")},
    **{name: f"{name}={{part}}" for name in ("cut", "cut-head", "truncate", "stall")},
    "trickle": "trickle=0.002",
    "idle-close": "idle-close={pause}",
    "cut-chunks": "cut={part} chunked",
    "truncate-chunks": "truncate={part} chunked",
    "cut-gzip": "truncate={part} gzip",
    "corrupt-gzip": "corrupt={part} gzip",
    "busy": "busy=0",
    "error": "error={status}",
    "gateway": "gateway=502",
    "html": "gateway=200",
}
"""What goes wrong on the way, each as a fault of the sandbox, and what goes with it."""
WAYS_TO_SEND = ("chunked", "gzip")
MIXED, NONE = "mixed", "none"
KINDS = (*FAULTS, MIXED, NONE)
MIXED_SHARE = 6
TIMEOUT_SECONDS = 0.5
PATIENT = RetryPolicy(max_retries=8, initial_delay=0.004, max_delay=0.06, budget=10_000)
BRIEF = RetryPolicy(max_retries=2, initial_delay=0.004, max_delay=0.06)


@attrs.frozen
class Plan:
    """A run: the seed of all runs, the number of this one, and what follows from both.

    Attributes:
        kind: What goes wrong; one of `KINDS`.
        rate: With how many of the requests, 0 to 1.
        first: With how many requests at most; then nothing goes wrong any more.
        way: How the campaign is exported; one of `WAYS`.
        filters: Which rows are asked for.
        change: What happens to rows meanwhile, at most so many times (`changes`); one of `CHANGES`.
        retry: How often failed requests are sent again.
    """

    seed: int
    number: int
    kind: str
    rate: float
    first: int
    way: str
    page_size: int
    prefetch: int
    filters: dict[str, Any]
    change: str
    changes: int
    retry: RetryPolicy

    @property
    def faults(self) -> list[str]:
        """What the sandbox is asked to do wrong."""
        dice = Random(f"{self.seed}/{self.number}/faults")
        kinds = {MIXED: [*FAULTS], NONE: []}.get(self.kind, [self.kind])
        found, more = list[str](), dict[str, None]()
        for kind in kinds:
            drawn = {"part": round(dice.random(), 3), "status": dice.choice([500, 503, 408])}
            fault, *rest = FAULTS[kind].format(pause=dice.choice([0, 0.0005, 0.002]), **drawn).split()
            settings = f"first={self.first},seed={self.seed * 1000 + self.number}"
            found.append(f"{fault},rate={self.rate / len(kinds)},{settings}")
            more |= dict.fromkeys(rest)
        return [*found, *more]

    @property
    def command(self) -> str:
        """What repeats this run."""
        return f"python -m tools.soak --seed {self.seed} --run {self.number}"


def make_plan(seed: int, number: int) -> Plan:
    """Return the plan of a run."""
    dice = Random(f"{seed}/{number}")
    kinds = [*KINDS, *[MIXED] * MIXED_SHARE]
    kind = kinds[number % len(kinds)]
    way = dice.choice(WAYS)
    change = dice.choice([STILL, STILL, STILL, MOVE, ADD, REMOVE])
    return Plan(
        seed=seed,
        number=number,
        kind=kind,
        rate=dice.choice([0.1, 0.2, 0.4]) if kind in ("stall", MIXED) else dice.choice([0.2, 0.4, 0.7]),
        # The command waits longer before it sends a request again, and nobody can tell it to hurry.
        first=4 if way == CLI else 150,
        way=way,
        page_size=dice.choice([5, 10, 25, 60, 250]),
        prefetch=dice.choice([0, 0, 4]),
        filters=dice.choice(FILTERS),
        # Only a walk that looks for moved rows again asks for a page again that it has had.
        change=MOVE if kind == "stale" else change,
        changes=dice.choice([1, 3, 3, 40]),
        retry=dice.choice([PATIENT, PATIENT, PATIENT, BRIEF]),
    )
