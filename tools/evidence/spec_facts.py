"""Brings the spec into the same form as the pages, with the place of every statement and its assumptions."""

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import evolve, field, frozen

from tools.evidence.leaves import Leaf, constants, leaves, types_of, values_of
from tools.evidence.normal import Field, labels
from tools.generation.document import Pointer
from tools.generation.spec import Found, Spec, SpecOperation

BOUNDS: tuple[str, ...] = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "pattern")
BOUNDS += (
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "format",
    "default",
)
BOUNDS += ("contentEncoding", "contentMediaType", "x-list-of", "x-list-separator")
# The keywords that make a statement, beside the one of its own name.
KEYWORDS = {"type": ("type", "oneOf", "anyOf", "properties"), "nullable": ("type", "oneOf", "anyOf")}
KEYWORDS |= {"value": ("enum", "const"), "required": ("required",), "deprecated": ("deprecated",)}


@frozen
class SpecField:
    """A field of the spec.

    Attributes:
        said: What the spec says.
        pointer: Where it says so.
        places: Where it says single things, if elsewhere.
        assumed: The reasons for what it assumes, by aspect; "" for all of it.
    """

    said: Field
    pointer: Pointer
    places: Mapping[str, Pointer] = field(factory=dict)
    assumed: Mapping[str, str] = field(factory=dict)

    def reason(self, aspect: str) -> str | None:
        """Return why something is assumed, or None where it is not."""
        keywords = ("*", *KEYWORDS.get(aspect, (aspect,)))
        return next((self.assumed[keyword] for keyword in keywords if keyword in self.assumed), None)

    def place(self, aspect: str) -> Pointer:
        """Return where something is said."""
        return self.places.get(aspect, self.pointer)


def spec_fields(spec: Spec, operation: SpecOperation) -> dict[str, SpecField]:
    """Return every field of an operation, by path: parameters, body, responses."""
    return {each.said.path: each for each in _Flattener(spec).operation(operation)}


class _Flattener:
    """Follows references; a schema within itself ends there."""

    def __init__(self, spec: Spec) -> None:
        self.spec = spec

    def operation(self, operation: SpecOperation) -> Iterator[SpecField]:
        for found in operation.parameters:
            schema = found.node.get("schema", {})
            assumed = dict(found.node.get("x-assumed", {}))
            path = f"{found.node['in']}.{found.node['name']}"
            first, *rest = self.described((*found.pointer, "schema"), schema, path, assumed, ())
            yield self._member(first, found, bool(found.node.get("required")))
            yield from rest
        body = self.spec.body(operation)
        if body is not None:
            yield from self._content(body, "body", {})
        for code, response in operation.node.get("responses", {}).items():
            found = self.spec.follow((*operation.pointer, "responses", code), response)
            yield from self._content(found, "response" if code.startswith("2") else f"response({code})", {})

    def _content(self, found: Found, path: str, assumed: Mapping[str, str]) -> Iterator[SpecField]:
        for name, media in list(found.node.get("content", {}).items())[:1]:
            pointer: Pointer = (*found.pointer, "content", name, "schema")
            given = {**assumed, **found.node.get("x-assumed", {})}
            yield from self.described(pointer, media.get("schema", {}), path, given, ())

    @staticmethod
    def _member(first: SpecField, owner: Found, required: bool) -> SpecField:
        deprecated = first.said.deprecated or bool(owner.node.get("deprecated"))
        places = {**first.places, "required": owner.pointer}
        return evolve(first, said=evolve(first.said, required=required, deprecated=deprecated), places=places)

    def described(
        self, pointer: Pointer, schema: Any, path: str, assumed: Mapping[str, str], seen: tuple[Pointer, ...]
    ) -> Iterator[SpecField]:
        """Yield what a schema says of a path, and all below it. Assumptions of a whole node hold for all below it."""
        whole = {keyword: reason for keyword, reason in assumed.items() if keyword == "*"}
        every = list(leaves(self.spec, pointer, schema, assumed, ()))
        solid = [leaf for leaf in every if leaf.node.get("type") != "null"]
        types = {kind for leaf in solid for kind in types_of(leaf.node)} or {"any"}
        types = {"any"} if "any" in types else types
        yield SpecField(
            Field(
                path,
                tuple(sorted(types)),
                nullable=None if types == {"any"} else len(solid) < len(every),
                values=tuple(dict.fromkeys(value for leaf in solid for value in values_of(leaf.node))),
                bounds={name: _bound(leaf.node[name]) for leaf in solid for name in BOUNDS if name in leaf.node},
                deprecated=any(leaf.node.get("deprecated") for leaf in every),
            ),
            pointer,
            _places(solid),
            # `required` of an object is about its fields, not about itself.
            {k: v for leaf in every for k, v in leaf.assumed.items() if k != "required"} | dict(assumed),
        )
        objects = [leaf for leaf in solid if "object" in types_of(leaf.node) and leaf.node.get("properties")]
        names = labels([constants(self.spec, leaf) for leaf in objects]) if len(objects) > 1 else [""] * len(objects)
        for leaf in solid:
            called = names.pop(0) if leaf in objects else ""
            if leaf.pointer not in seen:
                below = {**whole} | {k: v for k, v in leaf.assumed.items() if k == "*"}
                yield from self._inside(leaf, path, below, (*seen, leaf.pointer), called)

    def _inside(
        self, leaf: Leaf, path: str, assumed: Mapping[str, str], seen: tuple[Pointer, ...], called: str
    ) -> Iterator[SpecField]:
        node, kinds = leaf.node, types_of(leaf.node)
        if "array" in kinds:
            yield from self.described((*leaf.pointer, "items"), node.get("items", {}), f"{path}[]", assumed, seen)
        if "object" not in kinds:
            return
        path += called
        if called:
            yield SpecField(Field(path, ("object",)), leaf.pointer, assumed=leaf.assumed)
        properties, extra = node.get("properties", {}), node.get("additionalProperties")
        for name, schema in properties.items():
            pointer: Pointer = (*leaf.pointer, "properties", name)
            given = {**assumed} | {k: v for k, v in leaf.assumed.items() if k == "required"}
            first, *rest = self.described(pointer, schema, f"{path}.{name}", given, seen)
            yield self._member(first, Found(leaf.pointer, {}), name in node.get("required", []))
            yield from rest
        if extra or (extra is None and not properties):
            values = extra if isinstance(extra, dict) else {}
            yield from self.described((*leaf.pointer, "additionalProperties"), values, f"{path}{{}}", assumed, seen)


def _bound(value: Any) -> Any:
    return value.get("$ref", str(value)) if isinstance(value, dict) else value


def _places(found: list[Leaf]) -> dict[str, Pointer]:
    """Return where the values, the bounds and the properties stand."""
    places: dict[str, Pointer] = {}
    for leaf in found:
        aspects = [name for name in BOUNDS if name in leaf.node] + ["value"] * bool(values_of(leaf.node))
        places |= dict.fromkeys(aspects + ["properties"] * ("properties" in leaf.node), leaf.pointer)
    return places
