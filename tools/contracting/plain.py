"""Runs the plain cases and the walks."""

from collections.abc import Callable

import attrs

from .cases import Cases
from .contract import Contract
from .exchange import Exchange
from .findings import Finding, Problem, Report
from .judge import Judge
from .pages_judged import OPERATION
from .walks import CHECKS as WALK_CHECKS
from .walks import Walks
from .wire import NotSentError, Probe, Wire, WireError

STAGES = ("walks", "cases")


@attrs.define
class PlainRun:
    """A run of the plain cases and the walks; `is_enough` is told after each answer whether to stop."""

    contract: Contract
    judge: Judge
    report: Report
    wire: Wire
    is_enough: Callable[[Report], bool] = lambda report: False
    _stage: str = attrs.field(init=False, default="")

    def run(self, key: str) -> None:
        """Send everything, the walks first: they are what a client does."""
        for operation in self.contract.operations:
            self._stage = "walks"
            if operation.name == OPERATION:
                for probe, problem in Walks(self.contract, operation, self._send).all():
                    self._add(operation.name, problem, probe)
                    if self.is_enough(self.report):
                        return
            self._stage = "cases"
            cases = Cases(self.contract, operation, key)
            if not cases.can_begin:
                self.report.note(f"{operation.name}: no plain cases, since there are no values for what it requires")
                continue
            for probe in cases.all():
                if self.is_enough(self.report):
                    return
                self._send(probe)

    def _send(self, probe: Probe) -> Exchange | None:
        if self.is_enough(self.report):
            return None
        try:
            exchange = self.wire.send(probe)
        except NotSentError as error:
            self.report.note(str(error))
            return None
        except WireError as error:
            self.report.requests[self._stage] += 1
            self._add(self.contract.operations[0].name, Problem("connection", str(error)), probe)
            return None
        self.report.requests[self._stage] += 1
        if self._stage == "walks":
            self.report.checked.update((self.contract.operations[0].name, check) for check in WALK_CHECKS)
        for operation, problem in self.judge.judge(exchange):
            self._add(operation, problem, probe, is_assumed=self.judge.is_assumed(exchange, problem))
        return exchange

    def _add(self, operation: str, problem: Problem, probe: Probe, *, is_assumed: bool = False) -> None:
        sent = sum(self.report.requests[stage] for stage in STAGES)
        self.report.add(Finding(operation, problem, self._stage, sent, probe.shown, is_assumed))
