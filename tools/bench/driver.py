"""Runs experiments: every contender in turn, so that whatever slows the machine slows all of them."""

from collections.abc import Callable
from types import TracebackType
from typing import Self

import attrs

from .goals import Contender, Experiment, Metric
from .processes import Answer, BenchError, Command, Worker

Samples = dict[str, list[Answer]]
"""What each contender took, by its name, round by round."""


@attrs.frozen
class Result:
    """What came of an experiment.

    Attributes:
        experiment: What was done.
        samples: What it took.
        absent: The sides that could not take part.
    """

    experiment: Experiment
    samples: Samples
    absent: tuple[str, ...] = ()

    def values(self, contender: str, *, is_cpu: bool = False) -> list[float]:
        """Return the samples of a contender.

        Args:
            contender: Its name.
            is_cpu: Whether to return how long the processor was busy, in place of how long it took by the clock.
        """
        metric, answers = self.experiment.metric, self.samples[contender]
        if metric.is_memory:
            return [answer[metric.value] for answer in answers]
        name = "cpu_seconds" if is_cpu else "seconds"
        return [answer[name] / (answer["rows"] if metric is Metric.SECONDS_PER_ROW else 1) for answer in answers]


class Driver:
    """Runs experiments against a server. Use it in a `with` block."""

    def __init__(self, url: str, commands: dict[str, Command]) -> None:
        """Prepare.

        Args:
            url: Where the server is.
            commands: How the worker of each side is started; sides that are not in it do not take part.
        """
        self._url = url
        self._commands = commands
        self._workers: dict[str, Worker] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        for worker in self._workers.values():
            worker.close()

    def run(
        self, experiment: Experiment, runs: int, progress: Callable[[str], None], *, warm_up: bool = True
    ) -> Result:
        """Run an experiment.

        Args:
            experiment: The experiment.
            runs: How often each contender runs.
            progress: Called with a line for each round.
            warm_up: Whether each contender runs once unmeasured before; never where memory is measured.

        Raises:
            BenchError: A task failed, or contenders did not see the same rows.
        """
        contenders = [contender for contender in experiment.contenders if contender.side in self._commands]
        absent = {contender.side for contender in experiment.contenders} - set(self._commands)
        samples: Samples = {contender.name: [] for contender in contenders}
        if warm_up and not experiment.metric.is_memory:
            for contender in contenders:
                self._ask(self._worker(contender.side), contender, is_warm_up=True)
        for number in range(runs):
            progress(f"{experiment.name}: {number + 1} of {runs}")
            # There and back again: what gets slower or faster over time must not favour whoever comes first.
            for contender in contenders if number % 2 == 0 else contenders[::-1]:
                samples[contender.name].append(self._sample(contender, experiment.metric))
        _check_rows(experiment, samples)
        return Result(experiment, samples, tuple(sorted(absent)))

    def _sample(self, contender: Contender, metric: Metric) -> Answer:
        if not metric.is_memory:
            return self._ask(self._worker(contender.side), contender)
        worker = Worker(self._commands[contender.side])
        try:
            worker.ask("start_up", {"base_url": f"{self._url}/0ms"})
            return self._ask(worker, contender)
        finally:
            worker.close()

    def _worker(self, side: str) -> Worker:
        if side not in self._workers:
            self._workers[side] = Worker(self._commands[side])
        return self._workers[side]

    def _ask(self, worker: Worker, contender: Contender, *, is_warm_up: bool = False) -> Answer:
        arguments = dict(contender.arguments) | (dict(contender.warm_up) if is_warm_up else {})
        if contender.latency is not None:
            arguments["base_url"] = f"{self._url}/{contender.latency}ms"
        return worker.ask(contender.task, arguments)


def _check_rows(experiment: Experiment, samples: Samples) -> None:
    """Refuse to compare those who did not see the same rows."""
    if experiment.metric is Metric.SECONDS:
        seen = {name: {answer["rows"] for answer in answers} for name, answers in samples.items()}
        if len(set().union(*seen.values())) > 1:
            raise BenchError(f"{experiment.name}: not everybody saw the same rows: {seen}")
