"""Renders the whole generated package into a directory, and tries it before anybody else does."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.generation.adapt import adapted, for_endpoints, for_models
from tools.generation.bodies import response_models
from tools.generation.document import SpecError
from tools.generation.endpoints import write_endpoints
from tools.generation.lint import lint
from tools.generation.models import write_models
from tools.generation.operations_page import operations_page
from tools.generation.spec import Spec

COMMAND = "python -m tools.generate"
OPERATIONS = "OPERATIONS.md"
# A backslash that was not escaped warns: before Python 3.12 in the first of these words, from then on as the second.
WARNINGS = ["-W", "error:invalid escape sequence", "-W", "error::SyntaxWarning"]
RUNTIME = Path(__file__).parent / "runtime"
PROBE = [sys.executable, "-B", *WARNINGS, str(Path(__file__).parent / "probe.py")]


def render(file: Path, package: str, directory: Path) -> Path:
    """Render the whole package into a directory, with a list of its operations beside it, and return its root.

    Args:
        file: The spec.
        package: The name of the package.
        directory: An empty directory.

    Raises:
        SpecError: There is a mistake in the spec, or something in it that a generator cannot write.
    """
    original = Spec.read(file)
    lint(original)
    with _blaming(file, "openapi-spec-validator"):
        original.validate_meaning()
    spec = adapted(original)
    tree = directory / package
    with _blaming(file, "openapi-python-client"):
        write_endpoints(spec, for_endpoints(spec), package, tree)
    with _blaming(file, "datamodel-code-generator"):
        write_models(for_models(spec), response_models(spec), package, tree / "models.py")
    (tree / "py.typed").touch()
    shutil.copytree(RUNTIME, tree / "runtime", ignore=shutil.ignore_patterns("__pycache__"))
    (tree / "openapi.json").write_text(
        json.dumps(original.document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    (directory / OPERATIONS).write_text(operations_page(original), encoding="utf-8")
    _finish(tree, original)
    _probe(tree, original)
    return tree


@contextmanager
def _blaming(file: Path, generator: str) -> Iterator[None]:
    """Turn whatever a generator raises into one message; its warnings are raised as well."""
    try:
        yield
    except (SpecError, OSError):
        raise
    except Exception as error:
        raise SpecError(file, f"{generator} cannot read this: {type(error).__name__}: {error}") from error


def _finish(tree: Path, spec: Spec) -> None:
    """Sort and prune the imports, format, and say in every file where it comes from."""
    info = spec.document["info"]
    origin = "".join(c for c in f"{spec.file.name} ({info['title']} {info['version']})" if c.isprintable())
    header = f"# Generated from {origin} by: {COMMAND}. Do not edit.\n\n"
    settings = ["--isolated", "--no-cache", "--target-version=py311", "--line-length=120", str(tree)]
    # Only as a preview does ruff prune the imports of an `__init__.py`.
    fix = ["check", "--fix-only", "--exit-zero", "--quiet", "--preview", "--unsafe-fixes", "--select=I,F401,UP,RUF022"]
    _ruff([*fix, *settings])
    for path in sorted(tree.rglob("*.py")):
        path.write_text(header + path.read_text(encoding="utf-8").strip() + "\n", encoding="utf-8")
    _ruff(["format", "--quiet", "--config=format.skip-magic-trailing-comma=true", *settings])


def _ruff(arguments: list[str]) -> None:
    command = [sys.executable, "-m", "ruff", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise OSError(f"ruff {arguments[0]} failed: {' '.join((done.stderr or done.stdout).split())}")


def _probe(tree: Path, spec: Spec) -> None:
    command = [*PROBE, str(tree.parent), tree.name, *spec.components]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.stdout:
        name, _, problem = done.stdout.partition("\n")
        pointer = ("components", "schemas", name) if name in spec.components else ()
        raise spec.error(pointer, f"this cannot be generated: {name} {problem}")
    if done.returncode:
        raise OSError(f"the generated package cannot be tried: {done.stderr.strip().splitlines()[-1]}")
