"""The whole suite against one server: walks, plain cases, and Schemathesis."""

from collections.abc import Callable
from contextlib import closing

import attrs

from .contract import Contract
from .findings import Report
from .fuzzing import FuzzRun, Settings
from .judge import Judge
from .plain import PlainRun
from .wire import Wire

ROWS = 60
"""How many rows the campaign of the sandbox has: enough for nine pages, few enough for fast answers."""
CAMPAIGN, SEED = "contract", 4


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


def run_plain(target: Target, contract: Contract, report: Report) -> Report:
    """Run the walks and the plain cases."""
    judge = Judge(contract, target.key)
    with closing(Wire(target.base_url, target.key)) as wire:
        PlainRun(contract, judge, report, wire, target.is_enough_plain or target.is_enough).run(target.key)
    return _counted(report, judge)


def run_fuzzing(target: Target, contract: Contract, report: Report, settings: Settings) -> Report:
    """Run Schemathesis."""
    judge = Judge(contract, target.key)
    FuzzRun(contract, judge, report, settings, target.is_enough).run()
    return _counted(report, judge)


def run_all(target: Target, *, seed: int, examples: int) -> Report:
    """Run everything, and return what was found."""
    contract, report = Contract.load(target.campaign, operations=target.operations), Report()
    run_plain(target, contract, report)
    if not target.is_enough(report):
        settings = Settings(target.base_url, target.key, seed, examples, methods=target.methods)
        run_fuzzing(target, contract, report, settings)
    return report


def _counted(report: Report, judge: Judge) -> Report:
    report.checked.update(judge.checked)
    return report
