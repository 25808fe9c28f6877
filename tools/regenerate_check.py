"""Shows in one go what a proposed spec does: `python -m tools.regenerate_check SPEC`.

The difference and its verdict, the generated files that change, the types and the tests: all in a temporary copy of the
project. Nothing here is touched.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from tools.diffing.model import Group
from tools.diffing.report import Report, as_text, draft
from tools.diffing.sources import DEFAULT_PATH, Source, SourceError
from tools.diffing.trial import PACKAGE, ROOT, copy_project, failures, run_module, statistics

EPILOG = """\
SPEC is a file or a git revision, as for tools.spec_diff.

exit codes:
  0  it can be generated, the types agree and the tests pass; the version it asks for is for you to judge
  1  a step failed
  2  wrong arguments, or a spec that cannot be read
"""
Outcome = tuple[bool, str, str]
"""Whether a step went well, what it printed, and what came out in a few words."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code, which `--help` explains."""
    options = _parser().parse_args(arguments)
    try:
        report = Report.of(Source.read(DEFAULT_PATH, ROOT), Source.read(options.spec, Path.cwd()))
    except SourceError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    summary, failed = ["\n== summary"], set()
    with tempfile.TemporaryDirectory() as temporary:
        for name, take in _steps(report, Path(temporary).resolve(), options.tests).items():
            if "generate" in failed:
                summary.append(f"{name:<9} not run    0.0 s  there is nothing to try")
                continue
            print(f"\n== {name}", flush=True)
            start = time.monotonic()
            is_ok, output, result = take()
            print(output, flush=True)
            failed |= set() if is_ok else {name}
            seconds = time.monotonic() - start
            summary.append(f"{name:<9} {'ok' if is_ok else 'failed':<8} {seconds:>5.1f} s  {result}")
    print("\n".join(summary))
    return 1 if failed else 0


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


def _steps(report: Report, directory: Path, tests: list[str]) -> dict[str, Callable[[], Outcome]]:
    return {
        "diff": partial(_diff, report),
        "generate": partial(_generate, report, directory),
        "types": partial(_module, directory, "mypy", "-p", "revox_api", "-p", "revox"),
        "tests": partial(_tests, directory, tests),
    }


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
