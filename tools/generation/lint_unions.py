"""Rules for schemas that are put together: unions, allOf, and null beside another type."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from tools.generation.document import Pointer
from tools.generation.schemas import is_body, is_component
from tools.generation.spec import Spec
from tools.generation.unions import UNIONS, discriminator_of, extensible_enum, variants_of

JSON_TYPES = {str: "string", bool: "boolean", int: "integer", float: "number", type(None): "null"}
JSON_TYPES |= {list: "array", dict: "object"}

Problem = tuple[Pointer, str]


def kinds(spec: Spec, schema: Any, seen: tuple[int, ...] = ()) -> set[str]:
    """Return the JSON types that a schema admits, through references and unions; none where it admits any."""
    schema = spec.resolve(schema)
    if not isinstance(schema, dict) or id(schema) in seen:
        return set()
    variants = [variant for key in (*UNIONS, "allOf") for variant in schema.get(key, [])]
    if variants:
        return set().union(*(kinds(spec, variant, (*seen, id(schema))) for variant in variants))
    given = schema.get("type", "object" if "properties" in schema else [])
    values = schema.get("enum", [schema["const"]] if "const" in schema else [])
    return set(given if isinstance(given, list) else [given]) or {JSON_TYPES[type(value)] for value in values}


def admits(spec: Spec, schema: Any, value: Any) -> bool:
    """Whether a value is of one of the JSON types that a schema admits."""
    found, kind = kinds(spec, schema), JSON_TYPES[type(value)]
    return not found or kind in found or (kind == "integer" and "number" in found)


def _unions(spec: Spec, at: Pointer, schema: dict[str, Any]) -> Iterator[Problem]:
    for key in UNIONS:
        variants = [kinds(spec, variant) for variant in schema.get(key, [])]
        if key in schema and {"oneOf", "anyOf", "allOf", "properties"} & set(schema) != {key}:
            yield at, f"{key} beside another way to put a schema together is not supported"
        if not all(variants):
            yield (*at, key), "a variant admits any type, so it would hide the others"
        count = Counter(kind for variant in variants for kind in variant - {"null"})
        for kind in sorted(kind for kind, times in count.items() if times > 1):
            if kind == "object":
                if discriminator_of(spec, schema) is None:
                    yield at, "a union of objects needs a discriminator, or a constant text that tells them apart"
            elif kind != "string" or extensible_enum(spec, variants_of(schema)) is None:
                yield (*at, key), f"two variants are of type {kind}, so a reader could not tell them apart"


def _discriminators(spec: Spec, at: Pointer, schema: dict[str, Any]) -> Iterator[Problem]:
    if "discriminator" not in schema:
        return
    name = schema["discriminator"]["propertyName"]
    found: dict[str, str] = {}
    for key in UNIONS:
        for index, variant in enumerate(schema.get(key, [])):
            target = spec.resolve(variant)
            constant = target.get("properties", {}).get(name, {}).get("const")
            if "$ref" not in variant or not isinstance(constant, str) or name not in target.get("required", []):
                yield (*at, key, index), f"a variant must be a reference to an object with a required constant {name}"
            elif constant in found:
                yield (*at, key, index), f"the {name} {constant!r} is that of another variant, too"
            else:
                found[constant] = variant["$ref"]
    if schema["discriminator"].get("mapping", found) != found:
        yield (*at, "discriminator", "mapping"), f"does not agree with the constants of the variants: {found}"


def _compositions(spec: Spec, at: Pointer, schema: dict[str, Any]) -> Iterator[Problem]:
    """allOf can be a reference with a description of its own or unite the fields of objects of a component or body."""
    parts = schema.get("allOf", [])
    if len(parts) == 1 and "$ref" in parts[0] and not {"properties", "required"} & set(schema):
        return
    names = list(schema.get("properties", {}))
    for index, part in enumerate(parts):
        target = spec.resolve(part)
        if not (is_component(at) or is_body(at)) or "properties" not in target or {*UNIONS, "allOf"} & set(target):
            yield (
                (*at, "allOf", index),
                "only a component or a body can unite schemas, and only objects with properties",
            )
        names += target.get("properties", {})
    for name, times in Counter(names).items():
        if parts and times > 1:
            yield (*at, "allOf"), f"{name} is a property of two of the parts"


def _nullable(spec: Spec, at: Pointer, schema: dict[str, Any]) -> Iterator[Problem]:
    if not isinstance(schema.get("type"), list) or "object" not in schema["type"]:
        return
    if "properties" in schema:
        yield at, "an object that may be null: put null beside a reference to the object"
    elif "additionalProperties" in schema:
        yield at, "the type of the values would be lost: write oneOf with the object and null as variants"


UNION_RULES: list[Callable[[Spec, Pointer, dict[str, Any]], Iterator[Problem]]] = [
    _unions,
    _discriminators,
    _compositions,
    _nullable,
]
