"""The documented spec, and judges of instances that know nothing of the generated code: what JSON Schema says.

`x-assumed` is not read: the client knows only what is documented.
"""

import copy
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import jsonschema_rs
from jsonschema import Draft202012Validator

from tools.generation.lint_unions import kinds
from tools.generation.schemas import schemas, within
from tools.generation.spec import Spec
from tools.generation.unions import discriminator_of, extensible_enum, variants_of

T = TypeVar("T")
Schema = dict[str, Any]
Validator = Callable[[Any], bool]
SPEC = Spec.read(Path(__file__).parents[3] / "spec" / "openapi.yaml")
COMPONENTS = SPEC.components
OPERATIONS = list(SPEC.operations())


@cache
def component(name: str) -> Schema:
    """Return a schema that refers to a component."""
    return {"$ref": f"#/components/schemas/{name}"}


def is_json(content_type: str) -> bool:
    """Whether a content type is JSON."""
    return content_type.partition(";")[0].strip().endswith(("/json", "+json"))


# What an object of a union is told by: the name of a property, by the identity of the resolved variant.
TAGS: dict[int, str] = {
    id(SPEC.resolve(variant)): discriminator["propertyName"]
    for _, schema in schemas(SPEC.document)
    if (discriminator := discriminator_of(SPEC, schema))
    for variant in variants_of(schema)
    if "properties" in SPEC.resolve(variant)
}


# An enum that takes any text in one place is one class, which takes it everywhere.
EXTENSIBLE = {
    id(SPEC.resolve({"$ref": enum}))
    for _, schema in schemas(SPEC.document)
    if (enum := extensible_enum(SPEC, variants_of(schema)))
}


def for_readers(schema: Schema, *, are_enums_open: bool) -> Schema:
    """Return a schema as the client reads it, where that is meant to differ from JSON Schema.

    An optional field may be null. Unknown fields and equal items are never refused. Of a union, one variant is enough.
    What only requests hold may be absent.

    Args:
        schema: A schema of the spec.
        are_enums_open: Whether an enum takes other values of its kind.
    """
    are_enums_open = are_enums_open or id(schema) in EXTENSIBLE
    schema = copy.deepcopy(schema)
    for _, inner in within((), schema):
        inner.pop("uniqueItems", None)
        if "oneOf" in inner:
            inner["anyOf"] = inner.pop("oneOf")
        if are_enums_open and "enum" in inner:
            inner["type"] = "string" if isinstance(inner.pop("enum")[0], str) else "integer"
        if properties := inner.get("properties"):
            inner.pop("additionalProperties", None)
            inner["required"] = required_names(inner)
            for name in properties.keys() - {*inner["required"]}:
                properties[name] = {"anyOf": [properties[name], {"type": "null"}]}
    return schema


READINGS = ("as documented", "as read", "as read, with open enums")


@cache
def _components_for(reading: str) -> dict[str, Schema]:
    if reading == READINGS[0]:
        return COMPONENTS
    return {name: for_readers(each, are_enums_open=reading == READINGS[2]) for name, each in COMPONENTS.items()}


@cache
def _judges(schema_text: str, reading: str) -> tuple[Validator, Validator]:
    schema = json.loads(schema_text)
    schema = schema if reading == READINGS[0] else for_readers(schema, are_enums_open=reading == READINGS[2])
    dialect = Draft202012Validator.META_SCHEMA["$id"]
    whole = {"$schema": dialect, **schema, "components": {"schemas": _components_for(reading)}}
    return jsonschema_rs.validator_for(whole).is_valid, Draft202012Validator(whole).is_valid


def accepts(schema: Schema, instance: Any, reading: str = READINGS[0]) -> bool:
    """Say whether an instance satisfies a schema of the spec, in one of the `READINGS`.

    jsonschema-rs is asked, or jsonschema where that is wrong: of infinite numbers and lone surrogates. It is the
    reference, and a hundred times as slow.
    """
    fast, slow = _judges(json.dumps(schema), reading)
    try:
        json.dumps(instance, allow_nan=False, ensure_ascii=False).encode()
    except ValueError:
        return slow(instance)
    return fast(instance)


def is_valid_by_reference(schema: Schema, instance: Any) -> bool:
    """Say whether jsonschema accepts an instance, whatever is in it."""
    return _judges(json.dumps(schema), READINGS[0])[1](instance)


def once_for_each(function: Callable[[Schema], T]) -> Callable[[Schema], T]:
    """Remember what a function says of a schema, by its identity: schemas are looked at again and again."""
    known: dict[int, tuple[Schema, T]] = {}

    def remembering(schema: Schema) -> T:
        if id(schema) not in known:
            known[id(schema)] = schema, function(schema)  # The schema, too, so that no other one gets its identity.
        return known[id(schema)][1]

    return remembering


@once_for_each
def variants(schema: Schema) -> list[Schema]:
    """Return the variants of a schema, or the schema itself, without references; parts of `allOf` are united."""
    schema = SPEC.resolve(schema)
    if found := variants_of(schema):
        return [each for variant in found for each in variants(variant)]
    for part in schema.get("allOf", []):
        (other,) = variants(part)
        schema = {
            **{key: value for key, value in schema.items() if key != "allOf"},
            **{key: value for key, value in other.items() if key not in {"properties", "required", "description"}},
            **(
                {"properties": {**schema.get("properties", {}), **other["properties"]}} if "properties" in other else {}
            ),
            "required": [*schema.get("required", []), *other.get("required", [])],
        }
    return [schema]


@once_for_each
def required_names(struct: Schema) -> list[str]:
    """Return the properties that an answer must hold; one that only requests hold need not be there."""
    properties = struct["properties"]
    return [name for name in struct.get("required", []) if not SPEC.resolve(properties.get(name, {})).get("writeOnly")]


class UntaggedError(Exception):
    """A variant of a union stands alone and lacks its tag. It is taken for what it must be, but need not be."""


def known_part(value: Any, schema: Schema, *, are_integers_read: bool = True) -> Any:
    """Return what encoding a value gives that was read: the fields that the spec knows. What does not fit stays whole.

    An optional field that is null is left out, and a required one that is missing is null.

    Args:
        value: The value.
        schema: Its schema.
        are_integers_read: Whether a whole number such as 1.0 becomes an integer where one is expected.

    Raises:
        UntaggedError: See there.
    """
    found = variants(schema)
    if isinstance(value, dict):
        structs = [each for each in found if "properties" in each]
        for struct in structs:
            tag = TAGS.get(id(struct))
            if tag and len(structs) == 1 and tag not in value:
                raise UntaggedError
            if tag is None or value.get(tag) == struct["properties"][tag]["const"]:
                return _known_fields(value, struct, are_integers_read)
        maps = [each["additionalProperties"] for each in found if isinstance(each.get("additionalProperties"), dict)]
        if maps and not structs:
            return {key: known_part(item, maps[0], are_integers_read=are_integers_read) for key, item in value.items()}
    elif isinstance(value, list):
        if items := [each["items"] for each in found if "items" in each]:
            return [known_part(item, items[0], are_integers_read=are_integers_read) for item in value]
    elif isinstance(value, float) and are_integers_read and "integer" in kinds(SPEC, schema):
        return int(value) if value.is_integer() and accepts(schema, value, READINGS[2]) else value
    return value


def _known_fields(value: dict[str, Any], struct: Schema, are_integers_read: bool) -> dict[str, Any]:
    required = required_names(struct)
    return {
        name: known_part(value.get(name), schema, are_integers_read=are_integers_read)
        for name, schema in struct["properties"].items()
        if name in required or value.get(name) is not None
    }


def same(value: Any) -> str:
    """Return a text that is equal for the same JSON only: 1, 1.0 and true differ, the order of keys does not matter."""
    return json.dumps(value, sort_keys=True)


def has_whole_float(value: Any, schema: Schema) -> bool:
    """Say whether a value has an integer that is written as a float."""
    return same(known_part(value, schema)) != same(known_part(value, schema, are_integers_read=False))
