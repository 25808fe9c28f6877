"""A small spec, ways to change the library's, and modules run in a process of their own."""

import copy
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

from tests.support.edits import Change, edit
from tools.generation.document import Document
from tools.generation.spec import Spec

ROOT = Path(__file__).parents[2]
LIBRARY = Path(__file__).parent / "library.yaml"
SMALL = """\
openapi: 3.1.0
info: {title: Clock, version: '1'}
paths:
  /time:
    get:
      operationId: clock.read
      tags: [clock]
      responses:
        '200':
          description: The time.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Time'
components:
  schemas:
    Time:
      type: object
      required: [hour]
      properties:
        hour:
          type: integer
          minimum: 0
"""


def run(module: str, *arguments: object, cwd: Path, before: str = "", **environment: str) -> Any:
    """Run a module in a process of its own, after the Python in `before`, and return what came of it."""
    code = f"{before}\nimport runpy, sys; sys.argv[0] = 'run'; runpy.run_module({module!r}, run_name='__main__')"
    command = [sys.executable, "-c", code, *map(str, arguments)]
    variables = {"PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error"} if module.startswith("tools") else {}
    return subprocess.run(
        command, cwd=cwd, env={**os.environ, **variables, **environment}, capture_output=True, text=True, check=False
    )


def contents(tree: Path) -> dict[str, bytes]:
    """Return all files of a tree with their contents."""
    return {path.relative_to(tree).as_posix(): path.read_bytes() for path in tree.rglob("*") if path.is_file()}


@cache
def library() -> Document:
    """Return the library's spec, read once."""
    return Document(LIBRARY)


def changed(*changes: Change) -> Spec:
    """Return the library's spec with some places changed."""
    document = copy.copy(library())
    document.content = copy.deepcopy(document.content)
    edit(document.content, *changes)
    return Spec(document)
