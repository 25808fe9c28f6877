"""What is valid goes through the types and comes out the same.

Null and absent count as the same for an optional field; fields that the spec does not know are in `raw` alone.
"""

import json
from typing import Any

import msgspec
import pytest
from revox import APIStatusError, models
from revox_api.runtime import RawModel
from revox_api.runtime.operations import decoder

from tests.contract.properties.arguments import Arguments, json_answers
from tests.contract.properties.instances import SCALES, instances
from tests.contract.properties.oracle import (
    COMPONENTS,
    EXTENSIBLE,
    SPEC,
    Schema,
    component,
    has_whole_float,
    is_json,
    is_valid_by_reference,
    known_part,
    same,
    variants,
)
from tests.contract.properties.reading import OF_EACH_OPERATION, in_turn, method_of, read_text, to_plain
from tests.support.clients import BOTH_CLIENTS
from tests.support.scripted_server import answer, scripted_server
from tools.generation.spec import SpecOperation

ENUMS = [name for name in COMPONENTS if "enum" in COMPONENTS[name]]


def assert_same(result: Any, instance: Any, schema: Schema) -> None:
    """Assert that an instance came out as it went in: as values, as JSON text, as attributes, and in `raw`."""
    expected = same(known_part(instance, schema))
    assert not isinstance(result, Exception), f"{result!r}: {instance}"
    assert same(to_plain(result)) == same(json.loads(msgspec.json.encode(result))) == expected
    if isinstance(result, RawModel):
        assert same(result.raw) == same(result.to_dict()) == same(instance)
    struct, *others = variants(schema)
    for key, inner in [] if others else struct.get("properties", {}).items():
        attribute = getattr(result, key, None) if key.isidentifier() else None
        if attribute is not None and not callable(attribute):
            assert same(to_plain(attribute)) == same(known_part(instance[key], inner)), key


@SCALES
@pytest.mark.parametrize("name", COMPONENTS)
def test_components_round_trip(name: str, scale: int) -> None:
    """Both tiers give back every valid instance, with each field under its own name, and report nothing.

    The fast tier is one decode that needs no help, also with a field that the spec does not know. It reads no UTF-16.
    """
    schema = component(name)
    for instance in instances(schema, scale):
        text = json.dumps(instance)
        for encoding, strict in (("utf-8", True), ("utf-16", False)):
            reading = read_text(name, text.encode(encoding), strict=strict)
            assert_same(reading.error or reading.value, instance, schema)
            assert reading.deviations == ()
        if not has_whole_float(instance, schema):
            more = json.dumps(instance | {"no such field": None}) if isinstance(instance, dict) else text
            is_struct = "properties" in variants(schema)[0]
            read = decoder(getattr(models, name)).decode(more if is_struct else text)
            assert same(to_plain(read)) == same(known_part(instance, schema))


@pytest.mark.parametrize("name", COMPONENTS)
def test_instances_are_valid(name: str) -> None:
    """What the tests try satisfies the spec in the words of the jsonschema library, and takes every choice."""
    valid = instances(component(name))
    assert all(is_valid_by_reference(component(name), instance) for instance in valid[::4])
    schema, *others = variants(component(name))
    for key in [] if others else schema.get("properties", {}):
        assert any(key in one for one in valid)
        assert any(key not in one for one in valid) == (key not in schema.get("required", []))


@OF_EACH_OPERATION
@BOTH_CLIENTS
def test_answers_of_operations_round_trip_over_a_socket(using: Any, operation: SpecOperation) -> None:
    """The method of an operation returns each valid answer; the body of an error status is the body of the error.

    Text is decoded as it says it is, anything else comes as it is, and an answer without a content is None.
    """
    given, expected, answers = Arguments.of(operation).valid()[0], list[Any](), list[bytes]()
    if "x-pagination" in operation.node:
        given |= {operation.node["x-pagination"]["page"]: 0}  # the answers are of any page
    for status, schema in json_answers(operation).items():
        for one in instances(schema):
            expected.append((status, one, schema))
            answers.append(answer(one, f"{status} Status"))
    for code, found in SPEC.successes(operation).items():
        for kind in [kind.partition(";")[0] for kind in found.node.get("content", {"": {}}) if not is_json(kind)]:
            is_text = kind.startswith("text/")
            content = "caf\u00e9".encode("utf-16" if is_text else "utf-8") if kind else b""
            expected.append((200, "caf\u00e9" if is_text else content or None, None))
            line = f"{code.replace('X', '0')} Status"
            answers.append(answer(content, line, content_type=f"{kind}; charset=utf-16"))
    with scripted_server(*answers) as server:
        calls = [lambda client: method_of(client, operation.name)(**given)] * len(answers)
        results = using(in_turn(calls), base_url=server.url, strict=True, max_retries=0)
    for result, (status, value, schema) in zip(results, expected, strict=True):
        if schema is None:
            assert result == value
        elif status < 300:
            assert_same(result, value, schema)
        else:
            assert isinstance(result, APIStatusError)
            assert (result.status_code, same(result.body)) == (status, same(value))


@pytest.mark.parametrize("name", ENUMS)
def test_enums_round_trip(name: str) -> None:
    """Each value of the spec is a documented member, equal to it, and there are no others.

    Values that no enum has go out as they came. They are members that say they are not documented, unless the spec
    takes any text, and are not remembered.
    """
    enum: Any = getattr(models, name)
    values = COMPONENTS[name]["enum"]
    others = ["", "no such value", " ", "\u00e9\0", "x" * 1000] if isinstance(values[0], str) else [47110, -1, 2**70]
    for value in [*values, *others]:
        member = read_text(name, json.dumps(value), strict=True).value
        assert (type(member), member.value, json.loads(msgspec.json.encode(member))) == (enum, value, value)
        assert member.is_documented == (value in values or id(COMPONENTS[name]) in EXTENSIBLE)
    assert [member.value for member in enum] == values
