"""A server that does not page: its rows are handed out while its one response arrives, and little of it is held."""

import contextlib
import gc
import json
import socket
import threading
import tracemalloc
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from revox import APIConnectionError, APIResponseValidationError, APITimeoutError, RetryPolicy, Revox

from tests.support.clients import BOTH, BOTH_CLIENTS, KEY, StoppedClock, collect
from tests.support.rows import call, page, row
from tests.support.scripted_server import answer, scripted_server

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

    def action(client: Any) -> Any:
        count = 0

        def take(item: Any) -> str:
            nonlocal count
            count += 1
            see(count)
            return str(item.id)

        return collect(client.campaigns.iter_rows("demo", **arguments), take)

    return action


@BOTH_CLIENTS
def test_rows_come_before_the_body_has_ended(using: Any) -> None:
    """The server sends the second half only when the client has handed out rows of the first."""
    was_handed_out = threading.Event()

    def send_halves(connection: socket.socket) -> None:
        connection.sendall(CUT)
        if was_handed_out.wait(WAIT):
            connection.sendall(BODY[HALF:])

    with scripted_server(drip=send_halves) as server:
        assert using(read(lambda count: was_handed_out.set()), base_url=server.url, max_retries=0) == ALL
    assert len(server.received) == 1


@BOTH_CLIENTS
def test_memory_stays_flat(using: Any) -> None:
    """A body of 40 MB goes through in a fraction of that."""
    items = b",".join(json.dumps(row(number, input_data={"text": "x" * 4000})).encode() for number in range(10_000))
    body = b'{"rows":[' + items + b"]}"

    def send(connection: socket.socket) -> None:
        connection.sendall(f"HTTP/1.1 200 OK\r\ncontent-length: {len(body)}\r\n\r\n".encode())
        connection.sendall(body)

    peak = 0

    def look(count: int) -> None:
        nonlocal peak
        if count == 10:
            gc.collect()
            tracemalloc.start()
        elif count == 9_000:
            peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()

    with scripted_server(drip=send) as server:
        # The response as a whole may be larger than what may be held of it.
        rows = using(read(look), base_url=server.url, max_response_size=4 * 2**20)
    assert len(rows) == 10_000
    assert 0 < peak < len(body) // 10


@BOTH_CLIENTS
def test_a_response_that_breaks_off_is_read_again(using: Any) -> None:
    """From its beginning; rows that were handed out are not handed out again."""
    with scripted_server(CUT, CUT, answer(BODY)) as server:
        assert using(read(), base_url=server.url, clock=StoppedClock().clock()) == ALL
    assert len(server.received) == 3


@BOTH_CLIENTS
def test_a_response_that_always_breaks_off_is_an_error(using: Any) -> None:
    """After as many attempts as any other call has."""
    found: list[int] = []
    with scripted_server(CUT) as server:
        with pytest.raises(APIConnectionError) as error:
            using(read(found.append), base_url=server.url, clock=StoppedClock().clock())
        assert len(server.received) == error.value.attempts == 3
    assert 200 < len(found) < ROWS
    assert KEY not in repr(vars(error.value.request))


@BOTH_CLIENTS
def test_an_end_that_is_not_json_is_read_again(using: Any) -> None:
    """Also where HTTP has nothing to complain about."""
    with scripted_server(answer(BODY[:-2]), answer(BODY)) as server:
        assert using(read(), base_url=server.url, clock=StoppedClock().clock()) == ALL


@BOTH_CLIENTS
def test_deviations_are_told(using: Any) -> None:
    """Within chunks, and of what should stand around the rows."""
    rows: list[Any] = json.loads(LIST)
    rows[250]["phone_number"] = None
    told: list[str] = []

    def action(client: Any) -> Any:
        return read(lambda count: told.__setitem__(slice(None), map(str, client.deviations)))(client)

    with scripted_server(answer({"rows": rows})) as server:
        assert using(action, base_url=server.url) == ALL
        assert any("expected str, got null" in text and "phone_number" in text for text in told)
        with pytest.raises(APIResponseValidationError, match="phone_number"):
            using(read(), base_url=server.url, strict=True, clock=StoppedClock().clock())


@BOTH_CLIENTS
def test_an_ordinary_page_leaves_its_connection_free(using: Any) -> None:
    """There may be one connection at most, and a loop that sends further requests."""
    is_sync = using is BOTH[0]
    limits = httpx.Limits(max_connections=1)
    client: Any = httpx.Client(limits=limits) if is_sync else httpx.AsyncClient(limits=limits)

    def action(revox: Any) -> Any:
        if is_sync:
            with client:
                return [
                    revox.campaigns.get_rows("demo", page=0, page_size=1) for _ in revox.campaigns.iter_rows("demo")
                ]

        async def run() -> Any:
            async with client:
                rows = revox.campaigns.iter_rows("demo")
                return [await revox.campaigns.get_rows("demo", page=0, page_size=1) async for _ in rows]

        return run()

    with scripted_server(answer(page(*(row(number) for number in range(100))))) as server:
        assert len(using(action, base_url=server.url, http_client=client, timeout=WAIT)) == 100


@BOTH_CLIENTS
@pytest.mark.parametrize("raw", [False, True], ids=["typed", "raw"])
def test_typed_pages_stay_whole_and_raw_ones_come_in_chunks(using: Any, raw: bool) -> None:
    """`iter_pages` gives a typed page a response; a raw page holds what has arrived, whatever it is parsed to."""

    def action(client: Any) -> Any:
        if not raw:
            return collect(client.campaigns.iter_pages("demo"), lambda got: [item.id for item in got.rows])
        pages = client.campaigns.with_raw_response.iter_pages("demo")
        return collect(pages, lambda got: (got.total, [i.key for i in got.items], [r.id for r in got.parse().rows]))

    with scripted_server(answer(BODY)) as server:
        found = using(action, base_url=server.url)
    if raw:
        assert len(found) > 1
        assert [item for _, keys, _ in found for item in keys] == ALL
        assert all(total is None and keys == parsed for total, keys, parsed in found)
    else:
        assert found == [ALL]


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

    with scripted_server(drip=send_half) as server:
        assert using(action, base_url=server.url)


@BOTH_CLIENTS
def test_a_deadline_is_not_for_those_who_work_on_the_rows(using: Any) -> None:
    """Time that passes between rows is theirs; the server has the rest."""
    time = StoppedClock()

    def work(count: int) -> None:
        time.time += 60

    with scripted_server(answer(BODY)) as server:
        options: dict[str, Any] = {"retry": RetryPolicy(deadline=100), "clock": time.clock()}
        assert using(read(work), base_url=server.url, **options) == ALL


@BOTH_CLIENTS
def test_a_deadline_is_for_a_server_that_drips(using: Any) -> None:
    """However many rows it has sent."""
    time = StoppedClock()

    def drip(connection: socket.socket) -> None:
        connection.sendall(CUT)
        for byte in BODY[HALF:]:
            time.time += 1
            connection.sendall(bytes([byte]))

    with scripted_server(drip=drip) as server, pytest.raises(APITimeoutError, match="deadline"):
        using(read(), base_url=server.url, retry=RetryPolicy(deadline=100), clock=time.clock())
