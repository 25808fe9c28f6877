"""Whatever bytes arrive, a client returns a value or raises an error of its own."""

import contextlib
import gzip
import json
import random
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import revox

from tests.contract.properties.arguments import Arguments, json_answers
from tests.contract.properties.instances import SCALES, instances
from tests.contract.properties.mutator import mutants
from tests.contract.properties.reading import OF_EACH_OPERATION, answered, get_thing, method_of
from tests.support.clients import BOTH_CLIENTS
from tests.support.scripted_server import answer, scripted_server
from tools.generation.spec import SpecOperation

ENDINGS = [b"", b"\0", b"}", b"]", b",", b'"', b"\xff", b"\n", b"\xef\xbb\xbf", b"null", b"{}"]
SNIPPETS = [b"\\ud800", b"\\", b'"', b"{", b"[", b"1e999", b"NaN", b"\xc3", b"\0", b"-", b"//", b"'", b"\r\n"]
WHOLE = json.dumps({"id": "one", "texts": {"a": "b"}, "things": [{"id": "two", "side": {"side": "left", "size": 1}}]})


def damaged(texts: list[bytes], count: int, rng: random.Random) -> Iterator[bytes]:
    """Yield damaged bodies: cut short, with bits turned, bytes put in or taken out, or nothing but noise."""
    for _ in range(count):
        body = bytearray(rng.choice(texts))
        at, end = sorted(rng.randrange(len(body) + 1) for _ in range(2))
        match rng.randrange(6):
            case 0:
                del body[at:]
            case 1:
                for _ in range(rng.choice([1, 1, 5])):
                    body[rng.randrange(len(body))] ^= 1 << rng.randrange(8)
            case 2:
                body[at:at] = rng.choice(SNIPPETS)
            case 3:
                del body[at : min(end, at + rng.choice([1, 1, 50]))]
            case 4:
                body += rng.choice(ENDINGS)
            case 5:
                body = bytearray(rng.randbytes(rng.randrange(200)))
        yield bytes(body)


def unexpected(results: Any) -> list[str]:
    """Return the errors that are not this library's own."""
    errors = [result for result in results if isinstance(result, Exception)]
    return [repr(error) for error in errors if not isinstance(error, revox.APIError)]


@SCALES
@OF_EACH_OPERATION
@BOTH_CLIENTS
def test_damaged_bodies_with_any_status(using: Any, operation: SpecOperation, scale: int) -> None:
    """A body that was damaged on its way, or is a mutant, is a value or an error of this library, strict or not."""
    given, rng = Arguments.of(operation).valid()[0], random.Random(scale)
    valid = [one for schema in json_answers(operation).values() for one in instances(schema)] or ["text"]
    texts, answers = [json.dumps(one).encode() for one in valid], list[tuple[int, bytes]]()
    for status in (200, 200, 201, 204, 302, 400, 404, 429, 500, 599):
        answers += [(status, body) for body in damaged(texts, scale, rng)]
        answers += [(status, text.encode()) for text, _ in mutants(valid, scale, scale + status)]
    for strict in (True, False):
        call = lambda client: method_of(client, operation.name)(**given)  # noqa: E731  # short
        results = answered(using, call, answers, strict=strict)
        assert unexpected(results) == []
        for (status, _), result in zip(answers, results, strict=True):
            assert status < 300 or isinstance(result, revox.APIError)


@pytest.mark.parametrize("levels", [100, 900, 1_100, 100_000])
@pytest.mark.parametrize(("opening", "closing"), [(b"[", b"]"), (b'{"a":', b"}")], ids=["list", "object"])
@BOTH_CLIENTS
def test_deep_nesting(using: Any, opening: bytes, closing: bytes, levels: int) -> None:
    """Hundreds of levels are read, a hundred thousand are an error of this library, in whatever field they stand."""
    deep = opening * levels + b"1" + closing * levels
    places = ['{"id": "x", "anything": @}', '{"id": "x", "things": [{"id": "y", "anything": [@]}]}', '{"id": @}']
    for strict in (True, False):
        bodies = [place.encode().replace(b"@", deep) for place in ["@", '{"id": "x", "unknown": @}', *places]]
        only, unknown, *inside, wrong = answered(using, get_thing, bodies, strict=strict)
        assert isinstance(only, revox.APIResponseValidationError)
        assert unexpected([unknown, *inside, wrong]) == []
        for result in [unknown, *inside, *([] if strict else [wrong])]:
            assert isinstance(result, revox.APIError) == (levels > 1000)
        if levels < 1000:
            assert all(deep in value.to_json().encode() for value in inside)


@BOTH_CLIENTS
def test_a_very_long_string(using: Any) -> None:
    """It is read where text can be, refused where the body is nothing else, and in a body that is cut short."""
    text = b'"' + b"a" * 20_000_000 + b'"'
    valid = b'{"id": %s, "unknown": %s}' % (text, text)
    value, only, short = answered(using, get_thing, [valid, text, valid[:-10]], strict=True)
    assert len(value.id) == 20_000_000
    assert type(only) is type(short) is revox.APIResponseValidationError


ENCODED: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "identity": bytes,
}
REFUSED: dict[str, Callable[[bytes], bytes]] = {
    "gzip, gzip": lambda body: gzip.compress(gzip.compress(body)),
    "unheard-of": bytes,
}


@pytest.mark.parametrize("encoding", ENCODED)
@BOTH_CLIENTS
def test_encoded_bodies(using: Any, encoding: str) -> None:
    """A compressed body is read, also where it is a thousand times as large as it was on the wire."""
    body = json.dumps({"id": "one", "unknown": "a" * 10_000_000}).encode()
    with scripted_server(answer(ENCODED[encoding](body), content_encoding=encoding)) as server:
        assert len(using(get_thing, base_url=server.url, strict=True).raw_body) > 10_000_000


@pytest.mark.parametrize("encoding", REFUSED)
@BOTH_CLIENTS
def test_encodings_that_nobody_asked_for(using: Any, encoding: str) -> None:
    """They are refused before anything is unpacked."""
    reply = answer(REFUSED[encoding](WHOLE.encode()), content_encoding=encoding)
    with scripted_server(reply) as server, pytest.raises(revox.APIConnectionError, match="an encoding not asked for"):
        using(get_thing, base_url=server.url)


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
@BOTH_CLIENTS
def test_damaged_encoded_bodies(using: Any, encoding: str) -> None:
    """A body that is not compressed as it claims, or damaged, or cut short, is an error of this library."""
    rng, whole = random.Random(0), ENCODED[encoding](WHOLE.encode())
    at = rng.randrange(12, len(whole) - 12)
    turned = whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :]
    for body in (b"{}", whole[: len(whole) // 2], turned, b"", rng.randbytes(100)):
        reply = answer(body, content_encoding=encoding)
        with scripted_server(reply) as server, pytest.raises(revox.APIError):
            using(get_thing, base_url=server.url, max_retries=0)


CHARSETS = ["hex", "base64", "zlib", "idna", "punycode", "rot13", "undefined", "utf-16", "utf-7", "unicode_escape"]
CHARSETS += ['"', "x" * 999]


@pytest.mark.parametrize("charset", CHARSETS)
@BOTH_CLIENTS
def test_any_charset(using: Any, charset: str) -> None:
    """JSON is read whatever charset it claims, what is not JSON is an error, and so is an error status, with a text."""
    bodies = [WHOLE.encode(), b"<html>\xff", b'{"\xff', b"\xff" * 9]
    for kind in ("application/json", "text/html"):
        good, *others = answered(using, get_thing, bodies, kind=f"{kind}; charset={charset}", strict=True)
        assert good.id == "one"
        assert {type(other) for other in others} == {revox.APIResponseValidationError}
    (error,) = answered(using, get_thing, [(500, b"\xffx")], f"text/html; charset={charset}")
    assert type(error) is revox.InternalServerError
    assert isinstance(error.body, str)


@SCALES
@BOTH_CLIENTS
def test_random_bytes_instead_of_http(using: Any, scale: int) -> None:
    """A server that speaks nothing like HTTP, or HTTP that was damaged, is an error of this library or is read."""
    rng = random.Random(scale)
    replies = [rng.randbytes(rng.randrange(1, 300)) + b"\r\n\r\n" for _ in range(15 * scale)]
    replies += damaged([answer(WHOLE.encode())], 15 * scale, rng)
    remaining = iter(replies)
    with scripted_server(drip=lambda connection: connection.sendall(next(remaining))) as server:
        for _ in replies:
            with contextlib.suppress(revox.APIError):
                using(get_thing, base_url=server.url, max_retries=0, timeout=2)
        assert len(server.received) == len(replies)


@pytest.mark.parametrize("levels", [100, 900, 980, 990, 100_000])
@pytest.mark.parametrize("name", ["error", "message"])
@BOTH_CLIENTS
def test_deeply_nested_error_bodies(using: Any, name: str, levels: int) -> None:
    """However deep it is, the body of an error status makes the error of that status."""
    body = b'{"%s":' % name.encode() * levels + b"1" + b"}" * levels
    (result,) = answered(using, get_thing, [(500, body)])
    assert type(result) is revox.InternalServerError


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
@BOTH_CLIENTS
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


@pytest.mark.deep
@BOTH_CLIENTS
def test_a_bomb_is_not_unpacked(using: Any) -> None:
    """Six hundred million zeros, half a megabyte on the wire, end at the limit that every client has."""
    reply = answer(gzip.compress(bytes(600_000_000), 1), content_encoding="gzip")
    with scripted_server(reply) as server, pytest.raises(revox.APIConnectionError, match="536,870,912 bytes"):
        using(get_thing, base_url=server.url)
    assert len(server.received) == 1


@pytest.mark.parametrize("size", [0, -1, True, 1.5, "1"])
@BOTH_CLIENTS
def test_a_size_that_makes_no_sense_is_refused(using: Any, size: object) -> None:
    """At construction, by name."""
    with pytest.raises(ValueError, match="max_response_size"):
        using(get_thing, max_response_size=size)
