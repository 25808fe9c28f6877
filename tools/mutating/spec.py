"""Every change of one fact of a spec: found by walking over it, with a rule for each keyword."""

import copy
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

from attrs import frozen

Json = Any
Pointer = tuple[str | int, ...]
Change = tuple[str, Callable[[Json], None]]
"""What is changed, in words, and a function that changes the node."""

MAPS = {"properties", "schemas", "responses", "securitySchemes", "paths", "content", "mapping", "headers"}
"""What holds names, not keywords."""
PROSE = {"description", "summary", "example", "examples", "license", "x-assumed"}
"""What nobody's contract rests on."""
OTHER = {
    "type": {
        "string": "integer",
        "integer": "string",
        "number": "integer",
        "boolean": "string",
        "array": "object",
        "object": "string",
    },
    "in": {"path": "query", "query": "header", "header": "query"},
    "x-effect": {"reads": "writes", "writes": "reads", "deletes": "writes", "dials": "writes"},
}
BOUNDS = {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"}
BOUNDS |= {"minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"}
ADDED = {"string": ("maxLength", 100), "integer": ("maximum", 100), "number": ("maximum", 100)}
STATUSES = {"200": "201", "201": "200", "400": "422"}
METHODS = ("get", "put", "post", "delete", "patch")


@frozen
class Mutant:
    """A changed spec.

    Attributes:
        name: Where and what is changed, in words.
        document: The changed document.
    """

    name: str
    document: dict[str, Json]


def spec_mutants(document: dict[str, Json]) -> Iterator[Mutant]:
    """Yield every change of a document, each with a name of its own."""
    for pointer, node, is_map in _nodes(document, (), False):
        for what, edit in _names(node, pointer[-1]) if is_map else _keywords(node, document):
            changed = copy.deepcopy(document)
            target: Json = changed
            for part in pointer:
                target = target[part]
            edit(target)
            if changed != document:
                yield Mutant(f"{'/'.join(map(str, pointer)) or '.'}: {what}", changed)


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
    names = list(node)
    for name in names:
        yield f"drop {name}", _without(name)
        new = STATUSES.get(name, "418") if room == "responses" and name.isdecimal() else f"{name}_x"
        yield f"rename {name}", _renamed(name, new)
    for one, other in pairwise(names):
        if room == "properties" and _contract(node[one]) != _contract(node[other]):
            yield f"swap {one} and {other}", _swapped(one, other)


def _keywords(node: dict[str, Json], document: dict[str, Json]) -> Iterator[Change]:
    """Yield what becomes of a schema, a parameter, an operation or another part of the document."""
    for keyword, value in node.items():
        if keyword in OTHER and isinstance(value, str) and value in OTHER[keyword]:
            yield f"change {keyword} from {value}", _with(keyword, OTHER[keyword][value])
        if keyword == "type":
            yield from _type(value, node)
        elif keyword in ("enum", "oneOf", "anyOf", "parameters"):
            yield from _members(keyword, value)
        elif keyword in BOUNDS and isinstance(value, int | float):
            for moved in (value - 1, value + 1):
                yield f"move {keyword} to {moved}", _with(keyword, moved)
            yield f"lose {keyword}", _without(keyword)
        elif keyword == "required" and isinstance(value, list):
            yield from ((f"do not require {name}", _filtered(keyword, name)) for name in value)
        elif keyword == "$ref":
            yield from _reference(value, document)
        elif keyword in METHODS:
            for method in METHODS:
                yield f"change {keyword} to {method}", _renamed(keyword, method)
        elif keyword in ("servers", "security", "tags", "discriminator", "items", "schema", "content"):
            yield f"lose {keyword}", _without(keyword)
        elif isinstance(value, bool):
            yield f"flip {keyword}", _with(keyword, not value)
        elif keyword not in PROSE | OTHER.keys() and isinstance(value, str):
            yield f"change {keyword}", _with(keyword, f"{value}_x")
        if keyword.startswith("x-") and keyword not in PROSE:
            yield f"lose {keyword}", _without(keyword)
    if "properties" in node:
        for name in [name for name in node["properties"] if name not in node.get("required", [])]:
            yield f"require {name}", _with("required", [*node.get("required", []), name])
        yield "add a property", lambda node: node["properties"].update(no_such={"type": "string"})
        yield "refuse other properties", _with("additionalProperties", False)
    elif "additionalProperties" in node:
        yield "refuse other properties", _with("additionalProperties", False)
        yield "change the values", _with("additionalProperties", {"type": "integer"})
    if "operationId" in node:
        yield "need no key", _with("security", [])
        new = {"name": "no_such", "in": "query", "schema": {"type": "string"}}
        yield "add a parameter", lambda node: node.setdefault("parameters", []).append(new)


def _type(value: Json, node: dict[str, Json]) -> Iterator[Change]:
    kinds = value if isinstance(value, list) else [value]
    yield "lose the type", _without("type")
    if kinds == ["null"]:
        return
    if "null" in kinds:
        yield "refuse null", _with("type", next(kind for kind in kinds if kind != "null"))
    elif not {"enum", "const"} & node.keys():
        yield "admit null", _with("type", [*kinds, "null"])
    if kinds[0] in ADDED and not {"enum", "const", ADDED[kinds[0]][0]} & node.keys():
        yield f"add {ADDED[kinds[0]][0]}", _with(*ADDED[kinds[0]])


def _members(keyword: str, values: list[Json]) -> Iterator[Change]:
    for index, value in enumerate(values):
        name = value.get("name", value.get("$ref", index)) if isinstance(value, dict) else value
        yield f"drop {name} of {keyword}", _filtered(keyword, value)
    if keyword == "enum":
        yield "add a value", lambda node: node["enum"].append("no_such_value")
        yield "lose the enum", _without("enum")
    elif keyword != "parameters":
        yield f"admit null in {keyword}", lambda node: node[keyword].append({"type": "null"})


def _reference(reference: str, document: dict[str, Json]) -> Iterator[Change]:
    """Yield the next component in place of the one that is referred to."""
    *path, name = reference.removeprefix("#/").split("/")
    room = document
    for part in path:
        room = room.get(part, {})
    names = list(room)
    if name in names:
        other = names[(names.index(name) + 1) % len(names)]
        yield f"refer to {other}, not {name}", _with("$ref", f"#/{'/'.join(path)}/{other}")


def _contract(schema: Json) -> Json:
    return {key: value for key, value in schema.items() if key not in PROSE}


def _with(key: str, value: Json) -> Callable[[Json], None]:
    return lambda node: node.update({key: copy.deepcopy(value)})


def _without(key: str) -> Callable[[Json], None]:
    def edit(node: Json) -> None:
        del node[key]

    return edit


def _filtered(key: str, member: Json) -> Callable[[Json], None]:
    return lambda node: node.update({key: [each for each in node[key] if each != member]})


def _renamed(key: str, new: str) -> Callable[[Json], None]:
    def edit(node: Json) -> None:
        items = [(new if name == key else name, value) for name, value in node.items()]
        node.clear()
        node.update(items)

    return edit


def _swapped(one: str, other: str) -> Callable[[Json], None]:
    return lambda node: node.update({one: node[other], other: node[one]})
