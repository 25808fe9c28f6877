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

from tools.diffing.model import Group
from tools.diffing.report import Report, as_text, draft
from tools.diffing.sources import DEFAULT_PATH, Source, SourceError
from tools.diffing.trial import changes, copy_project, run_module, run_tests
from tools.setup.environment import ROOT

EPILOG = """\
SPEC is a file or a git revision, as for tools.spec_diff.

exit codes:
  0  it can be generated, the types agree and the tests pass; the version it asks for is for you to judge
  1  a step failed
  2  wrong arguments, or a spec that cannot be read
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code, which `--help` explains."""
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
    options = parser.parse_args(arguments)
    try:
        proposed = Source.read(options.spec, Path.cwd())
        report = Report.of(Source.read(DEFAULT_PATH, ROOT), proposed)
    except SourceError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    summary, failed = ["\n== summary"], False
    with tempfile.TemporaryDirectory() as temporary:
        for name, take in _steps(report, Path(temporary).resolve(), options.tests).items():
            print(f"\n== {name}", flush=True)
            start = time.monotonic()
            is_ok, output = take()
            print(output, flush=True)
            failed |= not is_ok
            seconds, result = time.monotonic() - start, output.rpartition("\n")[2].strip()
            summary.append(f"{name:<9} {'ok' if is_ok else 'failed':<8} {seconds:>5.1f} s  {result}")
            if name == "generate" and failed:
                summary.append("types and tests: not run, as there is nothing to try")
                break
    print("\n".join(summary))
    return 1 if failed else 0


def _steps(report: Report, directory: Path, tests: list[str]) -> dict[str, Callable[[], tuple[bool, str]]]:
    """Return what is done, by name: each says whether it went well, and what there is to read."""
    counts = ", ".join(f"{len(report.of_group(group))} {group.value}" for group in Group)
    asked = f"asks for {report.bump.name.lower()}: {counts}"
    return {
        "diff": lambda: (True, f"{as_text(report)}\n\n{draft(report)}\n\n{asked}"),
        "generate": lambda: _generate(report, directory),
        "types": lambda: run_module(directory, "mypy", "-p", "revox_api", "-p", "revox"),
        "tests": lambda: run_tests(directory, *tests),
    }


def _generate(report: Report, directory: Path) -> tuple[bool, str]:
    copy_project(directory)
    (directory / DEFAULT_PATH).write_text(report.new.text, encoding="utf-8")
    is_ok, output = run_module(directory, "tools.generate")
    return is_ok, changes(directory) if is_ok else output.replace(f"{directory / DEFAULT_PATH}", report.new.name)


if __name__ == "__main__":
    sys.exit(main())
