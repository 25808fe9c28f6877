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

from tests.contract.properties.arguments import Arguments
from tests.contract.properties.contract import (
    COMPONENTS,
    EXTENSIBLE,
    OPERATIONS,
    SPEC,
    Schema,
    component,
    has_whole_float,
    is_json,
    json_answers,
    judge,
    known_part,
    same,
    variants,
)
from tests.contract.properties.reading import (
    answered,
    calling,
    in_turn,
    method_of,
    operation_for,
    read_text,
    to_plain,
)
from tests.contract.properties.strategies import instances
from tests.support.clients import BOTH, IDS
from tests.support.scripted_server import answer, scripted_server
from tools.generation.spec import SpecOperation

ENUMS = [name for name in COMPONENTS if "enum" in COMPONENTS[name]]
with_both = pytest.mark.parametrize("using", BOTH, ids=IDS)
of_each_operation = pytest.mark.parametrize("operation", OPERATIONS, ids=[each.name for each in OPERATIONS])


def differences(valid: list[Any], results: list[Any], schema: Schema) -> list[str]:
    """Return a line for each instance that did not come out as it went in, as values and as JSON text."""
    found = []
    for instance, result in zip(valid, results, strict=True):
        expected = same(known_part(instance, schema))
        if isinstance(result, Exception):
            found.append(f"{result!r}: {json.dumps(instance)}")
        elif same(to_plain(result)) != expected or same(json.loads(msgspec.json.encode(result))) != expected:
            found.append(f"expected {expected}, got {to_plain(result)}")
        elif isinstance(result, RawModel) and not same(result.raw) == same(result.to_dict()) == same(instance):
            found.append(f"expected {instance} in raw, got {result.raw}")
    return found


@pytest.mark.parametrize("name", COMPONENTS)
@pytest.mark.parametrize(
    ("using", "encoding"), list(zip(BOTH, ["utf-8", "utf-16"], strict=True)), ids=["fast", "tolerant"]
)
def test_components_round_trip(using: Any, encoding: str, name: str) -> None:
    """Both tiers give back every valid instance, and report nothing; the fast one reads no UTF-16."""
    valid, clients = instances(component(name)), list[Any]()

    def call(client: Any) -> Any:
        clients.append(client)
        return calling(operation_for(getattr(models, name)))(client)

    bodies = [json.dumps(one).encode(encoding) for one in valid]
    assert differences(valid, answered(using, call, bodies, strict=encoding == "utf-8"), component(name)) == []
    assert clients[0].deviations == ()


@pytest.mark.parametrize("name", COMPONENTS)
def test_the_fast_tier_needs_no_help(name: str) -> None:
    """One decode reads every valid instance, and fields that the spec does not know, not by a detour."""
    read = decoder(getattr(models, name)).decode
    for instance in instances(component(name)):
        if not has_whole_float(instance, component(name)):
            value = read(
                json.dumps(instance | {"no such field": None} if "properties" in COMPONENTS[name] else instance)
            )
            assert same(to_plain(value)) == same(known_part(instance, component(name)))


@pytest.mark.parametrize("name", [name for name, schema in COMPONENTS.items() if "properties" in schema])
def test_each_field_is_the_attribute_of_its_own_name(name: str) -> None:
    """No two can change places unseen; what is absent is None."""
    for instance in instances(component(name)):
        value = read_text(name, json.dumps(instance), strict=True).value
        for key, schema in COMPONENTS[name]["properties"].items():
            attribute = getattr(value, key, None) if key.isidentifier() else None
            if attribute is not None and not callable(attribute):
                assert same(to_plain(attribute)) == same(known_part(instance[key], schema)), f"{name}.{key}"


@of_each_operation
@with_both
def test_answers_of_operations_round_trip_over_a_socket(using: Any, operation: SpecOperation) -> None:
    """The method of an operation returns each valid answer; the body of an error status is the body of the error."""
    given = Arguments.of(operation).valid()[0]
    for status, schema in json_answers(operation).items():
        valid = instances(schema)
        with scripted_server(*(answer(one, f"{status} Status") for one in valid)) as server:
            calls = [lambda client: method_of(client, operation.name)(**given)] * len(valid)
            results = using(in_turn(calls), base_url=server.url, strict=True, max_retries=0)
        if status < 300:
            assert differences(valid, results, schema) == []
        else:
            assert all(isinstance(error, APIStatusError) and error.status_code == status for error in results)
            assert [same(error.body) for error in results] == [same(one) for one in valid]


@of_each_operation
@with_both
def test_answers_that_are_not_json_are_text_or_bytes_or_none(using: Any, operation: SpecOperation) -> None:
    """Text is decoded as it says it is, anything else comes as it is, and an answer without a content is None."""
    given, call = Arguments.of(operation).valid()[0], method_of
    for status, found in SPEC.successes(operation).items():
        for content_type in found.node.get("content", {"": {}}):
            kind, line = content_type.partition(";")[0], f"{status.replace('X', '0')} Status"
            text = "caf\u00e9" if kind else ""
            content, expected = {"text": (text.encode("utf-16"), text), "": (b"", None)}.get(
                kind.partition("/")[0], (text.encode(), text.encode())
            )
            if not is_json(content_type):
                with scripted_server(answer(content, line, content_type=f"{kind}; charset=utf-16")) as server:
                    assert using(lambda client: call(client, operation.name)(**given), base_url=server.url) == expected


@pytest.mark.parametrize("name", ENUMS)
def test_every_member_of_an_enum_is_documented(name: str) -> None:
    """Each value of the spec is a member that is equal to it, and there are no others."""
    enum: Any = getattr(models, name)
    values = COMPONENTS[name]["enum"]
    read = [read_text(name, json.dumps(value), strict=True).value for value in values]
    assert read == values == [member.value for member in enum]
    assert all(type(member) is enum and member.is_documented for member in read)


@pytest.mark.parametrize("name", ENUMS)
def test_values_that_no_enum_has_go_out_as_they_came(name: str) -> None:
    """They are members that say they are not documented, unless the spec takes any text, and are not remembered."""
    enum: Any = getattr(models, name)
    is_text = isinstance(COMPONENTS[name]["enum"][0], str)
    for value in ["", "no such value", " ", "\u00e9\0", "x" * 1000] if is_text else [47110, -47110, 2**70]:
        if value not in COMPONENTS[name]["enum"]:
            member = read_text(name, json.dumps(value), strict=True).value
            assert type(member) is enum
            assert member.is_documented == (id(COMPONENTS[name]) in EXTENSIBLE)
            assert json.loads(msgspec.json.encode(member)) == value
    assert [member.value for member in enum] == COMPONENTS[name]["enum"]


@pytest.mark.parametrize("name", COMPONENTS)
def test_instances_are_valid(name: str) -> None:
    """What the strategies make satisfies the spec in the words of the jsonschema library, and takes every choice."""
    valid = instances(component(name))
    assert all(judge(component(name)).slow(instance) for instance in valid[::4])
    schema, *others = variants(component(name))
    for key in [] if others else schema.get("properties", {}):
        assert any(key in one for one in valid)
        assert any(key not in one for one in valid) == (key not in schema.get("required", []))
