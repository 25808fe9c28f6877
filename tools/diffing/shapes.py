"""What a schema admits, however it is written: nullable or not, and one or several variants."""

import json
from collections.abc import Callable, Iterable, Mapping
from difflib import SequenceMatcher
from typing import Any, TypeVar

from attrs import frozen

from tools.diffing.nodes import MISSING, Node
from tools.diffing.walk import is_note

SCHEMAS = "#/components/schemas/"
UNIONS = ("oneOf", "anyOf")
KINDS_OF_VALUES = {str: "string", bool: "boolean", int: "integer", float: "number", list: "array", dict: "object"}
T = TypeVar("T")


@frozen
class Shape:
    """What a schema admits."""

    nullable: bool | None  # None where it admits anything at all
    variants: list[Node]  # without null and without the notes of the schema itself
    rest: Node  # what the schema says beside its variants
    null: Node  # the alternative that is null alone


def shape(node: Node) -> Shape:
    """Return what a schema admits."""
    for key in UNIONS:
        if key in node:
            parts = node[key].children
            variants = [part for part in parts if part["type"].value != "null"]
            null = next((part for part in parts if part["type"].value == "null"), node.gone)
            return Shape(any(map(_has_null, parts)), variants, node.without({key, "type"}), null)
    parts = node["allOf"].children
    if node.ref:
        return Shape(False, [node.without(set(node.keys) - {"$ref"})], node.without({"$ref"}), node.gone)
    if len(parts) == 1 and parts[0].ref and "properties" not in node:
        return Shape(False, parts, node.without({"allOf", "type"}), node.gone)
    notes = {key for key in node.keys if is_note(key)}
    plain = node.without(notes) if notes else node
    nullable = None if kinds(plain) is None else _has_null(node)
    return Shape(nullable, [plain], node.without(set(node.keys) - notes), node.gone)


def _has_null(node: Node) -> bool:
    given = node["type"].value
    return given == "null" or (isinstance(given, list) and "null" in given)


def kinds(node: Node) -> frozenset[str] | None:
    """Return the JSON types beside null that a plain schema admits; None where it admits any."""
    given = node["type"].value
    if isinstance(given, str | list):
        return frozenset([given] if isinstance(given, str) else given) - {"null"}
    if "properties" in node or "allOf" in node:
        return frozenset({"object"})
    values = node["enum"].value if "enum" in node else [node["const"].value]
    return frozenset(KINDS_OF_VALUES[type(value)] for value in values if value not in (None, MISSING)) or None


def is_wider(kinds: frozenset[str] | None, others: frozenset[str] | None) -> bool:
    """Whether one set of types admits all that another one admits; a number can be an integer."""
    if kinds is None or others is None:
        return kinds is None
    return others <= kinds | ({"integer"} if "number" in kinds else set())


def words(variants: Iterable[Node]) -> str:
    """Return the type of some variants in words."""
    return " or ".join(sorted(map(_word, variants))) or "null"


def _word(node: Node) -> str:
    if node.ref:
        return f"`{node.ref.rpartition('/')[2]}`"
    found = kinds(node)
    if node["items"] and node["type"].value == "array":
        return f"array of {words(shape(node['items']).variants)}"
    return "anything" if found is None else " or ".join(sorted(found)) or "null"


def matched(
    old: Mapping[str, T], new: Mapping[str, T], content: Callable[[T], str], *identities: Callable[[T], object]
) -> dict[str, str]:
    """Return what things are called now: as before, like what has the same identity, or like what is equal."""
    found = {name: name for name in old if name in new}
    for identity in identities:
        for name in (name for name in old if name not in found):
            others = (other for other in new if other not in found.values())
            same = next((other for other in others if identity(new[other]) == identity(old[name])), None)
            found |= {name: same} if same else {}
    contents = {other: content(new[other]) for other in new if other not in found.values()}
    gone = {name: content(old[name]) for name in old if name not in found}
    equal = [(name, other) for name in gone for other in contents if gone[name] == contents[other]]
    # Where several are equal, those with names that are most alike belong together.
    for name, other in sorted(equal, key=lambda names: (-_likeness(*sorted(names)), sorted(names))):
        if name not in found and other not in found.values():
            found[name] = other
    return found


def _likeness(name: str, other: str) -> float:
    return SequenceMatcher(None, name, other).ratio()


def bare(node: Node, names: Mapping[str, str] | None = None, without: Iterable[str] = ()) -> str:
    """Return what a thing is as text, without notes, without some keys, and with other names for what it refers to."""
    value = node.without(set(without)).value if node.keys else node.value
    return json.dumps(_bare(value, names or {}), sort_keys=True, default=str)


def _bare(value: Any, names: Mapping[str, str], *, are_names: bool = False) -> Any:
    """Return a value without notes; a field can have the name of one."""
    if isinstance(value, list):
        return [_bare(item, names) for item in value]
    if not isinstance(value, dict):
        return names.get(value, value) if isinstance(value, str) else value
    found = {
        key: _bare(item, names, are_names=key == "properties")
        for key, item in value.items()
        if are_names or not is_note(key)
    }
    return found | ({"required": sorted(found["required"])} if isinstance(found.get("required"), list) else {})
