"""Rules for a spec that the validators do not have, and without which the generators write worse code."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from tools.generation.spec import Pointer, Spec

OPERATION_ID = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")
RESERVED_FIELDS = {"raw", "raw_body", "to_dict", "to_json"}
SUBSCHEMA_MAPS = ("properties", "patternProperties", "$defs")
SUBSCHEMA_LISTS = ("oneOf", "anyOf", "allOf", "prefixItems")
SUBSCHEMAS = ("items", "additionalProperties", "not")
BOUNDS = [("minimum", "maximum"), ("minLength", "maxLength"), ("minItems", "maxItems")]

Problem = tuple[Pointer, str]


def lint(spec: Spec) -> None:
    """Check a spec.

    Raises:
        SpecError: The first rule that is broken, and where.
    """
    for pointer, problem in _problems(spec):
        raise spec.error(pointer, problem)


def _problems(spec: Spec) -> Iterator[Problem]:
    names: dict[str, Pointer] = {}
    for pointer, _, operation, parameters in spec.operations():
        yield from _operation(spec, pointer, operation, parameters)
        name = operation["operationId"]
        if name in names:
            yield (*pointer, "operationId"), f"{name} is the name of another operation, too"
        names[name] = pointer
    for pointer, schema in schemas(spec.document):
        for rule in RULES:
            yield from rule(spec, pointer, schema)


def _operation(spec: Spec, pointer: Pointer, operation: dict[str, Any], parameters: list[Any]) -> Iterator[Problem]:
    name, tags = operation.get("operationId", ""), operation.get("tags", [])
    if len(tags) != 1 or not OPERATION_ID.fullmatch(name) or name.split(".")[0] != tags[0]:
        yield pointer, f"expected one tag and an operationId of the form `tag.verb`, got {tags} and {name!r}"
    if not any(str(code).startswith("2") for code in operation.get("responses", {})):
        yield (*pointer, "responses"), "expected a response with a 2xx status code"
    if len(operation.get("requestBody", {}).get("content", {})) > 1:
        yield (*pointer, "requestBody", "content"), "expected one content type"
    for parameter in parameters:
        if spec.resolve(parameter.get("schema", {})).get("type") == "object":
            yield pointer, f"the parameter {parameter['name']} is an object, which is not supported"


def schemas(document: dict[str, Any]) -> Iterator[tuple[Pointer, dict[str, Any]]]:
    """Yield every schema of a document at every depth, with its pointer."""
    for name, schema in document.get("components", {}).get("schemas", {}).items():
        yield from _within(("components", "schemas", name), schema)
    yield from _carried(document, ())


def _carried(node: Any, at: Pointer) -> Iterator[tuple[Pointer, dict[str, Any]]]:
    """Yield the schemas that parameters, bodies and responses carry."""
    if at[:2] == ("components", "schemas"):
        return
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in items:
        if key == "schema" and isinstance(value, dict):
            yield from _within((*at, key), value)
        else:
            yield from _carried(value, (*at, key))


def _within(at: Pointer, schema: Any) -> Iterator[tuple[Pointer, dict[str, Any]]]:
    if not isinstance(schema, dict):
        return
    yield at, schema
    for keyword in SUBSCHEMA_MAPS:
        for name, inner in schema.get(keyword, {}).items():
            yield from _within((*at, keyword, name), inner)
    for keyword in SUBSCHEMA_LISTS:
        for index, inner in enumerate(schema.get(keyword, [])):
            yield from _within((*at, keyword, index), inner)
    for keyword in SUBSCHEMAS:
        yield from _within((*at, keyword), schema.get(keyword))


def _named(spec: Spec, at: Pointer, schema: dict[str, Any]) -> Iterator[Problem]:
    kinds = {type(value) for value in schema.get("enum", [])}
    if kinds and kinds not in ({str}, {int}):
        yield at, "expected an enum of strings or of integers; put null beside a reference to it"
    if len(at) > 3 or at[:2] != ("components", "schemas"):
        if "properties" in schema:
            yield at, "an object with properties needs a name: move it to components/schemas and refer to it"
        if "enum" in schema:
            yield at, "an enum needs a name: move it to components/schemas and refer to it"


def _unions(spec: Spec, at: Pointer, schema: dict[str, Any]) -> Iterator[Problem]:
    variants = [spec.resolve(variant) for key in ("oneOf", "anyOf") for variant in schema.get(key, [])]
    if sum("properties" in variant for variant in variants) > 1 and "discriminator" not in schema:
        yield at, "a union of objects needs a discriminator"


def _nullable_map(spec: Spec, at: Pointer, schema: dict[str, Any]) -> Iterator[Problem]:
    if isinstance(schema.get("type"), list) and "object" in schema["type"] and "additionalProperties" in schema:
        yield at, "the type of the values would be lost: write oneOf with the object and null as variants"


def _bounds(spec: Spec, at: Pointer, schema: dict[str, Any]) -> Iterator[Problem]:
    for low, high in BOUNDS:
        if low in schema and high in schema and schema[low] > schema[high]:
            yield at, f"{low} {schema[low]} is above {high} {schema[high]}"


def _fields(spec: Spec, at: Pointer, schema: dict[str, Any]) -> Iterator[Problem]:
    properties = schema.get("properties", {})
    for name in schema.get("required", []):
        if properties and name not in properties:
            yield (*at, "required"), f"{name} is required, but is not among the properties"
    for name in RESERVED_FIELDS & set(properties):
        yield (*at, "properties", name), f"{name} is a method of every model"


def _lists(spec: Spec, at: Pointer, schema: dict[str, Any]) -> Iterator[Problem]:
    if "x-list-of" not in schema:
        return
    one = f"({'|'.join(map(re.escape, spec.resolve(schema['x-list-of'])['enum']))})"
    pattern = f"^{one}({re.escape(schema['x-list-separator'])}{one})*$"
    if schema.get("pattern", pattern) != pattern:
        yield (*at, "pattern"), f"does not agree with x-list-of: expected {pattern}"


RULES: list[Callable[[Spec, Pointer, dict[str, Any]], Iterator[Problem]]] = [
    _named,
    _unions,
    _nullable_map,
    _bounds,
    _fields,
    _lists,
]
