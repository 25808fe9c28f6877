"""Shows in one go what a proposed spec does: `python -m tools.regenerate_check SPEC`.

The difference and its verdict, the generated files that change, the types and the tests: all in a temporary copy of the
project. Nothing here is touched.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from attrs import frozen

from tools.diffing.model import Group
from tools.diffing.report import Report, as_text, draft
from tools.diffing.sources import DEFAULT_PATH, Source, SourceError
from tools.diffing.trial import PACKAGE, ROOT, copy_project, failures, run_module, statistics

NOT_RUN = "not run"
EPILOG = """\
SPEC is a file or a git revision, as for tools.spec_diff.

exit codes:
  0  it can be generated, the types agree and the tests pass; the version it asks for is for you to judge
  1  a step failed
  2  wrong arguments, or a spec that cannot be read
"""
Outcome = tuple[bool, str, str]


@frozen
class Step:
    """A step that was taken: its name, how it went, how long it took, and what came out in a few words."""

    name: str
    status: str
    seconds: float
    result: str


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code, which `--help` explains."""
    options = _parser().parse_args(arguments)
    try:
        report = Report.of(Source.read(DEFAULT_PATH, ROOT), Source.read(options.spec, Path.cwd()))
    except SourceError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as directory:
        steps = _run(report, Path(directory).resolve(), options.tests)
    print("\n== summary")
    for step in steps:
        print(f"{step.name:<9} {step.status:<8} {step.seconds:>5.1f} s  {step.result}")
    return 0 if all(step.status == "ok" for step in steps) else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tools.regenerate_check",
        description="Show what a proposed spec does: the difference, the generated files, the types and the tests.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("spec", metavar="SPEC", help="the proposed spec")
    parser.add_argument(
        "--tests", nargs="+", default=["tests/library"], metavar="PATH", help="tests to run (tests/library)"
    )
    return parser


def _run(report: Report, directory: Path, tests: list[str]) -> list[Step]:
    plan: dict[str, Callable[[], Outcome]] = {
        "diff": lambda: _diff(report),
        "generate": lambda: _generate(report, directory),
        "types": lambda: _module(directory, "mypy", "-p", "revox_api", "-p", "revox"),
        "tests": lambda: _tests(directory, tests),
    }
    steps: list[Step] = []
    for name, take in plan.items():
        if any(step.status != "ok" for step in steps[:2]):
            steps.append(Step(name, NOT_RUN, 0, "there is nothing to try"))
            continue
        print(f"\n== {name}", flush=True)
        start = time.monotonic()
        is_ok, output, result = take()
        print(output, flush=True)
        steps.append(Step(name, "ok" if is_ok else "failed", time.monotonic() - start, result))
    return steps


def _diff(report: Report) -> Outcome:
    counts = ", ".join(f"{len(report.of_group(group))} {group.value}" for group in Group)
    return True, f"{as_text(report)}\n\n{draft(report)}", f"asks for {report.bump.name.lower()}: {counts}"


def _generate(report: Report, directory: Path) -> Outcome:
    copy_project(directory)
    (directory / DEFAULT_PATH).write_text(report.new.text, encoding="utf-8")
    is_ok, output = run_module(directory, "tools.generate")
    if not is_ok:
        return False, output.replace(f"{directory / DEFAULT_PATH}", report.new.name), "the generator refuses it"
    lines = statistics(ROOT / PACKAGE, directory / PACKAGE)
    return True, "\n".join(lines), lines[-1]


def _tests(directory: Path, tests: list[str]) -> Outcome:
    is_ok, output, result = _module(directory, "pytest", "-q", "--tb=line", "-p", "no:cacheprovider", *tests)
    return is_ok, "\n".join([*failures(output), result]), result


def _module(directory: Path, *command: str) -> Outcome:
    is_ok, output = run_module(directory, *command)
    return is_ok, output, output.splitlines()[-1] if output else ""


if __name__ == "__main__":
    sys.exit(main())
