"""A server that does not page: its rows are handed out while its one response arrives, and little of it is held."""

import contextlib
import gc
import itertools
import json
import socket
import threading
import tracemalloc
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from revox import APIConnectionError, APIResponseValidationError, APITimeoutError, RetryPolicy, Revox

from tests.support.clients import BOTH_CLIENTS, KEY, PLAIN, StoppedClock, ask, collect, get_rows, with_revox
from tests.support.rows import call, page, row
from tests.support.scripted_server import answer

ROWS = 500
LIST = json.dumps([row(number, call=call()) for number in range(ROWS)]).encode()
BODY = b'{"rows": ' + LIST + b"}"
HEAD = f"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {len(BODY)}\r\n\r\n".encode()
HALF = len(BODY) // 2
CUT = HEAD + BODY[:HALF]
ALL = [f"row-{number}" for number in range(ROWS)]
WAIT = 10.0


def read(see: Callable[[int], object] = lambda count: None, **arguments: Any) -> Any:
    """Return an action that reads all rows, and calls a function after each one with how many there were."""
    count = itertools.count(1)

    def take(item: Any) -> str:
        see(next(count))
        return str(item.id)

    return lambda client: collect(client.campaigns.iter_rows("demo", **arguments), take)


@BOTH_CLIENTS
def test_rows_come_before_the_body_has_ended(using: Any) -> None:
    """The server sends the second half only when the client has handed out rows of the first."""
    was_handed_out = threading.Event()

    def send_halves(connection: socket.socket) -> None:
        connection.sendall(CUT)
        if was_handed_out.wait(WAIT):
            connection.sendall(BODY[HALF:])

    outcome = ask(using, read(lambda count: was_handed_out.set()), drip=send_halves, max_retries=0)
    assert (outcome.result, len(outcome.received)) == (ALL, 1)


@BOTH_CLIENTS
def test_memory_stays_flat(using: Any) -> None:
    """A body of 12 MB goes through in a fraction of that."""
    items = b",".join(json.dumps(row(number, input_data={"text": "x" * 4000})).encode() for number in range(3_000))
    reply, peak = answer(b'{"rows":[' + items + b"]}"), 0

    def look(count: int) -> None:
        nonlocal peak
        if count == 10:
            gc.collect()
            tracemalloc.start()
        elif count == 2_900:
            peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()

    def send(connection: socket.socket) -> None:
        connection.sendall(reply)

    # The response as a whole may be larger than what may be held of it.
    assert len(ask(using, read(look), drip=send, max_response_size=2**20).result) == 3_000
    assert 0 < peak < len(reply) // 10


@BOTH_CLIENTS
@pytest.mark.parametrize("known", [0, 300])
@pytest.mark.parametrize("answers", [[CUT, CUT, answer(BODY)], [answer(BODY[:-2]), answer(BODY)]])
def test_a_response_that_breaks_off_is_read_again(using: Any, answers: list[bytes], known: int) -> None:
    """Also where HTTP has nothing to complain about; rows that were handed out or known do not come again."""
    outcome = ask(using, read(known=ALL[:known]), *answers)
    assert (outcome.result, len(outcome.received)) == (ALL[known:], len(answers))


@BOTH_CLIENTS
def test_a_response_that_always_breaks_off_is_an_error(using: Any) -> None:
    """After as many attempts as any other call has."""
    found: list[int] = []
    outcome = ask(using, read(found.append), CUT)
    assert isinstance(outcome.error, APIConnectionError)
    assert len(outcome.received) == outcome.error.attempts == 3
    assert 200 < len(found) < ROWS
    assert KEY not in repr(vars(outcome.error.request))


@BOTH_CLIENTS
def test_deviations_are_told(using: Any) -> None:
    """Within chunks, and of what should stand around the rows."""
    rows: list[Any] = json.loads(LIST)
    rows[250]["phone_number"] = None
    told: list[str] = []

    def action(client: Any) -> Any:
        return read(lambda count: told.__setitem__(slice(None), map(str, client.deviations)))(client)

    assert ask(using, action, answer({"rows": rows})).result == ALL
    assert any("expected str, got null" in text and "phone_number" in text for text in told)
    with pytest.raises(APIResponseValidationError, match="phone_number"):
        raise ask(using, read(), answer({"rows": rows}), strict=True).error


@BOTH_CLIENTS
def test_an_ordinary_page_leaves_its_connection_free(using: Any) -> None:
    """There may be one connection at most, and a loop that sends further requests."""
    type_: Any = httpx.Client if using is with_revox else httpx.AsyncClient
    http_client = type_(limits=httpx.Limits(max_connections=1), verify=PLAIN)

    def action(client: Any) -> Any:
        rows = client.campaigns.iter_rows("demo")
        if isinstance(client, Revox):
            with http_client:
                return [get_rows(client) for _ in rows]

        async def run() -> Any:
            async with http_client:
                return [await get_rows(client) async for _ in rows]

        return run()

    reply = answer(page(*(row(number) for number in range(100))))
    assert len(ask(using, action, reply, http_client=http_client, timeout=WAIT).result) == 100


@BOTH_CLIENTS
def test_typed_pages_stay_whole_and_raw_ones_come_in_chunks(using: Any) -> None:
    """`iter_pages` gives a typed page a response; a raw page holds what has arrived, whatever it is parsed to."""

    def typed(client: Any) -> Any:
        return collect(client.campaigns.iter_pages("demo"), lambda got: [item.id for item in got.rows])

    def raw(client: Any) -> Any:
        pages = client.campaigns.with_raw_response.iter_pages("demo")
        return collect(pages, lambda got: (got.total, [i.key for i in got.items], [r.id for r in got.parse().rows]))

    assert ask(using, typed, answer(BODY)).result == [ALL]
    found = ask(using, raw, answer(BODY)).result
    assert len(found) > 1
    assert [item for _, keys, _ in found for item in keys] == ALL
    assert all(total is None and keys == parsed for total, keys, parsed in found)


@BOTH_CLIENTS
def test_a_loop_that_is_left_closes_the_connection(using: Any) -> None:
    """The server notices, while it still has rows to send."""
    was_closed = threading.Event()

    def send_half(connection: socket.socket) -> None:
        connection.sendall(CUT)
        with contextlib.suppress(ConnectionResetError):
            assert connection.recv(1) == b""
        was_closed.set()

    def action(client: Any) -> Any:
        rows = client.campaigns.iter_rows("demo")
        if isinstance(client, Revox):
            next(rows)
            rows.close()
            return was_closed.wait(WAIT)

        async def run() -> bool:
            await anext(rows)
            await rows.aclose()
            return was_closed.wait(WAIT)

        return run()

    assert ask(using, action, drip=send_half).result


def drip_after_half(clock: StoppedClock) -> Any:
    """Return what sends the second half of the body byte by byte, one a second."""

    def drip(connection: socket.socket) -> None:
        connection.sendall(CUT)
        for byte in BODY[HALF:]:
            clock.time += 1
            connection.sendall(bytes([byte]))

    return drip


@BOTH_CLIENTS
def test_a_deadline_is_for_the_server_and_not_for_those_who_work_on_the_rows(using: Any) -> None:
    """Time that passes between rows is theirs; a server that drips has the rest, however many rows it has sent."""
    clock = StoppedClock()
    limits: dict[str, Any] = {"retry": RetryPolicy(deadline=100), "clock": clock.clock()}
    work = read(lambda count: setattr(clock, "time", clock.time + 60))
    assert ask(using, work, answer(BODY), **limits).result == ALL
    with pytest.raises(APITimeoutError, match="deadline"):
        raise ask(using, read(), drip=drip_after_half(clock), **limits).error
