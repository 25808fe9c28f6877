"""Finds what was possibly given another name: something that is gone, and something equal that is new."""

import json
from collections.abc import Callable, Mapping
from difflib import SequenceMatcher
from typing import Any, TypeVar

from tools.diffing.nodes import Node
from tools.diffing.shapes import is_note
from tools.diffing.uses import SCHEMAS

T = TypeVar("T")


def likely_renames(gone: Mapping[str, T], new: Mapping[str, T], content: Callable[[T], str]) -> dict[str, str]:
    """Return the new names of things that are gone. Where several are equal, those with names that are most alike.

    Args:
        gone: What is gone, by name.
        new: What is new, by name.
        content: What a thing is, beside its name.
    """
    contents = {name: content(thing) for name, thing in new.items()}
    candidates = [
        (-_likeness(name, other), sorted([name, other]), name, other)
        for name, thing in gone.items()
        for other, known in contents.items()
        if known == content(thing)
    ]
    found: dict[str, str] = {}
    for _, _, name, other in sorted(candidates):
        if name not in found and other not in found.values():
            found[name] = other
    return found


def _likeness(name: str, other: str) -> float:
    return max(SequenceMatcher(None, *names).ratio() for names in ((name, other), (other, name)))


def renamed_models(old: Node, new: Node) -> dict[str, str]:
    """Return the new names of models. A model can also be known by that it refers to others that were renamed."""
    before, after = (root["components"]["schemas"] for root in (old, new))
    found: dict[str, str] = {}
    while True:
        names = {f"{SCHEMAS}{name}": f"{SCHEMAS}{other}" for name, other in found.items()}
        gone = [name for name in before.keys if name not in after and name not in found]
        fresh = [name for name in after.keys if name not in before and name not in found.values()]
        more = likely_renames(
            {name: bare(before[name], names | {f"{SCHEMAS}{name}": "#"}) for name in gone},
            {name: bare(after[name], {f"{SCHEMAS}{name}": "#"}) for name in fresh},
            str,
        )
        if not more:
            return found
        found |= more


def bare(node: Node, names: Mapping[str, str] | None = None, without: tuple[str, ...] = ()) -> str:
    """Return what a thing is as text, without notes, without some keys, and with other names for what it refers to."""
    value = node.value
    if isinstance(value, dict):
        value = {key: item for key, item in value.items() if key not in without}
    return json.dumps(_bare(value, names or {}), sort_keys=True, default=str)


def _bare(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, list):
        return [_bare(item, names) for item in value]
    if not isinstance(value, dict):
        return value
    found: dict[str, Any] = {}
    for key, item in value.items():
        if key == "$ref" and isinstance(item, str):
            found[key] = names.get(item, item)
        elif key == "properties" and isinstance(item, dict):
            found[key] = {name: _bare(schema, names) for name, schema in item.items()}
        elif key == "required" and isinstance(item, list):
            found[key] = sorted(map(str, item))
        elif not is_note(key):
            found[key] = _bare(item, names)
    return found
