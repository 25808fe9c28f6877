"""Valid instances of schemas: by going through their choices, and random ones, which Schemathesis makes.

What refers to another component holds small instances of it, as each component has instances of its own; those in
`make deep` hold whatever the spec allows.
"""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode

from tests.contract.properties.oracle import COMPONENTS, SPEC, Schema, accepts, variants
from tools.generation.unions import variants_of

SCALES = pytest.mark.parametrize("scale", [1, pytest.param(20, marks=pytest.mark.deep)], ids=["quick", "deep"])
"""Gives a test `scale`, by which it multiplies what it tries: a little in each run, much in those marked `deep`."""
ANYTHING: list[Any] = [None, True, 0, 1.5, "text", [1, {"a": None}], {"a": [None, 1.0, "\u00e9"]}]
NUMBERS: list[Any] = [1, 0, -1, 0.0, 1.0, -0.0, 0.5, 1e300, 5e-324, 2**53 + 1, 10**40]
TEXTS = ["text", "", "\0", "\u00e9\u0301", "\U0001f4de", '"\\/\u2028']
BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")


def instances(schema: Schema, scale: int = 1) -> list[Any]:
    """Return valid instances of a schema: one for each choice, the fullest one first, and random ones."""
    text = json.dumps(schema)
    return [*_chosen(text), *_random(text, 10 if scale > 1 else 3, scale > 1)]


@cache
def _chosen(schema_text: str) -> list[Any]:
    return list({json.dumps(instance): instance for instance in _choices(json.loads(schema_text), ())}.values())


@cache
def _random(schema_text: str, count: int, is_deep: bool) -> list[Any]:
    """Return instances that Schemathesis makes for the body of a made-up request, the same ones in every run."""
    schema = json.loads(schema_text)
    body = {"required": True, "content": {"application/json": {"schema": schema if is_deep else _shallow(schema, 1)}}}
    post = {"requestBody": body, "responses": {"204": {"description": "Nothing."}}}
    head = {"openapi": "3.1.0", "info": {"title": "Instances", "version": "1"}, "paths": {"/it": {"post": post}}}
    whole = {**head, "components": {"schemas": COMPONENTS}} if is_deep else head
    found: list[Any] = []

    @settings(
        max_examples=count,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(schemathesis.openapi.from_dict(whole)["/it"]["POST"].as_strategy(generation_mode=GenerationMode.POSITIVE))
    def note(case: Any) -> None:
        found.append(case.body)

    note()
    return found


def _shallow(schema: Any, levels: int) -> Any:
    """Return a schema without references: below some levels of objects, there are only some instances of each."""
    if isinstance(schema, list):
        return [_shallow(part, levels) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        target = SPEC.resolve(schema)
        is_object = bool({"properties", "oneOf", "anyOf", "allOf"} & target.keys())
        return (
            {"enum": _small(json.dumps(schema))} if is_object and not levels else _shallow(target, levels - is_object)
        )
    return {key: part if key in ("enum", "const") else _shallow(part, levels) for key, part in schema.items()}


@cache
def _small(schema_text: str) -> list[Any]:
    return sorted(_chosen(schema_text), key=lambda one: len(json.dumps(one)))[:3]


def _choices(schema: Schema, inside: tuple[str, ...]) -> Iterator[Any]:
    """Yield an instance for each choice that a schema leaves; the first one is as full as can be.

    Args:
        schema: The schema.
        inside: The references that led here. None is followed again, as an instance must end somewhere.
    """
    if "$ref" in schema:
        if schema["$ref"] not in inside:
            yield from _choices(SPEC.resolve(schema), (*inside, schema["$ref"]))
    elif found := variants_of(schema):
        for variant in found:
            yield from _choices(variant, inside)
    elif "const" in schema or "enum" in schema:
        yield from schema.get("enum", [schema.get("const")])
    elif "allOf" in schema and "$ref" in schema["allOf"][0] and len(schema["allOf"]) == 1:
        yield from _choices(SPEC.resolve(schema["allOf"][0]), inside)
    else:
        (schema,) = variants(schema)
        said = schema.get("type", "object" if "properties" in schema else None)
        for kind in [said] if isinstance(said, str) else said or []:
            yield from _of_kind(kind, schema, inside)
        if said is None:
            yield from ANYTHING


def _of_kind(kind: str, schema: Schema, inside: tuple[str, ...]) -> Iterator[Any]:
    match kind:
        case "object":
            yield from _objects(schema, inside)
        case "array":
            items = list(_choices(schema.get("items", {}), inside))
            yield from _valid([items[:2], *([item] for item in items), []], {**schema, "type": kind, "items": {}})
        case _:
            bounds = [schema[word] for word in BOUNDS if word in schema]
            known: Any = {"null": [None], "boolean": [True, False], "string": TEXTS}.get(kind, [*bounds, *NUMBERS])
            # For a pattern, or a step, one needs to know more.
            leaf = {**schema, "type": kind}
            yield from list(_valid(known, leaf)) or _random(json.dumps(leaf), 3, False)


def _valid(found: list[Any], schema: Schema) -> Iterator[Any]:
    # A whole float is an integer to JSON Schema; what one gets back is an int, which is tested apart.
    for one in found:
        if not (schema["type"] == "integer" and isinstance(one, float)) and accepts(schema, one):
            yield one


def _objects(schema: Schema, inside: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    properties, values = schema.get("properties", {}), schema.get("additionalProperties", {})
    required = schema.get("required", [])
    if not properties and values is not False:
        yield from ({"a": value, "": value} for value in _choices({} if values is True else values, inside))
    wanted = required if len(inside) > 1 else properties
    choices = {key: list(_choices(properties[key], inside)) for key in wanted if key in properties}
    full = {key: found[0] for key, found in choices.items() if found}
    if all(key in full for key in required):
        yield full
        yield {key: full[key] for key in required}
        # All fields at once take their next choice, so that there are as many instances as the most choices of a field.
        for at in range(1, max(map(len, choices.values()), default=0) if len(inside) <= 1 else 0):
            yield {key: found[at % len(found)] for key, found in choices.items() if found}
        yield from ({other: full[other] for other in (*required, key)} for key in full if key not in required)
