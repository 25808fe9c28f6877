"""Deadlines, the retry budget and the rate limit: what one client may take of time and of the server."""

import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from revox import APITimeoutError, AsyncRevox, InternalServerError, RateLimit, RetryPolicy, Revox

from tests.support.clients import BOTH_CLIENTS, KEY, StoppedClock, collect, get_rows
from tests.support.rows import page, row
from tests.support.scripted_server import Received, answer, scripted_server

GOOD = answer(page())
BAD = answer(b"", "500 Oops")


@BOTH_CLIENTS
def test_a_deadline_ends_the_retries(using: Any) -> None:
    """No wait is begun that would end after it."""
    clock = StoppedClock()
    policy = RetryPolicy(max_retries=100, initial_delay=1, max_delay=1, deadline=5.5)
    with scripted_server(BAD) as server, pytest.raises(InternalServerError) as caught:
        using(get_rows, base_url=server.url, retry=policy, clock=clock.clock())
    assert (clock.waits, caught.value.attempts) == ([1.0] * 5, 6)


@BOTH_CLIENTS
def test_a_deadline_ends_an_answer_that_drips(using: Any) -> None:
    """A server that sends a byte now and then runs into no other timeout."""
    body = b'{"page":0,"page_size":1,"rows":[],"total":0}'

    def drip(connection: Any) -> None:
        head = f"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
        connection.sendall(head.encode())
        for index in range(len(body)):
            connection.sendall(body[index : index + 1])
            time.sleep(0.02)

    with scripted_server(drip=drip) as server:
        started = time.monotonic()
        with pytest.raises(APITimeoutError, match="deadline"):
            using(get_rows, base_url=server.url, retry=RetryPolicy(deadline=0.2))
        assert time.monotonic() - started < 0.8
    assert len(server.received) == 1


@BOTH_CLIENTS
def test_a_deadline_cuts_the_timeout(using: Any) -> None:
    """An attempt is given up when the time of the call is up, not after its own 60 seconds."""

    def late(_: Received) -> bytes:
        time.sleep(0.4)
        return GOOD

    with scripted_server(late) as server, pytest.raises(APITimeoutError):
        using(get_rows, base_url=server.url, retry=RetryPolicy(deadline=0.1))


def test_the_budget_bounds_the_retries_of_an_outage() -> None:
    """Thirty failing calls with up to five retries each cost ten requests more, not 150."""
    policy = RetryPolicy(max_retries=5, budget=10)
    with (
        scripted_server(BAD) as server,
        Revox(api_key=KEY, base_url=server.url, retry=policy, clock=_still()) as client,
    ):
        for _ in range(30):
            with pytest.raises(InternalServerError):
                get_rows(client.with_options(timeout=9))
    assert len(server.received) == 40


def test_successes_fill_the_budget_again() -> None:
    """Ten good calls give one retry back."""
    policy = RetryPolicy(max_retries=1, budget=1)
    replies = [BAD, GOOD, *[GOOD] * 9, BAD, GOOD]
    with (
        scripted_server(*replies) as server,
        Revox(api_key=KEY, base_url=server.url, retry=policy, clock=_still()) as client,
    ):
        for _ in range(11):
            get_rows(client)
    assert len(server.received) == 13


def _still() -> Any:
    return StoppedClock().clock()


@BOTH_CLIENTS
def test_requests_are_spread_over_time(using: Any) -> None:
    """Five pages at two requests a second take two seconds; a retry waits for its turn, too."""
    clock = StoppedClock()
    pages = [answer(page(row(number), page=number, total=4)) for number in range(4)]
    replies = [pages[0], pages[1], BAD, pages[2], pages[3]]
    with scripted_server(*replies) as server:
        using(
            lambda client: collect(client.campaigns.iter_rows("c", page_size=1)),
            base_url=server.url,
            clock=clock.clock(),
            retry=RetryPolicy(initial_delay=0),
            rate_limit=RateLimit(requests_per_second=2),
        )
    assert [wait for wait in clock.waits if wait] == pytest.approx([0.5, 0.5, 0.5, 0.5])


@BOTH_CLIENTS
def test_a_turn_after_the_deadline_is_not_waited_for(using: Any) -> None:
    """The error says that nothing was sent."""

    def twice(client: Any) -> Any:
        if isinstance(client, Revox):
            return [get_rows(client), get_rows(client)]

        async def run() -> None:
            await get_rows(client)
            await get_rows(client)

        return run()

    with scripted_server(GOOD) as server, pytest.raises(APITimeoutError, match="rate limit") as caught:
        using(
            twice,
            base_url=server.url,
            clock=_still(),
            retry=RetryPolicy(deadline=1),
            rate_limit=RateLimit(requests_per_second=0.1),
        )
    assert (len(server.received), caught.value.maybe_delivered) == (1, False)


class Crowd:
    """Counts how many requests a server works on at the same time."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.now = self.most = 0

    def reply(self, _: Received) -> bytes:
        """Answer, after a while."""
        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)
        time.sleep(0.02)
        with self.lock:
            self.now -= 1
        return GOOD


def test_threads_share_the_limit_of_concurrent_requests() -> None:
    """Sixteen threads with one client and its copies never have more than three requests under way."""
    crowd = Crowd()
    with (
        scripted_server(crowd.reply) as server,
        Revox(api_key=KEY, base_url=server.url, rate_limit=RateLimit(concurrent_requests=3)) as client,
        ThreadPoolExecutor(16) as pool,
    ):
        clients = [client if number % 2 else client.with_options(timeout=9) for number in range(48)]
        pages = list(pool.map(get_rows, clients))
    assert (len(pages), len(server.received), crowd.most) == (48, 48, 3)


def test_tasks_share_the_limit_of_concurrent_requests() -> None:
    """So do forty-eight tasks."""
    crowd = Crowd()

    async def run(url: str) -> int:
        async with AsyncRevox(api_key=KEY, base_url=url, rate_limit=RateLimit(concurrent_requests=3)) as client:
            return len(await asyncio.gather(*[get_rows(client) for _ in range(48)]))

    with scripted_server(crowd.reply) as server:
        assert asyncio.run(run(server.url)) == 48
    assert (len(server.received), crowd.most) == (48, 3)


@pytest.mark.parametrize("number", [0, -1, float("inf"), float("nan"), True])
def test_a_limit_is_a_number_above_zero(number: Any) -> None:
    """Anything else is refused when it is made."""
    with pytest.raises(ValueError, match="requests_per_second"):
        RateLimit(requests_per_second=number)
    with pytest.raises(ValueError, match="concurrent_requests"):
        RateLimit(concurrent_requests=number)
