"""All experiments, as data."""

from typing import Any

import attrs

from .goals import LATER, OFFICIAL, OURS, Contender, Experiment, Goal, Kind, Metric

NO_PAGES = "has no pages: it gets the whole campaign in one response"
LIBRARIES = "import httpx, msgspec, attrs"
IMPORT = "from revox import Revox"
HELP = "revox --help"
PAGE = 100
SHORT_PAGE = 20


@attrs.frozen
class Scale:
    """How much work there is.

    Attributes:
        rows: How many rows a walk reads.
        many_rows: How many rows the longest walk reads.
        repeat: How often a short task is repeated within one sample.
        latency: How long the server waits where it waits, in milliseconds.
    """

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


def _campaign(rows: int, kind: str = "rows") -> str:
    return f"{kind}-{rows}"


def _page(scale: Scale, *, in_memory: bool) -> Experiment:
    where = "from memory, without a socket" if in_memory else "over loopback"
    ours: dict[str, Any] = {"campaign": _campaign(PAGE), "page_size": PAGE, "repeat": scale.repeat}
    theirs = ours | {"repeat": max(1, scale.repeat // 5), "in_memory": in_memory}
    decode = Contender("msgspec.json.decode", OURS, "decode", ours)
    return Experiment(
        "page-in-memory" if in_memory else "page",
        f"a page of {PAGE} rows with transcripts to typed objects, whole call, {where}",
        (
            Contender(OURS, OURS, "page", ours | {"in_memory": in_memory}),
            Contender(OFFICIAL, OFFICIAL, "page", theirs),
            Contender(LATER, LATER, "page", theirs | {"campaign": _campaign(PAGE, "bare")}),
            decode if in_memory else Contender("httpx.Client.get and decode", OURS, "get_and_decode", ours),
        ),
        (
            Goal(OURS, Kind.FASTER, 7, OFFICIAL),
            Goal(OURS, Kind.FASTER, None, LATER),
            Goal(OURS, Kind.AS_MUCH, 1.35, decode.name)
            if in_memory
            else Goal(OURS, Kind.AS_MUCH, None, "httpx.Client.get and decode"),
        ),
    )


def _tolerant(scale: Scale) -> Experiment:
    arguments = {"campaign": _campaign(PAGE, "deviating"), "page_size": PAGE, "in_memory": True}
    arguments |= {"repeat": max(1, scale.repeat // 5)}
    return Experiment(
        "tolerant",
        f"the same page from memory, but every row has a null where the spec has text, inside its call ({PAGE} rows)",
        (Contender(OURS, OURS, "page", arguments), Contender(OFFICIAL, OFFICIAL, "page", arguments)),
        (Goal(OURS, Kind.FASTER, 1, OFFICIAL),),
    )


def _small_call(scale: Scale) -> Experiment:
    arguments = {"campaign": _campaign(1, "small"), "page_size": 1, "repeat": scale.repeat * 10}
    return Experiment(
        "small-call",
        "a page of one row without a call over loopback, whole call",
        (
            Contender(OURS, OURS, "page", arguments | {"in_memory": False}),
            Contender("httpx.Client.get", OURS, "get", arguments),
            Contender(OFFICIAL, OFFICIAL, "page", arguments | {"in_memory": False}),
        ),
        (Goal(OURS, Kind.AS_MUCH, 1.25, "httpx.Client.get"), Goal(OURS, Kind.FASTER, None, OFFICIAL)),
        runs=15,
    )


def _walk(scale: Scale) -> Experiment:
    ours, warm_up = {"campaign": _campaign(scale.rows)}, {"campaign": _campaign(PAGE)}
    return Experiment(
        "walk",
        f"{scale.rows:,} rows over loopback to typed objects, default settings, against a hand-written loop",
        (
            Contender(OURS, OURS, "walk", ours, warm_up),
            Contender(OFFICIAL, OFFICIAL, "walk", ours | {"page_size": PAGE}, warm_up),
        ),
        (Goal(OURS, Kind.FASTER, 5, OFFICIAL),),
        runs=5,
        not_compared={LATER: NO_PAGES},
    )


def _latency(scale: Scale, page_size: int, prefetch: int, limit: float) -> Experiment:
    theirs, warm_up = {"campaign": _campaign(scale.rows), "page_size": page_size}, {"campaign": _campaign(PAGE)}
    return Experiment(
        f"latency-{page_size}",
        f"{scale.rows:,} rows from a server that takes {scale.latency} ms to answer, pages of {page_size}, "
        f"prefetch={prefetch}, against a hand-written loop",
        (
            Contender(OURS, OURS, "walk", theirs | {"prefetch": prefetch}, warm_up, scale.latency),
            Contender(OFFICIAL, OFFICIAL, "walk", theirs, warm_up, scale.latency),
        ),
        (Goal(OURS, Kind.FASTER, limit, OFFICIAL),),
        runs=3,
        not_compared={LATER: NO_PAGES},
    )


def _linear(scale: Scale) -> Experiment:
    sizes = (scale.rows // 10, scale.rows, scale.many_rows)
    names = [f"{rows:,} rows" for rows in sizes]
    warm_up = {"campaign": _campaign(PAGE)}
    return Experiment(
        "linear",
        "a walk over loopback to typed objects: seconds for each row, by the size of the campaign",
        tuple(
            Contender(name, OURS, "walk", {"campaign": _campaign(rows)}, warm_up)
            for name, rows in zip(names, sizes, strict=True)
        ),
        tuple(Goal(name, Kind.AS_MUCH, 1.25, names[0]) for name in names[1:]),
        metric=Metric.SECONDS_PER_ROW,
        runs=3,
    )


def _jsonl(scale: Scale) -> Experiment:
    ours, warm_up = {"campaign": _campaign(scale.rows), "to_file": True}, {"campaign": _campaign(PAGE)}
    return Experiment(
        "jsonl",
        f"{scale.rows:,} rows over loopback to a file with `revox rows`, against the same bytes with bare httpx",
        (
            Contender("revox rows -o rows.jsonl", OURS, "export", ours, warm_up),
            Contender("httpx.Client.stream", OURS, "stream", ours | {"page_size": PAGE}, warm_up),
        ),
        (Goal("revox rows -o rows.jsonl", Kind.FASTER, 0.6, "httpx.Client.stream"),),
    )


def _peak(scale: Scale) -> Experiment:
    names = [f"export of {rows:,} rows" for rows in (scale.rows, scale.many_rows)]
    return Experiment(
        "peak",
        "the most memory over start-up while rows are exported as JSON lines",
        tuple(
            Contender(name, OURS, "export", {"campaign": _campaign(rows), "to_file": False})
            for name, rows in zip(names, (scale.rows, scale.many_rows), strict=True)
        ),
        (
            Goal(names[1], Kind.AS_MUCH, 1.1, names[0]),
            *(Goal(name, Kind.BELOW, 64) for name in names),
        ),
        metric=Metric.PEAK,
        runs=3,
    )


def _unpaged(scale: Scale) -> Experiment:
    def contender(side: str, task: str, rows: int, **more: Any) -> Contender:
        name = f"{'iter_rows' if side == OURS else side}, {rows:,} rows"
        return Contender(name, side, task, {"campaign": _campaign(rows, "bare")} | more)

    few, many = contender(OURS, "walk", scale.rows // 10), contender(OURS, "walk", scale.rows)
    later = contender(LATER, "page", scale.rows, page_size=PAGE, repeat=1, in_memory=False)
    return Experiment(
        "unpaged",
        "the most memory over start-up while rows are read from a server that sends them all in one response",
        (few, many, later),
        (
            Goal(many.name, Kind.AS_MUCH, 1.1, few.name),
            Goal(many.name, Kind.BELOW, 64),
            Goal(many.name, Kind.AS_MUCH, None, later.name),
        ),
        metric=Metric.PEAK,
        runs=3,
    )


def _held(scale: Scale) -> Experiment:
    arguments = {"campaign": _campaign(scale.rows), "page_size": PAGE, "keep": True}
    return Experiment(
        "held",
        f"the memory of {scale.rows:,} rows in a list",
        (Contender(OURS, OURS, "walk", arguments), Contender(OFFICIAL, OFFICIAL, "walk", arguments)),
        (Goal(OURS, Kind.AS_MUCH, 1 / 3, OFFICIAL),),
        metric=Metric.HELD,
        runs=3,
        not_compared={LATER: NO_PAGES},
    )


def _start(*, has_extra: bool) -> Experiment:
    def contender(what: str, side: str = OURS) -> Contender:
        name = what if side == OURS else f"{what}, {side}"
        return Contender(name, side, "start", {"what": what, "has_extra": has_extra}, latency=None)

    ours, official = [contender(IMPORT), contender(LIBRARIES)], [contender("import revox", OFFICIAL)]
    official.append(contender("import revox", LATER))
    goals = [Goal(IMPORT, Kind.AS_MUCH, 1.15, LIBRARIES)]
    if has_extra:
        ours.append(contender(HELP))
        goals.append(Goal(HELP, Kind.AS_MUCH, 1.5, LIBRARIES))
    goals += [Goal(IMPORT, Kind.FASTER, None, other.name) for other in official]
    where = "where the extra `cli` is installed" if has_extra else "where it is installed without extras"
    about = f"a new process until it can work, without the start of Python, {where}"
    return Experiment("start" if has_extra else "start-bare", about, (*ours, *official), tuple(goals), runs=15)
