"""A server that replays prepared rows at next to no cost of its own: `python -m tools.bench.server`.

It writes its URL on a line, and ends when its standard input does. The URL of a request says what is wanted:
`/30ms/campaigns/rows-10000/rows?page=0&page_size=100` is a page of a campaign of 10,000 rows, after 30 ms. Beside
`rows` there are `deviating` rows, `small` rows, and `bare` ones: all at once, in the envelope of later releases.
"""

import contextlib
import itertools
import re
import socketserver
import sys
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any

import httpx
import msgspec
from revox.sandbox import Sandbox

Json = dict[str, Any]
BYTES_PER_ROW = 14_000
"""So that a page of 100 rows has 1.4 MB, as pages of real campaigns with transcripts do."""

DIFFERENT_ROWS = 500
TARGET = re.compile(rb"GET /(\d+)ms/campaigns/(\w+)-(\d+)/rows(?:\?(\S*))? ")
PAGING = ((b"page", 0), (b"page_size", 100))
HEAD = b"HTTP/1.1 %s\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n"


def long_rows(count: int) -> list[Json]:
    """Return rows that the sandbox makes up, always the same, in which what was said is repeated."""
    with Sandbox() as sandbox:
        campaign = sandbox.add_campaign("bench", rows=count)
        headers = {"Authorization": f"Bearer {sandbox.api_key}"}
        with httpx.Client(transport=sandbox.transport(), headers=headers) as client:
            url = f"{sandbox.base_url}/campaigns/{campaign}/rows"
            answer = client.get(url, params={"page": 0, "page_size": count}).raise_for_status()
    rows: list[Json] = msgspec.json.decode(answer.content)["rows"]
    attempts = [attempt for row in rows for attempt in _attempts(row) if attempt.get("transcript")]
    said = sum(len(msgspec.json.encode(attempt["transcript"])) for attempt in attempts)
    times = (BYTES_PER_ROW * len(rows) - len(answer.content) + said) / said
    for attempt in attempts:
        transcript = attempt["transcript"]
        attempt["transcript"] = [*itertools.islice(itertools.cycle(transcript), max(1, round(len(transcript) * times)))]
    return rows


def deviating(row: Json) -> Json:
    """Return a row with an unexpected null, deep inside where there is an inside."""
    call = row.get("call")
    if not call:
        return row | {"phone_number": None}
    if not call["call_attempts"]:
        return row | {"call": call | {"from_phone_number": None}}
    first, *others = call["call_attempts"]
    return row | {"call": call | {"call_attempts": [first | {"phone_number": None}, *others]}}


def small(row: Json) -> Json:
    """Return a row without its call."""
    return {name: value for name, value in row.items() if name != "call"}


def _attempts(row: Json) -> list[Json]:
    call = row.get("call") or {}
    return [*call.get("call_attempts", ()), *filter(None, [call.get("last_call_attempt")])]


KINDS: dict[str, Callable[[Json], Json]] = {
    "rows": lambda row: row,
    "bare": lambda row: row,
    "deviating": deviating,
    "small": small,
}


class Replay:
    """Campaigns of any size, made of a few prepared rows that come again and again under new IDs."""

    def __init__(self, rows: Sequence[Json]) -> None:
        self._rows = {kind: [_without_identity(change(row)) for row in rows] for kind, change in KINDS.items()}

    def body(self, kind: str, total: int, page: int, page_size: int) -> bytes:
        """Return a page as JSON."""
        rows = self._rows[kind]
        if kind == "bare":
            page, page_size = 0, total
        numbers = range(min(page * page_size, total), min((page + 1) * page_size, total))
        identity = b'{"id":"%08d-5eed-4000-8000-%012d","row_index":%d,'
        parts = [identity % (number, number, number) + rows[number % len(rows)] for number in numbers]
        if kind == "bare":
            return b'{"rows":[%s]}' % b",".join(parts)
        return b'{"page":%d,"page_size":%d,"total":%d,"rows":[%s]}' % (page, page_size, total, b",".join(parts))


class Server(socketserver.ThreadingTCPServer):
    """Listens on a free port."""

    daemon_threads = True
    request_queue_size = 100

    def __init__(self, replay: Replay) -> None:
        super().__init__(("127.0.0.1", 0), Connection)
        self._replay = replay

    def answer(self, first: bytes) -> bytes:
        """Return the response to a request, from its first line."""
        match = TARGET.match(first)
        if match is None or match[2].decode() not in KINDS:
            return HEAD % (b"404 Not Found", 2) + b"{}"
        milliseconds, kind, total, query = match.groups()
        pairs = dict(pair.split(b"=", 1) for pair in (query or b"").split(b"&") if b"=" in pair)
        time.sleep(int(milliseconds) / 1000)
        page, page_size = (int(float(pairs.get(name, default))) for name, default in PAGING)
        body = self._replay.body(kind.decode(), int(total), page, page_size)
        return HEAD % (b"200 OK", len(body)) + body


class Connection(socketserver.StreamRequestHandler):
    """Answers the requests of one connection, one after the other, until the client goes away."""

    disable_nagle_algorithm = True
    server: Server

    def handle(self) -> None:
        """Answer."""
        with contextlib.suppress(ConnectionError):
            while first := self.rfile.readline():
                while self.rfile.readline().strip():
                    pass
                self.request.sendall(self.server.answer(first))


def main(different_rows: int = DIFFERENT_ROWS) -> None:
    """Serve until standard input ends."""
    with Server(Replay(long_rows(different_rows))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(f"http://127.0.0.1:{server.server_address[1]}", flush=True)
        sys.stdin.read()
        server.shutdown()


def _without_identity(row: Json) -> bytes:
    rest = {name: value for name, value in row.items() if name not in {"id", "row_index"}}
    return msgspec.json.encode(rest)[1:]


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
