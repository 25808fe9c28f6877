"""The alternatives of a schema: references followed, `allOf` united, null among them."""

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import evolve, frozen

from tools.generation.document import Pointer
from tools.generation.spec import Spec

KINDS = {str: "string", bool: "boolean", int: "integer", float: "number"}


@frozen
class Leaf:
    """A schema without alternatives, where it is, and what was assumed on the way to it."""

    pointer: Pointer
    node: Mapping[str, Any]
    assumed: Mapping[str, str]


def leaves(
    spec: Spec, pointer: Pointer, schema: Any, assumed: Mapping[str, str], seen: tuple[Pointer, ...]
) -> Iterator[Leaf]:
    """Yield the alternatives of a schema, references followed and `allOf` united."""
    if not isinstance(schema, dict) or pointer in seen:
        return
    given = {**assumed, **schema.get("x-assumed", {})}
    own = {key: value for key, value in schema.items() if key not in ("$ref", "oneOf", "anyOf", "allOf")}
    if "$ref" in schema:
        found = spec.follow(pointer, schema)
        for leaf in leaves(spec, found.pointer, found.node, given, (*seen, pointer)):
            yield evolve(leaf, node={**leaf.node, **own})
        return
    for keyword in ("oneOf", "anyOf"):
        for index, each in enumerate(schema.get(keyword, [])):
            for leaf in leaves(spec, (*pointer, keyword, index), each, given, seen):
                yield evolve(leaf, node={**leaf.node, "deprecated": True}) if own.get("deprecated") else leaf
    if "oneOf" in schema or "anyOf" in schema:
        return
    for index, each in enumerate(schema.get("allOf", [])):
        for leaf in leaves(spec, (*pointer, "allOf", index), each, given, seen):
            own, given = _united(leaf.node, own), {**leaf.assumed, **given}
    kinds = own["type"] if isinstance(own.get("type"), list) else [own.get("type")]
    for kind in kinds:
        yield Leaf(pointer, own if kind is None else {**own, "type": kind}, given)


def constants(spec: Spec, leaf: Leaf) -> dict[str, Any]:
    """Return the properties that have one value."""
    found: dict[str, Any] = {}
    for name, schema in leaf.node.get("properties", {}).items():
        each_leaf = leaves(spec, (*leaf.pointer, "properties", name), schema, {}, ())
        values = [value for each in each_leaf for value in values_of(each.node)]
        found |= {name: values[0]} if len(values) == 1 else {}
    return found


def types_of(node: Mapping[str, Any]) -> set[str]:
    """Return the JSON types of a schema without alternatives; `any` where it does not say."""
    if "type" in node:
        return {str(node["type"])}
    if values_of(node):
        return {KINDS.get(type(value), "any") for value in values_of(node)}
    return {"object"} if "properties" in node else {"array"} if "items" in node else {"any"}


def values_of(node: Mapping[str, Any]) -> list[Any]:
    """Return the values of an enum or a constant."""
    return [node["const"]] if "const" in node else list(node.get("enum", []))


def _united(left: Mapping[str, Any], right: Mapping[str, Any]) -> dict[str, Any]:
    both = {**left, **right}
    if "properties" in left and "properties" in right:
        both["properties"] = {**left["properties"], **right["properties"]}
    if "required" in left and "required" in right:
        both["required"] = [*left["required"], *right["required"]]
    return both
