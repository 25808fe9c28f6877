"""Prints how well the client is held to its contract, in figures: `python -m tools.proof`, `make proof`.

What is quickly counted is counted anew. What takes long comes from `tools/proving/results.json`, which --renew writes.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.mutating.mutant import ROOT
from tools.proving.digest import digest
from tools.proving.figures import Figures
from tools.proving.runs import RUNS, RunError, read, renew
from tools.proving.table import replaced, table

README = ROOT / "README.md"
EPILOG = """\
exit codes:
  0  the results are those of the spec, the code and the templates as they are
  1  a result is missing or out of date, or a run did not get to its end
  2  wrong arguments
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code, which `--help` explains."""
    options = _parser().parse_args(arguments)
    try:
        for name in (options.renew or list(RUNS)) if options.renew is not None else ():
            print(f"{name} ...", file=sys.stderr, flush=True)
            renew(name, options.mutants, options.sample)
    except RunError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130
    problems = outdated()
    if any("missing" in problem for problem in problems):
        print("\n".join(problems), file=sys.stderr)
        return 1
    text = table(Figures.counted(), read())
    print(text)
    if options.write:
        README.write_text(replaced(README.read_text(encoding="utf-8"), text), encoding="utf-8")
    print("".join(f"{problem}\n" for problem in problems), file=sys.stderr, end="")
    return 1 if problems else 0


def outdated() -> list[str]:
    """Return a line for each result that is missing, or about another spec, code or templates."""
    results, now = read(), digest()
    found = [(name, "missing" if name not in results else "out of date") for name in RUNS]
    return [
        f"{name}: {why}; run: python -m tools.proof --renew {name} --write"
        for name, why in found
        if name not in results or results[name]["digest"] != now
    ]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tools.proof",
        description="Print how well the client is held to its contract, in figures.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--write", action="store_true", help="put the table in README.md as well")
    add("--renew", nargs="*", choices=list(RUNS), metavar="RUN", help=f"first run again: {', '.join(RUNS)} (all)")
    add("--mutants", type=Path, metavar="FILE", help="go on from these results of tools.mutate, and keep them")
    add(
        "--sample", type=int, metavar="N", help="try so many mutants of code and templates each (all); 0: those in FILE"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
