"""Reads saved docs pages into facts and compares them with the spec: `python -m tools.read_docs SOURCE...`."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from attrs import asdict

from tools.evidence.compare import Comparison, against
from tools.evidence.facts import dump
from tools.evidence.history import Changed, since
from tools.evidence.merge import Merged, merge_all
from tools.evidence.page import PageError
from tools.evidence.report import counts_text, facts_text, tasks
from tools.evidence.sources import read_kept, read_sources
from tools.generation.document import SpecError
from tools.generation.spec import Spec

ABOUT = """\
Read saved docs pages (TypeScript or Python; the text of the web page, or Markdown) into facts: method, path,
parameters, and every field with type, required, nullable, values, bounds and deprecation. Facts that --write kept
count as a source. Sources of one operation are merged; where they disagree is listed.

With --against, each source is first compared with the facts that were kept of it: any changed fact is to do, even if
the spec allows it. Then all of them are compared with the spec, both ways.
"""
FORMATS = """\
Exit codes: 0 nothing to do; 1 something changed, differs, or is open; 2 a source or the spec cannot be read.

--format json, with --against:
  {"to_do": BOOL, "changed": [{"place", "path", "aspect", "before", "now", "text"}], "operations": [{"operation",
   "changes": [{"action", "paths", "pointer", "aspect", "spec", "docs", "sources", "guessed", "text"}],
   "counts": {"backed", "assumed", "conflicting", "unbacked", "not told", "missing"}}]}
  `changed` is what changed in a source since its facts were kept, `changes` what to change in the spec. `spec` and
  `docs` are the values on either side (`docs` of an added field is its schema); `guessed` is a field of which only the
  order of the fields tells the object that it belongs to.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code: 0 nothing to do, 1 something to do, 2 a source cannot be read."""
    options = _parser().parse_args(arguments)
    try:
        spec = Spec.read(options.against) if options.against else None
        files = sorted((options.against.parent / "evidence").glob("*.json")) if spec else []
        kept = [facts for file in files for facts in read_kept(file)]
        sources = read_sources(options.sources, kept)
        for facts in sources if options.write else ():
            options.write.mkdir(parents=True, exist_ok=True)
            (options.write / f"{Path(facts.source).stem}.json").write_text(dump(facts), encoding="utf-8")
    except (PageError, SpecError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    merged = merge_all(sources)
    if spec is None:
        print("\n".join(line for each in merged for line in facts_text(each)))
        return int(any(each.conflicts or each.questions for each in merged))
    changed = [each for facts in sources for each in since(kept, facts)]
    return _say(changed, [(each, against(spec, each)) for each in merged], spec, options.format)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tools.read_docs",
        description=ABOUT,
        epilog=FORMATS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("sources", type=Path, nargs="+", metavar="SOURCE", help="a saved page, or a file of facts")
    add("--against", type=Path, metavar="SPEC", help="compare with evidence/ beside this spec, then with the spec")
    add("--format", choices=("text", "json"), default="text", help="for people or for programs")
    add("--write", type=Path, metavar="DIR", help="keep the facts of each source in this directory")
    return parser


def _say(changed: Sequence[Changed], found: Sequence[tuple[Merged, Comparison]], spec: Spec, form: str) -> int:
    to_do = bool(changed) or any(comparison.changes for _, comparison in found)
    if form == "json":
        operations = [
            {
                "operation": merged.operation,
                "changes": [task.data(spec) for task in tasks(comparison.changes)],
                "counts": comparison.counts,
            }
            for merged, comparison in found
        ]
        since_kept = [{**asdict(each), "text": each.text()} for each in changed]
        print(json.dumps({"to_do": to_do, "changed": since_kept, "operations": operations}, indent=1))
        return int(to_do)
    for each in changed:
        print(each.text())
    for merged, comparison in found:
        for task in tasks(comparison.changes):
            print(task.text(spec))
        print(f"{merged.operation}: {counts_text(comparison)}")
    print(
        "nothing to do" if not to_do else "once the spec is right, keep the new facts with --write" if changed else ""
    )
    return int(to_do)


if __name__ == "__main__":
    sys.exit(main())
