"""Reads saved docs pages into facts and compares them with the spec: `python -m tools.read_docs PAGE...`."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.evidence import files
from tools.evidence.against import against
from tools.evidence.dialects import DIALECTS
from tools.evidence.lines import Lines
from tools.evidence.merge import Merged, merge
from tools.evidence.page import PageError, load
from tools.evidence.pages import group, read_pages
from tools.evidence.report import counts_data, counts_text, facts_data, facts_text, task_data, task_text, tasks
from tools.generation.document import SpecError
from tools.generation.spec import Spec

ABOUT = """\
Read saved docs pages (the text of the web page, or Markdown) into facts: method, path, parameters and every field with
type, required, nullable, values, bounds and deprecation. Several pages of one method are merged; conflicts are listed.
A file of facts that --write made counts as a page.
"""
FORMATS = """\
Exit codes: 0 nothing differs; 1 something does, or is open; 2 a page or the spec cannot be read (PAGE:LINE: ...).

--format json, without --against:
  {"operations": [{"method", "path", "fields": [{"path", "type", "required", "nullable", "maybe", "values", "bounds",
   "deprecated", "rests_on", "pages"}], "disagreements": [{"path", "aspect", "said": {PAGE: VALUE}}],
   "open": [{"paths", "text", "page", "line"}]}]}
  What is not said is left out. `maybe` is absent or null, where a language does not tell which.
  `rests_on` is `elsewhere` or `habit` where the page alone does not tell which object a field belongs to.
--format json --against SPEC:
  {"differs": BOOL, "operations": [{"method", "path", "changes": [{"kind", "paths", "file", "line", "pointer",
   "keyword", "spec", "docs", "pages", "text"}], "counts": {"spec": {"backed", "assumed", "conflicting", "unbacked",
   "untold"}, "docs": {"held", "missing", "conflicting"}}, "needlessly_assumed": [{"path", "aspect"}]}]}
  `spec` and `docs` are the values on either side; `docs` of an added field is its schema.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code: 0 nothing differs, 1 something does, 2 a page cannot be read."""
    options = _parser().parse_args(arguments)
    try:
        spec = Spec.read(options.against) if options.against else None
        pages = read_pages([load(file) for file in options.pages], options.dialect, spec)
        for facts in pages if options.write else ():
            options.write.mkdir(parents=True, exist_ok=True)
            (options.write / f"{Path(facts.page).stem}.json").write_text(files.dump(facts), encoding="utf-8")
    except (PageError, SpecError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    merged = [merge(each) for each in group(pages)]
    return _show(merged, options.format) if spec is None else _compare(merged, spec, options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tools.read_docs",
        description=ABOUT,
        epilog=FORMATS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("pages", type=Path, nargs="+", metavar="PAGE", help="a saved page")
    parser.add_argument("--against", type=Path, metavar="SPEC", help="list what to change in this spec")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="for people or for programs")
    parser.add_argument("--dialect", choices=sorted(DIALECTS), help="the language of the pages, if not to be guessed")
    parser.add_argument("--write", type=Path, metavar="DIR", help="keep the facts of each page in this directory")
    return parser


def _show(merged: Sequence[Merged], form: str) -> int:
    if form == "json":
        print(json.dumps({"operations": [facts_data(each) for each in merged]}, indent=1, ensure_ascii=False))
    else:
        print("\n".join(line for each in merged for line in facts_text(each)))
    return int(any(each.conflicts or each.questions for each in merged))


def _compare(merged: Sequence[Merged], spec: Spec, options: argparse.Namespace) -> int:
    file, lines = str(options.against), Lines(options.against)
    found = [(each, against(spec, each)) for each in merged]
    differs = any(comparison.changes for _, comparison in found)
    if options.format == "json":
        operations = [
            {
                "method": each.method,
                "path": each.path,
                "changes": [task_data(task, file) for task in tasks(comparison.changes, lines)],
                "counts": counts_data(comparison),
                "needlessly_assumed": [{"path": path, "aspect": aspect} for path, aspect in comparison.stale],
            }
            for each, comparison in found
        ]
        print(json.dumps({"differs": differs, "operations": operations}, indent=1, ensure_ascii=False))
        return int(differs)
    for each, comparison in found:
        print("\n".join(task_text(task, file) for task in tasks(comparison.changes, lines)) or "nothing differs")
        print(
            "".join(
                f"note: {path}: {aspect} is marked as assumed, but a page says it\n"
                for path, aspect in comparison.stale
            ),
            end="",
        )
        print(f"{each.method} {each.path}\n{counts_text(comparison)}")
    return int(differs)


if __name__ == "__main__":
    sys.exit(main())
