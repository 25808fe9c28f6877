"""Runs the generator as people do, as a command in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]
LIBRARY = Path(__file__).parent / "library.yaml"


def generate(
    *arguments: object, environment: Mapping[str, str] | None = None, directory: Path = ROOT, before: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run `python -m tools.generate`.

    Args:
        arguments: The arguments.
        environment: Variables to set.
        directory: The working directory.
        before: Python to run first, in the same process.
    """
    run = "import runpy, sys; sys.argv[0] = 'generate'; runpy.run_module('tools.generate', run_name='__main__')"
    return subprocess.run(
        [sys.executable, "-c", f"{before}\n{run}", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        cwd=directory,
        env=dict(os.environ) | {"PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error"} | dict(environment or {}),
    )


def contents(tree: Path) -> dict[str, bytes]:
    """Return all files of a tree with their contents."""
    return {path.relative_to(tree).as_posix(): path.read_bytes() for path in tree.rglob("*") if path.is_file()}
