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
    json_answers,
    known_part,
    same,
)
from tests.contract.properties.reading import (
    answered,
    calling,
    generated,
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
    """Both tiers give back every valid instance, and report nothing; msgspec reads no UTF-16, so that is for the other."""
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
