"""The specs that the tests compare, and how they are edited."""

import copy
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tools.diffing.compare import compare
from tools.diffing.model import Difference

Document = dict[str, Any]
Edit = Callable[[Document], object]
ROOT = Path(__file__).parents[2]
REVOX = ROOT / "spec" / "openapi.yaml"
# A small spec with bodies, several methods and shared parts, which that of Revox does not have.
SHOP = Path(__file__).parent / "shop.yaml"


@cache
def _read(file: Path) -> str:
    return json.dumps(yaml.safe_load(file.read_text(encoding="utf-8")))


def document(file: Path = REVOX) -> Document:
    """Return a spec that can be edited."""
    document: Document = json.loads(_read(file))
    return document


def edited(edit: Edit, file: Path = REVOX) -> Document:
    """Return a spec after an edit."""
    changed = document(file)
    edit(changed)
    return changed


def differences(edit: Edit, file: Path = REVOX) -> list[Difference]:
    """Return what an edit of a spec changes."""
    return compare(document(file), edited(edit, file))


def at(*path: str | int, to: Any) -> Edit:
    """Return the edit that sets the value at a place."""

    def edit(document: Document) -> None:
        _inner(document, path[:-1])[path[-1]] = copy.deepcopy(to)

    return edit


def without(*path: str | int) -> Edit:
    """Return the edit that removes a place."""

    def edit(document: Document) -> None:
        del _inner(document, path[:-1])[path[-1]]

    return edit


def plus(*path: str | int, item: Any) -> Edit:
    """Return the edit that appends to a list."""

    def edit(document: Document) -> None:
        _inner(document, path).append(copy.deepcopy(item))

    return edit


def both(*edits: Edit) -> Edit:
    """Return the edit that makes several edits."""

    def edit(document: Document) -> None:
        for one in edits:
            one(document)

    return edit


def _inner(node: Any, path: tuple[str | int, ...]) -> Any:
    for key in path:
        node = node[key]
    return node
