"""Changes one thing at a time, and sees whether anything notices: `python -m tools.mutate spec`, `make mutate`.

Of the spec, every fact is changed; the facts of the docs pages, the generator or a test must notice. Of the overlays,
comparisons, numbers, conditions and loops are; a test must notice:
`python -m tools.mutate code overlays/revox/_errors.py --tests tests/library/test_errors.py`
"""

import argparse
import random
import sys
import time
from collections.abc import Sequence

from tools.diffing.sources import DEFAULT_PATH
from tools.generation.spec import Spec
from tools.mutating.code import try_code
from tools.mutating.spec import spec_mutants
from tools.mutating.trial import Copy, by_evidence
from tools.setup.environment import ROOT

EPILOG = """\
exit codes:
  0  every change that was tried was noticed; of the overlays: they were tried
  1  a change of the spec was not noticed
  2  wrong arguments, or a test fails without any change
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code, which `--help` explains."""
    options = _parser().parse_args(arguments)
    try:
        return _code(options) if options.what == "code" else _spec(options)
    except RuntimeError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tools.mutate",
        description="Change one thing at a time: does anything notice?",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("what", choices=["spec", "code"], help="what is changed: facts of the spec, or the overlays")
    add("modules", nargs="*", default=["overlays/revox"], help="code: files or directories (overlays/revox)")
    add("--tests", nargs="+", default=["tests/library"], help="code: what must notice (tests/library)")
    add("--match", default="", metavar="TEXT", help="spec: only changes with this in their names")
    add("--sample", type=int, metavar="N", help="try so many, chosen at random (all)")
    add("--seed", type=int, default=0, metavar="S", help="what the choice and the order depend on (0)")
    add("--minutes", type=float, default=60, metavar="N", help="begin nothing new after so long (60)")
    add("--list", action="store_true", help="spec: only list the names of the changes")
    return parser


def _spec(options: argparse.Namespace) -> int:
    document = Spec.read(ROOT / DEFAULT_PATH).document
    mutants = [mutant for mutant in spec_mutants(document) if options.match in mutant.name]
    chosen = random.Random(options.seed).sample(mutants, min(options.sample or len(mutants), len(mutants)))
    if options.list:
        print("\n".join(mutant.name for mutant in chosen))
        return 0
    end = time.monotonic() + options.minutes * 60
    if problem := by_evidence(document):
        raise RuntimeError(f"without any change the docs reader complains: {problem}")
    by_docs, left = 0, []
    for mutant in chosen:  # the docs are quick to ask, so two thirds of the time are theirs at most
        if time.monotonic() > end - options.minutes * 20:
            break
        is_noticed = by_evidence(mutant.document) is not None
        by_docs += is_noticed
        left += [] if is_noticed else [mutant]
    by_tests, survivors = 0, 0
    with Copy.made() as copy:
        if left and (problem := copy.complaint(document)):
            raise RuntimeError(f"without any change this fails: {problem}")
        for mutant in left:
            if time.monotonic() > end:
                break
            if copy.complaint(mutant.document) is None:
                survivors += 1
                print(f"survived: {mutant.name}", flush=True)
            else:
                by_tests += 1
    noticed = by_docs + by_tests
    print(f"{by_docs} changes noticed by the facts of the docs, {by_tests} by tests")
    print(f"{noticed:,} of {noticed + survivors:,} changes of the spec noticed; there are {len(mutants):,}")
    return 1 if survivors else 0


def _code(options: argparse.Namespace) -> int:
    found, noticed, survivors = try_code(options.modules, options.tests, options.sample, options.seed, options.minutes)
    for survivor in survivors:
        print(f"survived: {survivor}")
    print(f"{noticed:,} of {noticed + len(survivors):,} changes of the overlays noticed; there are {found:,}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
