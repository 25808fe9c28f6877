"""The spec that the tests compare with edited ones, and how it is edited."""

import copy
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import yaml

Document = dict[str, Any]
Edit = Callable[[Document], object]
SHOP = Path(__file__).parent / "shop.yaml"


@cache
def _read(file: Path) -> str:
    return json.dumps(yaml.safe_load(file.read_text(encoding="utf-8")))


def edited(edit: Edit | None = None, file: Path = SHOP) -> Document:
    """Return a spec, after an edit."""
    document: Document = json.loads(_read(file))
    if edit:
        edit(document)
    return document


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
    return lambda document: _inner(document, path).append(copy.deepcopy(item))


def reverse(*path: str | int) -> Edit:
    """Return the edit that reverses a list."""
    return lambda document: _inner(document, path).reverse()


def moved(old: tuple[str | int, ...], new: tuple[str | int, ...]) -> Edit:
    """Return the edit that gives a place another key in the same or another mapping."""

    def edit(document: Document) -> None:
        at(*new, to=_inner(document, old))(document)
        without(*old)(document)

    return edit


def renamed(old: str, new: str) -> Edit:
    """Return the edit that gives a model another name everywhere."""

    def edit(document: Document) -> None:
        text = json.dumps(document).replace(json.dumps(f"#/components/schemas/{old}"), f'"#/components/schemas/{new}"')
        document |= json.loads(text)
        moved(("components", "schemas", old), ("components", "schemas", new))(document)

    return edit


def both(*edits: Edit) -> Edit:
    """Return the edit that makes several edits."""
    return lambda document: [edit(document) for edit in edits]


def _inner(node: Any, path: tuple[str | int, ...]) -> Any:
    for key in path:
        node = node[key]
    return node
