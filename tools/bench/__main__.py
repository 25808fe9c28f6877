"""The command: `python -m tools.bench --help`."""

import argparse
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from tools.setup.environment import SetUpError

from .driver import ENVIRONMENTS, BenchError, Result, command_of, load, run, running_server
from .experiments import LATER, OFFICIAL, OURS, QUICK, Scale, experiments
from .report import markdown

QUICK_ROWS = "40"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the experiments, print a table, write it to a file, and return 0; 1 if something could not be measured."""
    options = _parser().parse_args(arguments)
    before = load()
    try:
        results = _run(options)
    except (BenchError, SetUpError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    text = markdown(results, (before, load()))
    options.markdown.parent.mkdir(parents=True, exist_ok=True)
    options.markdown.write_text(text, encoding="utf-8")
    print(text)
    return 0


def _run(options: argparse.Namespace) -> list[Result]:
    every = experiments(QUICK if options.quick else Scale())
    chosen = [each for each in every if not options.only or each.name in options.only]
    needed = {contender.side for experiment in chosen for contender in experiment.contenders}
    sides = needed & ({OURS} if options.without_official else {OURS, OFFICIAL, LATER})
    commands = {side: command_of(side) for side in sorted(sides)}
    results = []
    with running_server(*([QUICK_ROWS] if options.quick else [])) as url:
        for each in chosen:
            runs = options.runs or (1 if options.quick else each.runs)
            results.append(run(each, url, commands, runs, partial(print, file=sys.stderr), warm_up=not options.quick))
    return results


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.bench", description=main.__doc__)
    add, names = parser.add_argument, [each.name for each in experiments(QUICK)]
    add("--only", action="append", choices=names, help="run this experiment; can be given several times")
    add("--quick", action="store_true", help="a little of everything, to see that it works")
    add("--runs", type=int, metavar="N", help="how often each side runs; by the experiment by default")
    add("--without-official", action="store_true", help="install and compare nothing of the official SDK")
    add("--markdown", type=Path, default=ENVIRONMENTS / "results.md", metavar="FILE", help="where to write the table")
    return parser


if __name__ == "__main__":
    sys.exit(main())
