"""Reads are tried again, writes only when they never left."""

import time
from contextlib import nullcontext
from typing import Any

import pytest
from revox import (
    APIConnectionError,
    APIError,
    APIStatusError,
    APITimeoutError,
    InternalServerError,
    RateLimitError,
    RetryPolicy,
)
from revox._http.retries import parse_retry_after
from revox_api.runtime import Effect, Operation, Payload, RequestOptions, ResponseType

from tests.support.clients import BOTH_CLIENTS, StoppedClock, get_rows
from tests.support.rows import page
from tests.support.scripted_server import CLOSE, answer, scripted_server

GOOD = answer(page())
EMPTY: ResponseType[None] = ResponseType(201, 201, Payload.EMPTY, None)
WRITE: Operation[None] = Operation("calls.create", "POST", "/calls", (EMPTY,), Effect.DIALS)


def write(client: Any) -> Any:
    """Carry out a write."""
    return client.execute(WRITE.request(body={"to": "+15550100"}), RequestOptions())


@BOTH_CLIENTS
@pytest.mark.parametrize("effect", Effect)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_effect_decides_and_not_the_method(using: Any, method: str, effect: Effect) -> None:
    """A POST that only reads is sent again; a GET that does anything else is not."""
    operation: Operation[None] = Operation("calls.act", method, "/calls", (EMPTY,), effect)
    is_read = effect is Effect.READS
    expected = nullcontext() if is_read else pytest.raises(APIConnectionError)
    with scripted_server(CLOSE, answer(b"", "201 Created")) as server, expected:
        using(
            lambda client: client.execute(operation.request(), RequestOptions()),
            base_url=server.url,
            clock=StoppedClock().clock(),
        )
    assert len(server.received) == (2 if is_read else 1)


FAILURES = {
    "408": answer(b"", "408 Request Timeout"),
    "409": answer(b"", "409 Conflict"),
    "429": answer(b"", "429 Too Many Requests"),
    "500": answer(b"", "500 Internal Server Error"),
    "503": answer(b"", "503 Service Unavailable"),
    "closed": CLOSE,
    "half a head": b"HTTP/1.1 200 OK\r\ncontent-le",
    "half a body": GOOD[:-5],
    "garbage": b"\x16\x03\x01\x02\x00\r\n\r\n",
    "half of the JSON": answer(b'{"page": 0, "rows": ['),
    "broken gzip": answer(b"not gzip", content_encoding="gzip"),
}


@BOTH_CLIENTS
@pytest.mark.parametrize("failure", FAILURES.values(), ids=list(FAILURES))
def test_a_read_is_tried_again(using: Any, failure: bytes) -> None:
    """Two failures are made good by a third attempt, after waits that double."""
    clock = StoppedClock()
    with scripted_server(failure, failure, GOOD) as server:
        assert using(get_rows, base_url=server.url, clock=clock.clock()).total == 0
    assert len(server.received) == 3
    assert clock.waits == [0.5, 1.0]


@BOTH_CLIENTS
@pytest.mark.parametrize("failure", FAILURES.values(), ids=list(FAILURES))
def test_a_read_is_given_up_after_its_retries(using: Any, failure: bytes) -> None:
    """Two retries are the default; the error says how many attempts there were."""
    with scripted_server(failure) as server, pytest.raises(APIError) as caught:
        using(get_rows, base_url=server.url, clock=StoppedClock().clock())
    assert (len(server.received), caught.value.attempts) == (3, 3)


@BOTH_CLIENTS
@pytest.mark.parametrize("status", ["400 Bad Request", "401 Unauthorized", "403 Forbidden", "404 Not Found"])
def test_a_mistake_of_the_caller_is_not_tried_again(using: Any, status: str) -> None:
    """It would fail again."""
    with scripted_server(answer(b"", status)) as server, pytest.raises(APIStatusError):
        using(get_rows, base_url=server.url)
    assert len(server.received) == 1


@BOTH_CLIENTS
@pytest.mark.parametrize("failure", FAILURES.values(), ids=list(FAILURES))
def test_a_write_that_may_have_arrived_is_never_sent_again(using: Any, failure: bytes) -> None:
    """Nobody is called twice, and the error says that the write may have been delivered."""
    with scripted_server(failure) as server, pytest.raises(APIError) as caught:
        using(write, base_url=server.url, clock=StoppedClock().clock())
    assert len(server.received) == 1
    assert caught.value.maybe_delivered


@BOTH_CLIENTS
def test_a_write_that_never_left_is_sent_again(using: Any) -> None:
    """A refused connection proves that nothing arrived."""
    clock = StoppedClock()
    with pytest.raises(APIConnectionError) as caught:
        using(write, base_url="http://127.0.0.1:1", clock=clock.clock())
    assert len(clock.waits) == 2
    assert not caught.value.maybe_delivered


@BOTH_CLIENTS
def test_a_write_that_times_out_is_not_sent_again(using: Any) -> None:
    """A server that does not answer may still have acted."""

    def late(_: object) -> bytes:
        time.sleep(0.3)
        return CLOSE

    with scripted_server(late) as server, pytest.raises(APITimeoutError) as caught:
        using(write, base_url=server.url, timeout=0.05)
    assert len(server.received) == 1
    assert caught.value.maybe_delivered


@BOTH_CLIENTS
def test_a_timeout_of_one_call_counts_before_that_of_the_client(using: Any) -> None:
    """`timeout=` is in seconds."""

    def late(_: object) -> bytes:
        time.sleep(0.3)
        return CLOSE

    with scripted_server(late) as server, pytest.raises(APITimeoutError):
        using(
            lambda client: client.campaigns.get_rows("c", page=0, page_size=1, timeout=0.05),
            base_url=server.url,
            max_retries=0,
        )


@BOTH_CLIENTS
@pytest.mark.parametrize(
    ("header", "value", "waited"),
    [
        ("retry_after", "7", 7.0),
        ("retry_after", "0", 0.0),
        ("retry_after", "1.5", 1.5),
        ("retry_after_ms", "250", 0.25),
        ("retry_after", "Sun, 09 Sep 2001 01:46:50 GMT", 10.0),
        ("retry_after", "Sun, 09 Sep 2001 01:46:30 GMT", 0.0),
        ("retry_after", "soon", 0.5),
        ("retry_after", "-3", 0.5),
        ("retry_after", "inf", 0.5),
        ("retry_after", "nan", 0.5),
        ("retry_after", "60", 60.0),
    ],
)
def test_retry_after_is_honoured(using: Any, header: str, value: str, waited: float) -> None:
    """Seconds, milliseconds or a date; what makes no sense is ignored."""
    clock = StoppedClock()
    busy = answer(b"", "429 Too Many Requests", **{header: value})
    with scripted_server(busy, GOOD) as server:
        using(get_rows, base_url=server.url, clock=clock.clock())
    assert clock.waits == [pytest.approx(waited)]


@BOTH_CLIENTS
def test_a_retry_after_beyond_the_cap_is_an_error_that_says_it(using: Any) -> None:
    """The server is not asked again before its time, and the caller learns how long that is."""
    busy = answer(b"", "429 Too Many Requests", retry_after="61")
    with scripted_server(busy) as server, pytest.raises(RateLimitError) as caught:
        using(get_rows, base_url=server.url)
    assert (len(server.received), caught.value.retry_after) == (1, 61.0)


@BOTH_CLIENTS
def test_the_policy_is_a_value_that_can_be_passed(using: Any) -> None:
    """Attempts, backoff and the cap are the user's to set."""
    clock = StoppedClock()
    policy = RetryPolicy(max_retries=5, initial_delay=1, max_delay=3)
    with scripted_server(answer(b"", "500 Oops")) as server, pytest.raises(InternalServerError):
        using(get_rows, base_url=server.url, retry=policy, clock=clock.clock())
    assert clock.waits == [1, 2, 3, 3, 3]


@BOTH_CLIENTS
def test_a_read_follows_a_redirect_and_keeps_the_key_from_another_host(using: Any) -> None:
    """Credentials go only to the host they are for."""
    with scripted_server(GOOD) as other:
        moved = answer(b"", "307 Temporary Redirect", location=other.url.replace("127.0.0.1", "localhost") + "/x")
        with scripted_server(moved) as server:
            assert using(get_rows, base_url=server.url).total == 0
    assert "authorization" in server.received[0].headers
    assert "authorization" not in other.received[0].headers


@BOTH_CLIENTS
def test_a_write_does_not_follow_a_redirect(using: Any) -> None:
    """A redirected POST could become a GET that counts as a success."""
    with scripted_server(answer(b"", "302 Found", location="/x"), GOOD) as server, pytest.raises(APIStatusError):
        using(write, base_url=server.url)
    assert len(server.received) == 1


def test_jitter_takes_up_to_a_quarter_off() -> None:
    """Many clients that failed together do not come back together."""
    assert RetryPolicy().delay(0, None, jitter=0.0) == 0.5
    assert RetryPolicy().delay(0, None, jitter=1.0) == 0.375


def test_a_huge_number_of_retries_does_not_overflow() -> None:
    """The backoff stays at its cap."""
    assert RetryPolicy(max_retries=10**6).delay(10**5, None, 0.0) == 8.0


def test_retry_after_is_nothing_where_the_header_is_missing() -> None:
    """No header, no wish."""
    assert parse_retry_after({}, 0.0) is None
