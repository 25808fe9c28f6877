"""The proof that the suite finds bugs: servers with planted faults, all of which it must catch, and correct ones.

A fault counts as caught only by the check that is meant for it: else a sandbox that does not answer at all would seem
to be caught every time.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import attrs
from revox.sandbox import Sandbox

from .contract import Contract
from .findings import Finding, Report
from .fuzzing import PREFIX, Settings
from .planted_answers import ANSWER_BUGS
from .planted_requests import KEY, REQUEST_BUGS
from .suite import CAMPAIGN, ROWS, SEED, Target, run_all, run_fuzzing, run_plain

_BY_CHECK = {
    "wrong_requests": "takes-any-result takes-any-status takes-any-case takes-spaces takes-line-break takes-no-page "
    "takes-repeated takes-python-numbers takes-fractions takes-page-size-0 takes-negative-page",
    "unknown_ids": "takes-any-campaign",
    "other_methods": "takes-any-method no-allow",
    "authentication": "no-auth any-key empty-key",
    "right_requests": "refuses-a-result refuses-long-query refuses-page-0 past-the-end-is-404",
    "server_error": "error-on-nul error-on-quote error-on-non-ascii error-on-empty-query error-on-bad-utf-8 "
    "error-on-huge-page error gateway",
    "schema": "drops-field drops-field-rarely nulls-field wrong-type widens-enum widens-deep-enum widens-union "
    "out-of-bounds fraction-for-integer error-without-code rows-only",
    "json": "nan latin-1 duplicate-keys truncate",
    "content_type": "html-pages no-content-type html-errors",
    "documented_status": "undocumented-success undocumented-error",
    "no_secrets": "quotes-key",
    "filters": "ignores-result ignores-statuses ignores-query none-is-all query-wildcards filters-first-page-only",
    "filters_add_up": "first-status-only",
    "every_row_once": "ignores-page overlaps total-drifts moving-rows pages-from-1",
    "page_numbers": "ignores-page-size skips one-too-many total-of-page wrong-page-number",
    "connection": "drop reset cut cut-head garbage",
}
EXPECTED = {fault: check for check, faults in _BY_CHECK.items() for fault in faults.split()}
"""The planted faults, each with the check that must catch it: bugs of our own, and what any sandbox can do wrong."""
BUGS = {bug.name: bug for bug in (*REQUEST_BUGS, *ANSWER_BUGS)}
CONFORMING = ("latency=0.001", "page-size-cap=13")
"""Faults that break no promise of the spec, so that nothing may be said of them; as for the correct server."""
PHASES = ("coverage", "fuzzing", "negative")


@attrs.frozen
class Row:
    """A row of the table: how a fault was caught, by what each part of the suite has found first.

    Attributes:
        fault: The name of the fault.
        plain: By the walks and the plain cases.
        judged: By our checks on what Schemathesis sends, in `PHASES`.
        alone: By the checks of Schemathesis, in these phases.
    """

    fault: str
    plain: Finding | None
    judged: tuple[Finding | None, ...] = ()
    alone: tuple[Finding | None, ...] = ()

    @property
    def is_caught(self) -> bool:
        """Whether the check that is meant for it has caught it."""
        found = (self.plain, *self.judged)
        return any(one is not None and one.problem.check == EXPECTED[self.fault] for one in found)


@contextmanager
def planted(fault: str | None, is_enough: Callable[[Report], bool]) -> Iterator[Target]:
    """Serve a sandbox with a fault, or a correct one, on a socket."""
    with Sandbox(api_key=KEY, faults=[BUGS.get(fault, fault)] if fault else []) as sandbox:
        sandbox.add_campaign(CAMPAIGN, rows=ROWS, seed=SEED)
        with sandbox.serve() as base_url:
            operations = tuple(sandbox.operations)
            yield Target(base_url, sandbox.api_key, CAMPAIGN, operations=operations, is_enough=is_enough)


def try_plain(fault: str) -> Row:
    """Run the walks and the plain cases against a fault, until it is caught."""
    return Row(fault, _plain(fault))


def try_everything(fault: str, *, seed: int = 0, examples: int = 100) -> Row:
    """Run each part of the suite against a fault, as if there were no other."""
    judged: list[Finding | None] = []
    alone: list[Finding | None] = []
    for phase in PHASES:
        report = Report()
        with planted(fault, lambda report: False) as target:
            settings = Settings(target.base_url, target.key, seed, examples, (phase,))
            run_fuzzing(target, Contract.load(CAMPAIGN, operations=target.operations), report, settings)
        judged.append(_best(report, EXPECTED[fault]))
        theirs = [found for found in report.findings.values() if found.problem.check.startswith(PREFIX)]
        alone.append(min(theirs, key=lambda found: found.example, default=None))
    return Row(fault, _plain(fault), tuple(judged), tuple(alone))


def false_alarms(fault: str | None, seed: int, examples: int) -> Report:
    """Run the whole suite against a server that is correct, and return what it says nevertheless."""
    with planted(fault, lambda report: False) as target:
        return run_all(target, seed=seed, examples=examples)


def _plain(fault: str) -> Finding | None:
    report = Report()
    with planted(fault, _has_found(EXPECTED[fault])) as target:
        run_plain(target, Contract.load(CAMPAIGN, operations=target.operations), report)
    return _best(report, EXPECTED[fault])


def _has_found(check: str) -> Callable[[Report], bool]:
    return lambda report: any(finding.problem.check == check for finding in report.findings.values())


def _best(report: Report, check: str) -> Finding | None:
    """Return the first finding of our checks, of the one that is meant for the fault if there is any."""
    ours = [found for found in report.findings.values() if not found.problem.check.startswith(PREFIX)]
    right = [found for found in ours if found.problem.check == check]
    return min(right or ours, key=lambda found: found.example, default=None)
