"""The transports of httpx that a client of our own sends through, over pools of our own of httpcore's connections.

The pools of httpcore lose a connection with a call that is cancelled while it waits for one, or connects: with a
hundred of them a client is dead. And each of their steps looks at every connection and every call, many times over.
Here a call waits for its turn first, has a connection to itself until its response is closed, and takes it along if it
fails.
"""

import importlib
import math
import ssl
import threading
from collections.abc import AsyncIterator, Iterator
from functools import cached_property
from typing import Any, cast
from urllib.request import getproxies, proxy_bypass

import anyio
import httpcore
import httpx

from revox._http.failures import SET_UP, named
from revox._http.receiving import TOO_LATE, time_left
from revox._http.streams import AsyncBackend, AsyncStream, Backend, Stream

CONNECTIONS = 100
SECONDS_IDLE = 5.0


class _Connections:
    """The connections of a pool: how they are made, and which of them are idle."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._all: set[Any] = set()
        self._idle: list[Any] = []
        self._is_closed = False

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return httpx.create_ssl_context()

    def _options(self, origin: httpcore.Origin) -> dict[str, Any]:
        """Return how to connect to an origin; through a proxy if the environment names one."""
        scheme, host, proxies = origin.scheme.decode(), origin.host.decode(), getproxies()
        if scheme not in {"http", "https"}:
            raise httpcore.UnsupportedProtocol(f"the URL has an unsupported protocol, {scheme!r}")
        url = proxies.get(scheme) or proxies.get("all")
        with named(*SET_UP):
            return {
                "ssl_context": self._tls if scheme == "https" else None,
                "proxy": None if not url or proxy_bypass(host) else _proxy(url),
                "keepalive_expiry": SECONDS_IDLE,
            }

    def _take(self, origin: httpcore.Origin) -> tuple[Any, list[Any]]:
        """Return an idle connection if there is one, and others to close."""
        with self._lock:
            stale = self._idle[:1] if self._idle and self._idle[0].has_expired() else []
            del self._idle[: len(stale)]
            for connection in self._idle[::-1]:
                if connection.can_handle_request(origin):
                    self._idle.remove(connection)
                    if not connection.has_expired():
                        return connection, stale
                    stale.append(connection)
        return None, stale

    def _keep(self, connection: Any) -> bool:
        """Keep a connection whose turn is over, if it can be used again; else forget it."""
        with self._lock:
            is_usable = connection.is_available() and not self._is_closed
            self._idle.append(connection) if is_usable else self._all.discard(connection)
        return is_usable

    def _give_up(self) -> list[Any]:
        """Return all connections, to close."""
        with self._lock:
            self._is_closed = True
            self._idle.clear()
            return list(self._all)


def _proxy(url: str) -> httpcore.Proxy:
    proxy = httpx.Proxy(url if "://" in url else f"http://{url}")
    if proxy.url.scheme.startswith("socks"):
        importlib.import_module("socksio")  # which httpcore needs
    return httpcore.Proxy(str(proxy.url), proxy.raw_auth)


def _response(response: httpcore.Response, turn: "_Turn") -> httpcore.Response:
    """Return a response that ends a turn, after telling its connection how long the body is where that is known."""
    headers = {name.lower(): value for name, value in response.headers}
    stream = response.extensions["network_stream"]
    if isinstance(stream, Stream | AsyncStream) and b"transfer-encoding" not in headers:
        stream.body = int(headers.get(b"content-length", 0))
    return httpcore.Response(response.status, headers=response.headers, content=turn, extensions=response.extensions)


class _Turn:
    """The body of a response. When it is closed, another call has its turn."""

    def __init__(self, stream: Any, pool: Any, connection: Any) -> None:
        self._stream, self._pool, self._connection = stream, pool, connection

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._stream)

    def __aiter__(self) -> AsyncIterator[bytes]:
        return cast("AsyncIterator[bytes]", self._stream.__aiter__())

    def close(self) -> None:
        try:
            self._stream.close()
        finally:
            self._pool.end_turn(self._connection)

    async def aclose(self) -> None:
        with anyio.CancelScope(shield=True):
            try:
                await self._stream.aclose()
            finally:
                await self._pool.end_turn(self._connection)


class _Pool(_Connections):
    """The connections of a blocking client. Threads may share it."""

    def __init__(self) -> None:
        super().__init__()
        self._turns = threading.Semaphore(CONNECTIONS)

    def handle_request(self, request: httpcore.Request) -> httpcore.Response:
        left = time_left.get()()
        if not self._turns.acquire(timeout=None if left == math.inf else left):
            raise httpcore.PoolTimeout(TOO_LATE)
        connection, origin = None, request.url.origin
        try:
            connection, stale = self._take(origin)
            for expired in stale:
                expired.close()
                self._all.discard(expired)
            if connection is None:
                factory = httpcore.ConnectionPool(network_backend=Backend(), **self._options(origin))
                connection = factory.create_connection(origin)
                self._all.add(connection)
            response = connection.handle_request(request)
        except BaseException:
            self.end_turn(connection)
            raise
        return _response(response, _Turn(response.stream, self, connection))

    def end_turn(self, connection: Any) -> None:
        try:
            if connection is not None and not self._keep(connection):
                connection.close()
        finally:
            self._turns.release()

    def close(self) -> None:
        for connection in self._give_up():
            connection.close()


class _AsyncPool(_Connections):
    """The connections of an asynchronous client in one event loop."""

    def __init__(self) -> None:
        super().__init__()
        self._turns = anyio.Semaphore(CONNECTIONS)

    async def handle_async_request(self, request: httpcore.Request) -> httpcore.Response:
        left = time_left.get()()
        with anyio.move_on_after(None if left == math.inf else left) as waiting:
            await self._turns.acquire()
        if waiting.cancelled_caught:
            raise httpcore.PoolTimeout(TOO_LATE)
        connection, origin = None, request.url.origin
        try:
            connection, stale = self._take(origin)
            for expired in stale:
                await expired.aclose()
                self._all.discard(expired)
            if connection is None:
                factory = httpcore.AsyncConnectionPool(network_backend=AsyncBackend(), **self._options(origin))
                connection = factory.create_connection(origin)
                self._all.add(connection)
            response = await connection.handle_async_request(request)
        except BaseException:
            with anyio.CancelScope(shield=True):
                await self.end_turn(connection)
            raise
        return _response(response, _Turn(response.stream, self, connection))

    async def end_turn(self, connection: Any) -> None:
        try:
            if connection is not None and not self._keep(connection):
                await connection.aclose()
        finally:
            self._turns.release()

    async def aclose(self) -> None:
        with anyio.CancelScope(shield=True):
            for connection in self._give_up():
                await connection.aclose()


class Transport(httpx.HTTPTransport):
    """Sends the requests of a blocking client, no more than `CONNECTIONS` at a time."""

    def __init__(self) -> None:
        """Open no connection yet."""
        self._pool: Any = _Pool()  # in place of what httpx does here: it makes one of httpcore


class AsyncTransport(httpx.AsyncHTTPTransport):
    """Sends the requests of an asynchronous client in one event loop, no more than `CONNECTIONS` at a time."""

    def __init__(self) -> None:
        """Open no connection yet."""
        self._pool: Any = _AsyncPool()  # as in `Transport`
