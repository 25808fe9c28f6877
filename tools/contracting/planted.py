"""The proof that the suite finds bugs: servers with planted faults, all of which it must catch, and correct ones.

A fault counts as caught only by the check that is meant for it: else a sandbox that does not answer at all would seem
to be caught every time.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import attrs
from revox.sandbox import Sandbox
from revox_api.runtime.document import spec

from .findings import Finding, Report
from .fuzzing import PREFIX, Settings
from .planted_answers import ANSWER_BUGS
from .planted_requests import KEY, REQUEST_BUGS
from .runs import Target, run_fuzzing, run_plain

ROWS = 60
"""How many rows the campaign of the sandbox has: enough for nine pages, few enough for fast answers."""
CAMPAIGN, SEED = "contract", 4
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
    "every_item_once": "ignores-page overlaps total-drifts moving-rows pages-from-1",
    "page_numbers": "ignores-page-size skips one-too-many total-of-page wrong-page-number",
    "connection": "drop reset cut cut-head garbage",
}
EXPECTED = {fault: check for check, faults in _BY_CHECK.items() for fault in faults.split()}
"""The planted faults, each with the check that must catch it: bugs of our own, and what any sandbox can do wrong."""
BUGS = {bug.name: bug for bug in (*REQUEST_BUGS, *ANSWER_BUGS)}
CONFORMING = ("latency=0.001", "page-size-cap=13")
"""Faults that break no promise of the spec, so that nothing may be said of them; as for the correct server."""


@attrs.frozen
class Row:
    """A row of the table: what the walks and plain cases, and Schemathesis with our checks, have found of a fault.

    Only what the check found that is meant for the fault counts, if that found anything.
    """

    fault: str
    plain: Finding | None
    fuzzed: Finding | None = None

    @property
    def is_caught(self) -> bool:
        """Whether the check that is meant for it has caught it."""
        return any(one is not None and one.problem.check == EXPECTED[self.fault] for one in (self.plain, self.fuzzed))

    def __str__(self) -> str:
        cells = [f"{found.problem.check} {found.example}" if found else "-" for found in (self.plain, self.fuzzed)]
        return f"{self.fault:24}  {cells[0]:24}  {cells[1]:24}  {'' if self.is_caught else 'NOT CAUGHT'}".rstrip()


_PAGED = tuple(item["get"]["operationId"] for item in spec()["paths"].values() if "x-pagination" in item.get("get", {}))
"""The faults are those of operations that answer pages."""


@contextmanager
def planted(fault: str | None, is_enough: Callable[[Report], bool] = lambda report: False) -> Iterator[Target]:
    """Serve a sandbox with a fault, or a correct one, on a socket."""
    with Sandbox(api_key=KEY, faults=[BUGS.get(fault, fault)] if fault else []) as sandbox:
        sandbox.add_campaign(CAMPAIGN, rows=ROWS, seed=SEED)
        with sandbox.serve() as base_url:
            yield Target(base_url, sandbox.api_key, CAMPAIGN, operations=_PAGED, is_enough=is_enough)


def try_fault(fault: str, *, seed: int = 0, examples: int | None = None) -> Row:
    """Run the walks and the plain cases against a fault until it is caught, and Schemathesis with so many examples."""
    expected = EXPECTED[fault]

    def is_caught(report: Report) -> bool:
        return any(problem.check == expected for _, problem in report.findings)

    def best(run: Callable[[Target, Report], None]) -> Finding | None:
        report = Report()
        with planted(fault, is_caught) as target:
            run(target, report)
        ours = [found for found in report.findings.values() if not found.problem.check.startswith(PREFIX)]
        right = [found for found in ours if found.problem.check == expected]
        return min(right or ours, key=lambda found: found.example, default=None)

    settings = Settings(seed=seed, examples=examples or 1)
    return Row(fault, best(run_plain), best(partial(run_fuzzing, settings=settings)) if examples else None)
