"""The ways through the schemas of a document."""

from collections.abc import Iterator
from typing import Any

from tools.generation.document import Pointer

SUBSCHEMA_MAPS = ("properties", "patternProperties", "$defs", "dependentSchemas")
SUBSCHEMA_LISTS = ("oneOf", "anyOf", "allOf", "prefixItems")
SUBSCHEMAS = ("items", "additionalProperties", "not", "x-list-of")


def schema_roots(document: dict[str, Any]) -> Iterator[tuple[Pointer, Any]]:
    """Yield every schema that is not a part of another one, with its pointer; the document may be invalid."""
    components = document.get("components")
    named = components.get("schemas") if isinstance(components, dict) else None
    for name, schema in named.items() if isinstance(named, dict) else ():
        yield ("components", "schemas", name), schema
    yield from _carried(document, ())


def schemas(document: dict[str, Any]) -> Iterator[tuple[Pointer, dict[str, Any]]]:
    """Yield every schema of a document at every depth, with its pointer."""
    for pointer, schema in schema_roots(document):
        yield from within(pointer, schema)


def _carried(node: Any, at: Pointer) -> Iterator[tuple[Pointer, Any]]:
    """Yield the schemas that parameters, bodies and responses carry."""
    if at[:2] == ("components", "schemas"):
        return
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in items:
        if key == "schema":
            yield (*at, key), value
        elif key not in ("example", "examples") and not str(key).startswith("x-"):
            yield from _carried(value, (*at, key))


def within(at: Pointer, schema: Any) -> Iterator[tuple[Pointer, dict[str, Any]]]:
    """Yield a schema and every schema in it; references are not followed."""
    if not isinstance(schema, dict):
        return
    yield at, schema
    for pointer, inner in parts(at, schema):
        yield from within(pointer, inner)


def parts(at: Pointer, schema: dict[str, Any]) -> Iterator[tuple[Pointer, Any]]:
    """Yield the schemas directly in a schema."""
    for keyword in SUBSCHEMA_MAPS:
        for name, inner in schema.get(keyword, {}).items():
            yield (*at, keyword, name), inner
    for keyword in SUBSCHEMA_LISTS:
        for index, inner in enumerate(schema.get(keyword, [])):
            yield (*at, keyword, index), inner
    for keyword in SUBSCHEMAS:
        if keyword in schema:
            yield (*at, keyword), schema[keyword]


def is_component(at: Pointer) -> bool:
    """Whether the schema at a place is one that has a name."""
    return len(at) == 3 and at[:2] == ("components", "schemas")


def is_body(at: Pointer) -> bool:
    """Whether the schema at a place is the whole body of a request, written where it is used."""
    return at[0] == "paths" and at[3:5] == ("requestBody", "content") and len(at) == 7
