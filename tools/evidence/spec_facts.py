"""Brings the spec into the same form as the sources, with the place of every statement."""

import copy
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import evolve, field, frozen
from msgspec.structs import replace

from tools.evidence.facts import Field, labels
from tools.generation.document import Pointer
from tools.generation.runtime.document import with_assumptions
from tools.generation.schemas import parts
from tools.generation.spec import Found, Spec, SpecOperation

BOUNDS = (
    *("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "pattern", "minLength", "maxLength"),
    *("minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties", "format", "default"),
    *("contentEncoding", "contentMediaType"),
)
JSON = "application/json"
ALTERNATIVES = ("oneOf", "anyOf")
KINDS = {str: "string", bool: "boolean", int: "integer", float: "number"}


@frozen
class SpecField:
    """A field of the spec.

    Attributes:
        said: What the spec says.
        pointer: Where it says so.
        places: Where it says single things, if elsewhere.
    """

    said: Field
    pointer: Pointer
    places: Mapping[str, Pointer] = field(factory=dict)

    def place(self, aspect: str) -> Pointer:
        """Return where something is said."""
        return self.places.get(aspect, self.pointer)

    def parts(self, path: str) -> Iterator[tuple[str, Pointer]]:
        """Yield the parts of it that have places of their own, by which other fields can share them."""
        yield "field", self.pointer
        if self.said.required is not None:
            yield "required", (*self.place("required"), path.rpartition(".")[2])
        yield "value", self.place("value")
        yield "bounds", next((self.places[name] for name in BOUNDS if name in self.places), self.pointer)


@frozen
class _Leaf:
    """A schema without alternatives, where it is, and where its properties are if it unites schemas."""

    pointer: Pointer
    node: Mapping[str, Any]
    homes: Mapping[str, Pointer] = {}

    @property
    def values(self) -> list[Any]:
        """The values of an enum or a constant."""
        return [self.node["const"]] if "const" in self.node else list(self.node.get("enum", []))

    @property
    def types(self) -> set[str]:
        """The JSON types; `any` where it does not say."""
        if "type" in self.node:
            return {str(self.node["type"])}
        if self.values:
            return {KINDS.get(type(value), "any") for value in self.values}
        return {"object"} if "properties" in self.node else {"array"} if "items" in self.node else {"any"}


def assumed(spec: Spec) -> Spec:
    """Return a spec in which what is assumed stands beside what is documented."""
    live = copy.copy(spec)
    live.document = with_assumptions(spec.document)
    return live


def spec_fields(spec: Spec) -> Iterator[tuple[SpecOperation, dict[str, SpecField]]]:
    """Yield each operation with all its fields, by path: parameters, body, responses."""
    flattener = _Flattener(spec)
    yield from ((operation, dict(flattener.operation(operation))) for operation in spec.operations())


Fields = Iterator[tuple[str, SpecField]]


@frozen
class _Flattener:
    """Follows references; a schema within itself ends there. `inner` is what was found in each schema."""

    spec: Spec
    inner: dict[Pointer, list[tuple[str, SpecField]]] = field(factory=dict)

    def operation(self, operation: SpecOperation) -> Fields:
        for found in operation.parameters:
            path, required = f"{found.node['in']}.{found.node['name']}", bool(found.node.get("required"))
            schema = found.node.get("schema", {}) | {k: v for k, v in found.node.items() if k == "deprecated"}
            yield from self._member((*found.pointer, "schema"), schema, path, required, found.pointer, ())
        body = self.spec.body(operation)
        if body is not None:
            yield from self._content(body, "body")
        for code, found in self.spec.responses(operation).items():
            yield from self._content(found, "response" if code.startswith("2") else f"response({code})")

    def _content(self, found: Found, path: str) -> Fields:
        media = found.node.get("content", {}).get(JSON)
        if media is not None:
            yield from self.described((*found.pointer, "content", JSON, "schema"), media.get("schema", {}), path, ())

    def _member(
        self, pointer: Pointer, schema: Any, path: str, required: bool, owner: Pointer, seen: tuple[Pointer, ...]
    ) -> Fields:
        """Yield a parameter or a property, and all below it."""
        (_, first), *rest = self.described(pointer, schema, path, seen)
        said, places = replace(first.said, required=required), {**first.places, "required": owner}
        yield path, evolve(first, said=said, places=places)
        yield from rest

    def described(self, pointer: Pointer, schema: Any, path: str, seen: tuple[Pointer, ...]) -> Fields:
        """Yield what a schema says of a path, and all below it."""
        every = list(self._leaves(pointer, schema, ()))
        solid = [leaf for leaf in every if leaf.node.get("type") != "null"]
        types = {kind for leaf in solid for kind in leaf.types} or {"any"}
        type_ = "any" if "any" in types else " | ".join(sorted(types))
        said = Field(
            type_,
            nullable=None if type_ == "any" else len(solid) < len(every),
            values=tuple(dict.fromkeys(value for leaf in solid for value in leaf.values)),
            open=len({bool(leaf.values) for leaf in solid if leaf.types == {"string"}}) > 1,
            bounds={name: leaf.node[name] for leaf in solid for name in BOUNDS if name in leaf.node},
            deprecated=any(leaf.node.get("deprecated") for leaf in every),
        )
        yield path, SpecField(said, pointer, _places(solid))
        objects = [leaf for leaf in solid if "object" in leaf.types and leaf.node.get("properties")]
        called = labels([self._constants(leaf) for leaf in objects])
        for leaf in solid:
            label = called.pop(0) if leaf in objects else ""
            if label:
                yield f"{path}{label}", SpecField(Field("object"), leaf.pointer)
            if leaf.pointer not in seen:
                if leaf.pointer not in self.inner:
                    self.inner[leaf.pointer] = list(self._inside(leaf, "", (*seen, leaf.pointer)))
                yield from ((f"{path}{label}{inner}", each) for inner, each in self.inner[leaf.pointer])

    def _inside(self, leaf: _Leaf, path: str, seen: tuple[Pointer, ...]) -> Fields:
        for pointer, inner in parts(leaf.pointer, dict(leaf.node)):
            match pointer[len(leaf.pointer) :]:
                case ("properties", name):
                    required, home = name in leaf.node.get("required", []), leaf.homes.get(str(name), pointer)
                    yield from self._member(home, inner, f"{path}.{name}", required, leaf.pointer, seen)
                case ("items",):
                    yield from self.described(pointer, inner, f"{path}[]", seen)
                case ("additionalProperties",) if inner is not False:
                    yield from self.described(pointer, inner, f"{path}{{}}", seen)
        if leaf.types == {"object"} and not {"properties", "additionalProperties"} & leaf.node.keys():
            yield from self.described((*leaf.pointer, "additionalProperties"), {}, f"{path}{{}}", seen)

    def _leaves(self, pointer: Pointer, schema: Any, seen: tuple[Pointer, ...]) -> Iterator[_Leaf]:
        """Yield the alternatives of a schema: references followed, null among them."""
        if not isinstance(schema, dict) or pointer in seen:
            return
        own = {key: value for key, value in schema.items() if key not in ("$ref", *ALTERNATIVES)}
        if "$ref" in schema:
            found = self.spec.follow(pointer, schema)
            for leaf in self._leaves(found.pointer, found.node, (*seen, pointer)):
                yield evolve(leaf, node={**leaf.node, **own})
            return
        if "allOf" in schema:
            yield self._united(pointer, own, seen)
            return
        for at, inner in parts(pointer, schema):
            if at[len(pointer)] in ALTERNATIVES:
                for leaf in self._leaves(at, inner, seen):
                    yield evolve(leaf, node={**leaf.node, "deprecated": True}) if own.get("deprecated") else leaf
        if not set(ALTERNATIVES) & schema.keys():
            for kind in own["type"] if isinstance(own.get("type"), list) else [own.get("type")]:
                yield _Leaf(pointer, own if kind is None else {**own, "type": kind})

    def _united(self, pointer: Pointer, schema: dict[str, Any], seen: tuple[Pointer, ...]) -> _Leaf:
        """Return what the parts of allOf are together."""
        places = [(*pointer, "allOf", at) for at in range(len(schema["allOf"]))]
        found = [leaf for at in places for leaf in self._leaves(at, schema["allOf"][at[-1]], (*seen, pointer))]
        nodes = [*(leaf.node for leaf in found), schema]
        named = [(leaf.pointer, name) for leaf in found for name in leaf.node.get("properties", ())]
        homes = {name: (*home, "properties", name) for home, name in named}
        node = {key: value for part in nodes for key, value in part.items()}
        node["properties"] = {name: each for part in nodes for name, each in part.get("properties", {}).items()}
        node["required"] = [name for part in nodes for name in part.get("required", [])]
        return _Leaf(pointer, {key: value for key, value in node.items() if value or key != "properties"}, homes)

    def _constants(self, leaf: _Leaf) -> dict[str, Any]:
        """Return the properties that have one value."""
        found: dict[str, Any] = {}
        for name, schema in leaf.node.get("properties", {}).items():
            leaves = self._leaves((*leaf.pointer, "properties", name), schema, ())
            values = [value for each in leaves for value in each.values]
            found |= {name: values[0]} if len(values) == 1 else {}
        return found


def _places(found: list[_Leaf]) -> dict[str, Pointer]:
    """Return where the values, the bounds and the properties stand."""
    places: dict[str, Pointer] = {}
    for leaf in found:
        aspects = [name for name in BOUNDS if name in leaf.node] + ["value"] * bool(leaf.values)
        places |= dict.fromkeys(aspects + ["properties"] * ("properties" in leaf.node), leaf.pointer)
    return places
