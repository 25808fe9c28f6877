"""How a client sends for itself: deadlines, cancelled calls, redirects, bombs, and bytes that nobody asked for."""

import asyncio
import contextlib
import gzip
import json
import socket
import time
import tracemalloc
import zlib
from typing import Any

import pytest
from revox import APIConnectionError, APITimeoutError, AsyncRevox, RetryPolicy
from revox._http.retries import Clock

from tests.support.clients import BOTH_CLIENTS, KEY, ask, at_once, collect, get_rows, in_turn, with_async_revox
from tests.support.rows import page, page_of, row
from tests.support.scripted_server import answer, scripted_server

GOOD = answer(page())
OWN: dict[str, Any] = {"http_client": None, "clock": Clock()}
"""The options of a client that sends for itself, and lives by the real time."""
DEADLINE, PAUSE = 0.25, 0.02
HANGS = 8.0
"""How long the servers here go on, in seconds; a client that waits for them has no deadline."""

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
TRICKLES = {
    "a head": (HEAD + b"X: ", b"x"),
    "interim responses": (b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
    "a chunk extension": (CHUNKED + b"2;x=", b"x"),
    "trailers": (CHUNKED + b"2\r\n{}\r\n0\r\nX: ", b"x"),
    "a body": (HEAD + b"Content-Length: 9999\r\n\r\n", b" "),
    "a compressed body": (
        HEAD + b"Content-Encoding: gzip\r\nContent-Length: 9999\r\n\r\n\x1f\x8b\x08\x10" + 6 * b"\0",
        b"x",
    ),
    "an answer without end": (HEAD + b"\r\n", b" "),
}


def trickle(beginning: bytes, again: bytes) -> Any:
    """Return what sends a beginning, and then the same again and again, for a long time."""

    def send(connection: socket.socket) -> None:
        until = time.monotonic() + HANGS
        with contextlib.suppress(OSError):
            connection.sendall(beginning)
            while time.monotonic() < until:
                connection.sendall(again)
                time.sleep(PAUSE)

    return send


def times_out(using: Any, *answers: Any, **options: Any) -> None:
    """Fail unless a call ends in time with the error for that."""
    started = time.monotonic()
    outcome = ask(using, get_rows, *answers, **{"retry": RetryPolicy(deadline=DEADLINE)} | OWN | options)
    assert time.monotonic() - started < HANGS / 2
    assert isinstance(outcome.error, APITimeoutError)
    assert str(outcome.error)


@BOTH_CLIENTS
@pytest.mark.parametrize("trickled", TRICKLES.values(), ids=TRICKLES)
def test_a_deadline_bounds_a_server_that_trickles(using: Any, trickled: tuple[bytes, bytes]) -> None:
    """Whatever part of an answer it is that comes byte by byte, no wait for the next byte ever times out."""
    times_out(using, drip=trickle(*trickled))


@BOTH_CLIENTS
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_deadline_bounds_a_proxy_that_trickles(using: Any, scheme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The proxy of the environment is used, and its answers are bounded; so is the making of a tunnel."""
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    with scripted_server(drip=trickle(*TRICKLES["a head"])) as proxy:
        monkeypatch.setenv(f"{scheme}_proxy", proxy.url)
        # It takes a while to load certificates.
        times_out(using, base_url=f"{scheme}://api.test", retry=RetryPolicy(deadline=4 * DEADLINE))
    assert [request.target.split("/")[0 if scheme == "https" else 2] for request in proxy.received] == [
        "api.test:443" if scheme == "https" else "api.test"
    ]


@BOTH_CLIENTS
def test_hosts_without_a_proxy_are_reached_directly(using: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """`NO_PROXY` counts before the proxy, which would not answer."""
    monkeypatch.setenv("all_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    assert ask(using, get_rows, GOOD, **OWN).result.total == 0


@BOTH_CLIENTS
@pytest.mark.parametrize("url", ["ftp://user:secret@host", "http://user:secret@host:port", "socks5://user:secret@host"])
def test_a_proxy_that_cannot_be_used_is_named(using: Any, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error says that it is about the proxy, and does not show its password."""
    monkeypatch.setenv("http_proxy", url)
    error = ask(using, get_rows, GOOD, base_url="http://api.test", **OWN).error
    assert isinstance(error, APIConnectionError)
    assert "proxy" in str(error)
    assert "secret" not in str(error)


@BOTH_CLIENTS
def test_a_deadline_bounds_a_chain_of_redirects(using: Any) -> None:
    """Twenty hops that are quick enough each are too slow together."""

    def move(_: Any) -> bytes:
        time.sleep(DEADLINE / 3)
        return answer(b"", "307 Moved", location="/x")

    times_out(using, move)


def test_a_deadline_bounds_the_wait_for_a_connection() -> None:
    """There are a hundred; the error of who got none says that nothing was sent."""
    outcome = ask(
        with_async_revox,
        lambda client: at_once(client, *[lambda: get_rows(client)] * 101),
        drip=trickle(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
        retry=RetryPolicy(deadline=2 * DEADLINE),
        **OWN,
    )
    assert {type(error) for error in outcome.result} == {APITimeoutError}
    assert not all(error.maybe_delivered for error in outcome.result)


@pytest.mark.parametrize("steps", [10, 12, 14])
def test_calls_that_are_cancelled_leave_no_connection_behind(steps: int) -> None:
    """However far 110 calls have come, the next one has all connections to choose from."""

    async def run(url: str) -> Any:
        async with AsyncRevox(api_key=KEY, base_url=url, timeout=5, max_retries=0) as client:
            tasks = [asyncio.create_task(get_rows(client)) for _ in range(110)]
            for _ in range(steps):
                await asyncio.sleep(0)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            return [await get_rows(client) for _ in range(3)]

    with scripted_server(answer(page(), connection="close")) as server:
        assert len(asyncio.run(run(server.url))) == 3


def test_a_thousand_tasks_share_a_client() -> None:
    """They wait for their turn, however long it takes; each gets its own answer."""

    async def run(url: str) -> Any:
        async with AsyncRevox(api_key=KEY, base_url=url) as client, asyncio.timeout(60):
            return await asyncio.gather(*[get_rows(client, page=number) for number in range(1_000)])

    with scripted_server(lambda request: answer(page(page=page_of(request)))) as server:
        assert [got.page for got in asyncio.run(run(server.url))] == list(range(1_000))


def chunked(body: Any, end: str = "\r\n") -> bytes:
    """Return an answer in two chunks."""
    data = json.dumps(body)
    lines = [
        "HTTP/1.1 200 OK",
        "Transfer-Encoding: chunked",
        "",
        "5",
        data[:5],
        f"{len(data) - 5:x}",
        data[5:],
        "0",
        "",
        "",
    ]
    return end.join(lines).encode()


TWO = {
    "with a length": lambda total: answer(page(total=total)),
    "in chunks": lambda total: chunked(page(total=total)),
    "with bare line ends": lambda total: answer(page(total=total)).replace(b"\r\n", b"\n"),
    "without a body": lambda total: b"HTTP/1.1 204 No Content\r\n\r\n" if total == 1 else answer(page(total=total)),
}


@BOTH_CLIENTS
@pytest.mark.parametrize("of", TWO.values(), ids=TWO)
def test_bytes_beyond_an_answer_do_not_answer_the_next_request(using: Any, of: Any) -> None:
    """The connection that they came on is closed, and the next request has another one."""
    connections = []

    def send(connection: socket.socket) -> None:
        connections.append(connection)
        connection.sendall(of(1) + of(2) if len(connections) == 1 else of(3))
        connection.recv(1)

    raw = ask(
        using, lambda client: in_turn(*[lambda: client.campaigns.with_raw_response.get_rows("c")] * 2), drip=send, **OWN
    )
    assert [json.loads(got.content or b'{"total": 1}')["total"] for got in raw.result] == [1, 3]


DOORS = {
    "a page": lambda client: get_rows(client, page=1),
    "pages": lambda client: collect(client.campaigns.iter_pages("c", page_size=1)),
    "raw pages": lambda client: collect(client.campaigns.with_raw_response.iter_pages("c", page_size=1)),
}


@BOTH_CLIENTS
@pytest.mark.parametrize("ahead", [0, 4])
@pytest.mark.parametrize("door", DOORS.values(), ids=DOORS)
def test_an_answer_that_says_that_it_is_another_page_is_noticed(using: Any, door: Any, ahead: int) -> None:
    """As a deviation, since some servers answer with the last page that they have; and some call page 0 page 1."""

    def reply(request: Any) -> bytes:
        number = page_of(request)
        return answer(page(row(number), page=number + ahead if number else 1, page_size=1, total=2))

    outcome = ask(using, door, reply, strict=True, max_retries=0)
    assert ("$.page" in str(outcome.error)) is bool(ahead)


@BOTH_CLIENTS
def test_a_connection_is_used_again(using: Any) -> None:
    """Where nothing came but the answers, one after the other, in whatever framing."""
    connections = []

    def talk(connection: socket.socket) -> None:
        connections.append(connection)
        for reply in (chunked(page()), GOOD, answer(json.dumps(page(), indent=1).replace("\n", "\n\n").encode()), GOOD):
            connection.sendall(reply)
            connection.recv(65536)

    def action(client: Any) -> Any:
        return in_turn(*[lambda: get_rows(client)] * 4)

    assert len(ask(using, action, drip=talk, **OWN).result) == 4
    assert len(connections) == 1


@BOTH_CLIENTS
@pytest.mark.parametrize("encoding", ["gzip, gzip", "br", "zstd", "compress"])
def test_an_encoding_that_was_not_asked_for_is_refused(using: Any, encoding: str) -> None:
    """Even if something could decode it: one bomb within another takes any memory."""
    error = ask(using, get_rows, answer(gzip.compress(GOOD), content_encoding=encoding), **OWN).error
    assert isinstance(error, APIConnectionError)
    assert encoding in str(error)


@BOTH_CLIENTS
@pytest.mark.parametrize("encoding", ["gzip", "deflate", "bare deflate"])
def test_a_bomb_is_decompressed_no_further_than_may_be_held(using: Any, encoding: str) -> None:
    """100 MB in 100 kB take as little memory as the limit says."""
    compressor = zlib.compressobj(wbits={"gzip": 31, "deflate": 15, "bare deflate": -15}[encoding])
    bomb = compressor.compress(bytes(100 * 2**20)) + compressor.flush()
    reply = answer(bomb, content_encoding=encoding.split()[-1])
    tracemalloc.start()
    try:
        error = ask(using, get_rows, reply, max_response_size=2**20, **OWN).error
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert "max_response_size" in str(error)
    assert peak < 8 * 2**20


@BOTH_CLIENTS
@pytest.mark.parametrize("wbits", [31, 15, -15])
def test_what_was_asked_for_is_decompressed(using: Any, wbits: int) -> None:
    """Gzip, and deflate with and without its wrapper; also what expands a hundred times."""
    compressor, body = zlib.compressobj(wbits=wbits), json.dumps(page(row(input_data={"x": "y" * 10**6}))).encode()
    reply = answer(
        compressor.compress(body) + compressor.flush(), content_encoding="gzip" if wbits == 31 else "deflate"
    )
    assert ask(using, get_rows, reply, **OWN).result.rows[0].input_data["x"] == "y" * 10**6


@BOTH_CLIENTS
def test_the_body_of_a_redirect_is_not_read(using: Any) -> None:
    """It has no end here."""
    taken: list[int] = []

    def send(connection: socket.socket) -> None:
        if not taken:
            taken.append(0)
            with contextlib.suppress(OSError):
                connection.sendall(b"HTTP/1.1 307 Moved\r\nLocation: /x\r\n\r\n")
                for _ in range(1_000):
                    connection.sendall(bytes(2**16))
                    taken.append(2**16)
        else:
            connection.sendall(GOOD)

    assert ask(using, get_rows, drip=send, **OWN).result.total == 0
    assert sum(taken) < 20 * 2**20


@BOTH_CLIENTS
@pytest.mark.parametrize("is_own", [True, False])
def test_what_the_user_gave_does_not_follow_to_another_origin(using: Any, *, is_own: bool) -> None:
    """Neither headers nor cookies, of the user or of an answer; within one origin all headers stay."""
    secrets = {
        "x-api-key": "s1",
        "cookie": "a=s2",
        "proxy-authorization": "s3",
        "x-tenant": "s4",
        "authorization": "s5",
    }
    options = OWN if is_own else {}
    with scripted_server(GOOD) as other:
        here = answer(b"", "307 Moved", location="/here", set_cookie="b=s6")
        there = answer(b"", "307 Moved", location=f"{other.url}/there", set_cookie="b=s6; domain=127.0.0.1")
        outcome = ask(using, get_rows, here, there, default_headers=secrets, default_query={"q": "s7"}, **options)
    assert outcome.result.total == 0
    assert [{name: request.headers.get(name) for name in secrets} for request in outcome.received] == [secrets] * 2
    assert not [value for value in other.received[0].headers.values() if value in {*secrets.values(), "b=s6"}]
    assert "s7" not in other.received[0].target


@BOTH_CLIENTS
def test_cookies_of_answers_are_not_kept(using: Any) -> None:
    """They would pile up over thousands of pages, and tell the server which calls are one client's."""

    def action(client: Any) -> Any:
        return in_turn(*[lambda: get_rows(client)] * 2, lambda: client._line.pool.client())

    outcome = ask(using, action, answer(page(row(0)), set_cookie="a=1; Path=/"), **OWN)
    assert list(outcome.result[-1].cookies.jar) == []
    assert [request.headers.get("cookie") for request in outcome.received] == [None, None]
