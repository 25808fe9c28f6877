"""The whole suite against one server: walks and plain cases, and Schemathesis."""

from collections.abc import Callable
from contextlib import closing

import attrs

from .cases import Cases
from .contract import Contract, Operation
from .exchange import Exchange, NotSentError, Probe, Wire, WireError
from .findings import Finding, Problem, Report
from .fuzzing import FuzzRun, Settings
from .judge import Judge
from .walks import CHECKS as WALK_CHECKS
from .walks import Walks

PLAIN = ("walks", "cases")


@attrs.frozen
class Target:
    """A server to hold against the spec.

    Attributes:
        base_url: Where it is.
        key: The key that is right.
        campaign: The ID of a campaign that it has.
        methods: The methods that may be sent; None for all.
        operations: The operations to try; all by default.
        is_enough: Told after each answer whether to stop.
        is_enough_plain: Told after each answer whether to leave the rest to Schemathesis.
    """

    base_url: str
    key: str = attrs.field(repr=False)
    campaign: str
    methods: tuple[str, ...] | None = None
    operations: tuple[str, ...] = ()
    is_enough: Callable[[Report], bool] = lambda report: False
    is_enough_plain: Callable[[Report], bool] | None = None

    @property
    def contract(self) -> Contract:
        """The spec for it."""
        return Contract.load(self.campaign, operations=self.operations)


def run_plain(target: Target, report: Report) -> None:
    """Run the walks and the plain cases."""
    contract = target.contract
    judge = Judge(contract, target.key)
    is_enough = target.is_enough_plain or target.is_enough
    with closing(Wire(target.base_url, target.key)) as wire:
        _PlainRun(contract, judge, report, wire, is_enough).run(target.key)
    report.checked.update(judge.checked)


def run_fuzzing(target: Target, report: Report, settings: Settings) -> None:
    """Run Schemathesis."""
    judge = Judge(target.contract, target.key)
    settings = attrs.evolve(settings, base_url=target.base_url, key=target.key, methods=target.methods)
    FuzzRun(judge.contract, judge, report, settings, target.is_enough).run()
    report.checked.update(judge.checked)


def run_all(target: Target, *, seed: int, examples: int) -> Report:
    """Run everything, and return what was found."""
    report = Report()
    run_plain(target, report)
    if not target.is_enough(report):
        run_fuzzing(target, report, Settings(seed=seed, examples=examples))
    return report


@attrs.define
class _PlainRun:
    contract: Contract
    judge: Judge
    report: Report
    wire: Wire
    is_enough: Callable[[Report], bool]
    stage: str = ""

    def run(self, key: str) -> None:
        """Send everything, the walks first: they are what a client does."""
        for operation in self.contract.operations:
            cases = Cases(self.contract, operation, key)
            if not cases.can_begin:
                self.report.note(f"{operation.name}: no plain cases, since there are no values for what it requires")
                continue
            self.stage = "walks"
            for probe, problem in Walks(self.contract, operation, self.send).all() if operation.pagination else ():
                self._add(operation.name, problem, probe)
                if self.is_enough(self.report):
                    return
            self.stage = "cases"
            for probe in cases.all():
                if self.is_enough(self.report):
                    return
                self.send(probe)

    def send(self, probe: Probe) -> Exchange | None:
        """Send a request and have its answer judged by itself; there is none once there is enough."""
        if self.is_enough(self.report):
            return None
        try:
            exchange = self.wire.send(probe)
        except NotSentError as error:
            self.report.note(str(error))
            return None
        except WireError as error:
            self.report.requests[self.stage] += 1
            operation = self._operation(probe)
            self._add(operation.name if operation else probe.path, Problem("connection", str(error)), probe)
            return None
        self.report.requests[self.stage] += 1
        if self.stage == "walks" and (walked := self._operation(probe)):
            self.report.checked.update((walked.name, check) for check in WALK_CHECKS)
        for name, problem in self.judge.judge(exchange):
            self._add(name, problem, probe, is_assumed=self.judge.is_assumed(exchange, problem))
        return exchange

    def _operation(self, probe: Probe) -> Operation | None:
        return self.judge.operation(probe.method, probe.path)

    def _add(self, operation: str, problem: Problem, probe: Probe, *, is_assumed: bool = False) -> None:
        sent = sum(self.report.requests[stage] for stage in PLAIN)
        self.report.add(Finding(operation, problem, self.stage, sent, probe.shown, is_assumed))
