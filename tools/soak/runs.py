"""One run: a sandbox that fails, an export from it, and the comparison with what the sandbox holds."""

import os
import signal
import tempfile
import traceback
from collections import Counter
from collections.abc import Sequence
from functools import cache, partial
from itertools import islice
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any

import attrs
import httpx
import msgspec
from revox.sandbox import Sandbox
from revox.sandbox.faults import Answer, Ask, Fault, Request, Strike, all_rows, json_answer

from tools.setup.server import API_KEY, CAMPAIGN

from .exports import Export, export
from .plans import ADD, REMOVE, WAYS_TO_SEND, Plan

SECONDS = 80
MOVED = "MovedError("
CAMPAIGN_ROWS = 240
Rows = dict[str, dict[str, Any]]
"""Rows as JSON values, by their ID, in order."""


@attrs.frozen
class Result:
    """What came of a run.

    Attributes:
        plan: The run.
        requests: How many requests came to the sandbox.
        injected: How often a fault struck.
        changes: How often rows came, went or moved meanwhile.
        gave_up: The error that the export ended with before it was taken up again without faults, or None.
        lost: How many rows did not come, though they were there throughout.
        twice: How many rows came once more.
        altered: How many rows are not what the sandbox holds.
        is_untold: Whether the export went on by a token after rows had changed sides across its place, which a token
            cannot tell if the page before the place is what it was.
        problem: What else must never happen, or None.
    """

    plan: Plan
    requests: int = 0
    injected: int = 0
    changes: int = 0
    gave_up: str | None = None
    lost: int = 0
    twice: int = 0
    altered: int = 0
    is_untold: bool = False
    problem: str | None = None

    @property
    def is_good(self) -> bool:
        """Whether every row came once, as it is; or did not, for a reason that a token cannot tell."""
        is_moved = (self.lost or self.twice) and not self.is_untold
        return not (is_moved or self.altered or self.problem)


@attrs.define
class Changes:
    """Changes to a campaign while it is read, as a fault of the sandbox.

    They are of one kind, so that the total tells of each that it can tell.
    There are at most `left` of them; `order` has the IDs of all rows that there are, and `made` counts.
    """

    kind: str
    left: int
    dice: Random
    order: list[str]
    made: int = 0

    async def answer(self, request: Request, ask: Ask, _: Strike) -> Answer:
        """Answer a page of the rows as they are now, and change something afterwards, now and then."""
        rows = await all_rows(request, ask)
        if isinstance(rows, Answer):
            return rows
        page, size = int(request.get("page")), int(request.get("page_size"))
        now = [*self.of({row["id"]: row for row in rows}, dict(request.query)).values()]
        if self.left and self.dice.random() < 0.5:
            self.left -= 1
            self._change()
        shown = now[page * size :][:size]
        return json_answer(200, {"page": page, "page_size": size, "rows": shown, "total": len(now)})

    def of(self, rows: Rows, filters: Any) -> Rows:
        """Return the rows as they are now, of those that pass some filters."""
        if self.kind == ADD and not filters.keys() & {"result", "statuses"}:
            row = {"input_data": {"city": "1"}, "phone_number": "+15550100", "row_index": CAMPAIGN_ROWS}
            added = [f"added-{number + 1}" for number in range(self.made)]
            rows = rows | {key: {"id": key, **row} for key in added}
        return {key: rows[key] for key in self.order if key in rows}

    def _change(self) -> None:
        self.made += 1
        if self.kind == ADD:
            self.order.append(f"added-{self.made}")
        else:
            key = self.order.pop(self.dice.randrange(len(self.order)))
            if self.kind != REMOVE:
                self.order.insert(self.dice.randrange(len(self.order) + 1), key)


def prepare_process() -> None:
    """Prepare a process that carries out runs."""
    # Ctrl-C reaches all processes; the one that started this one ends it. And no proxy may stand on the way.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.update(dict.fromkeys(("NO_PROXY", "no_proxy"), "127.0.0.1"))


def carry_out(plan: Plan, seconds: int = SECONDS) -> Result:
    """Carry out a run, and end it where it takes longer than this; only a main thread can do that."""
    previous = signal.signal(signal.SIGALRM, _time_out)
    signal.alarm(seconds)
    with tempfile.TemporaryDirectory(prefix="soak-") as directory:
        try:
            return _carry_out(plan, Path(directory))
        except (Exception, TimedOut):
            return Result(plan, problem=traceback.format_exc())
        finally:
            signal.alarm(0)
            signal.signal(signal.SIGALRM, previous)


class TimedOut(BaseException):
    """A run has no end; no handler of usual errors may take it for one of them."""


def _time_out(_: int, __: FrameType | None) -> None:
    raise TimedOut


def _carry_out(plan: Plan, directory: Path) -> Result:
    dice = Random(f"{plan.seed}/{plan.number}/changes")
    changes = Changes(plan.change, plan.changes if plan.change else 0, dice, [*read_rows()])
    filters = {name: value if isinstance(value, str) else ",".join(value) for name, value in plan.filters.items()}
    before = read_rows(**filters)
    changing = [Fault("changes", "Rows come, go or move.", changes.answer)] if plan.change else []
    with make_sandbox(_counting, *plan.faults, *changing) as sandbox, sandbox.serve() as url:
        first = export(plan, url, directory)
        strikes = sandbox.strikes
    changes.left = 0
    after = changes.of(before, plan.filters)
    judge = partial(compare, before=before, after=after)
    found, problem, is_untold = judge(first.rows, is_whole=first.error is None), first.problem, False
    if first.error is not None and not any(found) and problem is None:
        with make_sandbox(*changing) as sandbox, sandbox.serve() as url:
            second, problem = _take_up(plan, url, directory, first)
        rows = first.rows + second.rows if second.goes_on else second.rows
        found = judge(rows, is_whole=problem is None)
        is_untold = second.goes_on and set(islice(after, len(first.rows))) != {row["id"] for row in first.rows}
    requests = strikes.pop(_counting.name)
    injected = sum(count for name, count in strikes.items() if name not in ("changes", *WAYS_TO_SEND))
    return Result(plan, requests, injected, changes.made, first.error, *found, is_untold, problem)


def _take_up(plan: Plan, url: str, directory: Path, first: Export) -> tuple[Export, str | None]:
    """Go on after an error, now that nothing is spoiled and nothing changes any more."""
    second = export(plan, url, directory, first.token)
    if second.goes_on and second.error is not None and MOVED in second.error:
        # It says that it cannot go on, because rows have moved. So whoever uses it begins anew.
        second = export(plan, url, directory)
    return second, f"not even without faults: {second.error}" if second.error else second.problem


async def _pass_on(request: Request, ask: Ask, _: Strike) -> Answer:
    return await ask(request)


_counting = Fault("requests", "Counts requests.", _pass_on)


def make_sandbox(*faults: str | Fault) -> Sandbox:
    """Make a sandbox with the campaign."""
    sandbox = Sandbox(api_key=API_KEY, faults=faults)
    sandbox.add_campaign(CAMPAIGN, rows=CAMPAIGN_ROWS, seed=1)
    return sandbox


@cache
def read_rows(**filters: str) -> Rows:
    """Return the rows of the campaign that pass some filters, past the network and past the library."""
    with make_sandbox() as sandbox:
        headers = {"Authorization": f"Bearer {sandbox.api_key}"}
        with httpx.Client(transport=sandbox.transport(), base_url=sandbox.base_url, headers=headers) as client:
            response = client.get(f"/campaigns/{CAMPAIGN}/rows", params={"page": "0", "page_size": "1000"} | filters)
    page = msgspec.json.decode(response.raise_for_status().content)
    rows = {row["id"]: row for row in page["rows"]}
    assert len(rows) == len(page["rows"]) == page["total"]
    return rows


def compare(
    rows: Sequence[dict[str, Any]], before: Rows, after: Rows, *, is_whole: bool = True
) -> tuple[int, int, int]:
    """Return how many rows of an export were lost (of a whole one), came twice, and are not what the sandbox holds.

    It is held against the rows before and after it; meanwhile they only came, only went or only moved.
    """
    ids = Counter(str(row.get("id")) for row in rows)
    ever = {key: _without_nulls(row) for key, row in (before | after).items()}
    lost = len((before.keys() & after.keys()) - ids.keys()) if is_whole else 0
    altered = sum(_without_nulls(row) != ever.get(str(row.get("id"))) for row in rows)
    return lost, ids.total() - len(ids), altered


def _without_nulls(value: Any) -> Any:
    """Return JSON in which null and absent are the same, as they are to the library."""
    if isinstance(value, dict):
        return {name: _without_nulls(item) for name, item in value.items() if item is not None}
    return [_without_nulls(item) for item in value] if isinstance(value, list) else value
