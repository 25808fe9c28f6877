"""Says what a change of the spec means for users of this client: `python -m tools.spec_diff OLD NEW`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.diffing.model import Group
from tools.diffing.report import Report, as_json, as_text, draft
from tools.diffing.sources import DEFAULT_PATH, Source, SourceError

FORMATS = {"text": as_text, "json": as_json}
EPILOG = f"""\
OLD and NEW are files, or git revisions such as HEAD~3, v1.0 or v1.0:other/path.yaml; the path is
{DEFAULT_PATH} unless it is given. The JSON is described in tools/diffing/report.py.

exit codes:
  0  nothing that --fail-on names
  1  a breaking difference; with --fail-on any, any difference
  2  wrong arguments, or a spec that cannot be read
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code, which `--help` explains."""
    options = _parser().parse_args(arguments)
    try:
        report = Report.of(*(Source.read(name, Path.cwd()) for name in (options.old, options.new)))
    except SourceError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    print(FORMATS[options.format](report))
    if options.changelog and options.format != "json":
        print(f"\n{draft(report)}")
    found = {"any": report.differences, "breaking": report.of_group(Group.BREAKING), "none": []}
    return 1 if found[options.fail_on] else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tools.spec_diff",
        description="Say what a change of the spec means for users of this client, and which version it asks for.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("old", metavar="OLD", help="the spec as it was: a file or a git revision")
    parser.add_argument("new", metavar="NEW", help="the spec as it is to be: a file or a git revision")
    parser.add_argument("--format", choices=FORMATS, default="text", help="how to print it (text)")
    parser.add_argument("--changelog", action="store_true", help="draft the changelog as well; the JSON always has it")
    parser.add_argument(
        "--fail-on", choices=["breaking", "any", "none"], default="breaking", help="what exits with 1 (breaking)"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
