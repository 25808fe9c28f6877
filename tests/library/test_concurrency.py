"""One client for threads, tasks and event loops, and nothing left behind."""

import asyncio
import gc
import threading
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from revox import AsyncRevox, Revox

from tests.support.clients import BOTH_CLIENTS, KEY, ask, at_once, get_rows
from tests.support.rows import page, page_of
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
