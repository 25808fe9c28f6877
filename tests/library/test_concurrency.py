"""One client for threads, tasks, forked children and event loops, and nothing left behind."""

import asyncio
import gc
import os
import threading
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from revox import AsyncRevox, Revox

from tests.support.clients import KEY, get_rows
from tests.support.rows import page
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


def test_sixteen_threads_share_a_client() -> None:
    """Every call gets its own answer."""

    def echo(request: Received) -> bytes:
        number = int(request.target.partition("page=")[2].partition("&")[0])
        return answer(page(page=number))

    with (
        scripted_server(echo) as server,
        Revox(api_key=KEY, base_url=server.url) as client,
        ThreadPoolExecutor(16) as pool,
    ):
        pages = list(pool.map(lambda n: client.campaigns.get_rows("c", page=n, page_size=1).page, range(400)))
    assert pages == list(range(400))


def test_a_forked_child_has_connections_of_its_own() -> None:
    """Parent and child go on side by side, and neither reads the other's answer."""
    connections = set()

    def note(_: Received) -> bytes:
        connections.add(threading.get_ident())
        return GOOD

    with scripted_server(note) as server, Revox(api_key=KEY, base_url=server.url) as client:
        get_rows(client)
        with warnings.catch_warnings():
            # Python 3.12 warns of forking with threads; the server of this test has some, in the parent only.
            warnings.simplefilter("ignore", DeprecationWarning)
            child = os.fork()
        if child == 0:
            code = 1
            try:
                code = 0 if get_rows(client).total == 0 else 1
            finally:
                os._exit(code)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        get_rows(client)
    assert (len(server.received), len(connections)) == (3, 2)


def test_a_client_serves_one_event_loop_after_the_other() -> None:
    """Each request is sent once, and nothing is left open."""
    with scripted_server(GOOD) as server, no_resource_warnings():
        client = AsyncRevox(api_key=KEY, base_url=server.url)
        for _ in range(3):
            assert asyncio.run(get_rows(client)).total == 0
        del client
    assert len(server.received) == 3


def test_two_event_loops_at_once_share_a_client() -> None:
    """Loops in two threads do not disturb each other."""
    with scripted_server(GOOD) as server:
        client = AsyncRevox(api_key=KEY, base_url=server.url)

        async def run() -> int:
            return len(await asyncio.gather(*[get_rows(client) for _ in range(20)]))

        with ThreadPoolExecutor(2) as pool:
            assert list(pool.map(lambda _: asyncio.run(run()), range(2))) == [20, 20]


def test_a_client_that_was_not_closed_leaves_no_warning() -> None:
    """Its connections are closed when it is collected."""
    with scripted_server(GOOD) as server, no_resource_warnings():
        client = Revox(api_key=KEY, base_url=server.url)
        get_rows(client)
        del client


def test_an_async_client_that_was_not_closed_leaves_no_warning() -> None:
    """Its connections are closed at the end of the event loop, or when it is collected before."""

    async def forget(url: str) -> None:
        await get_rows(AsyncRevox(api_key=KEY, base_url=url))
        gc.collect()
        await asyncio.sleep(0)

    with scripted_server(GOOD) as server, no_resource_warnings():
        asyncio.run(forget(server.url))


def test_a_client_that_was_never_used_opens_nothing() -> None:
    """It connects when it is first used."""
    with no_resource_warnings():
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
