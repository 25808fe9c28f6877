"""A response is received up to `max_response_size` bytes, decompressed."""

import gzip
import json
from typing import Any

import pytest
import revox

from tests.support.clients import BOTH, IDS
from tests.support.rows import page, row
from tests.support.scripted_server import answer, scripted_server

SIZE = 50_000_000
pytestmark = pytest.mark.parametrize("using", BOTH, ids=IDS)


def get_rows(client: Any) -> Any:
    """Read one page."""
    return client.campaigns.get_rows("c", page=0, page_size=1)


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_a_response_that_is_too_large_is_not_received(using: Any, encoding: str) -> None:
    """It is an error that names the option, and is not asked for again; at the limit, it is read."""
    body = json.dumps(page(row(), unknown="a" * SIZE)).encode()
    reply = answer(gzip.compress(body) if encoding == "gzip" else body, content_encoding=encoding)
    with scripted_server(reply) as server:
        with pytest.raises(revox.APIConnectionError, match="larger than max_response_size, 10,000,000 bytes"):
            using(get_rows, base_url=server.url, max_response_size=10_000_000)
        assert len(server.received) == 1
        for size in (len(body), None):
            assert len(using(get_rows, base_url=server.url, max_response_size=size).rows) == 1


def test_a_bomb_is_not_unpacked(using: Any) -> None:
    """Six hundred million zeros, half a megabyte on the wire, end at the limit that every client has."""
    reply = answer(gzip.compress(bytes(600_000_000), 1), content_encoding="gzip")
    with scripted_server(reply) as server, pytest.raises(revox.APIConnectionError, match="536,870,912 bytes"):
        using(get_rows, base_url=server.url)
    assert len(server.received) == 1


@pytest.mark.parametrize("size", [0, -1, True, 1.5, "1"])
def test_a_size_that_makes_no_sense_is_refused(using: Any, size: object) -> None:
    """At construction, by name."""
    with pytest.raises(ValueError, match="max_response_size"):
        using(get_rows, max_response_size=size)
