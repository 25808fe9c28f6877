"""The command: `python -m tools.soak --help`."""

import argparse
import os
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context

from .plans import make_plan
from .report import about, failure, silent_faults, table, untold
from .runs import Result, carry_out, prepare_process

RUNS = 500
DESCRIPTION = """Export a campaign again and again from a local sandbox that fails in every way that a network can, and
compare each export with what the sandbox holds. Exit code: 0 if every row came once, or the library said that it did
not and then went on; else 1."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out the runs, print a table, and return the exit code."""
    options = _parser().parse_args(arguments)
    numbers, started = [*range(options.runs)] if options.run is None else [options.run], time.monotonic()
    try:
        results = _run(numbers, options, started)
    except KeyboardInterrupt:
        print("\nInterrupted.", file=sys.stderr)
        return 130
    if len(results) == 1 and not options.quiet:
        (result,) = results
        print(about(result.plan))
        print(f"{result.requests} requests, {result.injected} spoiled; ended with: {result.gave_up or 'all rows'}")
    print(table(results))
    print(untold(results), f"{len(results)} runs with seed {options.seed} in {time.monotonic() - started:.0f} s")
    silent = silent_faults(results)
    for kind in silent:
        print(f"error: the fault {kind} never struck", file=sys.stderr)
    return 1 if silent or not all(result.is_good for result in results) else 0


def _run(numbers: list[int], options: argparse.Namespace, started: float) -> list[Result]:
    results = list[Result]()
    pool = ProcessPoolExecutor(options.processes, get_context("spawn"), prepare_process)
    try:
        runs = [pool.submit(carry_out, make_plan(options.seed, number)) for number in numbers]
        for run in as_completed(runs):
            results.append(result := run.result())
            if not result.is_good:
                _say(failure(result))
            elif not options.quiet and len(results) % max(len(numbers) // 10, 1) == 0:
                faults = sum(result.injected for result in results)
                _say(f"{len(results)} of {len(numbers)} runs, {faults:,} faults, {time.monotonic() - started:.0f} s")
    finally:
        pool.shutdown(cancel_futures=True)
    return results


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.soak", description=DESCRIPTION)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--runs", type=_count, default=RUNS, metavar="N", help=f"how many runs ({RUNS})")
    what.add_argument("--run", type=int, metavar="NUMBER", help="only the run with this number, to repeat it")
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="what decides what happens in the runs (0)")
    count = (os.cpu_count() or 1) + 1
    parser.add_argument("--processes", type=_count, default=count, metavar="N", help=f"runs at a time (here {count})")
    parser.add_argument("--quiet", action="store_true", help="tell nothing while runs go on, but what fails")
    return parser


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError
    return number


if __name__ == "__main__":
    sys.exit(main())
