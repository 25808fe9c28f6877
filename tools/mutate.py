"""Changes one thing at a time, and sees whether a test notices: `python -m tools.mutate`, `make mutate`.

What is changed: every fact of the spec, the generated code, and the templates. Who must notice: a test. The check that
generated/ is what the spec gives does not count.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tools.mutating.explained import explanations, mistaken, unexplained
from tools.mutating.mutant import Kind, Mutant, Outcome, Verdict
from tools.mutating.mutants import all_mutants, sample
from tools.mutating.results import Results
from tools.mutating.run import run

EPILOG = """\
exit codes:
  0  every mutant was killed, or is explained in tools/mutating/explained.json
  1  a mutant survived, or one was killed that is explained to survive
  2  wrong arguments, or a test fails without any change
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code, which `--help` explains."""
    options = _parser().parse_args(arguments)
    mutants = _chosen(options)
    if options.list:
        print("\n".join(mutant.name for mutant in mutants))
        return 0
    results = Results(options.results)
    reasons = explanations()
    waiting = [mutant for mutant in mutants if not results.is_settled(mutant.name, reasons)]
    progress = Progress(len(waiting), time.monotonic())

    def tell(outcome: Outcome) -> None:
        results.note(outcome)
        progress.tell(outcome)

    try:
        run(waiting, options.jobs, tell, is_sound=options.sound)
    except RuntimeError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130
    return _report([results.known[mutant.name] for mutant in mutants], time.monotonic() - progress.start)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tools.mutate",
        description="Change one thing at a time in the spec, the generated code and the templates: does a test notice?",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--only", choices=[kind.value for kind in Kind], help="change this alone")
    add("--match", metavar="TEXT", help="only mutants with this in their names")
    add("--sample", type=_positive, metavar="N", help="try so many, chosen at random (all)")
    add("--seed", type=int, default=0, metavar="S", help="what the choice depends on (0)")
    add("--jobs", type=_positive, default=2, metavar="N", help="how many to try at a time (2)")
    add("--results", type=Path, metavar="FILE", help="keep results here, and do not try again what is settled")
    add("--list", action="store_true", help="instead: list the names of the mutants")
    add("--sound", action="store_true", help="do not run all tests without a change first; they are known to pass")
    return parser


def _positive(text: str) -> int:
    if int(text) < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return int(text)


def _chosen(options: argparse.Namespace) -> list[Mutant]:
    mutants = all_mutants([Kind(options.only)] if options.only else tuple(Kind))
    mutants = [mutant for mutant in mutants if not options.match or options.match in mutant.name]
    return sample(mutants, options.sample, options.seed) if options.sample else mutants


class Progress:
    """Tells how far it is, and who survives."""

    def __init__(self, total: int, start: float) -> None:
        self.total, self.start, self.done = total, start, 0

    def tell(self, outcome: Outcome) -> None:
        """Tell of one mutant."""
        self.done += 1
        if outcome.verdict is Verdict.SURVIVED:
            print(f"survived: {outcome.name}", flush=True)
        if self.done % 100 == 0:
            print(f"{self.done} of {self.total}, {time.monotonic() - self.start:.0f} s", file=sys.stderr, flush=True)


def _report(outcomes: Sequence[Outcome], seconds: float) -> int:
    reasons = explanations()
    print(f"\n{'':<10} {'killed':>7} {'all':>7} {'explained':>10} {'unexplained':>12} {'no change':>10}")
    for kind in Kind:
        of_kind = [each for each in outcomes if each.name.startswith(f"{kind}: ")]
        count = Counter(each.verdict for each in of_kind)
        left = len(unexplained(of_kind, reasons))
        killed, every = count[Verdict.KILLED] + count[Verdict.HUNG], len(of_kind) - count[Verdict.SAME]
        if of_kind:
            print(f"{kind:<10} {killed:>7} {every:>7} {every - killed - left:>10} {left:>12} {count[Verdict.SAME]:>10}")
    for outcome in unexplained(outcomes, reasons):
        print(f"survived, unexplained: {outcome.name}")
    for outcome in mistaken(outcomes, reasons):
        print(f"killed, though explained to survive: {outcome.name}: {outcome.by}")
    print(f"{seconds:.0f} s")
    return 1 if unexplained(outcomes, reasons) or mistaken(outcomes, reasons) else 0


if __name__ == "__main__":
    sys.exit(main())
