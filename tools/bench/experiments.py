"""What is compared with what, and what counts as good enough: all experiments, as data."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

import attrs

OURS, OFFICIAL, LATER = "ours", "official 0.1.1", "official 0.5.0"
LIBRARIES = "import httpx, msgspec, attrs"
IMPORT, THEIR_IMPORT, HELP = "from revox import Revox", "import revox", "revox --help"
PAGE, SHORT_PAGE = 100, 20
BY_HAND = f"against a hand-written loop; {LATER} has no pages"


class Metric(Enum):
    """What is compared, by its name in the answers of workers."""

    SECONDS = "seconds"
    SECONDS_PER_ROW = "seconds_per_row"
    PEAK = "peak"
    HELD = "held"

    @property
    def is_memory(self) -> bool:
        """Whether it is memory."""
        return self in {Metric.PEAK, Metric.HELD}


@attrs.frozen
class Contender:
    """A task of the worker of a side, with its arguments beside the URL of the server."""

    name: str
    side: str
    task: str
    arguments: Mapping[str, Any] = attrs.field(factory=dict)


class Kind(Enum):
    """How a goal is put."""

    FASTER = "at least {:g}x the speed"
    AS_MUCH = "at most {:.3g}x"
    BELOW = "below {:g} MiB"


FASTER, AS_MUCH, BELOW = Kind


@attrs.frozen
class Goal:
    """What a contender should reach: a ratio to another one, or a number of MiB; no limit where it is only told."""

    subject: str
    kind: Kind
    limit: float | None
    reference: str | None = None


@attrs.frozen
class Experiment:
    """Contenders that run in turn, and what is expected of them.

    The latency is how many milliseconds the server waits, None where no server is needed.
    """

    name: str
    about: str
    contenders: tuple[Contender, ...]
    goals: tuple[Goal, ...]
    metric: Metric = Metric.SECONDS
    runs: int = 7
    latency: int | None = 0


@attrs.frozen
class Scale:
    """How much work there is: rows of a walk, repetitions of a short task, milliseconds that the server waits."""

    rows: int = 10_000
    many_rows: int = 100_000
    repeat: int = 20
    latency: int = 30


QUICK = Scale(rows=200, many_rows=400, repeat=2, latency=5)


def experiments(scale: Scale) -> list[Experiment]:
    """Return all experiments."""
    less, rows, many = (f"rows-{count}" for count in (scale.rows // 10, scale.rows, scale.many_rows))
    page = {"campaign": f"rows-{PAGE}", "page_size": PAGE, "repeat": scale.repeat}
    few = max(1, scale.repeat // 5)
    deviating = {"campaign": f"deviating-{PAGE}", "page_size": PAGE, "in_memory": True, "repeat": few}
    small = {"campaign": "small-1", "page_size": 1, "repeat": scale.repeat * 10}
    bare, to_file = {"campaign": f"bare-{scale.rows}"}, {"campaign": rows, "to_file": True}
    return [
        _page("page", "over loopback", page, few, "httpx.Client.get and decode", "get_and_decode", None),
        _page("page-in-memory", "from memory, without a socket", page, few, "msgspec.json.decode", "decode", 1.35),
        Experiment(
            "tolerant",
            f"the same page from memory, but each of {PAGE} rows has a null where the spec has text, inside its call",
            _both("page", deviating),
            (Goal(OURS, FASTER, 1, OFFICIAL),),
        ),
        Experiment(
            "small-call",
            "a page of one row without a call over loopback, whole call",
            (*_both("page", small | {"in_memory": False}), Contender("httpx.Client.get", OURS, "get", small)),
            (Goal(OURS, AS_MUCH, 1.25, "httpx.Client.get"), Goal(OURS, FASTER, None, OFFICIAL)),
            runs=15,
        ),
        Experiment(
            "walk",
            f"{scale.rows:,} rows over loopback to typed objects, {BY_HAND}",
            _both("walk", {"campaign": rows, "page_size": PAGE}),
            (Goal(OURS, FASTER, 5, OFFICIAL),),
            runs=5,
        ),
        *(
            Experiment(
                f"latency-{size}",
                f"{scale.rows:,} rows from a server that takes {scale.latency} ms to answer, pages of {size}, "
                f"prefetch={prefetch}, {BY_HAND}",
                _both("walk", {"campaign": rows, "page_size": size}, prefetch=prefetch),
                (Goal(OURS, FASTER, limit, OFFICIAL),),
                runs=3,
                latency=scale.latency,
            )
            for size, prefetch, limit in ((PAGE, 8, 7), (SHORT_PAGE, 24, 15))
        ),
        Experiment(
            "linear",
            "a walk over loopback to typed objects: seconds for each row, by the size of the campaign",
            tuple(Contender(each, OURS, "walk", {"campaign": each}) for each in (less, rows, many)),
            tuple(Goal(each, AS_MUCH, 1.25, less) for each in (rows, many)),
            Metric.SECONDS_PER_ROW,
            runs=3,
        ),
        Experiment(
            "jsonl",
            f"{scale.rows:,} rows over loopback to a file with `revox rows`, against the same bytes with bare httpx",
            (
                Contender("revox rows -o rows.jsonl", OURS, "export", to_file),
                Contender("httpx.Client.stream", OURS, "stream", to_file | {"page_size": PAGE}),
            ),
            (Goal("revox rows -o rows.jsonl", FASTER, 0.6, "httpx.Client.stream"),),
        ),
        Experiment(
            "peak",
            "the most memory over start-up while rows are exported as JSON lines",
            tuple(Contender(each, OURS, "export", {"campaign": each, "to_file": False}) for each in (rows, many)),
            (Goal(many, AS_MUCH, 1.1, rows), Goal(rows, BELOW, 64), Goal(many, BELOW, 64)),
            Metric.PEAK,
            runs=3,
        ),
        Experiment(
            "unpaged",
            "the most memory over start-up while rows are read from a server that sends them all in one response",
            (
                Contender(less, OURS, "walk", {"campaign": f"bare-{scale.rows // 10}"}),
                Contender(rows, OURS, "walk", bare),
                Contender(LATER, LATER, "page", bare | {"page_size": PAGE, "repeat": 1, "in_memory": False}),
            ),
            (Goal(rows, AS_MUCH, 1.1, less), Goal(rows, BELOW, 64), Goal(rows, AS_MUCH, None, LATER)),
            Metric.PEAK,
            runs=3,
        ),
        Experiment(
            "held",
            f"the memory of {scale.rows:,} rows in a list; {LATER} has no pages",
            _both("walk", {"campaign": rows, "page_size": PAGE, "keep": True}),
            (Goal(OURS, AS_MUCH, 1 / 3, OFFICIAL),),
            Metric.HELD,
            runs=3,
        ),
        _start("start", "where the extra `cli` is installed", has_extra=True),
        _start("start-bare", "where it is installed without extras", has_extra=False),
    ]


def _both(task: str, arguments: Mapping[str, Any], **of_ours: Any) -> tuple[Contender, Contender]:
    """Return both sides of the same task."""
    return Contender(OURS, OURS, task, {**arguments, **of_ours}), Contender(OFFICIAL, OFFICIAL, task, arguments)


def _page(
    name: str, where: str, page: dict[str, Any], few: int, bare: str, task: str, limit: float | None
) -> Experiment:
    ours = page | {"in_memory": limit is not None}
    theirs = ours | {"repeat": few}
    return Experiment(
        name,
        f"a page of {PAGE} rows with transcripts to typed objects, whole call, {where}",
        (
            Contender(OURS, OURS, "page", ours),
            Contender(OFFICIAL, OFFICIAL, "page", theirs),
            Contender(LATER, LATER, "page", theirs | {"campaign": f"bare-{PAGE}"}),
            Contender(bare, OURS, task, page),
        ),
        (Goal(OURS, FASTER, 7, OFFICIAL), Goal(OURS, FASTER, None, LATER), Goal(OURS, AS_MUCH, limit, bare)),
    )


def _start(name: str, where: str, *, has_extra: bool) -> Experiment:
    lines = [(IMPORT, OURS), (LIBRARIES, OURS), (THEIR_IMPORT, OFFICIAL), (THEIR_IMPORT, LATER)]
    goals = [Goal(IMPORT, AS_MUCH, 1.15, LIBRARIES), *(Goal(IMPORT, FASTER, None, side) for side in (OFFICIAL, LATER))]
    if has_extra:
        lines.append((HELP, OURS))
        goals.append(Goal(HELP, AS_MUCH, 1.5, LIBRARIES))
    return Experiment(
        name,
        f"a new process until it can work, without the start of Python, {where}",
        tuple(
            Contender(line if side == OURS else side, side, "start", {"what": line, "has_extra": has_extra})
            for line, side in lines
        ),
        tuple(goals),
        runs=15,
        latency=None,
    )
