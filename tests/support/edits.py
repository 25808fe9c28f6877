"""Edits of JSON documents, by JSON pointer."""

import copy
from typing import Any

from attrs import frozen

from tools.generation.document import pointer_of

DELETE, REVERSE = object(), object()
Change = tuple[str, object]


@frozen
class MovedTo:
    """Where the value at a place is moved to."""

    pointer: str


def edit(document: Any, *changes: Change) -> None:
    """Change a document.

    Args:
        document: The document.
        changes: JSON pointers, each with the new value, `DELETE`, `REVERSE` for a list, or where the value moves to. A
            list takes a new item at the index `-`.
    """
    for pointer, value in changes:
        *way, last = (part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:])
        node: Any = document
        for part in way:
            node = node[int(part)] if isinstance(node, list) else node[part]
        key: Any = last if isinstance(node, dict) else len(node) if last == "-" else int(last)
        if value is REVERSE:
            node[key].reverse()
        elif value is DELETE:
            del node[key]
        elif isinstance(value, MovedTo):
            edit(document, (value.pointer, node.pop(key)))
        elif isinstance(node, list):
            node[key : key + 1] = [copy.deepcopy(value)]
        else:
            node[key] = copy.deepcopy(value)


def places(node: Any, *at: str | int) -> list[tuple[str, Any]]:
    """Return the JSON pointer and the value of every place in a document."""
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [place for key, value in items for place in [(pointer_of((*at, key)), value), *places(value, *at, key)]]
