"""Writes the generated package from the spec: `python -m tools.generate`.

Everything is rendered into a temporary tree first, which then is either compared with what is there (`--check`) or put
in its place. A spec with an error changes nothing.
"""

import argparse
import filecmp
import keyword
import shlex
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tools.generation.document import SpecError
from tools.generation.render import COMMAND, OPERATIONS, render
from tools.generation.tree import differences, replace

ROOT = Path(__file__).parent.parent
SPEC = ROOT / "spec" / "openapi.yaml"
PACKAGE = "revox_api"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code: 0 done, 1 an error in the spec or a tree that is not up to date."""
    options = _parser().parse_args(arguments)
    out = options.out or ROOT / "generated" / options.package
    try:
        with tempfile.TemporaryDirectory() as directory:
            tree = render(options.spec, options.package, Path(directory))
            if options.check:
                return _report(differences(tree, out) + _page_differences(tree, out), out, _command(options))
            replace(tree, out)
            shutil.copy(tree.parent / OPERATIONS, out.parent / OPERATIONS)
    except (SpecError, OSError) as error:
        print("\n".join(f"error: {line}" for line in str(error).splitlines()), file=sys.stderr)
        return 1
    print(f"{out}: written from {options.spec}")
    return 0


def _page_differences(tree: Path, out: Path) -> list[str]:
    new, old = tree.parent / OPERATIONS, out.parent / OPERATIONS
    is_same = old.is_file() and filecmp.cmp(new, old, shallow=False)
    return [] if is_same else [f"changed: {OPERATIONS}"]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=COMMAND, description="Write the generated package from the spec.")
    parser.add_argument("--spec", type=Path, default=SPEC, metavar="FILE", help="the spec (spec/openapi.yaml)")
    parser.add_argument("--out", type=Path, metavar="DIR", help="where to write the package (generated/PACKAGE)")
    parser.add_argument("--package", type=_identifier, default=PACKAGE, metavar="NAME", help=f"its name ({PACKAGE})")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if the package is not up to date")
    return parser


def _identifier(name: str) -> str:
    if not name.isidentifier() or keyword.iskeyword(name):
        raise argparse.ArgumentTypeError(f"{name!r} is not a name for a Python package")
    return name


def _command(options: argparse.Namespace) -> str:
    """Return the command that writes what was checked."""
    words = [] if options.spec == SPEC else ["--spec", str(options.spec)]
    words += ["--out", str(options.out)] if options.out else []
    words += [] if options.package == PACKAGE else ["--package", options.package]
    return " ".join([COMMAND, *map(shlex.quote, words)])


def _report(changes: list[str], out: Path, command: str) -> int:
    for change in changes:
        print(change, file=sys.stderr)
    if changes:
        print(f"error: {out} does not agree with the spec; run: {command}", file=sys.stderr)
        return 1
    print(f"{out}: up to date")
    return 0


if __name__ == "__main__":
    sys.exit(main())
