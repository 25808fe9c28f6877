"""The command: `python -m tools.bench --help`."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.setup.environment import SetUpError

from .driver import Driver, Result
from .experiments import QUICK, Scale, experiments
from .goals import LATER, OFFICIAL, OURS, Experiment
from .processes import ENVIRONMENTS, BenchError, command_of, running_server
from .report import as_json, as_markdown

QUICK_RUNS = 1
QUICK_ROWS = "40"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the experiments, print a table, write both files, and return 0; 1 if something could not be measured."""
    options = _parser().parse_args(arguments)
    chosen = [found for found in experiments(QUICK if options.quick else Scale()) if _is_wanted(found, options.only)]
    load = [list(os.getloadavg())]
    try:
        results = _run(chosen, options)
    except (BenchError, SetUpError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    document = as_json(results, (load[0], list(os.getloadavg())))
    markdown = as_markdown(document)
    _write(options.json, json.dumps(document, indent=2) + "\n")
    _write(options.markdown, markdown)
    print(markdown)
    return 0


def _run(chosen: Sequence[Experiment], options: argparse.Namespace) -> list[Result]:
    sides = (OURS,) if options.without_official else (OURS, OFFICIAL, LATER)
    needed = {contender.side for experiment in chosen for contender in experiment.contenders}
    commands = {side: command_of(side) for side in sides if side in needed}
    rows = (QUICK_ROWS,) if options.quick else ()
    with running_server(*rows) as url, Driver(url, commands) as driver:
        results = []
        for experiment in chosen:
            runs = options.runs or (QUICK_RUNS if options.quick else experiment.runs)
            results.append(driver.run(experiment, runs, _say, warm_up=not options.quick))
        return results


def _is_wanted(experiment: Experiment, only: Sequence[str] | None) -> bool:
    return not only or experiment.name in only


def _say(line: str) -> None:
    print(line, file=sys.stderr)


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.bench", description=main.__doc__)
    names = [found.name for found in experiments(QUICK)]
    parser.add_argument(
        "--only", action="append", choices=names, help="run this experiment; can be given several times"
    )
    parser.add_argument("--quick", action="store_true", help="a little of everything, to see that it works")
    parser.add_argument("--runs", type=int, metavar="N", help="how often each side runs; by the experiment by default")
    parser.add_argument(
        "--without-official", action="store_true", help="install and compare nothing of the official SDK"
    )
    for name, suffix in (("json", "json"), ("markdown", "md")):
        default = ENVIRONMENTS / f"results.{suffix}"
        parser.add_argument(f"--{name}", type=Path, default=default, metavar="FILE", help=f"where to write {name}")
    return parser


if __name__ == "__main__":
    sys.exit(main())
