"""Runs Schemathesis within the process, on the events of its engine, and judges every answer with our checks as well.

Its own checks group failures, and forget a wrong query where another part of the request is right; ours look at every
request as it was sent, through its hook `after_call`. Both end up in one report. The version is pinned: the engine is
what its command line stands on, and is known to work as it is used here in that version only.
"""

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import attrs
import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.core.failures import Failure
from schemathesis.engine import Status, events, from_schema
from schemathesis.openapi.checks import JsonSchemaError

from .contract import Contract
from .exchange import NOT_SENT, Exchange
from .findings import Finding, Problem, Report
from .judge import Judge, path_pattern

STAGES = ("examples", "coverage", "fuzzing", "stateful", "negative")
"""The phases of Schemathesis, and `negative`: its phase `fuzzing` once more, with wrong requests only."""
PREFIX = "schemathesis."
SKIPPED = {
    "examples": "the spec has no examples of parameters",
    "stateful": "the spec has no links between operations",
}
logging.getLogger("uvicorn.error").addHandler(logging.NullHandler())


@contextmanager
def _without_proxies() -> Iterator[None]:
    """Keep a proxy of this machine out of what is sent to a server on it."""
    before = os.environ.get("NO_PROXY")
    os.environ["NO_PROXY"] = "*"
    try:
        yield
    finally:
        del os.environ["NO_PROXY"]
        os.environ.update({} if before is None else {"NO_PROXY": before})


@attrs.frozen
class Settings:
    """How to fuzz, so that no earlier run and no setting of the machine can change it.

    `seed` is what requests are drawn from, `examples` how many of them for each operation, right and wrong ones each;
    of the methods, None sends all.
    """

    base_url: str = ""
    key: str = attrs.field(default="", repr=False)
    seed: int = 0
    examples: int = 100
    stages: tuple[str, ...] = STAGES
    methods: tuple[str, ...] | None = None

    def config(self, mode: str) -> SchemathesisConfig:
        """Return the configuration of a run of all phases, `positive`, or of one with wrong requests only, `negative`.

        When Schemathesis may choose, four of five requests are right. A run leaves nothing behind for a later one.
        """
        is_positive = mode == "positive"
        generation = {"database": "none", "max-examples": self.examples, "no-shrink": True, "unique-inputs": True}
        # Wrong keys would hide what else is wrong; they are tried by the phase coverage and by the plain cases. Within
        # the settings of a phase, this one is ignored without a word.
        generation["with-security-parameters"] = is_positive
        wanted = [stage for stage in self.stages if (stage != "negative") == is_positive]
        phases: dict[str, Any] = {
            # Values out of answers may be phone numbers, which would come back in requests that are shown.
            phase: {"enabled": phase in wanted, "extra-data-sources": {"responses": False}}
            for phase in STAGES[:-1]
        }
        phases["coverage"] |= {"generate-duplicate-query-parameters": True}
        phases["fuzzing"] |= {"generation": {"mode": mode}, "enabled": ("fuzzing" if is_positive else mode) in wanted}
        del phases["stateful"]["extra-data-sources"]
        return SchemathesisConfig.from_dict(
            {
                "seed": self.seed,
                "base-url": self.base_url,
                "continue-on-failure": True,
                "cache": {"enabled": False},
                "auth": {"openapi": {"bearerAuth": {"bearer": self.key}}},
                "generation": generation,
                "phases": phases,
            }
        )


@attrs.define
class FuzzRun:
    """A run of Schemathesis.

    `is_enough` is told after each answer whether to stop; what Schemathesis itself found in the phase is lost then.
    """

    contract: Contract
    judge: Judge
    report: Report
    settings: Settings
    is_enough: Callable[[Report], bool] = lambda report: False
    _stage: str = attrs.field(init=False, default="")
    _sent: int = attrs.field(init=False, default=0)
    _recorded: int = attrs.field(init=False, default=0)
    _stop: Callable[[], None] = attrs.field(init=False, default=lambda: None)

    def run(self) -> None:
        """Run all phases, until there is enough."""
        modes = ["positive"] * any(stage != "negative" for stage in self.settings.stages)
        modes += ["negative"] * ("negative" in self.settings.stages)
        for mode in modes:
            if not self.is_enough(self.report):
                self._run(mode)

    def _run(self, mode: str) -> None:
        schema: schemathesis.BaseSchema = schemathesis.openapi.from_dict(
            self.contract.raw, config=self.settings.config(mode)
        )
        if self.settings.methods is not None:
            schema = schema.include(method=list(self.settings.methods))
        schema.hooks.register_hook_with_name(self._after_call, "after_call")
        stream = from_schema(schema).execute()
        self._stop = stream.stop
        with _without_proxies():
            for event in stream:
                self._take(event, mode)

    def _take(self, event: events.EngineEvent, mode: str) -> None:
        match event:
            case events.PhaseStarted():
                self._stage = event.phase.name.value.lower() if mode == "positive" else mode
            case events.PhaseFinished() if event.status is Status.SKIP and self._is_wanted(event, mode):
                self.report.note(
                    f"phase {self._stage}: left out, since {SKIPPED.get(self._stage, 'there is nothing to do')}"
                )
            case events.NonFatalError():
                problem = Problem(f"{PREFIX}engine", f"Schemathesis could not go on: {event.info.title}")
                self.report.add(Finding(event.label, problem, self._stage, self._sent, ""))
            case events.ScenarioFinished():
                for finding in self._failures(event):
                    self.report.add(finding)

    def _is_wanted(self, event: events.PhaseFinished, mode: str) -> bool:
        return mode == "positive" and event.phase.name.value.lower() in self.settings.stages

    def _after_call(self, context: schemathesis.HookContext, case: schemathesis.Case[Any], response: Any) -> None:
        """Judge an answer; `after_call` is called for every request, also for those that checks send."""
        exchange = self._exchange(response)
        if reason := exchange.headers.get(NOT_SENT):
            self.report.note(reason)
        else:
            self._sent += 1
            self.report.requests[self._stage] += 1
            for operation, problem in self.judge.judge(exchange):
                is_assumed = self.judge.is_assumed(exchange, problem)
                self.report.add(Finding(operation, problem, self._stage, self._sent, exchange.request, is_assumed))
        if self.is_enough(self.report):
            self._stop()

    def _exchange(self, response: Any) -> Exchange:
        base = self.settings.base_url.rstrip("/")
        path, _, query = response.request.url.partition("#")[0].removeprefix(base).partition("?")
        headers = {name.lower(): ", ".join(texts) for name, texts in response.headers.items()}
        authorization = response.request.headers.get("Authorization")
        return Exchange(
            response.request.method, path, query, authorization, response.status_code, headers, response.content or b""
        )

    def _failures(self, event: events.ScenarioFinished) -> Iterator[Finding]:
        """Find what Schemathesis itself says of the answers of a scenario."""
        recorder = event.recorder
        order = {case_id: number for number, case_id in enumerate(recorder.interactions, 1)}
        for case_id, checks in recorder.checks.items():
            interaction = recorder.interactions.get(case_id)
            answer = interaction.response if interaction else None
            if answer is None or NOT_SENT in answer.headers:
                continue
            for check in checks:
                self.report.checked[self._operation(event), f"{PREFIX}{check.name}"] += 1
                if check.failure_info is not None:
                    problem = Problem(f"{PREFIX}{check.name}", *in_words(check.failure_info.failure))
                    exchange = self._exchange(answer)
                    number = self._recorded + order[case_id]
                    is_assumed = self.judge.rests_on_assumptions(exchange)
                    yield Finding(self._operation(event), problem, self._stage, number, exchange.request, is_assumed)
        self._recorded += len(order)

    def _operation(self, event: events.ScenarioFinished) -> str:
        for operation in self.contract.operations:
            if event.label == f"{operation.method} {operation.path}":
                return operation.name
        return str(event.label)


def in_words(failure: Failure) -> tuple[str, str]:
    """Return what a failure of Schemathesis says and where, without any value of the answer."""
    what = failure.title
    for name in ("status_code", "method"):
        if hasattr(failure, name):
            what += f" ({name.replace('_', ' ')} {getattr(failure, name)})"
    if isinstance(failure, JsonSchemaError):
        keyword = [part for part in failure.schema_path if isinstance(part, str)][-1:]
        return f"{what}: {''.join(keyword)}", path_pattern(failure.instance_path, failure.schema_path)
    return what, ""
