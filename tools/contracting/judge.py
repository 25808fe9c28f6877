"""All checks of ours on one exchange, and how often each of them had something to judge."""

from collections import Counter
from collections.abc import Iterator

import attrs

from .answers_judged import judge_body, judge_secrets, judge_status
from .contract import Contract, Operation
from .exchange import Exchange
from .findings import Problem
from .pages_judged import judge_page
from .requests_judged import faults_of_request, is_known_path

CHECKS = (
    "server_error",
    "documented_status",
    "right_requests",
    "wrong_requests",
    "unknown_ids",
    "authentication",
    "other_methods",
    "content_type",
    "json",
    "schema",
    "page_numbers",
    "filters",
    "no_secrets",
)
"""The checks on one exchange; `walks` has those on several."""


@attrs.define
class Judge:
    """Judges exchanges by the spec, and counts how many each check has judged, by operation and check."""

    contract: Contract
    key: str = attrs.field(repr=False)
    checked: Counter[tuple[str, str]] = attrs.field(factory=Counter)

    def operation(self, exchange: Exchange) -> Operation | None:
        """Return the operation that a request was for; any of its path where the method is another."""
        matching = [found for found in self.contract.operations if found.match(exchange.path) is not None]
        same_method = [found for found in matching if found.method == exchange.method]
        return next(iter(same_method or matching), None)

    def judge(self, exchange: Exchange) -> Iterator[tuple[str, Problem]]:
        """Find what is wrong with an answer, each with the name of the operation."""
        operation = self.operation(exchange)
        if operation is None:
            return
        self.checked.update((operation.name, check) for check in CHECKS)
        for problem in self._problems(operation, exchange):
            yield operation.name, problem

    def is_assumed(self, exchange: Exchange, problem: Problem) -> bool:
        """Whether a problem breaks no more than an assumption of the spec: by what is documented, there is none."""
        documented = self.contract.documented
        return documented is not None and problem not in (
            found for _, found in Judge(documented, self.key).judge(exchange)
        )

    def rests_on_assumptions(self, exchange: Exchange) -> bool:
        """Whether what is documented says nothing of an answer: neither its status, nor that its request was wrong."""
        documented = self.contract.documented
        if documented is None or (operation := Judge(documented, self.key).operation(exchange)) is None:
            return False
        is_wrong = bool(faults_of_request(documented, operation, exchange))
        return str(exchange.status) not in operation.responses and not is_wrong and exchange.status < 500

    def _problems(self, operation: Operation, exchange: Exchange) -> Iterator[Problem]:
        yield from judge_status(operation, exchange)
        yield from judge_secrets(exchange, self.key)
        yield from judge_body(self.contract, operation, exchange)
        faults = faults_of_request(self.contract, operation, exchange)
        if exchange.status < 500 and exchange.status != 429:
            yield from self._judge_verdict(operation, exchange, faults)
        if not faults and faults is not None:
            yield from judge_page(operation, exchange)

    def _judge_verdict(self, operation: Operation, exchange: Exchange, faults: list[str] | None) -> Iterator[Problem]:
        """Hold what the server thought of a request against what the spec says of it."""
        if exchange.method not in operation.methods:
            yield from _judge_method(exchange)
        elif not self._has_key(exchange):
            if exchange.status not in (401, 404) or (exchange.status == 404 and self._is_known(operation, exchange)):
                yield Problem("authentication", f"status {exchange.status} without the right key, expected 401")
        elif exchange.status == 401:
            yield Problem("authentication", "status 401 with the right key")
        elif not self._is_known(operation, exchange):
            if exchange.status not in ((404, 400) if faults != [] else (404,)):
                yield Problem("unknown_ids", f"status {exchange.status} for an unknown campaign, expected 404")
        elif faults:
            if exchange.status != 400:
                yield Problem("wrong_requests", f"status {exchange.status} though {faults[0]}, expected 400")
        elif exchange.status not in ((200, 400) if faults is None else (200,)):
            yield Problem("right_requests", f"status {exchange.status} for a right request, expected 200")

    def _is_known(self, operation: Operation, exchange: Exchange) -> bool:
        return is_known_path(self.contract, operation, exchange)

    def _has_key(self, exchange: Exchange) -> bool:
        scheme, _, key = (exchange.authorization or "").partition(" ")
        return scheme.lower() == "bearer" and key.strip() == self.key


def _judge_method(exchange: Exchange) -> Iterator[Problem]:
    # Answers to these two are allowed without being documented.
    if exchange.method == "HEAD" or (exchange.method == "OPTIONS" and exchange.status in (200, 204)):
        return
    if exchange.status != 405:
        yield Problem("other_methods", f"status {exchange.status} for {exchange.method}, expected 405")
    elif "allow" not in exchange.headers:
        yield Problem("other_methods", "status 405 without the header Allow")
