"""Serves an ASGI application on a real socket: in a thread for tests, or until a signal for people."""

import asyncio
import atexit
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Literal

import uvicorn
from starlette.types import ASGIApp

from ._errors import SandboxError

Protocol = Literal["h11"] | type[asyncio.Protocol]

_SHUTDOWN_SECONDS = 5
_LONGEST_REQUEST_LINE = 2**20
_WILDCARDS = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}


@contextmanager
def serve_in_thread(app: ASGIApp, host: str, port: int, protocol: Protocol = "h11") -> Iterator[str]:
    """Serve an application in a thread for the time of a `with` block.

    Args:
        app: The application.
        host: The address or name to listen on.
        port: The port; 0 takes any free one.
        protocol: What speaks HTTP on each connection.

    Yields:
        The URL of the server, without a path.

    Raises:
        SandboxError: The port cannot be had.
    """
    listener = _listen(host, port)
    ready = threading.Event()
    url = _url(listener)
    server = _Server(app, ready.set, protocol)

    def run() -> None:
        try:
            server.run_on(listener)
        finally:
            ready.set()

    thread = threading.Thread(target=run, name="revox-sandbox-server", daemon=True)
    thread.start()

    def stop() -> None:
        server.should_exit = True
        thread.join()

    # At the end of a program that never leaves the block, the server must stop while its thread still runs.
    atexit.register(stop)
    try:
        ready.wait()
        if not server.started:
            raise SandboxError("The server of the sandbox did not start.")
        yield url
    finally:
        atexit.unregister(stop)
        stop()


def serve_until_signal(
    app: ASGIApp, host: str, port: int, announce: Callable[[str], None], protocol: Protocol = "h11"
) -> int:
    """Serve an application in the main thread, until SIGINT or SIGTERM.

    Args:
        app: The application.
        host: The address or name to listen on.
        port: The port; 0 takes any free one.
        announce: Called with the URL of the server, without a path, as soon as connections are accepted.
        protocol: What speaks HTTP on each connection.

    Returns:
        The signal that ended it.

    Raises:
        SandboxError: The port cannot be had.
    """
    listener = _listen(host, port)
    url = _url(listener)
    server = _Server(app, lambda: announce(url), protocol)
    received: list[int] = []

    def stop(number: int, _: FrameType | None) -> None:
        server.force_exit = server.should_exit
        server.should_exit = True
        received.append(number)

    previous = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        server.run_on(listener)
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
    return received[0]


class _Server(uvicorn.Server):
    """A server that tells when it is ready, and leaves signals alone."""

    def __init__(self, app: ASGIApp, on_ready: Callable[[], None], protocol: Protocol) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                http=protocol,
                ws="none",
                lifespan="off",
                log_config=None,
                log_level="warning",
                access_log=False,
                h11_max_incomplete_event_size=_LONGEST_REQUEST_LINE,
                timeout_graceful_shutdown=_SHUTDOWN_SECONDS,
            )
        )
        self._on_ready = on_ready

    def run_on(self, listener: socket.socket) -> None:
        """Serve until `should_exit` is set."""
        try:
            self.run(sockets=[listener])
        finally:
            listener.close()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._on_ready()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family)
        # Accepted connections inherit it. asyncio sets it only on sockets that name their protocol, which these do not;
        # without it, each small answer waits 40 ms for the acknowledgement of its head.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listener
    except (OSError, OverflowError, UnicodeError) as error:
        # Python appends the address to the reason.
        reason = str(getattr(error, "strerror", None) or error).partition(" (while")[0]
        raise SandboxError(f"Cannot listen on {host}, port {port}: {reason}.") from error


def _url(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    host = _WILDCARDS.get(host, host)
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
