"""Valid instances, made from the spec's own JSON Schema: by Schemathesis, and by going through all its choices."""

import json
import math
from collections.abc import Iterator
from functools import cache
from typing import Any

import schemathesis
from hypothesis import given
from hypothesis.strategies import SearchStrategy
from schemathesis import GenerationMode

from tests.contract.properties.contract import SCHEMAS, Schema, SpecOperation, resolved
from tests.contract.properties.sizes import SIZES, generation


def bodies(schemas: dict[str, Schema]) -> dict[str, SearchStrategy[Any]]:
    """Return Schemathesis' strategy for the instances of each schema, as the body of a request to a made-up API."""
    paths = {
        f"/{name}": {
            "post": {
                "requestBody": {"required": True, "content": {"application/json": {"schema": schema}}},
                "responses": {"204": {"description": "Nothing."}},
            }
        }
        for name, schema in schemas.items()
    }
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Instances", "version": "1"},
        "paths": paths,
        "components": {"schemas": SCHEMAS},
    }
    loaded = schemathesis.openapi.from_dict(document)
    return {
        name: loaded[f"/{name}"]["POST"]
        .as_strategy(generation_mode=GenerationMode.POSITIVE)
        .map(lambda case: case.body)
        for name in schemas
    }


def collect(strategy: SearchStrategy[Any], examples: int) -> list[Any]:
    """Return examples of a strategy, the same ones in every run."""
    found: list[Any] = []

    @generation(examples)
    @given(strategy)
    def note(instance: Any) -> None:
        found.append(instance)

    note()
    return found


def instances(schema: Schema, examples: int = SIZES.instances) -> list[Any]:
    """Return valid instances of a schema: every choice that it leaves, at whatever depth, and random ones."""
    return _instances(json.dumps(schema), examples)


@cache
def _instances(schema_text: str, examples: int) -> list[Any]:
    schema = json.loads(schema_text)
    chosen = {json.dumps(instance): instance for instance in _choices(schema)}
    return [*chosen.values(), *collect(bodies({"Instance": schema})["Instance"], examples)]


def plain_arguments(operation: SpecOperation) -> dict[str, Any]:
    """Return one valid set of arguments of an operation, with all its parameters."""
    arguments: dict[str, Any] = next(_choices(_arguments_schema(operation)))
    return arguments


def arguments(operation: SpecOperation) -> list[dict[str, Any]]:
    """Return valid sets of arguments of an operation, by the names of its parameters."""
    return instances(_arguments_schema(operation), SIZES.arguments)


def _arguments_schema(operation: SpecOperation) -> Schema:
    return {
        "type": "object",
        "properties": {parameter["name"]: parameter["schema"] for parameter in operation.parameters},
        "required": [parameter["name"] for parameter in operation.parameters if parameter.get("required")],
        "additionalProperties": False,
    }


ANYTHING: list[Any] = [None, True, 0, 1.5, "text", [1, {"a": None}], {"a": [None, 1.0, "\u00e9"]}]
NUMBERS: list[Any] = [0, 1, -1, 0.0, 1.0, -0.0, 0.1, 1e300, 5e-324, 2**53 + 1, 10**40]
TEXTS = ["text", "", "\0", "\u00e9\u0301", "\U0001f4de", '"\\/\u2028']


def _choices(schema: Schema) -> Iterator[Any]:
    """Yield an instance for each choice that a schema leaves; the first one is as full as can be."""
    schema = resolved(schema)
    if "const" in schema:
        yield schema["const"]
    elif "enum" in schema:
        yield from schema["enum"]
    elif "pattern" in schema:
        yield from _choices(resolved(schema["x-list-of"]))
    elif "oneOf" in schema:
        for variant in schema["oneOf"]:
            yield from _choices(variant)
    elif "type" not in schema:
        yield from ANYTHING
    else:
        for kind in [schema["type"]] if isinstance(schema["type"], str) else schema["type"]:
            yield from _choices_of(kind, schema)


def _choices_of(kind: str, schema: Schema) -> Iterator[Any]:
    match kind:
        case "null":
            yield None
        case "boolean":
            yield from (True, False)
        case "string":
            yield from (text for text in TEXTS if len(text) >= schema.get("minLength", 0))
        case "integer" | "number":
            yield from _numbers(kind, schema)
        case "array":
            items = list(_choices(schema["items"]))
            yield items[:2]
            yield from ([item] for item in items)
            yield []
        case "object":
            yield from _objects(schema)


def _numbers(kind: str, schema: Schema) -> Iterator[Any]:
    lowest: Any = schema.get("minimum", schema.get("exclusiveMinimum", -math.inf))
    highest: Any = schema.get("maximum", schema.get("exclusiveMaximum", math.inf))
    for number in [*(bound for bound in (lowest, highest) if math.isfinite(bound)), *NUMBERS]:
        is_right = isinstance(number, int) or (kind == "number" and "multipleOf" not in schema)
        is_outside = number == schema.get("exclusiveMinimum") or number == schema.get("exclusiveMaximum")
        if is_right and not is_outside and lowest <= number <= highest:
            yield number


def _objects(schema: Schema) -> Iterator[dict[str, Any]]:
    properties = schema.get("properties", {})
    choices = {key: list(_choices(inner)) for key, inner in properties.items()}
    full = {key: found[0] for key, found in choices.items()}
    if not properties and isinstance(schema.get("additionalProperties"), dict):
        for value in _choices(schema["additionalProperties"]):
            yield {"a": value, "": value}
    elif not properties:
        yield {"a": 1, "": [None]}
    yield full
    yield {key: full[key] for key in schema.get("required", [])}
    for key, found in choices.items():
        yield from (full | {key: value} for value in found)
        if key not in schema.get("required", []):
            yield {other: value for other, value in full.items() if other != key}
