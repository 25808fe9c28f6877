"""Writes the generated package from the spec: `python -m tools.generate`.

Everything is rendered into a temporary tree first, which then is either compared with what is there (`--check`) or put
in its place. A spec with an error changes nothing.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tools.generation.adapt import adapted, for_endpoints, for_models, response_models
from tools.generation.endpoints import write_endpoints
from tools.generation.lint import lint
from tools.generation.models import write_models
from tools.generation.spec import Spec, SpecError
from tools.generation.tree import differences, replace

ROOT = Path(__file__).parent.parent
COMMAND = "python -m tools.generate"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code: 0 done, 1 an error in the spec or a tree that is not up to date."""
    options = _parser().parse_args(arguments)
    out = options.out or ROOT / "generated" / options.package
    try:
        with tempfile.TemporaryDirectory() as directory:
            tree = render(options.spec, options.package, Path(directory))
            if options.check:
                return _report(differences(tree, out), out)
            replace(tree, out)
    except (SpecError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print(f"{out}: written from {options.spec}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=COMMAND, description="Write the generated package from the spec.")
    spec = ROOT / "spec" / "openapi.yaml"
    parser.add_argument("--spec", type=Path, default=spec, metavar="FILE", help="the spec (spec/openapi.yaml)")
    parser.add_argument("--out", type=Path, metavar="DIR", help="where to write the package (generated/PACKAGE)")
    parser.add_argument("--package", type=_identifier, default="revox_api", metavar="NAME", help="its name (revox_api)")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if the package is not up to date")
    return parser


def _identifier(name: str) -> str:
    if not name.isidentifier():
        raise argparse.ArgumentTypeError(f"{name!r} is not a name for a Python package")
    return name


def _report(changes: list[str], out: Path) -> int:
    for change in changes:
        print(change, file=sys.stderr)
    if changes:
        print(f"error: {out} does not agree with the spec; run: {COMMAND}", file=sys.stderr)
        return 1
    print(f"{out}: up to date")
    return 0


def render(file: Path, package: str, directory: Path) -> Path:
    """Render the whole package into a directory and return its root.

    Args:
        file: The spec.
        package: The name of the package.
        directory: An empty directory.

    Raises:
        SpecError: There is a mistake in the spec.
    """
    original = Spec(file)
    lint(original)
    spec = adapted(original)
    tree = directory / package
    write_endpoints(spec, for_endpoints(spec), package, tree)
    for path in sorted((tree / "models").iterdir()):
        path.unlink()
    (tree / "models").rmdir()
    write_models(for_models(spec), response_models(spec), package, tree / "models.py")
    (tree / "py.typed").touch()
    _finish(tree, original, file)
    return tree


def _finish(tree: Path, spec: Spec, file: Path) -> None:
    """Sort and prune the imports, format, and say in every file where it comes from."""
    info = spec.document["info"]
    header = f"# Generated from {file.name} ({info['title']} {info['version']}) by: {COMMAND}. Do not edit.\n\n"
    ruff = [sys.executable, "-m", "ruff"]
    settings = ["--isolated", "--no-cache", "--target-version=py311", "--line-length=120"]
    select = ["check", "--fix-only", "--exit-zero", "--quiet", "--select=I,F401,UP,RUF022,F811", "--unsafe-fixes"]
    _run([*ruff, *select, *settings, str(tree)])
    for path in sorted(tree.rglob("*.py")):
        body = "\n".join(line.rstrip() for line in path.read_text(encoding="utf-8").splitlines())
        path.write_text(header + body.strip() + "\n", encoding="utf-8")
    _run([*ruff, "format", "--quiet", *settings, str(tree)])


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise OSError(f"{' '.join(command[2:4])} failed: {done.stderr.strip() or done.stdout.strip()}")


if __name__ == "__main__":
    sys.exit(main())
