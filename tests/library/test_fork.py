"""A forked child goes on with what its parent began, and never waits for threads that only the parent has."""

import os
import threading
import time
import warnings
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from revox import RateLimit, Revox

from tests.support.clients import KEY, get_rows
from tests.support.rows import page, paged, row
from tests.support.scripted_server import Received, answer, scripted_server

GOOD = answer(page())
SECONDS = 20


def in_child(action: Callable[[], object]) -> object:
    """Return what an action returns in a forked child, in words; it is killed where it does not end."""
    reader, writer = os.pipe()
    with warnings.catch_warnings():
        # Python 3.12 warns of forking with threads; here they are the point.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        with suppress(BaseException):
            try:
                told = repr(action())
            except BaseException as error:
                told = repr(error)
            os.write(writer, told.encode())
        os._exit(0)
    os.close(writer)
    killer = threading.Timer(SECONDS, os.kill, (child, 9))
    killer.start()
    with os.fdopen(reader) as stream:
        told = stream.read()
    killer.cancel()
    os.waitpid(child, 0)
    return told


def test_a_forked_child_has_connections_of_its_own() -> None:
    """Parent and child go on side by side, and neither reads the other's answer."""
    connections = set()

    def note(_: Received) -> bytes:
        connections.add(threading.get_ident())
        return GOOD

    with scripted_server(note) as server, Revox(api_key=KEY, base_url=server.url) as client:
        get_rows(client)
        assert in_child(lambda: get_rows(client).total) == "0"
        get_rows(client)
    assert (len(server.received), len(connections)) == (3, 2)


def test_parent_and_child_go_on_with_an_iterator_that_reads_ahead() -> None:
    """Each gets all rows that are left, also where a page was under way; closing it does not wait either."""
    rows, is_asked = [row(number) for number in range(9)], threading.Event()

    def reply(request: Received) -> bytes:
        if "page=3" in request.target and not is_asked.is_set():
            is_asked.set()
            time.sleep(0.2)
        return paged(rows)(request)

    with scripted_server(reply) as server, Revox(api_key=KEY, base_url=server.url) as client:
        iterator = client.campaigns.iter_rows("c", page_size=1, prefetch=3)
        assert [next(iterator).id, next(iterator).id] == ["row-0", "row-1"]
        assert is_asked.wait(SECONDS)
        left = [f"row-{number}" for number in range(2, 9)]
        assert in_child(lambda: [item.id for item in iterator]) == repr(left)
        assert in_child(iterator.close) == "None"
        assert [item.id for item in iterator] == left


def test_parent_and_child_go_on_with_a_page_that_is_arriving() -> None:
    """The connection is that of the parent, so that the child asks for the page again."""
    rows, is_first, is_forked = [row(number) for number in range(9)], [True], threading.Event()

    def drip(connection: Any) -> None:
        reply = answer({"rows": rows})
        connection.sendall(reply[: len(reply) // 2])
        if is_first and is_first.pop():
            assert is_forked.wait(SECONDS)
        connection.sendall(reply[len(reply) // 2 :])

    with scripted_server(drip=drip) as server, Revox(api_key=KEY, base_url=server.url) as client:
        iterator = client.campaigns.iter_rows("c", page_size=2, prefetch=0)
        assert next(iterator).id == "row-0"
        left = [f"row-{number}" for number in range(1, 9)]
        assert in_child(lambda: [item.id for item in iterator]) == repr(left)
        is_forked.set()
        assert [item.id for item in iterator] == left
    assert len(server.received) == 2


def test_a_child_does_not_wait_for_a_place_that_a_thread_of_its_parent_holds() -> None:
    """The rate limit is that of the client, in each process for itself."""
    is_held, is_over = threading.Event(), threading.Event()

    def hold(_: Received) -> bytes:
        if not is_held.is_set():
            is_held.set()
            is_over.wait(SECONDS)
        return GOOD

    limit = RateLimit(concurrent_requests=1, requests_per_second=1000)
    with scripted_server(hold) as server, Revox(api_key=KEY, base_url=server.url, rate_limit=limit) as client:
        holder = threading.Thread(target=get_rows, args=(client,))
        holder.start()
        assert is_held.wait(SECONDS)
        assert in_child(lambda: [get_rows(client).total, get_rows(client).total]) == "[0, 0]"
        is_over.set()
        holder.join()
        assert get_rows(client).total == 0
