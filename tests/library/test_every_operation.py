"""Every operation of the spec can be called with both clients, with its example."""

import json
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.support.clients import BOTH_CLIENTS, ask
from tests.support.operations import EXAMPLES


@pytest.mark.parametrize("name", EXAMPLES)
@BOTH_CLIENTS
def test_the_example_is_sent_and_read(using: Any, name: str) -> None:
    """Method, path, query and body are those of the spec; all that the answer holds is read, and nothing deviates."""
    example = EXAMPLES[name]
    outcome = ask(using, example.call, example.answer, strict=True)
    result, (sent,) = outcome.result, outcome.received
    target = urlsplit(sent.target)
    assert (sent.method, target.path) == (example.operation.method, example.path)
    assert dict(parse_qsl(target.query)) == {key: str(value) for key, value in example.query.items()}
    assert (json.loads(sent.body) if sent.body else None) == example.body
    assert (result if isinstance(result, bytes) else json.loads(result.to_json())) == example.value
