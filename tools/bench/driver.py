"""Runs experiments: every contender in turn, so that whatever slows the machine slows all of them."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from typing import Any

import attrs

from tools.setup.environment import ROOT, ensure
from tools.setup.pins import LATER_PINS, PEER_PINS
from tools.setup.server import without_proxy

from .experiments import LATER, OFFICIAL, OURS, Contender, Experiment, Goal, Metric

PINS = {OFFICIAL: PEER_PINS, LATER: LATER_PINS}
ENVIRONMENTS = ROOT / "build" / "bench"
SECONDS_TO_STOP = 10
LEFT_OUT = ("REVOX_", "PYTHONDONTWRITEBYTECODE")
WARM_UP_ROWS = 100
Command = list[str]
Answer = dict[str, float]


class BenchError(Exception):
    """Something could not be measured; the message says what."""


@attrs.frozen
class Result:
    """What came of an experiment: what each contender took, by its name, round by round."""

    experiment: Experiment
    samples: Mapping[str, Sequence[Answer]]

    def has(self, goal: Goal) -> bool:
        """Whether both sides of a goal took part."""
        return {goal.subject, goal.reference} - {None} <= set(self.samples)

    def values(self, contender: str, *, is_cpu: bool = False) -> list[float]:
        """Return the samples of a contender: by the clock, or how long the processor was busy."""
        metric, answers = self.experiment.metric, self.samples[contender]
        if metric.is_memory:
            return [answer[metric.value] for answer in answers]
        name = "cpu_seconds" if is_cpu else "seconds"
        return [answer[name] / (answer["rows"] if metric is Metric.SECONDS_PER_ROW else 1) for answer in answers]


def run(
    experiment: Experiment,
    url: str,
    commands: Mapping[str, Command],
    runs: int,
    tell: Callable[[str], None],
    *,
    warm_up: bool = True,
) -> Result:
    """Run an experiment.

    Args:
        experiment: The experiment.
        url: The URL of the server.
        commands: How the worker of each side is started; others do not take part.
        runs: How often each contender runs.
        tell: Called with a line for each round.
        warm_up: Whether each contender runs once unmeasured before; never where memory is measured.

    Raises:
        BenchError: A task failed, or contenders did not see the same rows.
    """
    contenders = [contender for contender in experiment.contenders if contender.side in commands]
    server = {} if experiment.latency is None else {"base_url": f"{url}/{experiment.latency}ms"}
    with ExitStack() as stack:
        workers: dict[str, Worker] = {}
        if not experiment.metric.is_memory:
            for side in {contender.side for contender in contenders}:
                workers[side] = stack.enter_context(closing(Worker(commands[side])))

        def sample(contender: Contender) -> Answer:
            if workers:
                return workers[contender.side].ask(contender.task, {**contender.arguments, **server})
            # Only a process that has done nothing before can tell how much memory something takes.
            with closing(Worker(commands[contender.side])) as worker:
                worker.ask("start_up", {"base_url": f"{url}/0ms"})
                return worker.ask(contender.task, {**contender.arguments, **server})

        for contender in contenders if warm_up and workers else ():
            sample(_short(contender))
        samples: dict[str, list[Answer]] = {contender.name: [] for contender in contenders}
        for number in range(runs):
            tell(f"{experiment.name}: {number + 1} of {runs}")
            # There and back again: what gets slower or faster over time must not favour whoever comes first.
            for contender in contenders if number % 2 == 0 else contenders[::-1]:
                samples[contender.name].append(sample(contender))
    seen = {name: {answer["rows"] for answer in answers} for name, answers in samples.items()}
    if experiment.metric is Metric.SECONDS and len(set().union(*seen.values())) > 1:
        raise BenchError(f"{experiment.name}: not everybody saw the same rows: {seen}")
    return Result(experiment, samples)


def _short(contender: Contender) -> Contender:
    """Return a contender whose campaign is not longer than a page."""
    campaign = str(contender.arguments.get("campaign", ""))
    short = re.sub(r"\d+$", lambda found: str(min(int(found[0]), WARM_UP_ROWS)), campaign)
    return attrs.evolve(contender, arguments={**contender.arguments, "campaign": short}) if short else contender


def command_of(side: str) -> Command:
    """Return the command that runs the worker of a side. Raises SetUpError if its environment cannot be made."""
    if side == OURS:
        return [sys.executable, "-s", "-m", "tools.bench.workers.ours"]
    python = ensure(ENVIRONMENTS / side.replace(" ", "-"), PINS[side])
    return [str(python), "-E", "-s", "-m", "tools.bench.workers.official"]


class Worker:
    """A process that carries out tasks, one at a time."""

    def __init__(self, command: Command) -> None:
        # Modules are compiled once, as where they are installed.
        known = {name: value for name, value in without_proxy().items() if not name.startswith(LEFT_OUT)}
        environment = known | {"PYTHONPYCACHEPREFIX": str(ENVIRONMENTS / "pycache")}
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def ask(self, task: str, arguments: Mapping[str, Any]) -> Answer:
        """Let it carry out a task, and return what that took. Raises BenchError if the task failed."""
        assert self.process.stdin is not None
        try:
            print(json.dumps({"task": task, "arguments": dict(arguments)}), file=self.process.stdin, flush=True)
            line = self.line()
        except BrokenPipeError:
            line = ""
        answer: dict[str, Any] = json.loads(line) if line else {"error": "the worker has ended"}
        if "error" in answer:
            raise BenchError(f"{task}: {answer['error']}")
        return answer

    def line(self) -> str:
        """Return the next line that it writes; nothing if it has ended."""
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def close(self) -> None:
        """End the process, which ends by itself when nobody can ask it any more."""
        with self.process as process:
            assert process.stdin is not None
            process.stdin.close()
            try:
                process.wait(SECONDS_TO_STOP)
            except (subprocess.TimeoutExpired, KeyboardInterrupt):
                process.kill()


@contextmanager
def running_server(*arguments: str) -> Iterator[str]:
    """Run the server for the time of a `with` block, and yield its URL. Raises BenchError if it did not start."""
    with closing(Worker([sys.executable, "-s", "-m", "tools.bench.server", *arguments])) as server:
        if not (url := server.line()):
            raise BenchError("the server did not start")
        yield url


def load() -> float:
    """Return the load average of the machine."""
    return os.getloadavg()[0]
