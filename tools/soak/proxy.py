"""A proxy that spoils exchanges on the way between a client and a server, on real sockets, in a thread of its own."""

import asyncio
import socket
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from random import Random
from urllib.parse import urlsplit

import attrs

from .faults import FAULTS, Strike
from .http import Response, read_response

AWAY_SECONDS = 0.03
STALE = "stale"
MIXED = "mixed"
NONE = "none"
KINDS = (*FAULTS, STALE, MIXED, NONE)
"""What a proxy can do wrong: a fault, all of them mixed, or nothing."""


@attrs.define
class Proxy:
    """What a proxy does, and what it has done.

    Which requests are spoiled depends on nothing but the seed, what is asked for, and how often that was asked before;
    not on the order in which requests come that are sent at the same time.

    Attributes:
        upstream: The base URL of the server.
        kind: One of `KINDS`.
        rate: How many of the requests are spoiled, 0 to 1.
        most: How many are spoiled at most.
        seed: What decides which requests, and where exactly.
        after_answer: Called after each answer of the server.
        url: The base URL for clients.
        requests: How many requests came.
        injected: How often each fault struck.
    """

    upstream: str
    kind: str
    rate: float
    most: int
    seed: str
    after_answer: Callable[[], None]
    url: str = ""
    requests: int = 0
    injected: Counter[str] = attrs.field(factory=Counter)
    _asked: Counter[bytes] = attrs.field(factory=Counter)
    _remembered: dict[bytes, Response] = attrs.field(factory=dict)
    _place: "_Place | None" = None

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve a connection, until it ends or is ended."""
        try:
            while await self._exchange(await reader.readuntil(b"\r\n\r\n"), writer):
                pass
        except (OSError, asyncio.IncompleteReadError):
            writer.close()
        except asyncio.CancelledError:
            writer.transport.abort()
            raise
        else:
            writer.close()

    async def _exchange(self, request: bytes, writer: asyncio.StreamWriter) -> bool:
        """Answer a request, wrongly if its turn has come; return whether the connection can be used again."""
        self.requests += 1
        asked = request.partition(b"\r\n")[0]
        self._asked[asked] += 1
        dice = Random(f"{self.seed}/{asked!r}/{self._asked[asked]}")

        async def forward() -> Response:
            response = self._remembered[asked] = await self._forward(request)
            return response

        kind = self._fault(asked, dice)
        if kind is not None:
            self.injected[kind] += 1
        if kind is None or kind == STALE:
            response = self._remembered[asked] if kind else await forward()
            writer.write(response.as_bytes())
            await writer.drain()
            return True
        assert self._place is not None
        return await FAULTS[kind](Strike(writer, dice, forward, self._place.leave))

    def _fault(self, asked: bytes, dice: Random) -> str | None:
        """Return the fault that strikes, if one does."""
        if self.kind == NONE or self.injected.total() >= self.most or dice.random() >= self.rate:
            return None
        kind = dice.choice([*FAULTS, STALE]) if self.kind == MIXED else self.kind
        return None if kind == STALE and asked not in self._remembered else kind

    async def _forward(self, request: bytes) -> Response:
        address = urlsplit(self.upstream)
        reader, writer = await asyncio.open_connection(address.hostname, address.port, limit=2**24)
        try:
            writer.write(request)
            response = await read_response(reader)
        finally:
            writer.close()
        self.after_answer()
        return response


@attrs.define
class _Place:
    """The port that a proxy listens on, which stays its own while nobody listens there."""

    proxy: Proxy
    _holder: socket.socket = attrs.field(init=False, factory=lambda: _bound(0))
    _server: asyncio.Server | None = None
    _coming_back: asyncio.TimerHandle | None = None
    _tasks: set["asyncio.Task[None]"] = attrs.field(factory=set)

    @property
    def port(self) -> int:
        """The number of the port."""
        port: int = self._holder.getsockname()[1]
        return port

    async def listen(self) -> None:
        """Take connections."""
        self._server = await asyncio.start_server(self._connected, sock=_bound(self.port))

    def leave(self) -> None:
        """Refuse connections for a moment."""
        if self._server is not None:
            self._server.close()
            self._server = None
            loop = asyncio.get_running_loop()
            self._coming_back = loop.call_later(AWAY_SECONDS, lambda: self._keep(loop.create_task(self.listen())))

    async def close(self) -> None:
        """Take no more connections, and end those that there are."""
        if self._coming_back is not None:
            self._coming_back.cancel()
        if self._server is not None:
            self._server.close()
        # More than once: a connection that was just taken has no task yet, and one that was ended has its socket open.
        for _ in range(3):
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)
            await asyncio.sleep(0)
        self._holder.close()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._keep(task)
        with suppress(asyncio.CancelledError):
            await self.proxy.serve(reader, writer)

    def _keep(self, task: "asyncio.Task[None]") -> None:
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _bound(port: int) -> socket.socket:
    """Return a socket on a port that several can be bound to, so that one holds it while none listens."""
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    made.bind(("127.0.0.1", port))
    return made


@contextmanager
def running(proxy: Proxy) -> Iterator[Proxy]:
    """Run a proxy for the time of a `with` block."""
    loop = asyncio.new_event_loop()
    place = proxy._place = _Place(proxy)
    loop.run_until_complete(place.listen())
    proxy.url = f"http://127.0.0.1:{place.port}{urlsplit(proxy.upstream).path}"
    thread = threading.Thread(target=loop.run_forever, name="soak-proxy")
    thread.start()
    try:
        yield proxy
    finally:
        asyncio.run_coroutine_threadsafe(place.close(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
