"""How contenders are run, with workers that only say what they were asked."""

import sys
from collections.abc import Mapping
from typing import Any

import pytest

from tools.bench.driver import Driver
from tools.bench.goals import OFFICIAL, OURS, Contender, Experiment, Metric
from tools.bench.processes import BenchError, Worker

WORKER = """
from tools.bench.workers.protocol import serve
asked = []
def note(name, rows=1, **others):
    print("this is not an answer")
    asked.append(name)
    return {"rows": rows, "seconds": len(asked), "cpu_seconds": 0, "peak": len(asked)}
serve({"note": note, "start_up": lambda base_url: asked.append("start_up") or 0, "fail": lambda: 1 / 0})
"""
COMMAND = [sys.executable, "-s", "-c", WORKER]


def contender(name: str, arguments: Mapping[str, Any] | None = None, *, task: str = "note") -> Contender:
    """Return a contender of ours that needs no server."""
    return Contender(name, OURS, task, {"name": name} if arguments is None else arguments, latency=None)


def run(*contenders: Contender, metric: Metric = Metric.SECONDS, runs: int = 3) -> dict[str, list[float]]:
    """Run an experiment and return the samples."""
    experiment = Experiment("test", "a test", contenders, (), metric)
    with Driver("http://unused", {OURS: COMMAND}) as driver:
        result = driver.run(experiment, runs, progress=lambda line: None)
    return {name: result.values(name) for name in result.samples}


def test_contenders_run_in_turn_there_and_back_after_a_warm_up() -> None:
    """One worker has seen: a, b to warm up; then a, b; b, a; a, b."""
    assert run(contender("a"), contender("b")) == {"a": [3, 6, 7], "b": [4, 5, 8]}


def test_memory_is_measured_in_a_new_process_each_time() -> None:
    """It has started up and done nothing else before."""
    assert run(contender("a"), contender("b"), metric=Metric.PEAK) == {"a": [2, 2, 2], "b": [2, 2, 2]}


def test_whoever_has_no_command_is_absent() -> None:
    """The others are measured all the same."""
    experiment = Experiment("test", "a test", (contender("a"), Contender("b", OFFICIAL, "note")), ())
    with Driver("http://unused", {OURS: COMMAND}) as driver:
        result = driver.run(experiment, 1, progress=lambda line: None)
    assert (set(result.samples), result.absent) == ({"a"}, (OFFICIAL,))


def test_those_who_saw_different_rows_are_not_compared() -> None:
    """Whoever loses rows would be the fastest."""
    with pytest.raises(BenchError, match="not everybody saw the same rows"):
        run(contender("a"), contender("b", {"name": "b", "rows": 2}))


def test_a_task_that_fails_ends_the_run_with_its_traceback() -> None:
    """Nothing is measured of it."""
    with pytest.raises(BenchError, match="ZeroDivisionError"):
        run(contender("a", {}, task="fail"))


def test_a_worker_that_cannot_start_is_told_of() -> None:
    """Such as one whose library is not there."""
    worker = Worker([sys.executable, "-c", "raise SystemExit(3)"])
    with pytest.raises(BenchError, match="the worker has ended"):
        worker.ask("page", {})
    worker.close()
