"""A relay on this machine, which every request to a real service goes through.

Whatever sends requests knows only the relay, and a stand-in for the API key: it can send nothing that the gate holds
back, and nothing of what it writes down can hold the key. The relay puts the key in, and takes it out of answers.
"""

import http.client
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar
from urllib.parse import urlsplit

import attrs

from .exchange import NOT_SENT, connect

DRY_RUN = "dry run: nothing is sent"
READS = ("GET", "HEAD", "OPTIONS")
LONGEST_BODY = 200
_HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "te", "trailer", "upgrade"}


@attrs.define
class Gate:
    """The one place that every request to a real service must pass.

    Attributes:
        most: How many requests may go out.
        rate: How many in a second.
        methods: The methods that may; None for all.
        is_dry: Whether nothing goes out at all.
        sent: How many went out, or would have.
    """

    most: int
    rate: float
    methods: tuple[str, ...] | None = READS
    is_dry: bool = False
    sent: int = 0
    _now: Callable[[], float] = time.monotonic
    _sleep: Callable[[float], None] = time.sleep
    _next: float = attrs.field(init=False, default=0.0)
    _lock: threading.Lock = attrs.field(init=False, factory=threading.Lock, repr=False)

    def pass_through(self, method: str) -> str | None:
        """Wait for the turn of a request, and let it out.

        Returns:
            Why it may not go out; None where it may.
        """
        with self._lock:
            if self.methods is not None and method not in self.methods:
                return f"the method {method} is not sent without --include-writes"
            if self.is_used_up:
                return f"the budget of {self.most} requests is used up: what was left was not sent"
            self.sent += 1
            if self.is_dry:
                return DRY_RUN
            now = self._now()
            wait = max(self._next - now, 0.0)
            self._next = now + wait + 1 / self.rate
            if wait:
                self._sleep(wait)
            return None

    @property
    def is_used_up(self) -> bool:
        """Whether no further request may go out."""
        return self.sent >= self.most


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
