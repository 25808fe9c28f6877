"""Tokens that say where an iterator was, so that another process can go on there.

A token holds nothing of the list: only the place, how many items were seen, and digests of the request and of the last
page.
"""

import base64
import hashlib
from typing import Annotated, Any

import msgspec
from revox_api import ArgumentError
from revox_api.runtime import Request, RequestOptions

from revox._paging.keys import DIGEST_SIZE, as_text

PREFIX = "revox2."


class Place(msgspec.Struct, array_like=True, frozen=True):
    """What a token holds.

    Attributes:
        identity: A digest of the request; an iterator with another one cannot use the token.
        next_page: The number of the page to read next; at the end, that of the page after the last one.
        seen: How many items were seen.
        last_page: A digest of the page before, by which to tell whether items have moved since.
    """

    identity: str
    next_page: Annotated[int, msgspec.Meta(ge=0)]
    seen: Annotated[int, msgspec.Meta(ge=0)]
    last_page: str


class Identity(msgspec.Struct, frozen=True):
    """What makes an iterator the same one in another process.

    Attributes:
        operation: The operation, for errors.
        digest: A digest of the request and the page size.
    """

    operation: str
    digest: str

    @classmethod
    def of(cls, request: Request[Any], options: RequestOptions, page_size: int) -> "Identity":
        """Return the identity of an iterator.

        Args:
            request: The request for one page, always the same one.
            options: What the caller said about it. Headers and timeouts make no difference.
            page_size: How many items are asked for at a time.
        """
        name, query = request.operation.name, request.query_with(options.extra_query)
        text = msgspec.json.encode([name, request.path, query, request.content, page_size])
        return cls(name, as_text(hashlib.blake2b(text, digest_size=DIGEST_SIZE).digest()))

    def token(self, next_page: int, seen: int, last_page: str) -> str:
        """Return the token for a place: printable, some 80 characters."""
        place = Place(self.digest, next_page, seen, last_page)
        return PREFIX + base64.urlsafe_b64encode(msgspec.json.encode(place)).decode().rstrip("=")

    def place(self, token: object) -> Place:
        """Read a token.

        Raises:
            ArgumentError: It is not a token, or one of another list, another filter or another page size.
        """
        if not isinstance(token, str) or not token.startswith(PREFIX):
            raise ArgumentError(self.operation, "resume", f"expected a token that begins with {PREFIX!r}")
        encoded = token.removeprefix(PREFIX)
        try:
            text = base64.b64decode(encoded + "=" * (-len(encoded) % 4), altchars=b"-_", validate=True)
            place = msgspec.json.decode(text, type=Place)
        except (ValueError, msgspec.MsgspecError):
            raise ArgumentError(self.operation, "resume", "the token is damaged; start without it") from None
        if place.identity != self.digest:
            problem = "the token is of another list, another filter or another page size"
            raise ArgumentError(self.operation, "resume", problem)
        return place
