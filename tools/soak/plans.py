"""What a run does: everything about it follows from a seed and the number of the run."""

from random import Random
from typing import Any

import attrs
from revox import RetryPolicy

from .proxy import KINDS, MIXED, STALE

CLI, PAGES, ROWS, ASYNC_PAGES, ASYNC_ROWS = WAYS = ("cli", "pages", "rows", "async pages", "async rows")
STILL, MOVE, ADD, REMOVE = CHANGES = ("", "move", "add", "remove")
FILTERS: tuple[dict[str, Any], ...] = ({}, {}, {}, {}, {"result": "human"}, {"statuses": ["completed"]}, {"query": "1"})
MIXED_SHARE = 6
TIMEOUT_SECONDS = 0.5
PATIENT = RetryPolicy(max_retries=8, initial_delay=0.004, max_delay=0.06, budget=10_000)
BRIEF = RetryPolicy(max_retries=2, initial_delay=0.004, max_delay=0.06)
CLI_RETRIES = 4


@attrs.frozen
class Plan:
    """A run.

    Attributes:
        seed: The seed of all runs.
        number: The number of this one.
        kind: What goes wrong; one of `KINDS`.
        rate: With how many of the requests, 0 to 1.
        most: How often at most.
        way: How the campaign is exported; one of `WAYS`.
        page_size: How many rows are asked for at a time.
        prefetch: How many pages are read ahead.
        filters: Which rows are asked for.
        change: What happens to rows meanwhile; one of `CHANGES`.
        changes: How often that happens at most.
        retry: How often failed requests are sent again.
    """

    seed: int
    number: int
    kind: str
    rate: float
    most: int
    way: str
    page_size: int
    prefetch: int
    filters: dict[str, Any]
    change: str
    changes: int
    retry: RetryPolicy

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
    is_command = way == CLI
    change = dice.choice([STILL, STILL, STILL, MOVE, ADD, REMOVE])
    if kind == STALE:
        # Only a walk that looks for moved rows again asks for a page again that it has had.
        change = MOVE
    return Plan(
        seed=seed,
        number=number,
        kind=kind,
        rate=dice.choice([0.1, 0.2, 0.4]) if kind in ("stall", MIXED) else dice.choice([0.2, 0.4, 0.7]),
        # The command waits longer before it sends a request again, and nobody can tell it to hurry.
        most=2 if is_command else 60,
        way=way,
        page_size=dice.choice([5, 10, 25, 60, 250]),
        prefetch=dice.choice([0, 0, 4]),
        filters=dice.choice(FILTERS),
        change=change,
        changes=dice.choice([1, 3, 3, 40]),
        retry=dice.choice([PATIENT, PATIENT, PATIENT, BRIEF]),
    )
