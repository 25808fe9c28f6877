"""What goes out satisfies the documented spec, in the words of a decoder and a validator that are not ours.

Intended differences: what no URL, header or JSON can hold is refused though the spec allows it; an integer must be an
`int`; an optional field of an object within a body may be null; items of an `x-list-of` are not checked.
"""

import json
from typing import Any
from urllib.parse import urlencode

import pytest
from revox_api.runtime import ArgumentError, Request

from tests.contract.properties.arguments import Arguments, Values
from tests.contract.properties.contract import OPERATIONS, json_answers, judge
from tests.contract.properties.mutator import mutants, one_by_one
from tests.contract.properties.reading import generated, method_of
from tests.contract.properties.sizes import SCALES
from tests.contract.properties.strategies import instances
from tests.support.clients import BOTH, IDS
from tests.support.scripted_server import Received, answer, scripted_server

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
    """It is an `ArgumentError` before anything is sent; all that is valid becomes a request that holds what was given."""
    valid, names = arguments.valid(), {each.name for each in arguments.all}
    required = {each.name for each in arguments.all if each.is_required and each.place != "body"}
    texts = [*one_by_one(valid[0]), *mutants(valid, 500 * scale, scale)]
    for text, edits in texts if names else []:
        given = json.loads(text)
        if not isinstance(given, dict) or not required <= given.keys() <= names:
            continue  # Python refuses that itself.
        try:
            request = built_or_refused(arguments, given)
        except TypeError as error:
            assert "missing" in str(error), f"{edits}: {given}"
            continue
        is_valid = arguments.is_valid(given)
        if isinstance(request, Request):
            found = arguments.found(as_received(request))
            assert arguments.complaints(found) == [], f"{edits}: {given}"
            assert not is_valid or found == arguments.expected(given), f"{edits}: {given}"
        else:
            assert not is_valid, f"{edits}: {request}: {given}"
