"""One run: a sandbox, a proxy that spoils what goes through, an export, and the comparison with the database."""

import shutil
import tempfile
import time
import traceback
from functools import partial
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import attrs
from revox import RowsMovedError
from revox.sandbox import Sandbox

from tools.setup.server import API_KEY

from .campaign import Changes, Rows, read_rows
from .compare import compare
from .exports import Export, export
from .plans import STILL, Plan
from .proxy import Proxy, running


@attrs.frozen
class Result:
    """What came of a run.

    Attributes:
        plan: The run.
        requests: How many requests came to the proxy.
        injected: How many of them were spoiled.
        changes: How often rows came, went or moved meanwhile.
        gave_up: The error that the export ended with, before it was taken up again without faults; None if it was
            complete at once.
        lost: How many rows did not come.
        twice: How many rows came once more.
        altered: How many rows are not what the database holds.
        is_untold: Whether the export went on by a token after rows had changed sides across its place. What a token
            holds cannot tell of that if the page before the place is what it was; `Walk` says so.
        problem: What else must never happen, or None.
        seconds: How long it took.
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
    seconds: float = 0.0

    @property
    def is_good(self) -> bool:
        """Whether every row came once, as it is; or did not, for a reason that a token cannot tell."""
        is_moved = (self.lost or self.twice) and not self.is_untold
        return not (is_moved or self.altered or self.problem)


def carry_out(plan: Plan, template: Path) -> Result:
    """Carry out a run.

    Args:
        plan: The run.
        template: A database with the campaign, which stays as it is.
    """
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="soak-") as directory:
        try:
            result = _carry_out(plan, template, Path(directory))
        except Exception:
            result = Result(plan, problem=traceback.format_exc())
    return attrs.evolve(result, seconds=time.monotonic() - started)


def _carry_out(plan: Plan, template: Path, directory: Path) -> Result:
    file = directory / "demo.db"
    shutil.copyfile(template, file)
    changes = Changes(file, plan.change, plan.changes, Random(f"{plan.seed}/{plan.number}/changes"))
    with Sandbox(file, api_key=API_KEY) as sandbox, sandbox.serve() as upstream:
        proxy = Proxy(upstream, plan.kind, plan.rate, plan.most, f"{plan.seed}/{plan.number}", changes.maybe)
        before = read_rows(sandbox, file, plan.filters)
        is_untold = False
        with running(proxy):
            first = export(plan, proxy.url, directory)
            injected = proxy.injected.total()
            proxy.most, changes.kind = 0, STILL
            after = read_rows(sandbox, file, plan.filters)
            judge = partial(compare, before=before, after=after, is_still=not changes.made)
            comparison, problem = judge(first.rows, is_whole=first.error is None), first.problem
            if first.error is not None and comparison.is_good and problem is None:
                second, problem = _take_up(plan, proxy.url, directory, first)
                rows = first.rows + second.rows if second.goes_on else second.rows
                comparison = judge(rows, is_whole=problem is None)
                is_untold = second.goes_on and not _begins_with(after, first.rows)
    lost, twice, altered = attrs.astuple(comparison)
    requests, gave_up = proxy.requests, first.error
    return Result(plan, requests, injected, changes.made, gave_up, lost, twice, altered, is_untold, problem)


def _take_up(plan: Plan, url: str, directory: Path, first: Export) -> tuple[Export, str | None]:
    """Go on after an error, now that nothing is spoiled and nothing changes any more."""
    second = export(plan, url, directory, first.token)
    if second.goes_on and second.error is not None and RowsMovedError.__name__ in second.error:
        # It says that it cannot go on, because rows have moved. So whoever uses it begins anew.
        second = export(plan, url, directory)
    return second, f"not even without faults: {second.error}" if second.error else second.problem


def _begins_with(rows: Rows, taken: list[dict[str, Any]]) -> bool:
    """Return whether the first rows of a campaign are those that were taken, in whatever order."""
    return set(islice(rows, len(taken))) == {row["id"] for row in taken}
