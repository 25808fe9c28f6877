"""The command: `python -m tools.bench --help`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.setup.environment import SetUpError

from .driver import Driver, Result
from .experiments import QUICK, Scale, experiments
from .goals import LATER, OFFICIAL, OURS
from .processes import ENVIRONMENTS, BenchError, command_of, load, running_server
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
    rows = (QUICK_ROWS,) if options.quick else ()
    with running_server(*rows) as url, Driver(url, commands) as driver:
        return [
            driver.run(each, options.runs or (1 if options.quick else each.runs), _say, warm_up=not options.quick)
            for each in chosen
        ]


def _say(line: str) -> None:
    print(line, file=sys.stderr)


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
