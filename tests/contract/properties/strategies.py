"""Valid instances, made from the spec's own JSON Schema: by Schemathesis, and by going through all its choices."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode

from tests.contract.properties.contract import COMPONENTS, SPEC, Schema, is_json, judge, variants
from tests.support.scripted_server import answer
from tools.generation.spec import SpecOperation
from tools.generation.unions import variants_of

SCALES = pytest.mark.parametrize("scale", [1, pytest.param(80, marks=pytest.mark.deep)], ids=["quick", "deep"])
"""Gives a test `scale`, by which it multiplies what it tries: a little in each run, much in those marked `deep`."""
RANDOM = 4
"""How many instances of each schema Schemathesis makes."""
ANYTHING: list[Any] = [None, True, 0, 1.5, "text", [1, {"a": None}], {"a": [None, 1.0, "\u00e9"]}]
NUMBERS: list[Any] = [1, 0, -1, 0.0, 1.0, -0.0, 0.5, 1e300, 5e-324, 2**53 + 1, 10**40]
TEXTS = ["text", "", "\0", "\u00e9\u0301", "\U0001f4de", '"\\/\u2028']
BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")


@cache
def random_instances(schema_text: str, count: int) -> list[Any]:
    """Return instances of a schema that Schemathesis makes for the body of a made-up request, the same in every run."""
    body = {"required": True, "content": {"application/json": {"schema": json.loads(schema_text)}}}
    post = {"requestBody": body, "responses": {"204": {"description": "Nothing."}}}
    head = {"openapi": "3.1.0", "info": {"title": "Instances", "version": "1"}, "paths": {"/it": {"post": post}}}
    loaded = schemathesis.openapi.from_dict({**head, "components": {"schemas": COMPONENTS}})
    found: list[Any] = []

    @settings(
        max_examples=count,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(loaded["/it"]["POST"].as_strategy(generation_mode=GenerationMode.POSITIVE))
    def note(case: Any) -> None:
        found.append(case.body)

    note()
    return found


def instances(schema: Schema, count: int = RANDOM) -> list[Any]:
    """Return valid instances of a schema: every choice that it leaves, at whatever depth, and random ones."""
    text = json.dumps(schema)
    return [*_chosen(text), *random_instances(text, count)]


@cache
def _chosen(schema_text: str) -> list[Any]:
    return list({json.dumps(instance): instance for instance in _choices(json.loads(schema_text), ())}.values())


def _choices(schema: Schema, within: tuple[str, ...]) -> Iterator[Any]:
    """Yield an instance for each choice that a schema leaves; the first one is as full as can be.

    Args:
        schema: The schema.
        within: The references that led here. None is followed again, as an instance must end somewhere.
    """
    if "$ref" in schema:
        if schema["$ref"] not in within:
            yield from _choices(SPEC.resolve(schema), (*within, schema["$ref"]))
    elif found := variants_of(schema):
        for variant in found:
            yield from _choices(variant, within)
    elif "const" in schema or "enum" in schema:
        yield from schema.get("enum", [schema.get("const")])
    elif "allOf" in schema and "$ref" in schema["allOf"][0] and len(schema["allOf"]) == 1:
        yield from _choices(schema["allOf"][0], within)
    else:
        (schema,) = variants(schema)
        said = schema.get("type", "object" if "properties" in schema else None)
        for kind in [said] if isinstance(said, str) else said or []:
            yield from _of_kind(kind, schema, within)
        if said is None:
            yield from ANYTHING


def _of_kind(kind: str, schema: Schema, within: tuple[str, ...]) -> Iterator[Any]:
    match kind:
        case "object":
            yield from _objects(schema, within)
        case "array":
            items = list(_choices(schema.get("items", {}), within))
            yield from _valid([items[:2], *([item] for item in items), []], {**schema, "type": kind, "items": {}})
        case _:
            bounds = [schema[word] for word in BOUNDS if word in schema]
            known: Any = {"null": [None], "boolean": [True, False], "string": TEXTS}.get(kind, [*bounds, *NUMBERS])
            # For a pattern, or a step, one needs to know more.
            leaf = {**schema, "type": kind}
            yield from list(_valid(known, leaf)) or random_instances(json.dumps(leaf), 3)


def good_answer(operation: SpecOperation) -> bytes:
    """Return the bytes of a valid answer to a call that succeeds."""
    status, found = next(iter(SPEC.successes(operation).items()))
    line = f"{status.replace('X', '0')} Status"
    for content_type, media_type in found.node.get("content", {}).items():
        if is_json(content_type):
            return answer(instances(media_type.get("schema", {}))[0], line)
        return answer(b"text", line, content_type=content_type)
    return answer(b"", line)


def _valid(found: list[Any], schema: Schema) -> Iterator[Any]:
    # A whole float is an integer to JSON Schema; what one gets back is an int, which is tested apart.
    is_right = judge(schema).fast
    return (one for one in found if is_right(one) and not (schema["type"] == "integer" and isinstance(one, float)))


def _objects(schema: Schema, within: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    properties, values = schema.get("properties", {}), schema.get("additionalProperties", {})
    required = schema.get("required", [])
    choices = {key: list(_choices(inner, within)) for key, inner in properties.items()}
    full = {key: found[0] for key, found in choices.items() if found}
    if not properties and values is not False:
        yield from ({"a": value, "": value} for value in _choices({} if values is True else values, within))
    if all(key in full for key in required):
        yield full
        yield {key: full[key] for key in required}
        # All fields at once take their next choice, so that there are as many instances as the most choices of a field.
        for at in range(1, max(map(len, choices.values()), default=0)):
            yield {key: found[at % len(found)] for key, found in choices.items() if found}
        yield from ({other: full[other] for other in full if other != key} for key in full if key not in required)
