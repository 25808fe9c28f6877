"""A relay on this machine, which every request to a real service goes through.

Whatever sends requests knows only the relay, and a stand-in for the API key: it can send nothing that the gate holds
back, and nothing of what it writes down can hold the key. The relay puts the key in, and takes it out of answers.
"""

import http.client
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar
from urllib.parse import urlsplit

import attrs

from .exchange import NOT_SENT
from .gate import DRY_RUN, Gate
from .wire import connect

LONGEST_BODY = 200
_HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "te", "trailer", "upgrade"}


@attrs.frozen
class Answer:
    """An answer, whole."""

    status: int
    headers: dict[str, str]
    content: bytes


@attrs.define
class Relay:
    """A relay to one base URL.

    Attributes:
        base_url: Where requests go to.
        gate: Lets them out.
        key: The API key that is put in.
        stand_in: What stands for it on this side.
        tell: Called with each request of a dry run, in a line.
    """

    base_url: str
    gate: Gate
    key: str = attrs.field(repr=False)
    tell: Callable[[str], None] = print
    stand_in: str = attrs.field(init=False, factory=lambda: f"stand-in-{secrets.token_hex(8)}")

    def answer(self, method: str, target: str, headers: dict[str, str], body: bytes) -> Answer:
        """Let a request out, and return its answer; or one that says why it did not go out."""
        reason = self.gate.pass_through(method)
        if reason is not None:
            if reason is DRY_RUN:
                self.tell(f"{method} {self.base_url}{target}{f' {body[:LONGEST_BODY]!r}' if body else ''}")
            return Answer(503, {NOT_SENT: reason}, b"")
        connection = connect(self.base_url)
        try:
            path = urlsplit(self.base_url).path.rstrip("/") + target
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, text in self._outgoing(headers).items():
                connection.putheader(name, text)
            connection.endheaders(body or None)
            response = connection.getresponse()
            kept = {name: text for name, text in response.getheaders() if name.lower() not in _HOP_BY_HOP}
            return Answer(response.status, kept, response.read())
        finally:
            connection.close()

    def without_key(self, content: bytes) -> bytes:
        """Return a part of an answer with the stand-in in place of the key."""
        return content.replace(self.key.encode(), self.stand_in.encode())

    def _outgoing(self, headers: dict[str, str]) -> dict[str, str]:
        kept = {name: text for name, text in headers.items() if name.lower() not in {*_HOP_BY_HOP, "host"}}
        host = {"Host": urlsplit(self.base_url).netloc}
        swapped = {name: self._with_key(text) for name, text in kept.items()}
        return host | swapped | {name: text for name, text in headers.items() if name.lower() == "content-length"}

    def _with_key(self, text: str) -> str:
        """Put the key into a header that holds the stand-in as it should be; what is almost right stays so."""
        scheme, _, key = text.partition(" ")
        return f"{scheme} {self.key}" if scheme.lower() == "bearer" and key == self.stand_in else text


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    relay: ClassVar[Relay]

    def handle_one_request(self) -> None:
        """Take a request of any method."""
        self.raw_requestline = self.rfile.readline(65537 * 16)
        if not self.raw_requestline or not self.parse_request():
            self.close_connection = True
            return
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        target = self.requestline.split()[1]
        try:
            given = self.relay.answer(self.command, target, dict(self.headers.items()), body)
            self._reply(given)
        except (http.client.HTTPException, OSError, ValueError):
            self.close_connection = True

    def _reply(self, answer: Answer) -> None:
        content = self.relay.without_key(answer.content)
        self.send_response_only(answer.status)
        for name, text in answer.headers.items():
            self.send_header(name, self.relay.without_key(text.encode("latin-1")).decode("latin-1"))
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: what is sent could be private."""


@contextmanager
def running(relay: Relay) -> Iterator[str]:
    """Run a relay on a free port of this machine, and give its base URL."""
    handler = type("Handler", (_Handler,), {"relay": relay})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
