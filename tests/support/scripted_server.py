"""A server on a real socket that answers what a test tells it, byte for byte, and remembers what it was asked."""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import attrs

CLOSE = b""
"""An answer: close the connection without a word."""


@attrs.frozen
class Received:
    """A request as it came over the wire."""

    method: str
    target: str
    headers: dict[str, str] = attrs.field(repr=False)
    body: bytes


Answer = bytes | Callable[[Received], bytes]


@attrs.define
class ScriptedServer:
    """Sends its answers one after the other; the last one again and again.

    Attributes:
        url: The URL of the server.
        received: The requests so far.
    """

    url: str
    answers: list[Answer]
    drip: Callable[[socket.socket], None] | None = None
    received: list[Received] = attrs.field(factory=list)

    def next_answer(self) -> Answer:
        """Return the answer to the request that was just received."""
        return self.answers[min(len(self.received), len(self.answers)) - 1]


def answer(body: Any = b"", status: str = "200 OK", **headers: str) -> bytes:
    """Return the bytes of an HTTP response; what is not bytes is sent as JSON."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    fields = {"content-type": "application/json", "content-length": str(len(content))}
    fields |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + content


@contextmanager
def scripted_server(*answers: Answer, drip: Callable[[socket.socket], None] | None = None) -> Iterator[ScriptedServer]:
    """Run a server that gives these answers, one for each request.

    Args:
        *answers: The bytes to send, or a function that makes them of the request.
        drip: Called with the connection instead, to answer in a way of its own.
    """
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = ScriptedServer(f"http://127.0.0.1:{listener.getsockname()[1]}", list(answers), drip)
        open_connections: list[socket.socket] = []
        threads: list[threading.Thread] = []

        def accept() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                open_connections.append(connection)
                threads.append(threading.Thread(target=_serve, args=(connection, server)))
                threads[-1].start()

        acceptor = threading.Thread(target=accept)
        acceptor.start()
        try:
            yield server
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            acceptor.join()
            for connection in open_connections:
                _shut(connection)
            for thread in threads:
                thread.join()


def _shut(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return


def _serve(connection: socket.socket, server: ScriptedServer) -> None:
    with connection, connection.makefile("rb") as stream:
        while (request := _receive(stream)) is not None:
            server.received.append(request)
            try:
                if server.drip is not None:
                    server.drip(connection)
                    return
                given = server.next_answer()
                reply = given(request) if callable(given) else given
                connection.sendall(reply)
            except OSError:
                return
            if not reply or b"connection: close" in reply[:500] or _is_cut_short(reply):
                return


def _is_cut_short(reply: bytes) -> bool:
    head, separator, body = reply.partition(b"\r\n\r\n")
    lengths = [int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")]
    return not separator or not lengths or len(body) < lengths[0]


def _receive(stream: Any) -> Received | None:
    try:
        first = stream.readline().decode("latin-1").split()
        if len(first) != 3:
            return None
        headers: dict[str, str] = {}
        while line := stream.readline().decode("latin-1").strip():
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        return Received(first[0], first[1], headers, stream.read(int(headers.get("content-length", 0))))
    except OSError:
        return None
