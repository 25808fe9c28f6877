"""Whatever bytes arrive, a client returns a value or raises an error of its own."""

import contextlib
import gzip
import json
import random
import zlib
from collections.abc import Iterator
from typing import Any

import pytest
import revox

from tests.contract.properties.contract import OPERATION_IDS, OPERATIONS, SpecOperation
from tests.contract.properties.mutator import mutants
from tests.contract.properties.reading import THROUGH, THROUGH_IDS, method_of
from tests.contract.properties.sizes import SEED, SIZES
from tests.contract.properties.strategies import instances, plain_arguments
from tests.support.clients import BOTH, IDS
from tests.support.rows import page, row
from tests.support.scripted_server import answer, scripted_server

ENDINGS = [b"", b"\0", b"}", b"]", b",", b'"', b"\xff", b"\n", b"\xef\xbb\xbf", b"null", b"{}"]
SNIPPETS = [
    b"\\ud800",
    b"\\",
    b'"',
    b"{",
    b"[",
    b"1e999",
    b"NaN",
    b"\xc3",
    b"\0",
    b"-",
    b"//",
    b"'",
    b"\r\n",
    b"\xed\xa0\x80",
]

pytestmark = pytest.mark.parametrize("operation", OPERATIONS, ids=OPERATION_IDS)


def call_of(operation: SpecOperation) -> Any:
    """Return a call of the method of an operation."""
    given = plain_arguments(operation)
    return lambda client: method_of(client, operation.name)(**given)


def damaged(texts: list[bytes], count: int, rng: random.Random) -> Iterator[bytes]:
    """Yield damaged bodies: cut short, with bits turned, bytes put in or taken out, or nothing but noise."""
    for _ in range(count):
        body = bytearray(rng.choice(texts))
        match rng.randrange(6):
            case 0:
                del body[rng.randrange(len(body)) :]
            case 1:
                for _ in range(rng.choice([1, 1, 5])):
                    body[rng.randrange(len(body))] ^= 1 << rng.randrange(8)
            case 2:
                at = rng.randrange(len(body))
                body[at:at] = rng.choice(SNIPPETS)
            case 3:
                start, end = sorted(rng.randrange(len(body) + 1) for _ in range(2))
                del body[start : min(end, start + rng.choice([1, 1, 50]))]
            case 4:
                body += rng.choice(ENDINGS)
            case 5:
                body = bytearray(rng.randbytes(rng.randrange(200)))
        yield bytes(body)


def unexpected(results: list[Any]) -> list[str]:
    """Return the errors that are not this library's own, and values that cannot be written as JSON."""
    return [
        repr(result) for result in results if isinstance(result, Exception) and not isinstance(result, revox.APIError)
    ]


def successful(operation: SpecOperation) -> list[Any]:
    """Return valid answers of an operation to a call that succeeds."""
    return [one for status, schema in operation.responses.items() if status < 300 for one in instances(schema)]


@pytest.mark.parametrize("strict", [True, False], ids=["strict", "tolerant"])
@pytest.mark.parametrize("through", THROUGH, ids=THROUGH_IDS)
def test_damaged_bodies(operation: SpecOperation, through: Any, strict: bool) -> None:
    """A body that was damaged on its way is a value all the same, or an error of this library."""
    texts = [json.dumps(one).encode() for one in successful(operation)]
    bodies = list(damaged(texts, SIZES.bodies // 4, random.Random(SEED)))
    results = through(call_of(operation), bodies, strict=strict)
    assert unexpected(results) == []
    assert {isinstance(result, Exception) for result in results} == {True, False}


@pytest.mark.parametrize("status", [200, 201, 204, 302, 400, 404, 429, 500, 599])
@pytest.mark.parametrize("through", THROUGH, ids=THROUGH_IDS)
def test_mutants_with_any_status(operation: SpecOperation, through: Any, status: int) -> None:
    """With whatever status it comes, a mutant is a value or an error of this library."""
    bodies = [mutant.text.encode() for mutant in mutants(successful(operation), SIZES.bodies // 10, SEED + status)]
    assert unexpected(through(call_of(operation), bodies, status)) == []


NESTED = {"list": (b"[", b"]"), "object": (b'{"a":', b"}")}


@pytest.mark.parametrize("levels", [100, 900, 1_100, 100_000])
@pytest.mark.parametrize("kind", NESTED)
@pytest.mark.parametrize("through", THROUGH, ids=THROUGH_IDS)
def test_deep_nesting(operation: SpecOperation, through: Any, kind: str, levels: int) -> None:
    """Hundreds of levels are read, a hundred thousand are an error of this library, in whatever property they stand."""
    opening, closing = NESTED[kind]
    deep = opening * levels + b"1" + closing * levels
    full = successful(operation)[0]
    inside = list(planted(full, "@"))
    places = [full | {"unknown": "@"}, *inside[:: max(1, len(inside) // SIZES.places)]]
    for strict in (True, False):
        bodies = (json.dumps(place).encode().replace(b'"@"', deep) for place in ["@", *places])
        only, unknown, *others = through(call_of(operation), bodies, strict=strict)
        assert unexpected([only, unknown, *others]) == []
        assert isinstance(only, revox.APIResponseValidationError)
        assert isinstance(unknown, revox.APIError) == (levels > 1000)
        if levels < 1000:
            assert not [result for result in others if "too deep" in str(result)]
            values = [result for result in others if not isinstance(result, Exception)]
            kept = [deep in value.to_json().encode() for value in values]
            # Where an object of the spec should stand, the properties of another one are unknown ones.
            assert any(kept)
            assert all(kept) or kind == "object"


def planted(value: Any, leaf: str) -> Iterator[Any]:
    """Yield copies of a value in each of which one property or item, at whatever depth, is a leaf."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield value | {key: leaf}
            yield from (value | {key: inner} for inner in planted(item, leaf))
    elif isinstance(value, list):
        for at, item in enumerate(value):
            yield [*value[:at], leaf, *value[at + 1 :]]
            yield from ([*value[:at], inner, *value[at + 1 :]] for inner in planted(item, leaf))


@pytest.mark.parametrize("through", THROUGH, ids=THROUGH_IDS)
def test_a_very_long_string(operation: SpecOperation, through: Any) -> None:
    """It is read where text can be, refused where the body is nothing else, and in a body that is cut short."""
    text = b'"' + b"a" * SIZES.long_string + b'"'
    valid = json.dumps(successful(operation)[0] | {"unknown": "@"}).encode().replace(b'"@"', text)
    value, only, short = through(call_of(operation), [valid, text, valid[:-10]], strict=True)
    assert not isinstance(value, Exception)
    assert isinstance(only, revox.APIResponseValidationError)
    assert isinstance(short, revox.APIResponseValidationError)


ENCODED = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "gzip, gzip": lambda body: gzip.compress(gzip.compress(body)),
    "identity": bytes,
    "unheard-of": bytes,
}


@pytest.mark.parametrize("encoding", ENCODED)
@pytest.mark.parametrize("using", BOTH, ids=IDS)
def test_encoded_bodies(operation: SpecOperation, using: Any, encoding: str) -> None:
    """A compressed body is read, also where it is a thousand times as large as it was on the wire."""
    body = json.dumps(successful(operation)[0] | {"unknown": "a" * 10_000_000}).encode()
    with scripted_server(answer(ENCODED[encoding](body), content_encoding=encoding)) as server:
        result = using(call_of(operation), base_url=server.url, strict=True)
    assert len(result.raw_body) > 10_000_000


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "gzip, gzip"])
@pytest.mark.parametrize("using", BOTH, ids=IDS)
def test_damaged_encoded_bodies(operation: SpecOperation, using: Any, encoding: str) -> None:
    """A body that is not compressed as it claims, or damaged, or cut short, is an error of this library."""
    rng = random.Random(SEED)
    whole = ENCODED[encoding](json.dumps(successful(operation)[0]).encode())
    damaged_at = rng.randrange(12, len(whole) - 12)
    damaged_once = whole[:damaged_at] + bytes([whole[damaged_at] ^ 0x55]) + whole[damaged_at + 1 :]
    for body in (b"{}", whole[: len(whole) // 2], damaged_once, b"", rng.randbytes(100)):
        reply = answer(body, content_encoding=encoding)
        with scripted_server(reply) as server, pytest.raises(revox.APIError):
            using(call_of(operation), base_url=server.url, max_retries=0)


CHARSETS = [
    "hex",
    "base64",
    "zlib",
    "idna",
    "punycode",
    "rot13",
    "undefined",
    "utf-16",
    "utf-7",
    "unicode_escape",
    '"',
    "x" * 999,
]


@pytest.mark.parametrize("charset", CHARSETS)
@pytest.mark.parametrize("through", THROUGH, ids=THROUGH_IDS)
def test_any_charset(operation: SpecOperation, through: Any, charset: str) -> None:
    """JSON is read whatever charset it claims, and what is not JSON is an error of this library."""
    bodies = [json.dumps(successful(operation)[0]).encode(), b"<html>\xff", b'{"\xff', b"\xff" * 9]
    for kind in ("application/json", "text/html"):
        good, *others = through(call_of(operation), bodies, content_type=f"{kind}; charset={charset}", strict=True)
        assert not isinstance(good, Exception)
        assert [type(other) for other in others] == [revox.APIResponseValidationError] * len(others)


@pytest.mark.parametrize("using", BOTH, ids=IDS)
def test_random_bytes_instead_of_http(operation: SpecOperation, using: Any) -> None:
    """A server that speaks nothing like HTTP, or HTTP that was damaged, is an error of this library or is read."""
    rng = random.Random(SEED)
    good = answer(page(row()))
    noise = [rng.randbytes(rng.randrange(1, 300)) + b"\r\n\r\n" for _ in range(SIZES.socket_bodies // 4)]
    replies = [*noise, *damaged([good], SIZES.socket_bodies // 4, rng)]
    remaining = iter(replies)
    with scripted_server(drip=lambda connection: connection.sendall(next(remaining))) as server:
        for _ in replies:
            with contextlib.suppress(revox.APIError):
                using(call_of(operation), base_url=server.url, max_retries=0, timeout=2)
        assert len(server.received) == len(replies)


@pytest.mark.parametrize("levels", [100, 900, 980, 990, 100_000])
@pytest.mark.parametrize("name", ["error", "message"])
@pytest.mark.parametrize("through", THROUGH, ids=THROUGH_IDS)
def test_deeply_nested_error_bodies(operation: SpecOperation, through: Any, name: str, levels: int) -> None:
    """However deep it is, the body of an error status makes the error of that status."""
    body = b'{"%s":' % name.encode() * levels + b"1" + b"}" * levels
    (result,) = through(call_of(operation), [body], 500)
    assert type(result) is revox.InternalServerError


@pytest.mark.parametrize("charset", CHARSETS)
@pytest.mark.parametrize("through", THROUGH, ids=THROUGH_IDS)
def test_any_charset_of_an_error(operation: SpecOperation, through: Any, charset: str) -> None:
    """The body of an error status is text, whatever charset it claims."""
    (result,) = through(call_of(operation), [b"\xffx"], 500, f"text/html; charset={charset}")
    assert type(result) is revox.InternalServerError
    assert isinstance(result.body, str)
