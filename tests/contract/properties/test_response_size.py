"""A response is received up to `max_response_size` bytes, decompressed."""

import gzip
import json
from typing import Any

import pytest
import revox

from tests.contract.properties.reading import Thing, calling, operation_for
from tests.support.clients import BOTH, IDS
from tests.support.scripted_server import answer, scripted_server

get_thing = calling(operation_for(Thing))
pytestmark = pytest.mark.parametrize("using", BOTH, ids=IDS)


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_a_response_that_is_too_large_is_not_received(using: Any, encoding: str) -> None:
    """It is an error that names the option, and is not asked for again; at the limit, it is read."""
    body = json.dumps({"id": "one", "unknown": "a" * 20_000_000}).encode()
    reply = answer(gzip.compress(body) if encoding == "gzip" else body, content_encoding=encoding)
    with scripted_server(reply) as server:
        with pytest.raises(revox.APIConnectionError, match="larger than max_response_size, 10,000,000 bytes"):
            using(get_thing, base_url=server.url, max_response_size=10_000_000)
        assert len(server.received) == 1
        for size in (len(body), None):
            assert using(get_thing, base_url=server.url, max_response_size=size).id == "one"


def test_a_bomb_is_not_unpacked(using: Any) -> None:
    """Six hundred million zeros, half a megabyte on the wire, end at the limit that every client has."""
    reply = answer(gzip.compress(bytes(600_000_000), 1), content_encoding="gzip")
    with scripted_server(reply) as server, pytest.raises(revox.APIConnectionError, match="536,870,912 bytes"):
        using(get_thing, base_url=server.url)
    assert len(server.received) == 1


@pytest.mark.parametrize("size", [0, -1, True, 1.5, "1"])
def test_a_size_that_makes_no_sense_is_refused(using: Any, size: object) -> None:
    """At construction, by name."""
    with pytest.raises(ValueError, match="max_response_size"):
        using(get_thing, max_response_size=size)
