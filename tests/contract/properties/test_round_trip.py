"""What is valid goes through the types and comes out the same: absent stays absent, null stays null, `1` stays `1`."""

import json
from keyword import iskeyword
from typing import Any

import msgspec
import pytest
import revox
from revox import UNSET, models
from revox_api.types import decoder

from tests.contract.properties.contract import (
    COMPONENTS,
    OPERATION_IDS,
    OPERATIONS,
    SCHEMAS,
    Schema,
    SpecOperation,
    component,
    has_whole_float,
    known_part,
    same,
)
from tests.contract.properties.reading import (
    THROUGH,
    THROUGH_IDS,
    calling,
    method_of,
    read_text,
    reader_of,
    repeatedly,
    through_async_client,
    through_client,
    to_plain,
)
from tests.contract.properties.strategies import instances, plain_arguments
from tests.support.clients import BOTH, IDS
from tests.support.scripted_server import answer, scripted_server

ENUMS = [name for name in COMPONENTS if "enum" in SCHEMAS[name]]
UNKNOWN = ["", "no such value", "COMPLETED", " ", "\u00e9\0", "x" * 1000]


def differences(valid: list[Any], results: list[Any], schema: Schema) -> list[str]:
    """Return a line for each instance that did not come out as it went in, as values and as JSON text."""
    found = []
    for instance, result in zip(valid, results, strict=True):
        expected = same(known_part(instance, schema))
        if isinstance(result, Exception):
            found.append(f"{result!r}: {json.dumps(instance)}")
        elif same(to_plain(result)) != expected or same(json.loads(msgspec.json.encode(result))) != expected:
            found.append(f"expected {expected}, got {to_plain(result)}")
    return found


@pytest.mark.parametrize("name", COMPONENTS)
@pytest.mark.parametrize("through", THROUGH, ids=THROUGH_IDS)
def test_components_round_trip_through_the_fast_tier(through: Any, name: str) -> None:
    """A strict client reads every valid instance of a component and gives it back."""
    valid = instances(component(name))
    results = through(calling(reader_of(name)), [json.dumps(one).encode() for one in valid], strict=True)
    assert differences(valid, results, component(name)) == []


@pytest.mark.parametrize("name", COMPONENTS)
def test_the_fast_tier_needs_no_help(name: str) -> None:
    """One decode reads every valid instance, also with properties that the spec does not know, and not by a detour."""
    for instance in instances(component(name)):
        if not has_whole_float(name, instance):
            more = instance | {"no such property": None} if "properties" in SCHEMAS[name] else instance
            value = decoder(getattr(models, name)).decode(json.dumps(more))
            assert same(to_plain(value)) == same(known_part(instance, component(name)))


@pytest.mark.parametrize("name", COMPONENTS)
def test_components_round_trip_through_the_tolerant_tier(name: str) -> None:
    """The tolerant tier, which is asked because the fast one reads no UTF-16, gives the same and reports nothing."""
    valid = instances(component(name))
    clients: list[Any] = []

    def call(client: Any) -> Any:
        clients.append(client)
        return calling(reader_of(name))(client)

    results = through_client(call, [json.dumps(one).encode("utf-16") for one in valid])
    assert differences(valid, results, component(name)) == []
    assert clients[-1].deviations == ()


@pytest.mark.parametrize("name", COMPONENTS)
def test_attributes_have_the_names_of_the_spec(name: str) -> None:
    """Each property is the attribute of its own name, so that no two can change places unseen."""
    properties = SCHEMAS[name].get("properties", {})
    for instance in instances(component(name)):
        value = read_text(name, json.dumps(instance), strict=True).value
        for key, schema in properties.items():
            if key.isidentifier() and not iskeyword(key):
                attribute = getattr(value, key)
                expected = known_part(instance[key], schema) if key in instance else None
                assert (attribute is UNSET) == (key not in instance), f"{name}.{key}"
                assert key not in instance or same(to_plain(attribute)) == same(expected), f"{name}.{key}"


@pytest.mark.parametrize("operation", OPERATIONS, ids=OPERATION_IDS)
@pytest.mark.parametrize("through", THROUGH, ids=THROUGH_IDS)
def test_answers_of_operations_round_trip(through: Any, operation: SpecOperation) -> None:
    """The method of an operation returns each valid answer; an error status is an error whose body is the answer."""
    given = plain_arguments(operation)
    for status, schema in operation.responses.items():
        valid = instances(schema)
        bodies = [json.dumps(one).encode() for one in valid]
        results = through(lambda client: method_of(client, operation.name)(**given), bodies, status, strict=True)
        if status < 300:
            assert differences(valid, results, schema) == []
        else:
            assert {(isinstance(error, revox.APIStatusError), error.status_code) for error in results} == {
                (True, status)
            }
            assert [same(result.body) for result in results] == [same(one) for one in valid]


@pytest.mark.parametrize("operation", OPERATIONS, ids=OPERATION_IDS)
@pytest.mark.parametrize("using", BOTH, ids=IDS)
def test_answers_of_operations_round_trip_over_a_socket(using: Any, operation: SpecOperation) -> None:
    """Nothing is lost between a server and a client that really talk to each other."""
    given = plain_arguments(operation)
    for status, schema in operation.responses.items():
        valid = instances(schema)[::5]
        if status < 300:
            with scripted_server(*map(answer, valid)) as server:
                call = repeatedly(lambda client: method_of(client, operation.name)(**given), len(valid))
                results = using(call, base_url=server.url, strict=True)
            assert differences(valid, results, schema) == []


@pytest.mark.parametrize("name", ENUMS)
def test_every_enum_member_is_documented(name: str) -> None:
    """Each value of the spec is a member that is equal to it, and there are no others."""
    enum: Any = getattr(models, name)
    values = SCHEMAS[name]["enum"]
    results = through_client(calling(reader_of(name)), [json.dumps(value).encode() for value in values], strict=True)
    assert [str(result) for result in results] == values
    assert all(type(result) is enum and result.is_documented for result in results)
    assert [member.value for member in enum] == values


@pytest.mark.parametrize("name", ENUMS)
def test_values_that_no_enum_has_go_out_as_they_came(name: str) -> None:
    """They are members that say they are not documented; they are remembered nowhere."""
    enum: Any = getattr(models, name)
    bodies = [json.dumps(value).encode() for value in UNKNOWN]
    results = through_async_client(calling(reader_of(name)), bodies, strict=True)
    assert [json.loads(msgspec.json.encode(result)) for result in results] == UNKNOWN
    assert all(type(result) is enum and not result.is_documented for result in results)
    assert [member.value for member in enum] == SCHEMAS[name]["enum"]
