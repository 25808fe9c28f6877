"""One client for threads, tasks and event loops, and nothing left behind."""

import asyncio
import gc
import json
import socket
import subprocess
import sys
import threading
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from revox import AsyncRevox, Revox

from tests.support.clients import BOTH_CLIENTS, KEY, ask, at_once, get_rows
from tests.support.rows import call, page, page_of, row
from tests.support.scripted_server import Received, answer, scripted_server

GOOD = answer(page())


@contextmanager
def no_resource_warnings() -> Iterator[None]:
    """Fail if something is collected that should have been closed."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", ResourceWarning)
        yield
        gc.collect()
    assert [str(warning.message) for warning in caught] == []


@BOTH_CLIENTS
def test_many_threads_or_tasks_share_a_client(using: Any) -> None:
    """Every call gets its own answer."""

    def read(client: Any) -> Any:
        return at_once(client, *[lambda number=number: get_rows(client, page=number) for number in range(64)])

    outcome = ask(using, read, lambda request: answer(page(page=page_of(request))))
    assert [got.page for got in outcome.result] == list(range(64))


def test_a_client_serves_event_loops_one_after_the_other_and_at_once() -> None:
    """Each request is sent once, loops in threads do not disturb each other, and nothing is left open."""
    with scripted_server(GOOD) as server, no_resource_warnings():
        client = AsyncRevox(api_key=KEY, base_url=server.url)

        async def run(client: AsyncRevox) -> int:
            return len(await asyncio.gather(*[get_rows(client) for _ in range(20)]))

        with ThreadPoolExecutor(2) as pool:
            loops = [pool.submit(asyncio.run, run(client)) for _ in range(2)]
        assert [loop.result() for loop in loops] == [20, 20]
        assert asyncio.run(run(client)) == 20
        del client
    assert len(server.received) == 60


def test_a_client_that_was_not_closed_leaves_no_warning() -> None:
    """Its connections are closed when it is collected, or at the end of the event loop; unused, it opens none."""

    async def forget(url: str) -> None:
        await get_rows(AsyncRevox(api_key=KEY, base_url=url))
        gc.collect()
        await asyncio.sleep(0)

    with scripted_server(GOOD) as server, no_resource_warnings():
        get_rows(Revox(api_key=KEY, base_url=server.url))
        asyncio.run(forget(server.url))
        Revox(api_key=KEY)
        AsyncRevox(api_key=KEY)


def test_a_cancelled_task_leaves_the_client_usable() -> None:
    """The connection of the cancelled request is closed, and the next request is answered."""
    asked, release = threading.Event(), threading.Event()

    def reply(_: Received) -> bytes:
        if not asked.is_set():
            asked.set()
            release.wait(5)
        return GOOD

    async def run(url: str) -> Any:
        async with AsyncRevox(api_key=KEY, base_url=url) as client:
            task = asyncio.create_task(get_rows(client))
            await asyncio.to_thread(asked.wait, 5)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            release.set()
            return await get_rows(client)

    with scripted_server(reply) as server, no_resource_warnings():
        assert asyncio.run(run(server.url)).total == 0
    assert len(server.received) == 2


def test_a_client_that_is_closed_while_a_call_connects_leaves_nothing_open() -> None:
    """The call goes on, as in a thread that reads ahead; its connection is closed after it, for nobody else will."""

    async def run(listener: socket.socket) -> Any:
        address = listener.getsockname()
        client = AsyncRevox(api_key=KEY, base_url=f"http://127.0.0.1:{address[1]}")
        with socket.socket() as first, socket.socket() as second:
            for filler in (first, second):  # so that the call has to wait
                filler.setblocking(False)
                filler.connect_ex(address)
            task = asyncio.create_task(get_rows(client))
            for _ in range(100):
                await asyncio.sleep(0)
            await client.close()
        async with await asyncio.start_server(answer_once, sock=listener):
            return await task

    async def answer_once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if await reader.read(1):
            writer.write(GOOD)
            await reader.read()
        writer.close()

    with socket.create_server(("127.0.0.1", 0), backlog=0) as listener, no_resource_warnings():
        assert asyncio.run(run(listener)).total == 0


FIRST_CALLS = f"""
import sys, threading, httpx, revox
sys.setswitchinterval(1e-6)
everybody = threading.Barrier(16)
answer = httpx.MockTransport(lambda request: httpx.Response(200, content={json.dumps(page(row(call=call())))!r}))

def read():
    everybody.wait()
    assert client.campaigns.get_rows("c").total == 1

with httpx.Client(transport=answer, verify=False) as http, revox.Revox(api_key="{KEY}", http_client=http) as client:
    threads = [threading.Thread(target=read) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
"""


def test_threads_may_make_the_first_calls_of_a_process_at_once() -> None:
    """msgspec looks at a type when it first needs it; if two threads make it do so at once, the process crashes."""
    subprocess.run([sys.executable, "-W", "error", "-c", FIRST_CALLS], check=True)
