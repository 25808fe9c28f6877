"""Serves an ASGI application on a real socket, in a thread."""

import atexit
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

from ._connection import SocketProtocol
from ._errors import SandboxError

_SHUTDOWN_SECONDS = 5
_LONGEST_REQUEST_LINE = 2**20
_WILDCARDS = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}


@contextmanager
def serve_in_thread(app: ASGIApp, host: str, port: int) -> Iterator[str]:
    """Serve an application for the time of a `with` block, and yield the URL of the server, without a path.

    Raises:
        SandboxError: The port cannot be had.
    """
    ready = threading.Event()
    with _listen(host, port) as listener:
        server = _Server(app, ready.set)

        def run() -> None:
            try:
                server.run(sockets=[listener])
            finally:
                ready.set()

        def stop() -> None:
            server.should_exit = True
            thread.join()

        thread = threading.Thread(target=run, name="revox-sandbox-server", daemon=True)
        thread.start()
        # At the end of a program that never leaves the block, the server must stop while its thread still runs.
        atexit.register(stop)
        try:
            ready.wait()
            if not server.started:
                raise SandboxError("The server of the sandbox did not start.")
            yield _url(listener)
        finally:
            atexit.unregister(stop)
            stop()


class _Server(uvicorn.Server):
    """A server that tells when it is ready, and leaves signals alone."""

    def __init__(self, app: ASGIApp, on_ready: Callable[[], None]) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                http=SocketProtocol,
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
    except (OSError, OverflowError, UnicodeError) as error:
        # Python appends the address to the reason.
        reason = str(getattr(error, "strerror", None) or error).partition(" (while")[0]
        raise SandboxError(f"Cannot listen on {host}, port {port}: {reason}.") from error
    # Accepted connections inherit it. asyncio sets it only on sockets that name their protocol, which these do not;
    # without it, each small answer waits 40 ms for the acknowledgement of its head.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def _url(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    host = _WILDCARDS.get(host, host)
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
