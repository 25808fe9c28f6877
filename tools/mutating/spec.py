"""Every change of one fact of a spec: found by walking over it, with a rule for each keyword."""

import copy
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from attrs import frozen

from tools.generation.document import Pointer
from tools.generation.spec import METHODS

Json = Any
Change = tuple[str, dict[str, Json]]
"""What is changed, in words, and what the node is then."""

MAPS = {"properties", "schemas", "responses", "securitySchemes", "paths", "content", "mapping", "headers"}
"""What holds names, not keywords."""
PROSE = {"description", "summary", "example", "examples", "license", "x-assumed"}
"""What nobody's contract rests on."""
TYPES = {"string": "integer", "integer": "string", "number": "integer", "boolean": "string"}
OTHER = {
    "type": TYPES | {"array": "object", "object": "string"},
    "in": {"path": "query", "query": "header", "header": "query"},
    "x-effect": {"reads": "writes", "writes": "reads", "deletes": "writes", "dials": "writes"},
}
BOUNDS = {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"}
BOUNDS |= {"minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"}
ADDED = {"string": "maxLength", "integer": "maximum", "number": "maximum"}
DROPPED = {"servers", "security", "tags", "discriminator", "items", "schema", "content"}
STATUSES = {"200": "201", "201": "200", "400": "422"}
NEW_PARAMETER = {"name": "no_such", "in": "query", "schema": {"type": "string"}}


@frozen
class Mutant:
    """A change of a document: where and what is changed, in words, and what is put where."""

    name: str
    original: dict[str, Json]
    pointer: Pointer
    node: Json

    @property
    def document(self) -> dict[str, Json]:
        """The changed document; what is not changed is shared with the original."""
        changed: dict[str, Json] = _put(self.original, self.pointer, self.node)
        return changed


def _put(node: Json, pointer: Pointer, new: Json) -> Json:
    if not pointer:
        return new
    changed = copy.copy(node)
    changed[pointer[0]] = _put(node[pointer[0]], pointer[1:], new)
    return changed


def spec_mutants(document: dict[str, Json]) -> Iterator[Mutant]:
    """Yield every change of a document, each with a name of its own."""
    for pointer, node, is_map in _nodes(document, (), False):
        for what, changed in _names(node, pointer[-1]) if is_map else _keywords(node, document):
            if changed != node:
                yield Mutant(f"{'/'.join(map(str, pointer)) or '.'}: {what}", document, pointer, changed)


def _nodes(node: Json, pointer: Pointer, is_map: bool) -> Iterator[tuple[Pointer, dict[str, Json], bool]]:
    """Yield every object, with its place and whether its keys are names."""
    if isinstance(node, dict):
        yield pointer, node, is_map
        for key, value in node.items():
            if is_map or key not in PROSE:
                yield from _nodes(value, (*pointer, key), not is_map and key in MAPS)
    elif isinstance(node, list):
        for index, item in enumerate(node):
            yield from _nodes(item, (*pointer, index), False)


def _names(node: dict[str, Json], room: str | int) -> Iterator[Change]:
    """Yield what becomes of a map from names: each is dropped and renamed, and neighbours change places."""
    for name in node:
        yield f"drop {name}", _without(node, name)
        new = STATUSES.get(name, "418") if room == "responses" and name.isdecimal() else f"{name}_x"
        yield f"rename {name}", _renamed(node, name, new)
    for one, other in pairwise(node):
        if room == "properties" and _without(node[one], *PROSE) != _without(node[other], *PROSE):
            yield f"swap {one} and {other}", node | {one: node[other], other: node[one]}


def _keywords(node: dict[str, Json], document: dict[str, Json]) -> Iterator[Change]:
    """Yield what becomes of a schema, a parameter, an operation or another part of the document."""
    for keyword, value in node.items():
        if keyword in OTHER and isinstance(value, str) and value in OTHER[keyword]:
            yield f"change {keyword} from {value}", node | {keyword: OTHER[keyword][value]}
        if keyword == "type":
            yield from _type(value, node)
        elif keyword in ("enum", "oneOf", "anyOf", "parameters"):
            yield from _members(keyword, value, node)
        elif keyword in BOUNDS and isinstance(value, int | float):
            yield from ((f"move {keyword} to {moved}", node | {keyword: moved}) for moved in (value - 1, value + 1))
            yield f"lose {keyword}", _without(node, keyword)
        elif keyword == "required" and isinstance(value, list):
            yield from ((f"do not require {name}", _dropped(node, keyword, name)) for name in value)
        elif keyword == "$ref":
            yield from _reference(value, node, document)
        elif keyword in METHODS:
            yield from ((f"change {keyword} to {other}", _renamed(node, keyword, other)) for other in METHODS[:-1])
        elif keyword in DROPPED:
            yield f"lose {keyword}", _without(node, keyword)
        elif isinstance(value, bool):
            yield f"flip {keyword}", node | {keyword: not value}
        elif keyword not in PROSE | OTHER.keys() and isinstance(value, str):
            yield f"change {keyword}", node | {keyword: f"{value}_x"}
        if keyword.startswith("x-") and keyword not in PROSE:
            yield f"lose {keyword}", _without(node, keyword)
    if "properties" in node:
        required = node.get("required", [])
        for name in (name for name in node["properties"] if name not in required):
            yield f"require {name}", node | {"required": [*required, name]}
        yield "add a property", node | {"properties": node["properties"] | {"no_such": {"type": "string"}}}
    if node.keys() & {"properties", "additionalProperties"}:
        yield "refuse other properties", node | {"additionalProperties": False}
    if "additionalProperties" in node and "properties" not in node:
        yield "change the values", node | {"additionalProperties": {"type": "integer"}}
    if "operationId" in node:
        yield "need no key", node | {"security": []}
        yield "add a parameter", node | {"parameters": [*node.get("parameters", []), NEW_PARAMETER]}


def _type(value: Json, node: dict[str, Json]) -> Iterator[Change]:
    kinds = value if isinstance(value, list) else [value]
    is_fixed = bool({"enum", "const"} & node.keys())
    yield "lose the type", _without(node, "type")
    if "null" in kinds:
        yield from (("refuse null", node | {"type": kind}) for kind in kinds[:1] if kind != "null")
    elif not is_fixed:
        yield "admit null", node | {"type": [*kinds, "null"]}
    if kinds[0] in ADDED and not is_fixed and ADDED[kinds[0]] not in node:
        yield f"add {ADDED[kinds[0]]}", node | {ADDED[kinds[0]]: 100}


def _members(keyword: str, values: list[Json], node: dict[str, Json]) -> Iterator[Change]:
    for index, value in enumerate(values):
        name = value.get("name", value.get("$ref", index)) if isinstance(value, dict) else value
        yield f"drop {name} of {keyword}", _dropped(node, keyword, value)
    if keyword == "enum":
        yield "add a value", node | {"enum": [*values, "no_such_value"]}
        yield "lose the enum", _without(node, "enum")
    elif keyword != "parameters":
        yield f"admit null in {keyword}", node | {keyword: [*values, {"type": "null"}]}


def _reference(reference: str, node: dict[str, Json], document: dict[str, Json]) -> Iterator[Change]:
    """Yield the next component in place of the one that is referred to."""
    *path, name = reference.removeprefix("#/").split("/")
    room = document
    for part in path:
        room = room.get(part, {})
    names = list(room)
    if name in names:
        other = names[(names.index(name) + 1) % len(names)]
        yield f"refer to {other}, not {name}", node | {"$ref": f"#/{'/'.join(path)}/{other}"}


def _without(node: dict[str, Json], *keys: str) -> dict[str, Json]:
    return {key: value for key, value in node.items() if key not in keys}


def _dropped(node: dict[str, Json], key: str, member: Json) -> dict[str, Json]:
    return node | {key: [each for each in node[key] if each != member]}


def _renamed(node: dict[str, Json], key: str, new: str) -> dict[str, Json]:
    return {(new if name == key else name): value for name, value in node.items()}
