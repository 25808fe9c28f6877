"""What the generated builders send satisfies the parameters of the spec, in the words of validators that are not ours.

Intended differences, each with its test here: some texts that the spec allows cannot be sent, or would lead elsewhere.
"""

import json
import math
import random
import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

import pytest
from revox import ArgumentError
from revox_api.types import Request

from tests.contract.properties.contract import OPERATION_IDS, OPERATIONS, SpecOperation, resolved, schema_judge
from tests.contract.properties.mutator import OF_EVERY_TYPE, TEXTS, WORDS
from tests.contract.properties.reading import build_request_of, method_of, repeatedly
from tests.contract.properties.sizes import SEED, SIZES
from tests.contract.properties.strategies import arguments, instances
from tests.support.clients import BOTH, IDS
from tests.support.scripted_server import Received, answer, scripted_server

Arguments = dict[str, Any]
pytestmark = pytest.mark.parametrize("operation", OPERATIONS, ids=OPERATION_IDS)


def is_sendable(operation: SpecOperation, given: Arguments) -> bool:
    """Say whether valid arguments can be sent: no lone surrogate, no number out of range, no way to another path."""
    for parameter in operation.parameters:
        value = given.get(parameter["name"])
        if isinstance(value, int) and abs(value) > sys.float_info.max:
            return False
        if isinstance(value, str):
            if any("\ud800" <= character <= "\udfff" for character in value):
                return False
            parts = value.replace("\\", "/").split("/")
            if parameter["in"] == "path" and ("." in parts or ".." in parts):
                return False
    return True


def sendable(operation: SpecOperation) -> list[Arguments]:
    """Return valid sets of arguments that can be sent."""
    return [given for given in arguments(operation) if is_sendable(operation, given)]


def decoded(operation: SpecOperation, target: str) -> Arguments:
    """Return the arguments that a server finds in a target, by the rules of URLs and the types of the spec."""
    path, query = urlsplit(target).path, urlsplit(target).query
    names, segments = operation.path.split("/"), path.split("/")
    assert len(names) == len(segments), target
    found: Arguments = {}
    for name, segment in zip(names, segments, strict=True):
        if name.startswith("{"):
            found[name.strip("{}")] = unquote(segment, errors="strict")
        else:
            assert name == segment
    pairs = parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query), errors="strict")
    assert len({name for name, _ in pairs}) == len(pairs), target
    found |= dict(pairs)
    for parameter in operation.parameters:
        kind = resolved(parameter["schema"]).get("type")
        if parameter["name"] in found and kind in {"number", "integer", "boolean"}:
            found[parameter["name"]] = json.loads(found[parameter["name"]])
    return found


def complaints(operation: SpecOperation, found: Arguments) -> list[str]:
    """Return what is wrong with decoded arguments, in the words of both judges."""
    parameters = {parameter["name"]: parameter for parameter in operation.parameters}
    told = [f"{name} is unknown" for name in found if name not in parameters]
    told += [f"{name} is missing" for name in parameters if parameters[name].get("required") and name not in found]
    for name in found.keys() & parameters.keys():
        judge = schema_judge(parameters[name]["schema"])
        told += [f"{name}: {found[name]!r} is not valid" for says in (judge.slow, judge.fast) if not says(found[name])]
    return told


@pytest.mark.parametrize("using", BOTH, ids=IDS)
def test_valid_arguments_reach_the_server_as_given(using: Any, operation: SpecOperation) -> None:
    """Over a socket: one request for each set of arguments, satisfying the spec, with the values that were given."""
    sets = sendable(operation)
    good = [answer(instances(schema)[0]) for status, schema in operation.responses.items() if status < 300]
    remaining = iter(sets)

    def call(client: Any) -> Any:
        return method_of(client, operation.name)(**next(remaining))

    with scripted_server(good[0]) as server:
        using(repeatedly(call, len(sets)), base_url=server.url)
    assert len(server.received) == len(sets)
    for given, received in zip(sets, server.received, strict=True):
        check_received(operation, given, received)


def check_received(operation: SpecOperation, given: Arguments, received: Received) -> None:
    """Check one request against the arguments and the spec."""
    found = decoded(operation, received.target)
    assert complaints(operation, found) == []
    assert (received.method, received.body) == (operation.method, b"")
    assert found == given
    assert received.headers["authorization"].startswith("Bearer ")


def test_a_list_is_sent_like_its_text(operation: SpecOperation) -> None:
    """Where the spec has a list with separators, both ways to give it are the same request."""
    build_request = build_request_of(operation.name)
    for given in sendable(operation):
        for parameter in operation.parameters:
            name, separator = parameter["name"], parameter["schema"].get("x-list-separator")
            if separator and name in given:
                as_list = build_request(**given | {name: given[name].split(separator)})
                assert as_list == build_request(**given)


def test_an_argument_that_is_none_is_left_out(operation: SpecOperation) -> None:
    """It is the same request as without it."""
    build_request = build_request_of(operation.name)
    for given in sendable(operation):
        nothing = {parameter["name"]: None for parameter in operation.parameters if not parameter.get("required")}
        assert build_request(**nothing | given) == build_request(**given)


def mutated(operation: SpecOperation, valid: list[Arguments], rng: random.Random) -> Arguments:
    """Return arguments of which one or two are something else."""
    given = dict(rng.choice(valid))
    for _ in range(rng.choice([1, 1, 2])):
        name = rng.choice(operation.parameters)["name"]
        match rng.randrange(5):
            case 0:
                given.pop(name, None)
            case 1:
                given[name] = rng.choice([*OF_EVERY_TYPE, *NUMBERS])
            case 2:
                given[name] = rng.choice([*TEXTS, *WORDS])
            case 3:
                given[name] = f"{given.get(name, '')}{rng.choice([*TEXTS, *WORDS, ',', ' ', '/', '.'])}"
            case 4:
                given[name] = rng.choices(WORDS, k=rng.randrange(4))
    return given


def one_by_one(operation: SpecOperation, valid: Arguments) -> Iterator[Arguments]:
    """Yield valid arguments of which one is left out, or something else."""
    for parameter in operation.parameters:
        name = parameter["name"]
        yield {other: value for other, value in valid.items() if other != name}
        for value in [*OF_EVERY_TYPE, *NUMBERS, *TEXTS, *WORDS, WORDS[:1], ["no such value"]]:
            yield valid | {name: value}


NUMBERS: list[Any] = [
    -1,
    -0.0,
    0.5,
    1.0,
    1.5,
    2**53 + 1,
    10**30,
    10**400,
    1e300,
    1e22,
    float("nan"),
    float("inf"),
    True,
]


def as_sent(operation: SpecOperation, given: Arguments) -> Arguments:
    """Return arguments as a server would see them: None is left out, a list or a number in a path is its text."""
    sent = {name: value for name, value in given.items() if value is not None}
    for parameter in operation.parameters:
        name, value = parameter["name"], sent.get(parameter["name"])
        if parameter["in"] == "path" and type(value) in {int, float} and value not in {math.inf, -math.inf}:
            sent[name] = value if value != value else str(value)
        separator = parameter["schema"].get("x-list-separator")
        if separator and isinstance(value, list) and value and all(isinstance(item, str) for item in value):
            sent[name] = separator.join(value)
    return sent


def built_or_refused(operation: SpecOperation, given: Arguments) -> Request[Any] | ArgumentError:
    """Return the request for arguments, or the error that they are."""
    try:
        return build_request_of(operation.name)(**given)
    except ArgumentError as error:
        return error


def test_arguments_are_refused_as_the_judge_says(operation: SpecOperation) -> None:
    """What the spec does not allow is an `ArgumentError` before anything is sent; everything else becomes a request."""
    valid, rng = sendable(operation), random.Random(SEED)
    required = {parameter["name"] for parameter in operation.parameters if parameter.get("required")}
    sets = [*one_by_one(operation, valid[0]), *(mutated(operation, valid, rng) for _ in range(SIZES.arguments * 25))]
    refused = 0
    for given in sets:
        sent = as_sent(operation, given)
        is_valid = required <= sent.keys() and is_sendable(operation, sent) and complaints(operation, sent) == []
        request = built_or_refused(operation, dict.fromkeys(required) | given)
        assert is_valid == isinstance(request, Request), f"{operation.name}: {request}: {given}"
        if isinstance(request, Request):
            assert decoded(operation, f"{request.path}?{urlencode(request.query)}") == sent
        else:
            refused += 1
    assert 0 < refused < len(sets)


def test_what_cannot_be_sent_is_refused(operation: SpecOperation) -> None:
    """Lone surrogates, numbers that no `float` holds, and IDs that lead to another path; the spec allows them."""
    given = sendable(operation)[0]
    for parameter in operation.parameters:
        schema = resolved(parameter["schema"])
        odd: list[Any] = [10**400] if schema.get("type") == "number" else []
        if schema.get("type") == "string" and not {"enum", "pattern"} & schema.keys():
            odd += ["\ud800", "a\udfff"]
            odd += [".", "..", "../a", "a/./b", "a\\..\\b"] if parameter["in"] == "path" else []
        for value in odd:
            assert schema_judge(schema).slow(value)
            assert isinstance(built_or_refused(operation, given | {parameter["name"]: value}), ArgumentError)
