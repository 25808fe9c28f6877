"""The HTTP clients that a client sends through: its own, made when first needed, or one that it was given.

A connection cannot be shared with a forked child, nor between two event loops, so each has a pool of its own.
"""

import os
import threading
import weakref
from collections.abc import AsyncGenerator
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any, TypeVar, cast

import httpx
from revox_api import Omit, omit

ClientT = TypeVar("ClientT")


def _no_cookies() -> CookieJar:
    """Return a jar that stays empty: cookies of answers would pile up over the pages."""
    return CookieJar(DefaultCookiePolicy(allowed_domains=()))


def _checked(given: Any, kind: type[ClientT]) -> ClientT | None:
    if given is not None and not isinstance(given, kind):
        raise TypeError(f"http_client: expected an httpx.{kind.__name__}, got {type(given).__name__}")
    return given


def timeout_of(given: Any) -> httpx.Timeout | Omit:
    """Return the timeout of an HTTP client, unless it is what all have that were given none."""
    return omit if given.timeout == httpx.Timeout(5.0) else cast("httpx.Timeout", given.timeout)


class Pool:
    """Hands out one `httpx.Client` a process. Copies of a Revox client share it; only its maker closes it."""

    def __init__(self, given: httpx.Client | None) -> None:
        self.given = _checked(given, httpx.Client)
        self._made: httpx.Client | None = None
        self._pid = os.getpid()
        self._lock = threading.Lock()

    def client(self) -> httpx.Client:
        """Return the HTTP client for this process."""
        if self.given is not None:
            return self.given
        if self._pid != os.getpid():
            # In a forked child. The lock may have been held by a thread that is not there any more.
            self._lock, self._made, self._pid = threading.Lock(), None, os.getpid()
        with self._lock:
            if self._made is None:
                from revox._http.transport import Transport  # here, because httpcore takes time to import

                self._made = httpx.Client(transport=Transport(), cookies=_no_cookies())
                # For those who forget to close: no warning about sockets left open.
                weakref.finalize(self, _close_in, os.getpid(), self._made)
            return self._made

    def close(self) -> None:
        """Close the connections that were opened here; a client that was given stays open."""
        if self._made is not None and self._pid == os.getpid():
            self._made.close()
        self._made = None


def _close_in(pid: int, client: httpx.Client) -> None:
    if os.getpid() == pid:
        client.close()


class AsyncPool:
    """Hands out one `httpx.AsyncClient` an event loop."""

    def __init__(self, given: httpx.AsyncClient | None) -> None:
        self.given = _checked(given, httpx.AsyncClient)
        self._made: weakref.WeakKeyDictionary[Any, AsyncGenerator[httpx.AsyncClient, None]] = (
            weakref.WeakKeyDictionary()
        )
        self._clients: weakref.WeakKeyDictionary[Any, httpx.AsyncClient] = weakref.WeakKeyDictionary()
        # Keeps them out of the garbage that this may be a part of: sockets in it would complain before they are closed.
        weakref.finalize(self, self._made.clear)

    async def client(self) -> httpx.AsyncClient:
        """Return the HTTP client for the running event loop."""
        if self.given is not None:
            return self.given
        loop = running_loop()
        if loop not in self._clients:
            # An event loop that ends closes the asynchronous generators that are still open, and so the connections of
            # those who forget to.
            self._made[loop] = _held_open(self._clients, loop)
            await anext(self._made[loop])
            if loop is ANY_LOOP:
                _kept[self._clients[loop]] = self._made[loop]
        return self._clients[loop]

    async def close(self) -> None:
        """Close the connections that were opened in this event loop; a client that was given stays open."""
        made = self._made.pop(running_loop(), None)
        if made is not None:
            await made.aclose()


# Trio closes what is open when it ends, too, but warns of what is garbage before that, so nothing is.
_kept: dict[httpx.AsyncClient, AsyncGenerator[httpx.AsyncClient, None]] = {}


async def _held_open(clients: Any, loop: Any) -> AsyncGenerator[httpx.AsyncClient, None]:
    from revox._http.transport import AsyncTransport  # here, because httpcore takes time to import

    client = clients[loop] = httpx.AsyncClient(transport=AsyncTransport(), cookies=_no_cookies())
    try:
        yield client
    finally:
        clients.pop(loop, None)
        _kept.pop(client, None)
        await client.aclose()


class _AnyLoop:
    """Stands for the event loop where it is not one of asyncio."""


ANY_LOOP = _AnyLoop()


def running_loop() -> Any:
    """Return the event loop that is running, or what stands for it where it is not one of asyncio."""
    import asyncio  # here, because clients that block never need it and it takes time to import

    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return ANY_LOOP
