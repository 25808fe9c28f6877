"""Runs all that takes long, one step after the other, and reports what it covered: `python -m tools.deep`, `make deep`.

A step that fails does not stop the others. Each has its output in build/deep/STEP.log; build/deep/report.md has a table
of all, and the end of each output.
"""

import argparse
import contextlib
import datetime
import os
import platform
import re
import signal
import subprocess
import sys
import time
from collections.abc import Sequence

from attrs import frozen

from tools.setup.environment import ROOT

DIRECTORY = ROOT / "build" / "deep"
REPORT = DIRECTORY / "report.md"
PYTEST = "pytest --numprocesses=2 --dist=loadfile -p no:cacheprovider"
LAST_LINES = 40


@frozen
class Step:
    """One of the long jobs.

    Attributes:
        about: What it covers.
        command: A module of Python with its arguments.
        minutes: How long it may take on two cores.
    """

    about: str
    command: str
    minutes: float


STEPS = {
    "facts": Step(
        "every fact of the docs pages is in the spec",
        "tools.read_docs {evidence} --against spec/openapi.yaml",
        2,
    ),
    "tests": Step("wheel, environments, demo, bench, official SDK, Prism", f"{PYTEST} -m deep", 15),
    "properties": Step(
        "property tests with many more examples",
        f"{PYTEST} -m deep tests/contract/properties",
        20,
    ),
    "walks": Step(
        "walks over servers that misbehave, other examples each time",
        f"{PYTEST} --hypothesis-profile=deep -m hypothesis tests/library",
        8,
    ),
    "contract": Step("fuzzing of the sandbox", "tools.contract", 5),
    "planted": Step("bugs planted in a server are caught", "tools.contract --faults", 10),
    "alarms": Step("no false alarm on a correct server", "tools.contract --seeds 5", 10),
    "soak": Step(
        "attacks on exports: servers, networks, signals, kill -9, damaged files, other ones each time",
        f"{PYTEST} --hypothesis-profile=deep -m deep tests/soak",
        25,
    ),
    "spec-mutants": Step("changes of one fact of the spec are noticed", "tools.mutate spec --minutes 10", 13),
    "code-mutants": Step("changes of the overlays are noticed", "tools.mutate code --minutes 12", 15),
}


@frozen
class Result:
    """How a step went: whether it passed, how many minutes it took, and what it said."""

    name: str
    passed: bool
    minutes: float
    lines: list[str]

    @property
    def line(self) -> str:
        """The line of the table: the last line that has a figure says what was covered."""
        figures = next((line for line in reversed(self.lines) if re.search(r"\d", line)), "")
        cells = (self.name, STEPS[self.name].about, "passed" if self.passed else "FAILED", f"{self.minutes:.1f}")
        return f"| {' | '.join(cells)} | {figures.strip(' =').replace('|', ',')} |"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the steps, write the report, and return 0 if all passed, else 1."""
    parser = argparse.ArgumentParser(prog="python -m tools.deep", description="Run all that takes long, and report.")
    parser.add_argument("--only", action="append", choices=list(STEPS), help="run this; can be given several times")
    names = parser.parse_args(arguments).only or list(STEPS)
    DIRECTORY.mkdir(parents=True, exist_ok=True)
    results = []
    for name in names:
        results.append(run(name, STEPS[name]))
        print(results[-1].line, flush=True)
        REPORT.write_text(report(results), encoding="utf-8")
    print(f"{sum(result.passed for result in results)} of {len(names)} passed; {REPORT.relative_to(ROOT)}")
    return 0 if all(result.passed for result in results) else 1


def run(name: str, step: Step) -> Result:
    """Run a step, which is ended when it takes too long."""
    evidence = " ".join(str(file.relative_to(ROOT)) for file in sorted((ROOT / "spec" / "evidence").glob("*.json")))
    command = [sys.executable, "-m", *step.command.format(evidence=evidence).split()]
    file, start = DIRECTORY / f"{name}.log", time.monotonic()
    with file.open("w", encoding="utf-8") as log:
        process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log, start_new_session=True)
        try:
            code = process.wait(step.minutes * 60)
        except subprocess.TimeoutExpired:
            code = 1
            print(f"\nended after {step.minutes} minutes", file=log)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    return Result(name, code == 0, (time.monotonic() - start) / 60, lines)


def report(results: Sequence[Result]) -> str:
    """Return the report as Markdown."""
    head = f"{datetime.date.today()}, Python {platform.python_version()}, {os.cpu_count()} CPUs"
    table = ["| step | what it covers | | minutes | figures |", "|---|---|---|---|---|"]
    details = [f"\n## {result.name}\n\n```\n" + "\n".join(result.lines[-LAST_LINES:]) + "\n```" for result in results]
    return "\n".join(["# make deep", "", head, "", *table, *(result.line for result in results), *details, ""])


if __name__ == "__main__":
    sys.exit(main())
