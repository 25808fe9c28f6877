"""All checks of ours on one exchange, and how often each of them had something to judge."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from .contract import Contract, Json, Operation
from .exchange import Exchange
from .findings import Problem
from .pages_judged import judge_page
from .requests_judged import are_ids_known, faults_of_request

_MOST_PROBLEMS = 20

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

    def operation(self, method: str, path: str) -> Operation | None:
        """Return the operation that a request was for; any of its path where the method is another."""
        matching = [found for found in self.contract.operations if found.match(path) is not None]
        same_method = [found for found in matching if found.method == method]
        return next(iter(same_method or matching), None)

    def judge(self, exchange: Exchange) -> Iterator[tuple[str, Problem]]:
        """Find what is wrong with an answer, each with the name of the operation."""
        operation = self.operation(exchange.method, exchange.path)
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
        if documented is None or (operation := self.operation(exchange.method, exchange.path)) is None:
            return False
        operation = next(found for found in documented.operations if found.name == operation.name)
        is_wrong = bool(faults_of_request(documented, operation, exchange))
        return str(exchange.status) not in operation.responses and not is_wrong and exchange.status < 500

    def _problems(self, operation: Operation, exchange: Exchange) -> Iterator[Problem]:
        yield from _judge_status(operation, exchange)
        yield from _judge_secrets(exchange, self.key)
        yield from _judge_body(self.contract, operation, exchange)
        faults = faults_of_request(self.contract, operation, exchange)
        if exchange.status < 500 and exchange.status != 429:
            yield from self._judge_verdict(operation, exchange, faults)
        if not faults and faults is not None:
            yield from judge_page(operation, exchange)

    def _judge_verdict(self, operation: Operation, exchange: Exchange, faults: list[str] | None) -> Iterator[Problem]:
        """Hold what the server thought of a request against what the spec says of it."""
        status, is_known = exchange.status, are_ids_known(self.contract, operation, exchange)
        if exchange.method not in operation.methods:
            yield from _judge_method(exchange)
        elif not self._has_key(exchange):
            if status != 401 and (status != 404 or is_known):
                yield Problem("authentication", f"status {status} without the right key, expected 401")
        elif status == 401:
            yield Problem("authentication", "status 401 with the right key")
        elif is_known is False:
            if status not in ((404, 400) if faults != [] else (404,)):
                yield Problem("unknown_ids", f"status {status} for an unknown ID, expected 404")
        elif faults:
            if status not in ((400, 404) if is_known is None else (400,)):
                yield Problem("wrong_requests", f"status {status} though {faults[0]}, expected 400")
        elif not 200 <= status < 300:
            # What a body says, and which IDs there are, only the server knows.
            is_open = faults is None or operation.has_body or is_known is None
            if not (is_open and status in (400, 404, 409, 422)):
                yield Problem("right_requests", f"status {status} for a right request, expected 200")

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


def _judge_status(operation: Operation, exchange: Exchange) -> Iterator[Problem]:
    """Find server errors and statuses that the spec does not know."""
    if exchange.status >= 500:
        yield Problem("server_error", f"status {exchange.status}")
    elif exchange.method == operation.method and str(exchange.status) not in operation.responses:
        yield Problem("documented_status", f"status {exchange.status} is not documented")


def _judge_secrets(exchange: Exchange, key: str) -> Iterator[Problem]:
    """Find the key in an answer."""
    places = {"the body": exchange.body, **{f"the header {n}": t.encode() for n, t in exchange.headers.items()}}
    for place, content in places.items():
        if key.encode() in content:
            yield Problem("no_secrets", "the answer quotes the API key", place)


def _judge_body(contract: Contract, operation: Operation, exchange: Exchange) -> Iterator[Problem]:
    """Find an undocumented media type, JSON that is none, and what is not as its schema says."""
    documented = operation.responses.get(str(exchange.status), {}).get("content", {})
    if exchange.method != operation.method or not documented:
        return
    given = exchange.headers.get("content-type", "")
    media_type = given.partition(";")[0].strip().lower()
    if media_type not in documented:
        what = f"expected {' or '.join(documented)}, got {media_type}" if given else "the content type is missing"
        yield Problem("content_type", what, f"status {exchange.status}")
        return
    body = exchange.json
    if body.problem:
        yield Problem("json", body.problem, f"status {exchange.status}")
        return
    yield from schema_problems(contract, documented[media_type]["schema"], body.value)


def schema_problems(contract: Contract, schema: Json, value: Any) -> Iterator[Problem]:
    """Find what is not as a schema says, each once, without a value."""
    found: dict[Problem, None] = {}
    try:
        for error in contract.validator(schema).iter_errors(value):
            found.setdefault(
                Problem("schema", _what_is_wrong(error.kind), path_pattern(error.instance_path, error.schema_path))
            )
    except ValueError:
        found[Problem("schema", "text is not valid Unicode")] = None
    yield from list(found)[:_MOST_PROBLEMS]


def _what_is_wrong(kind: Any) -> str:
    """Return what a schema asks for and a value does not have, in words."""
    match kind.name:
        case "required":
            return f"the required property {kind.property} is missing"
        case "type":
            return f"the value is not of type {' or '.join(sorted(map(str, kind.types)))}"
        case "enum":
            return "the value is not one of the documented ones"
        case name:
            return f"the value violates {name}"


def path_pattern(instance_path: Iterable[str | int], schema_path: Iterable[str | int]) -> str:
    """Return where an error is, without indices, and without names that the spec does not give."""
    parts = ["[*]" if isinstance(part, int) else f".{part}" for part in instance_path]
    return "$" + "".join([*parts[:-1], ".*"] if "additionalProperties" in schema_path and parts else parts)
