"""What a network, or something on the way, does to an exchange: each fault once, by its name.

A fault is told the request's turn, and acts on the connection of the client. `None` as the response means that the
request never reached the server.
"""

import asyncio
import gzip
import socket
import struct
from collections.abc import Awaitable, Callable
from random import Random

import attrs

from .http import Response, head_of

LINGER_NOT = struct.pack("ii", 1, 0)
TRICKLE_PARTS = 20
STALL_SECONDS = 1.0
PAGE_OF_HTML = b"<html><head><title>502</title></head><body><h1>Bad Gateway</h1></body></html>"


@attrs.frozen
class Strike:
    """A fault that strikes: where, and what by.

    Attributes:
        writer: The connection of the client.
        dice: What decides where exactly.
        forward: Sends the request on to the server, and returns its response.
        go_away: Lets nobody connect for a moment.
    """

    writer: asyncio.StreamWriter
    dice: Random
    forward: Callable[[], Awaitable[Response]]
    go_away: Callable[[], None]

    def reset(self) -> None:
        """End the connection with a reset."""
        connection = self.writer.get_extra_info("socket")
        if connection is not None:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_NOT)
        self.writer.transport.abort()

    def end(self) -> None:
        """End the connection, with a reset or in order."""
        if self.dice.random() < 0.5:
            self.reset()
        else:
            self.writer.close()

    async def send(self, data: bytes) -> None:
        """Send bytes to the client."""
        self.writer.write(data)
        await self.writer.drain()

    def part_of(self, data: bytes) -> bytes:
        """Return the beginning of some bytes, but not all of them."""
        return data[: self.dice.randrange(len(data))] if data else data


Act = Callable[[Strike], Awaitable[bool]]
"""Carries out a fault; returns whether the connection can be used again."""


async def _refuse(strike: Strike) -> bool:
    strike.go_away()
    strike.reset()
    return False


async def _reset_before(strike: Strike) -> bool:
    strike.reset()
    return False


async def _close_before(strike: Strike) -> bool:
    strike.writer.close()
    return False


async def _reset_after(strike: Strike) -> bool:
    await strike.forward()
    strike.reset()
    return False


async def _cut_head(strike: Strike) -> bool:
    response = await strike.forward()
    await strike.send(strike.part_of(response.head))
    strike.end()
    return False


async def _cut_body(strike: Strike) -> bool:
    response = await strike.forward()
    await strike.send(response.head + strike.part_of(response.body))
    strike.end()
    return False


async def _truncate(strike: Strike) -> bool:
    response = await strike.forward()
    await strike.send(response.with_body(strike.part_of(response.body)).as_bytes())
    return True


async def _cut_chunks(strike: Strike) -> bool:
    response = await strike.forward()
    await strike.send(strike.part_of(response.in_chunks(strike.dice)))
    strike.end()
    return False


async def _truncate_chunks(strike: Strike) -> bool:
    response = await strike.forward()
    await strike.send(response.with_body(strike.part_of(response.body)).in_chunks(strike.dice))
    return True


async def _stall(strike: Strike) -> bool:
    response = await strike.forward()
    whole = response.as_bytes()
    await strike.send(whole[: strike.dice.choice([0, len(response.head) // 2, strike.dice.randrange(len(whole))])])
    await asyncio.sleep(STALL_SECONDS)
    strike.reset()
    return False


async def _trickle(strike: Strike) -> bool:
    whole = (await strike.forward()).as_bytes()
    size = max(len(whole) // TRICKLE_PARTS, 1)
    for start in range(0, len(whole), size):
        await strike.send(whole[start : start + size])
        await asyncio.sleep(0.002)
    return True


async def _half_close(strike: Strike) -> bool:
    response = await strike.forward()
    await strike.send(strike.part_of(response.as_bytes()))
    strike.writer.write_eof()
    await asyncio.sleep(0.05)
    strike.writer.close()
    return False


async def _idle_close(strike: Strike) -> bool:
    response = await strike.forward()
    await strike.send(response.as_bytes())
    await asyncio.sleep(strike.dice.choice([0, 0.0005, 0.002]))
    strike.end()
    return False


async def _twice(strike: Strike) -> bool:
    response = await strike.forward()
    await strike.send(response.as_bytes() * 2)
    return True


async def _gateway(strike: Strike) -> bool:
    status = strike.dice.choice(["502 Bad Gateway", "504 Gateway Timeout", "503 Service Unavailable"])
    await strike.send(head_of(status, "text/html", len(PAGE_OF_HTML)) + PAGE_OF_HTML)
    return True


async def _html(strike: Strike) -> bool:
    await strike.send(head_of("200 OK", "text/html", len(PAGE_OF_HTML)) + PAGE_OF_HTML)
    return True


async def _busy(strike: Strike) -> bool:
    wait = strike.dice.choice(["Retry-After: 0", "Retry-After-Ms: 5", "Retry-After-Ms: 30"])
    await strike.send(head_of("429 Too Many Requests", "application/json", 2, wait) + b"{}")
    return True


async def _error(strike: Strike) -> bool:
    status = strike.dice.choice(["500 Internal Server Error", "503 Service Unavailable", "408 Request Timeout"])
    body = b'{"error":{"message":"out of order"}}'
    await strike.send(head_of(status, "application/json", len(body)) + body)
    return True


async def _garbage(strike: Strike) -> bool:
    await strike.send(strike.dice.randbytes(strike.dice.randrange(1, 300)) + b"\r\n\r\n")
    strike.end()
    return False


async def _gzip(strike: Strike) -> bool:
    response = await strike.forward()
    packed = bytearray(gzip.compress(response.body, 1))
    kind = strike.dice.choice(["cut", "flip", "crc", "not gzip"])
    if kind == "cut":
        packed = packed[: strike.dice.randrange(len(packed))]
    elif kind == "not gzip":
        packed = bytearray(response.body)
    else:
        packed[-6 if kind == "crc" else strike.dice.randrange(10, len(packed) - 8)] ^= 1 << strike.dice.randrange(8)
    await strike.send(response.with_body(bytes(packed), "content-encoding: gzip").as_bytes())
    return True


FAULTS: dict[str, Act] = {
    "refuse": _refuse,
    "reset-before": _reset_before,
    "close-before": _close_before,
    "reset-after": _reset_after,
    "cut-head": _cut_head,
    "cut-body": _cut_body,
    "truncate": _truncate,
    "cut-chunks": _cut_chunks,
    "truncate-chunks": _truncate_chunks,
    "stall": _stall,
    "trickle": _trickle,
    "half-close": _half_close,
    "idle-close": _idle_close,
    "twice": _twice,
    "gateway": _gateway,
    "html": _html,
    "busy": _busy,
    "error": _error,
    "garbage": _garbage,
    "gzip": _gzip,
}
"""What can be asked for; `stale` is done by the proxy, which remembers responses."""
