"""Runs experiments: every contender in turn, so that whatever slows the machine slows all of them."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, closing

import attrs

from .goals import Contender, Experiment, Goal, Metric
from .processes import Answer, BenchError, Command, Worker


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


class Driver(ExitStack):
    """Runs experiments against a server. Use it in a `with` block, at whose end its workers end."""

    def __init__(self, url: str, commands: Mapping[str, Command]) -> None:
        """Take the URL of the server, and how the worker of each side is started; others do not take part."""
        super().__init__()
        self._url = url
        self._commands = commands
        self._workers: dict[str, Worker] = {}

    def run(self, experiment: Experiment, runs: int, tell: Callable[[str], None], *, warm_up: bool = True) -> Result:
        """Run an experiment.

        Args:
            experiment: The experiment.
            runs: How often each contender runs.
            tell: Called with a line for each round.
            warm_up: Whether each contender runs once unmeasured before; never where memory is measured.

        Raises:
            BenchError: A task failed, or contenders did not see the same rows.
        """
        contenders = [contender for contender in experiment.contenders if contender.side in self._commands]
        samples: dict[str, list[Answer]] = {contender.name: [] for contender in contenders}
        for contender in contenders if warm_up and not experiment.metric.is_memory else ():
            self._ask(self._worker(contender.side), contender, contender.warm_up)
        for number in range(runs):
            tell(f"{experiment.name}: {number + 1} of {runs}")
            # There and back again: what gets slower or faster over time must not favour whoever comes first.
            for contender in contenders if number % 2 == 0 else contenders[::-1]:
                samples[contender.name].append(self._sample(contender, experiment.metric))
        seen = {name: {answer["rows"] for answer in answers} for name, answers in samples.items()}
        if experiment.metric is Metric.SECONDS and len(set().union(*seen.values())) > 1:
            raise BenchError(f"{experiment.name}: not everybody saw the same rows: {seen}")
        return Result(experiment, samples)

    def _sample(self, contender: Contender, metric: Metric) -> Answer:
        if not metric.is_memory:
            return self._ask(self._worker(contender.side), contender)
        with closing(Worker(self._commands[contender.side])) as worker:
            worker.ask("start_up", {"base_url": f"{self._url}/0ms"})
            return self._ask(worker, contender)

    def _worker(self, side: str) -> Worker:
        if side not in self._workers:
            self._workers[side] = self.enter_context(closing(Worker(self._commands[side])))
        return self._workers[side]

    def _ask(self, worker: Worker, contender: Contender, changed: Mapping[str, object] | None = None) -> Answer:
        url = {} if contender.latency is None else {"base_url": f"{self._url}/{contender.latency}ms"}
        return worker.ask(contender.task, {**contender.arguments, **(changed or {}), **url})
