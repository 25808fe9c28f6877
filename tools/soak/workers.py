"""Carries out runs in several processes; one that hangs is ended, and that is its result."""

import faulthandler
import os
import signal
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from multiprocessing import connection, get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path

import attrs

from .plans import Plan
from .runs import Result, carry_out

SECONDS = 90
SECONDS_TO_TELL_WHERE = 80
_spawn = get_context("spawn")


@attrs.define(eq=False)
class _Worker:
    """A process that carries out one run at a time."""

    connection: Connection
    process: SpawnProcess
    plan: Plan
    deadline: float

    def begin(self, plan: Plan) -> None:
        """Let it carry out a run."""
        self.plan, self.deadline = plan, time.monotonic() + SECONDS
        self.connection.send(plan)

    def result(self) -> Result | None:
        """Return what came of its run, or None as long as it is under way."""
        try:
            if self.connection.poll():
                result: Result = self.connection.recv()
                return result
        except EOFError:
            return Result(self.plan, problem="its process has died")
        return Result(self.plan, problem=f"no end after {SECONDS} s") if time.monotonic() > self.deadline else None

    def end(self) -> None:
        """End the process."""
        self.process.kill()
        self.process.join()
        self.connection.close()


def carry_out_all(plans: Iterable[Plan], template: Path, count: int) -> Iterator[Result]:
    """Yield what came of each run, as soon as it is known.

    Args:
        plans: The runs.
        template: A database with the campaign.
        count: In how many processes.
    """
    waiting = iter(plans)
    workers = [_start(plan, template) for plan in islice(waiting, count)]
    try:
        while workers:
            connection.wait([worker.connection for worker in workers], timeout=1)
            for worker in list(workers):
                if (result := worker.result()) is None:
                    continue
                yield result
                plan = next(waiting, None)
                if plan is not None and not _is_lost(result):
                    worker.begin(plan)
                    continue
                worker.end()
                workers.remove(worker)
                if plan is not None:
                    workers.append(_start(plan, template))
    finally:
        for worker in workers:
            worker.end()


def _is_lost(result: Result) -> bool:
    """Return whether the process of a run cannot be used again."""
    return result.problem is not None


def _start(plan: Plan, template: Path) -> _Worker:
    ours, theirs = _spawn.Pipe()
    process = _spawn.Process(target=_work, args=(theirs, template), daemon=True)
    process.start()
    theirs.close()
    worker = _Worker(ours, process, plan, 0.0)
    worker.begin(plan)
    return worker


def _work(plans: Connection, template: Path) -> None:
    """Carry out runs until nobody sends any more."""
    # Ctrl-C reaches all processes; this one is ended by the one that started it.
    signal.signal(signal.SIGINT, lambda number, frame: None)
    # No other proxy may stand on the way.
    os.environ.update(dict.fromkeys(("NO_PROXY", "no_proxy"), "127.0.0.1"))
    while True:
        try:
            plan = plans.recv()
        except EOFError:
            return
        faulthandler.dump_traceback_later(SECONDS_TO_TELL_WHERE)
        result = carry_out(plan, template)
        faulthandler.cancel_dump_traceback_later()
        plans.send(result)
