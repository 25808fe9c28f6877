"""Deadlines, the retry budget and the rate limit: what one client may take of time and of the server."""

import threading
import time
from typing import Any

import pytest
from revox import APITimeoutError, InternalServerError, RateLimit, RetryPolicy
from revox._http.retries import Clock

from tests.support.clients import BOTH_CLIENTS, ask, at_once, collect, get_rows, in_turn
from tests.support.rows import page, paged, row
from tests.support.scripted_server import Received, answer

GOOD = answer(page())
BAD = answer(b"", "500 Oops")


@BOTH_CLIENTS
def test_a_deadline_ends_the_retries(using: Any) -> None:
    """No wait is begun that would end after it."""
    policy = RetryPolicy(max_retries=100, initial_delay=1, max_delay=1, deadline=5.5)
    outcome = ask(using, get_rows, BAD, retry=policy)
    assert isinstance(outcome.error, InternalServerError)
    assert (outcome.waits, outcome.error.attempts) == ([1.0] * 5, 6)


@BOTH_CLIENTS
def test_a_deadline_ends_an_answer_that_drips(using: Any) -> None:
    """A server that sends a byte now and then runs into no other timeout."""

    def drip(connection: Any) -> None:
        for index in range(len(GOOD)):
            connection.sendall(GOOD[index : index + 1])
            time.sleep(0 if index < len(GOOD) - 40 else 0.02)

    started = time.monotonic()
    outcome = ask(using, get_rows, drip=drip, retry=RetryPolicy(deadline=0.2), clock=Clock())
    assert time.monotonic() - started < 0.8
    assert isinstance(outcome.error, APITimeoutError)
    assert "deadline" in str(outcome.error)
    assert len(outcome.received) == 1


@BOTH_CLIENTS
def test_a_deadline_cuts_the_timeout(using: Any) -> None:
    """An attempt is given up when the time of the call is up, not after its own 60 seconds."""

    def late(_: Received) -> bytes:
        time.sleep(0.4)
        return GOOD

    outcome = ask(using, get_rows, late, retry=RetryPolicy(deadline=0.1), clock=Clock())
    assert isinstance(outcome.error, APITimeoutError)


@BOTH_CLIENTS
def test_the_budget_bounds_the_retries_of_an_outage(using: Any) -> None:
    """Thirty failing calls of a client and its copies, with five retries each, cost ten requests more, not 150."""

    def fail(client: Any) -> Any:
        def read() -> Any:
            return get_rows(client.with_options(timeout=9))

        return at_once(client, *[read] * 30)

    outcome = ask(using, fail, BAD, retry=RetryPolicy(max_retries=5, budget=10))
    assert [type(error) for error in outcome.result] == [InternalServerError] * 30
    assert len(outcome.received) == 40


@BOTH_CLIENTS
def test_successes_fill_the_budget_again(using: Any) -> None:
    """Ten good calls give one retry back."""
    policy, replies = RetryPolicy(max_retries=1, budget=1), [BAD, GOOD, *[GOOD] * 9, BAD, GOOD]
    outcome = ask(using, lambda client: in_turn(*[lambda: get_rows(client)] * 11), *replies, retry=policy)
    assert (len(outcome.result), len(outcome.received)) == (11, 13)


@BOTH_CLIENTS
def test_requests_are_spread_over_time(using: Any) -> None:
    """Five pages at two requests a second take two seconds; a retry waits for its turn, too."""
    failures = [BAD]

    def reply(request: Received) -> bytes:
        return failures.pop() if "page=2" in request.target and failures else pages(request)

    pages = paged([row(number) for number in range(4)])
    outcome = ask(
        using,
        lambda client: collect(client.campaigns.iter_rows("c", page_size=1)),
        reply,
        retry=RetryPolicy(initial_delay=0),
        rate_limit=RateLimit(requests_per_second=2),
    )
    assert len(outcome.result) == 4
    assert [wait for wait in outcome.waits if wait] == pytest.approx([0.5, 0.5, 0.5, 0.5])


@BOTH_CLIENTS
def test_a_turn_after_the_deadline_is_not_waited_for(using: Any) -> None:
    """The error says that nothing was sent."""
    limits: dict[str, Any] = {"retry": RetryPolicy(deadline=1), "rate_limit": RateLimit(requests_per_second=0.1)}
    outcome = ask(using, lambda client: in_turn(*[lambda: get_rows(client)] * 2), GOOD, **limits)
    assert isinstance(outcome.error, APITimeoutError)
    assert "rate limit" in str(outcome.error)
    assert (len(outcome.received), outcome.error.maybe_delivered) == (1, False)


@BOTH_CLIENTS
def test_concurrent_requests_are_limited(using: Any) -> None:
    """A client and its copies never have more than three requests under way, in whatever threads or tasks."""
    lock, under_way, most = threading.Lock(), 0, 0

    def reply(_: Received) -> bytes:
        nonlocal under_way, most
        with lock:
            under_way += 1
            most = max(most, under_way)
        time.sleep(0.02)
        with lock:
            under_way -= 1
        return GOOD

    def read(client: Any) -> Any:
        copies = [client, client.with_options(timeout=9)] * 24
        return at_once(client, *[lambda copy=copy: get_rows(copy) for copy in copies])

    outcome = ask(using, read, reply, rate_limit=RateLimit(concurrent_requests=3), clock=Clock())
    assert [got.total for got in outcome.result] == [0] * 48
    assert (len(outcome.received), most) == (48, 3)


@pytest.mark.parametrize("number", [0, -1, float("inf"), float("nan"), True])
@pytest.mark.parametrize("name", ["requests_per_second", "concurrent_requests"])
def test_a_limit_is_a_number_above_zero(name: str, number: Any) -> None:
    """Anything else is refused when it is made."""
    with pytest.raises(ValueError, match=name):
        RateLimit(**{name: number})
