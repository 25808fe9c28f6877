"""The command: `python -m tools.soak --help`."""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from .campaign import make_database
from .plans import make_plan
from .report import about, failure, silent_faults, table, untold
from .runs import Result
from .workers import carry_out_all

RUNS = 500
DESCRIPTION = """Export a campaign again and again from a local sandbox, through a proxy that spoils requests and
answers in every way that a network can, and compare each export with the sandbox's database. Exit code: 0 if every row
came once, or the library said that it did not and then went on; else 1."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out the runs, print a table, and return the exit code."""
    options = _parser().parse_args(arguments)
    numbers = range(options.runs) if options.run is None else [options.run]
    try:
        results = _run([*numbers], options)
    except KeyboardInterrupt:
        print("\nInterrupted.", file=sys.stderr)
        return 130
    silent = silent_faults(results)
    for kind in silent:
        print(f"error: the fault {kind} never struck", file=sys.stderr)
    return 1 if silent or not all(result.is_good for result in results) else 0


def _run(numbers: list[int], options: argparse.Namespace) -> list[Result]:
    started, results = time.monotonic(), list[Result]()
    with tempfile.TemporaryDirectory(prefix="soak-") as directory:
        template = Path(directory) / "template.db"
        make_database(template)
        plans = (make_plan(options.seed, number) for number in numbers)
        for result in carry_out_all(plans, template, options.processes):
            results.append(result)
            if not result.is_good:
                _say(failure(result))
            elif not options.quiet:
                _tell_progress(results, len(numbers), started)
    if len(numbers) == 1 and not options.quiet:
        (result,) = results
        print(about(result.plan))
        print(f"{result.requests} requests, {result.injected} spoiled; ended with: {result.gave_up or 'all rows'}")
    print(table(sorted(results, key=lambda result: result.plan.number)))
    if said := untold(results):
        print(said)
    print(f"{len(results)} runs with seed {options.seed} in {time.monotonic() - started:.0f} s")
    return results


def _tell_progress(results: list[Result], count: int, started: float) -> None:
    """Tell how far it is: on one line of a terminal, else now and then."""
    done, faults = len(results), sum(result.injected for result in results)
    line = f"{done} of {count} runs, {faults:,} faults, {time.monotonic() - started:.0f} s"
    if sys.stderr.isatty():
        print(f"\r{line}", end="" if done < count else "\n", file=sys.stderr, flush=True)
    elif done % max(count // 10, 1) == 0:
        _say(line)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.soak", description=DESCRIPTION)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--runs", type=_count, default=RUNS, metavar="N", help=f"how many runs ({RUNS})")
    what.add_argument("--run", type=int, metavar="NUMBER", help="only the run with this number, to repeat it")
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="what decides what happens in the runs (0)")
    processes = (os.cpu_count() or 1) + 1
    parser.add_argument(
        "--processes", type=_count, default=processes, metavar="N", help=f"how many runs at a time (here {processes})"
    )
    parser.add_argument("--quiet", action="store_true", help="tell nothing while runs go on, but what fails")
    return parser


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError
    return number


if __name__ == "__main__":
    sys.exit(main())
