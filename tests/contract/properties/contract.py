"""The spec as JSON Schema, and judges of instances that know nothing of the generated code."""

import copy
import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import jsonschema_rs
import yaml
from jsonschema import Draft202012Validator

Schema = dict[str, Any]
SPEC: dict[str, Any] = yaml.safe_load((Path(__file__).parents[3] / "spec" / "openapi.yaml").read_text(encoding="utf-8"))
SCHEMAS: dict[str, Schema] = SPEC["components"]["schemas"]
COMPONENTS = list(SCHEMAS)
METHODS = ("get", "put", "post", "delete", "options", "head", "patch")


@attrs.frozen
class SpecOperation:
    """An operation as the spec has it.

    Attributes:
        name: Its ID, such as `campaigns.get_rows`.
        method: Its HTTP method, in capitals.
        path: Its path, with the names of parameters in braces.
        parameters: Its parameters.
        responses: The schemas of its JSON responses, by status code.
    """

    name: str
    method: str
    path: str
    parameters: list[dict[str, Any]]
    responses: dict[int, Schema]


def _resolve(node: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in node:
        target: Any = SPEC
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        node = target
    return node


def _operations() -> Iterator[SpecOperation]:
    for path, item in SPEC["paths"].items():
        for method in METHODS:
            if method in item:
                operation = item[method]
                yield SpecOperation(
                    operation["operationId"],
                    method.upper(),
                    path,
                    [
                        _resolve(parameter)
                        for parameter in [*item.get("parameters", []), *operation.get("parameters", [])]
                    ],
                    {
                        int(status): _resolve(response)["content"]["application/json"]["schema"]
                        for status, response in operation["responses"].items()
                        if "application/json" in _resolve(response).get("content", {})
                    },
                )


OPERATIONS = list(_operations())
OPERATION_IDS = [operation.name for operation in OPERATIONS]


def subschemas(schema: Any) -> Iterator[Schema]:
    """Yield a schema and all schemas written in it; references are not followed."""
    if not isinstance(schema, dict):
        return
    yield schema
    for inner in (*schema.get("properties", {}).values(), schema.get("items"), schema.get("additionalProperties")):
        yield from subschemas(inner)
    for word in ("oneOf", "anyOf", "allOf"):
        for inner in schema.get(word, []):
            yield from subschemas(inner)


def resolved(schema: Schema) -> Schema:
    """Return what a schema refers to, or itself."""
    return _resolve(schema)


def component(name: str) -> Schema:
    """Return a schema that refers to a component."""
    return {"$ref": f"#/components/schemas/{name}"}


@attrs.frozen
class Judge:
    """Says whether an instance satisfies a schema.

    Attributes:
        slow: Asks jsonschema, whose word counts.
        fast: Asks jsonschema-rs, which is a hundred times as fast.
    """

    slow: Callable[[Any], bool]
    fast: Callable[[Any], bool]

    def accepts(self, instance: Any, *, is_odd: bool = False) -> bool:
        """Say whether an instance satisfies the schema.

        Args:
            instance: The instance, as plain Python values.
            is_odd: Whether it has what the fast judge cannot read: an infinite number or a lone surrogate.
        """
        return self.slow(instance) if is_odd else self.fast(instance)


def _judge(schema: Schema, schemas: dict[str, Schema]) -> Judge:
    whole = {"$schema": Draft202012Validator.META_SCHEMA["$id"], **schema, "components": {"schemas": schemas}}
    return Judge(Draft202012Validator(whole).is_valid, jsonschema_rs.validator_for(whole).is_valid)


def _with_open_enums() -> dict[str, Schema]:
    """Return the components as the client means them: an enum takes any other text as well."""
    schemas = copy.deepcopy(SCHEMAS)
    for name in schemas:
        for schema in subschemas(schemas[name]):
            schema.pop("enum", None)
    return schemas


def _with_nullable_optionals() -> dict[str, Schema]:
    """Return the components as pydantic models mean them: a property that can be left out can be null as well."""
    schemas = copy.deepcopy(SCHEMAS)
    for name in schemas:
        for schema in subschemas(schemas[name]):
            for key in set(schema.get("properties", {})) - set(schema.get("required", [])):
                schema["properties"][key] = {"anyOf": [schema["properties"][key], {"type": "null"}]}
    return schemas


OPEN_SCHEMAS = _with_open_enums()
NULLABLE_SCHEMAS = _with_nullable_optionals()


@cache
def spec_judge(name: str) -> Judge:
    """Return the judge of a component, as the spec has it."""
    return _judge(component(name), SCHEMAS)


@cache
def open_judge(name: str) -> Judge:
    """Return the judge of a component whose enums are open."""
    return _judge(component(name), OPEN_SCHEMAS)


@cache
def nullable_judge(name: str) -> Judge:
    """Return the judge of a component whose optional properties can be null."""
    return _judge(component(name), NULLABLE_SCHEMAS)


def schema_judge(schema: Schema) -> Judge:
    """Return the judge of any schema that stands in the spec."""
    return _cached_judge(json.dumps(schema))


@cache
def _cached_judge(schema: str) -> Judge:
    return _judge({key: value for key, value in json.loads(schema).items() if not key.startswith("x-")}, SCHEMAS)


def is_odd(text: str) -> bool:
    """Say whether JSON has a number out of range or a lone surrogate, which not every reader of JSON takes."""
    try:
        # Pairs, so that a value is looked at even where its key stands twice.
        json.dumps(json.loads(text, object_pairs_hook=list), allow_nan=False, ensure_ascii=False).encode()
    except ValueError:
        return True
    return False


def known_part(value: Any, schema: Schema, *, integers: bool = True) -> Any:
    """Return what the models keep of a value: the properties that the spec knows. What does not fit is kept whole.

    Args:
        value: The value.
        schema: Its schema.
        integers: Whether a whole number such as 1.0 becomes an integer where one is expected.
    """
    schema = resolved(schema)
    variants = [resolved(variant) for variant in schema.get("oneOf", [schema])]
    if isinstance(value, dict):
        structs = [variant for variant in variants if "properties" in variant]
        if structs:
            struct = next((struct for struct in structs if _has_constants(value, struct)), None)
            if struct is None:
                return value
            properties = struct["properties"]
            return {
                key: known_part(item, properties[key], integers=integers)
                for key, item in value.items()
                if key in properties
            }
        for variant in variants:
            if isinstance(variant.get("additionalProperties"), dict):
                inner = variant["additionalProperties"]
                return {key: known_part(item, inner, integers=integers) for key, item in value.items()}
    elif isinstance(value, list):
        for variant in variants:
            if "items" in variant:
                return [known_part(item, variant["items"], integers=integers) for item in value]
    elif integers and isinstance(value, float) and any(variant.get("type") == "integer" for variant in variants):
        judge = schema_judge(schema)
        return int(value) if value.is_integer() and judge.slow(value) else value
    return value


def _has_constants(value: dict[str, Any], struct: Schema) -> bool:
    return all(value.get(key) == inner["const"] for key, inner in struct["properties"].items() if "const" in inner)


def lacks_own_tag(value: Any, name: str) -> bool:
    """Say whether a value is an object without the tag that its component has as a variant of a union."""
    tags = [key for key, inner in SCHEMAS[name].get("properties", {}).items() if "const" in inner]
    return isinstance(value, dict) and any(tag not in value for tag in tags)


def same(value: Any) -> str:
    """Return a text that is equal for the same JSON only: 1, 1.0 and true differ, the order of keys does not matter."""
    return json.dumps(value, sort_keys=True)


def has_whole_float(name: str, value: Any) -> bool:
    """Say whether a value has an integer that is written as a float."""
    schema = component(name)
    return same(known_part(value, schema)) != same(known_part(value, schema, integers=False))
