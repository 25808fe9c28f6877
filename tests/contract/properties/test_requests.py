"""What goes out satisfies the documented spec, in the words of a decoder and a validator that are not ours.

Intended differences: what no URL, header or JSON can hold is refused though the spec allows it; an integer must be an
`int`; an optional field of an object within a body may be null; items of an `x-list-of` are not checked.
"""

import json
from typing import Any
from urllib.parse import urlencode

import pytest
from revox_api.runtime import ArgumentError, Request

from tests.contract.properties.arguments import Arguments, Values, good_answer
from tests.contract.properties.instances import SCALES
from tests.contract.properties.mutator import mutants, one_by_one
from tests.contract.properties.oracle import OPERATIONS, SPEC
from tests.contract.properties.reading import generated, in_turn, method_of
from tests.support.clients import BOTH, IDS
from tests.support.scripted_server import Received, scripted_server
from tools.generation.lint_unions import kinds

ALL = [Arguments.of(operation) for operation in OPERATIONS]
pytestmark = pytest.mark.parametrize("arguments", ALL, ids=[operation.name for operation in OPERATIONS])


def as_received(request: Request[Any]) -> Received:
    """Return a request that was built as a server would receive it."""
    target = request.path + (f"?{urlencode(request.query)}" if request.query else "")
    headers = {name.lower(): text for name, text in request.headers}
    return Received(request.operation.method, target, headers, request.content or b"")


def built_or_refused(arguments: Arguments, given: Values) -> Request[Any] | ArgumentError:
    """Return the request for arguments, or the error that they are."""
    try:
        request: Request[Any] = generated(arguments.operation.name).build_request(**given)
    except ArgumentError as error:
        return error
    return request


@SCALES
def test_what_the_spec_does_not_allow_is_refused(arguments: Arguments, scale: int) -> None:
    """It is an `ArgumentError` before anything is sent. What is valid becomes a request that holds what was given."""
    valid, names = arguments.valid(), {each.name for each in arguments.all}
    for text, edits in [*one_by_one(valid[0], arguments.required), *mutants(valid, 30 * scale, scale)] if names else []:
        given = json.loads(text)
        if not isinstance(given, dict) or arguments.required - given.keys() or given.keys() - names:
            continue  # Python refuses that itself.
        request, is_valid = built_or_refused(arguments, given), arguments.is_valid(given)
        if isinstance(request, Request):
            found = arguments.found(as_received(request))
            assert arguments.complaints(found) == [], f"{edits}: {given}"
            assert not is_valid or found == arguments.expected(given), f"{edits}: {given}"
        else:
            assert not is_valid, f"{edits}: {request}: {given}"


@pytest.mark.parametrize("using", BOTH, ids=IDS)
def test_valid_arguments_reach_the_server_as_given(arguments: Arguments, using: Any) -> None:
    """Over a socket: one request for each set of arguments, satisfying the spec, with the values that were given."""
    sets, name = arguments.valid(), arguments.operation.name
    calls = [lambda client, given=given: method_of(client, name)(**given) for given in sets]
    with scripted_server(good_answer(arguments.operation)) as server:
        using(in_turn(calls), base_url=server.url)
    assert len(server.received) == len(sets)
    for given, received in zip(sets, server.received, strict=True):
        found = arguments.found(received)
        assert arguments.complaints(found) == []
        assert found == arguments.expected(given)
        assert received.headers.get("authorization", "Bearer ").startswith("Bearer ")


def test_none_leaves_a_parameter_out(arguments: Arguments) -> None:
    """It is the same request as without it. A field of a body is null then, if the spec allows null."""
    optional = [each for each in arguments.all if each.place not in {"path", "body"} and not each.is_required]
    for given in arguments.valid():
        build = generated(arguments.operation.name).build_request
        assert build(**dict.fromkeys(each.name for each in optional) | given) == build(**given)


def test_a_list_is_joined_and_its_items_are_not_checked(arguments: Arguments) -> None:
    """Where the spec says what a text is a list of, a list and its text are the same request, whatever is in it."""
    given = arguments.valid()[0]
    for each in arguments.all:
        if "x-list-of" in each.schema and each.separator:
            items = [*SPEC.resolve(each.schema["x-list-of"])["enum"], "no such value"]
            as_list = built_or_refused(arguments, given | {each.name: items})
            assert as_list == built_or_refused(arguments, given | {each.name: each.separator.join(items)})
            assert isinstance(as_list, Request)
            assert isinstance(built_or_refused(arguments, given | {each.name: []}), ArgumentError)


def test_what_cannot_be_sent_is_refused(arguments: Arguments) -> None:
    """Lone surrogates, numbers that are not finite, IDs that lead to another path, and headers of several lines."""
    given = arguments.valid()[0]
    for each in arguments.all:
        odd: list[Any] = []
        if "number" in kinds(SPEC, each.schema):
            odd = [float("inf"), float("nan")]
        elif kinds(SPEC, each.schema) == {"string"} and each.place != "cookie":
            odd = ["\ud800", "a\udfff"]
            odd += ["", ".", "..", "../a", "a/./b", "a\\..\\b"] if each.place == "path" else []
            odd += ["a\nb: c", "\r", "\u00e9"] if each.place == "header" else []
        for value in odd:
            assert isinstance(built_or_refused(arguments, given | {each.name: value}), ArgumentError), (
                f"{each}: {value!r}"
            )
