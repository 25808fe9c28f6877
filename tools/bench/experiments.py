"""All experiments, as data."""

from typing import Any

import attrs

from .goals import LATER, OFFICIAL, OURS, Contender, Experiment, Goal, Kind, Metric

NO_PAGES = f"{LATER} has no pages"
LIBRARIES = "import httpx, msgspec, attrs"
IMPORT, THEIR_IMPORT = "from revox import Revox", "import revox"
HELP = "revox --help"
PAGE, SHORT_PAGE = 100, 20
WARM_UP = {"campaign": f"rows-{PAGE}"}


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
    short = [_page(scale, in_memory=False), _page(scale, in_memory=True), _tolerant(scale), _small_call(scale)]
    walks = [_walk(scale), _latency(scale, PAGE, 8, 7), _latency(scale, SHORT_PAGE, 24, 15), _linear(scale)]
    memory = [_peak(scale), _unpaged(scale), _held(scale)]
    return [*short, *walks, _jsonl(scale), *memory, _start(has_extra=True), _start(has_extra=False)]


def _both(task: str, arguments: dict[str, Any], **more: Any) -> tuple[Contender, Contender]:
    """Return both sides of the same task."""
    return Contender(OURS, OURS, task, arguments, **more), Contender(OFFICIAL, OFFICIAL, task, arguments, **more)


def _page(scale: Scale, *, in_memory: bool) -> Experiment:
    where = "from memory, without a socket" if in_memory else "over loopback"
    bare: dict[str, Any] = {"campaign": f"rows-{PAGE}", "page_size": PAGE, "repeat": scale.repeat}
    theirs = bare | {"repeat": max(1, scale.repeat // 5), "in_memory": in_memory}
    task, name = ("decode", "msgspec.json.decode") if in_memory else ("get_and_decode", "httpx.Client.get and decode")
    return Experiment(
        "page-in-memory" if in_memory else "page",
        f"a page of {PAGE} rows with transcripts to typed objects, whole call, {where}",
        (
            Contender(OURS, OURS, "page", bare | {"in_memory": in_memory}),
            Contender(OFFICIAL, OFFICIAL, "page", theirs),
            Contender(LATER, LATER, "page", theirs | {"campaign": f"bare-{PAGE}"}),
            Contender(name, OURS, task, bare),
        ),
        (
            Goal(OURS, Kind.FASTER, 7, OFFICIAL),
            Goal(OURS, Kind.FASTER, None, LATER),
            Goal(OURS, Kind.AS_MUCH, 1.35 if in_memory else None, name),
        ),
    )


def _tolerant(scale: Scale) -> Experiment:
    repeat = max(1, scale.repeat // 5)
    return Experiment(
        "tolerant",
        f"the same page from memory, but every row has a null where the spec has text, inside its call ({PAGE} rows)",
        _both("page", {"campaign": f"deviating-{PAGE}", "page_size": PAGE, "in_memory": True, "repeat": repeat}),
        (Goal(OURS, Kind.FASTER, 1, OFFICIAL),),
    )


def _small_call(scale: Scale) -> Experiment:
    bare = {"campaign": "small-1", "page_size": 1, "repeat": scale.repeat * 10}
    return Experiment(
        "small-call",
        "a page of one row without a call over loopback, whole call",
        (*_both("page", bare | {"in_memory": False}), Contender("httpx.Client.get", OURS, "get", bare)),
        (Goal(OURS, Kind.AS_MUCH, 1.25, "httpx.Client.get"), Goal(OURS, Kind.FASTER, None, OFFICIAL)),
        runs=15,
    )


def _walk(scale: Scale) -> Experiment:
    return Experiment(
        "walk",
        f"{scale.rows:,} rows over loopback to typed objects, against a hand-written loop; {NO_PAGES}",
        _both("walk", {"campaign": f"rows-{scale.rows}", "page_size": PAGE}, warm_up=WARM_UP),
        (Goal(OURS, Kind.FASTER, 5, OFFICIAL),),
        runs=5,
    )


def _latency(scale: Scale, page_size: int, prefetch: int, limit: float) -> Experiment:
    theirs = {"campaign": f"rows-{scale.rows}", "page_size": page_size}
    ours, official = _both("walk", theirs, warm_up=WARM_UP, latency=scale.latency)
    return Experiment(
        f"latency-{page_size}",
        f"{scale.rows:,} rows from a server that takes {scale.latency} ms to answer, pages of {page_size}, "
        f"prefetch={prefetch}, against a hand-written loop; {NO_PAGES}",
        (attrs.evolve(ours, arguments=theirs | {"prefetch": prefetch}), official),
        (Goal(OURS, Kind.FASTER, limit, OFFICIAL),),
        runs=3,
    )


def _linear(scale: Scale) -> Experiment:
    sizes = {f"{rows:,} rows": f"rows-{rows}" for rows in (scale.rows // 10, scale.rows, scale.many_rows)}
    first, *others = sizes
    return Experiment(
        "linear",
        "a walk over loopback to typed objects: seconds for each row, by the size of the campaign",
        tuple(Contender(name, OURS, "walk", {"campaign": rows}, WARM_UP) for name, rows in sizes.items()),
        tuple(Goal(name, Kind.AS_MUCH, 1.25, first) for name in others),
        metric=Metric.SECONDS_PER_ROW,
        runs=3,
    )


def _jsonl(scale: Scale) -> Experiment:
    arguments, name = {"campaign": f"rows-{scale.rows}", "to_file": True}, "revox rows -o rows.jsonl"
    return Experiment(
        "jsonl",
        f"{scale.rows:,} rows over loopback to a file with `revox rows`, against the same bytes with bare httpx",
        (
            Contender(name, OURS, "export", arguments, WARM_UP),
            Contender("httpx.Client.stream", OURS, "stream", arguments | {"page_size": PAGE}, WARM_UP),
        ),
        (Goal(name, Kind.FASTER, 0.6, "httpx.Client.stream"),),
    )


def _peak(scale: Scale) -> Experiment:
    sizes = {f"export of {rows:,} rows": f"rows-{rows}" for rows in (scale.rows, scale.many_rows)}
    few, many = sizes
    return Experiment(
        "peak",
        "the most memory over start-up while rows are exported as JSON lines",
        tuple(Contender(name, OURS, "export", {"campaign": rows, "to_file": False}) for name, rows in sizes.items()),
        (Goal(many, Kind.AS_MUCH, 1.1, few), Goal(few, Kind.BELOW, 64), Goal(many, Kind.BELOW, 64)),
        metric=Metric.PEAK,
        runs=3,
    )


def _unpaged(scale: Scale) -> Experiment:
    few, many = (f"iter_rows, {rows:,} rows" for rows in (scale.rows // 10, scale.rows))
    campaign = {"campaign": f"bare-{scale.rows}"}
    return Experiment(
        "unpaged",
        "the most memory over start-up while rows are read from a server that sends them all in one response",
        (
            Contender(few, OURS, "walk", {"campaign": f"bare-{scale.rows // 10}"}),
            Contender(many, OURS, "walk", campaign),
            Contender(LATER, LATER, "page", campaign | {"page_size": PAGE, "repeat": 1, "in_memory": False}),
        ),
        (Goal(many, Kind.AS_MUCH, 1.1, few), Goal(many, Kind.BELOW, 64), Goal(many, Kind.AS_MUCH, None, LATER)),
        metric=Metric.PEAK,
        runs=3,
    )


def _held(scale: Scale) -> Experiment:
    return Experiment(
        "held",
        f"the memory of {scale.rows:,} rows in a list; {NO_PAGES}",
        _both("walk", {"campaign": f"rows-{scale.rows}", "page_size": PAGE, "keep": True}),
        (Goal(OURS, Kind.AS_MUCH, 1 / 3, OFFICIAL),),
        metric=Metric.HELD,
        runs=3,
    )


def _start(*, has_extra: bool) -> Experiment:
    what = [(IMPORT, OURS), (LIBRARIES, OURS), (THEIR_IMPORT, OFFICIAL), (THEIR_IMPORT, LATER)]
    what += [(HELP, OURS)] * has_extra
    contenders = [
        Contender(line if side == OURS else side, side, "start", {"what": line, "has_extra": has_extra}, latency=None)
        for line, side in what
    ]
    goals = [Goal(IMPORT, Kind.AS_MUCH, 1.15, LIBRARIES), *[Goal(HELP, Kind.AS_MUCH, 1.5, LIBRARIES)] * has_extra]
    goals += [Goal(IMPORT, Kind.FASTER, None, side) for side in (OFFICIAL, LATER)]
    where = "where the extra `cli` is installed" if has_extra else "where it is installed without extras"
    about = f"a new process until it can work, without the start of Python, {where}"
    return Experiment("start" if has_extra else "start-bare", about, tuple(contenders), tuple(goals), runs=15)
