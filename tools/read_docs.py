"""Reads sources of facts about the API and compares them with the spec: `python -m tools.read_docs [SOURCE...]`."""

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.evidence.compare import compare, read_decisions
from tools.evidence.history import since
from tools.evidence.kept import dump
from tools.evidence.page import PageError
from tools.evidence.report import counts_text, tasks_text
from tools.evidence.sources import by_source, read_kept, read_sources, replaces
from tools.generation.document import SpecError
from tools.generation.spec import Spec
from tools.setup.environment import ROOT

ABOUT = """\
Read sources into facts: method, path, parameters, and every field with type, required, nullable, values, bounds and
deprecation. A source is a saved docs page (TypeScript or Python; the text of the web page, or Markdown), a source
distribution of the official SDK (the archive or the unpacked folder), or a file of facts that --write kept.

Each source is first compared with the facts that were kept of it, or of the SDK's release before: any changed fact is
to do, even if the spec allows it. Then all sources, and all that was kept of others, are compared with the spec, both
ways: the spec has to allow what any source says, and no more than that, but for what it marks as assumed.
"""
CODES = """\
Facts are backed (a source says so), assumed (marked with x-assumed), not told (no source can tell), conflicting (a
source says something that the spec lacks or does not allow) or unread (no source says so, and it is not marked). What
operations share counts for each of them, and once in all.

Exit codes: 0 nothing to do; 1 something changed, differs, or is open; 2 a source or the spec cannot be read.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code: 0 nothing to do, 1 something to do, 2 a source cannot be read."""
    options = _parser().parse_args(arguments)
    evidence = options.against.parent / "evidence"
    try:
        spec, decisions = Spec.read(options.against), read_decisions(evidence / "decisions.yaml")
        kept = [facts for file in sorted(evidence.glob("*.json"), key=_by_release) for facts in read_kept(file)]
        read = by_source(read_sources(options.sources, kept))
        if options.write:
            options.write.mkdir(parents=True, exist_ok=True)
            for name, source in read.items():
                file = options.write / f"{re.sub(r'[.](md|txt)$', '', name)}.json"
                file.write_text(dump(source), encoding="utf-8")
    except (PageError, SpecError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    now = [facts for source in read.values() for facts in source]
    others = [each for each in kept if not any(replaces(facts, each) for facts in now)]
    changed = [each for source in read.values() for each in since(kept, source)]
    found = compare(spec, [*others, *now], decisions)
    for line in [*(each.text() for each in changed), *tasks_text(found.changes, spec)]:
        print(line)
    for operation, counts in {**found.counts, "all": found.total}.items():
        print(f"{operation}: {counts_text(counts)}")
    to_do = bool(changed or found.changes)
    print("once the spec is right, keep the new facts with --write" if changed else "" if to_do else "nothing to do")
    return int(to_do)


def _by_release(file: Path) -> list[int | str]:
    """Order `revox-0.10.0` behind `revox-0.9.0`."""
    return [int(each) if each.isdecimal() else each for each in re.split(r"(\d+)", file.name)]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tools.read_docs",
        description=ABOUT,
        epilog=CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("sources", type=Path, nargs="*", metavar="SOURCE", help="a saved page, an SDK, or a file of facts")
    add("--against", type=Path, metavar="SPEC", default=ROOT / "spec/openapi.yaml", help="with evidence/ beside it")
    add("--write", type=Path, metavar="DIR", help="keep the facts of each source in this directory")
    return parser


if __name__ == "__main__":
    sys.exit(main())
