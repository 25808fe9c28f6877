"""As much of HTTP as a proxy needs that bends responses: a response in parts, and how it is read off a connection."""

import asyncio
from random import Random

import attrs


@attrs.frozen
class Response:
    """A response, whole.

    Attributes:
        status: The status, such as `200 OK`.
        fields: The lines of the header, without those that say how long the body is.
        body: The body.
    """

    status: str
    fields: tuple[str, ...]
    body: bytes

    @property
    def head(self) -> bytes:
        """The head, with the length of the body."""
        return _head(self.status, (*self.fields, f"content-length: {len(self.body)}"))

    def as_bytes(self) -> bytes:
        """Return the response as it goes over the wire."""
        return self.head + self.body

    def with_body(self, body: bytes, *fields: str) -> "Response":
        """Return a response with another body, and more header fields."""
        return attrs.evolve(self, body=body, fields=(*self.fields, *fields))

    def in_chunks(self, dice: Random) -> bytes:
        """Return the response as it goes over the wire in chunks of any size."""
        parts, start = [_head(self.status, (*self.fields, "transfer-encoding: chunked"))], 0
        while start < len(self.body):
            size = dice.randrange(1, max(len(self.body) // 3, 2))
            chunk = self.body[start : start + size]
            parts.append(b"%x\r\n%b\r\n" % (len(chunk), chunk))
            start += size
        return b"".join([*parts, b"0\r\n\r\n"])


def head_of(status: str, content_type: str, length: int, *fields: str) -> bytes:
    """Return the head of a response."""
    return _head(status, (f"content-type: {content_type}", f"content-length: {length}", *fields))


def _head(status: str, fields: tuple[str, ...]) -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status}", *fields, "", ""]).encode("latin-1")


async def read_response(reader: asyncio.StreamReader) -> Response:
    """Read a response that says how long it is, as those of the sandbox do.

    Raises:
        OSError: The connection failed.
        asyncio.IncompleteReadError: It ended too early.
    """
    lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")[:-2]
    status = lines[0].partition(" ")[2]
    fields = tuple(line for line in lines[1:] if not line.lower().startswith(("content-length:", "connection:")))
    (length,) = [line.partition(":")[2] for line in lines[1:] if line.lower().startswith("content-length:")]
    return Response(status, fields, await reader.readexactly(int(length)))
