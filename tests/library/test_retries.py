"""Reads are tried again, writes only when they never left."""

import time
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

from tests.support.clients import BOTH_CLIENTS, ask, get_rows
from tests.support.rows import page
from tests.support.scripted_server import CLOSE, answer, scripted_server

GOOD = answer(page())
CREATED = answer(b"", "201 Created")
EMPTY: ResponseType[None] = ResponseType(201, 201, Payload.EMPTY, None)


def act(client: Any, method: str = "POST", effect: Effect = Effect.DIALS) -> Any:
    """Carry out an operation that sends a body."""
    operation: Operation[None] = Operation("calls.act", method, "/calls", (EMPTY,), effect)
    return client.execute(operation.request(body={"to": "+15550100"}), RequestOptions())


def late(_: object) -> bytes:
    """Close the connection after a while."""
    time.sleep(0.3)
    return CLOSE


@BOTH_CLIENTS
@pytest.mark.parametrize("effect", Effect)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_effect_decides_and_not_the_method(using: Any, method: str, effect: Effect) -> None:
    """A POST that only reads is sent again; a GET that does anything else is not."""
    outcome = ask(using, lambda client: act(client, method, effect), CLOSE, CREATED)
    is_read = effect is Effect.READS
    assert (len(outcome.received), type(outcome.error)) == ((2, type(None)) if is_read else (1, APIConnectionError))


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
def test_a_read_is_tried_again_and_a_write_is_not(using: Any, failure: bytes) -> None:
    """Two retries are the default, after waits that double; nobody is called twice by a write that may have arrived."""
    outcome = ask(using, get_rows, failure, failure, GOOD)
    assert (outcome.result.total, len(outcome.received), outcome.waits) == (0, 3, [0.5, 1.0])
    outcome = ask(using, get_rows, failure)
    assert isinstance(outcome.error, APIError)
    assert (len(outcome.received), outcome.error.attempts) == (3, 3)
    outcome = ask(using, act, failure)
    assert isinstance(outcome.error, APIError)
    assert (len(outcome.received), outcome.error.maybe_delivered) == (1, True)


@BOTH_CLIENTS
@pytest.mark.parametrize("status", ["400 Bad Request", "401 Unauthorized", "403 Forbidden", "404 Not Found"])
def test_a_mistake_of_the_caller_is_not_tried_again(using: Any, status: str) -> None:
    """It would fail again."""
    outcome = ask(using, get_rows, answer(b"", status))
    assert (isinstance(outcome.error, APIStatusError), len(outcome.received)) == (True, 1)


@BOTH_CLIENTS
def test_a_write_that_never_left_is_sent_again(using: Any) -> None:
    """A refused connection proves that nothing arrived."""
    outcome = ask(using, act, base_url="http://127.0.0.1:1")
    assert isinstance(outcome.error, APIConnectionError)
    assert (len(outcome.waits), outcome.error.maybe_delivered) == (2, False)


@BOTH_CLIENTS
def test_a_write_that_times_out_is_not_sent_again(using: Any) -> None:
    """A server that does not answer may still have acted."""
    outcome = ask(using, act, late, timeout=0.05)
    assert isinstance(outcome.error, APITimeoutError)
    assert (len(outcome.received), outcome.error.maybe_delivered) == (1, True)


@BOTH_CLIENTS
def test_a_timeout_of_one_call_counts_before_that_of_the_client(using: Any) -> None:
    """`timeout=` is in seconds."""
    outcome = ask(using, lambda client: get_rows(client, timeout=0.05), late, max_retries=0)
    assert isinstance(outcome.error, APITimeoutError)


@BOTH_CLIENTS
@pytest.mark.parametrize(
    ("header", "value", "waited"),
    [
        ("retry_after", "7", 7.0),
        ("retry_after", "0", 0.5),
        ("retry_after", "1.5", 1.5),
        ("retry_after_ms", "250", 0.25),
        ("retry_after", "Sun, 09 Sep 2001 01:46:50 GMT", 10.0),
        ("retry_after", "Sun, 09 Sep 2001 01:46:30 GMT", 0.5),
        ("retry_after", "soon", 0.5),
        ("retry_after", "-3", 0.5),
        ("retry_after", "inf", 0.5),
        ("retry_after", "nan", 0.5),
        ("retry_after", "60", 60.0),
    ],
)
def test_retry_after_is_honoured(using: Any, header: str, value: str, waited: float) -> None:
    """Seconds, milliseconds or a date; what makes no sense is ignored."""
    outcome = ask(using, get_rows, answer(b"", "429 Too Many Requests", **{header: value}), GOOD)
    assert outcome.result.total == 0
    assert outcome.waits == [pytest.approx(waited)]


@BOTH_CLIENTS
def test_a_retry_after_beyond_the_cap_is_an_error_that_says_it(using: Any) -> None:
    """The server is not asked again before its time, and the caller learns how long that is."""
    outcome = ask(using, get_rows, answer(b"", "429 Too Many Requests", retry_after="61"))
    assert isinstance(outcome.error, RateLimitError)
    assert (len(outcome.received), outcome.error.retry_after) == (1, 61.0)


@BOTH_CLIENTS
def test_the_policy_is_a_value_that_can_be_passed(using: Any) -> None:
    """Attempts, backoff and the cap are the user's to set."""
    policy = RetryPolicy(max_retries=5, initial_delay=1, max_delay=3)
    outcome = ask(using, get_rows, answer(b"", "500 Oops"), retry=policy)
    assert (type(outcome.error), outcome.waits) == (InternalServerError, [1, 2, 3, 3, 3])


@BOTH_CLIENTS
def test_a_read_follows_a_redirect_and_keeps_the_key_from_another_host(using: Any) -> None:
    """Credentials go only to the host they are for."""
    with scripted_server(GOOD) as other:
        url = other.url.replace("127.0.0.1", "localhost") + "/x"
        outcome = ask(using, get_rows, answer(b"", "307 Temporary Redirect", location=url))
    assert outcome.result.total == 0
    assert "authorization" in outcome.received[0].headers
    assert "authorization" not in other.received[0].headers


@BOTH_CLIENTS
def test_a_write_does_not_follow_a_redirect(using: Any) -> None:
    """A redirected POST could become a GET that counts as a success."""
    outcome = ask(using, act, answer(b"", "302 Found", location="/x"), GOOD)
    assert (isinstance(outcome.error, APIStatusError), len(outcome.received)) == (True, 1)


@pytest.mark.parametrize(
    ("policy", "attempt", "jitter", "delay"),
    [(RetryPolicy(), 0, 0.0, 0.5), (RetryPolicy(), 0, 1.0, 0.375), (RetryPolicy(max_retries=10**6), 10**5, 0.0, 8.0)],
)
def test_the_backoff_has_jitter_and_a_cap(policy: RetryPolicy, attempt: int, jitter: float, delay: float) -> None:
    """Jitter takes up to a quarter off, and no number of retries overflows."""
    assert policy.delay(attempt, None, jitter) == delay


def test_retry_after_is_nothing_where_the_header_is_missing() -> None:
    """No header, no wish."""
    assert parse_retry_after({}, 0.0) is None
