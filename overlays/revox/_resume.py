"""Tokens that say where a walk was, so that another process can go on there.

A token holds no data of the campaign: only the place, how many rows were seen, and digests of the filters and of the
last page.
"""

import base64
import hashlib
from collections.abc import Mapping
from typing import Any

import msgspec
from revox_api import ArgumentError

PREFIX = "revox1."
DIGEST_SIZE = 9
NOT_A_FILTER = {"extra_headers", "timeout"}


class Place(msgspec.Struct, array_like=True, frozen=True):
    """What a token holds.

    Attributes:
        walk: A digest of campaign, filters and page size; another walk cannot use the token.
        next_page: The number of the page to read next, or None at the end.
        seen: How many rows were seen.
        last_page: A digest of the page before, by which to tell whether rows have moved since.
    """

    walk: str
    next_page: int | None
    seen: int
    last_page: str


class WalkIdentity(msgspec.Struct, frozen=True):
    """What makes a walk the same walk in another process.

    Attributes:
        operation: The operation, for errors.
        digest: A digest of the campaign, the filters and the page size.
    """

    operation: str
    digest: str

    @classmethod
    def of(cls, operation: str, campaign: str, page_size: int, options: Mapping[str, Any]) -> "WalkIdentity":
        """Return the identity of a walk with these arguments."""
        filters = {name: value for name, value in options.items() if name not in NOT_A_FILTER and value is not None}
        filters = {name: sorted(value) if isinstance(value, set) else value for name, value in filters.items()}
        return cls(operation, _digest([operation, campaign, page_size, sorted(filters.items())]))

    def token(self, next_page: int | None, seen: int, last_page: str) -> str:
        """Return the token for a place: printable, some 80 characters."""
        place = Place(self.digest, next_page, seen, last_page)
        return PREFIX + base64.urlsafe_b64encode(msgspec.json.encode(place)).decode().rstrip("=")

    def place(self, token: object) -> Place:
        """Read a token.

        Raises:
            ArgumentError: It is not a token, or one of another campaign, another filter or another page size.
        """
        if not isinstance(token, str) or not token.startswith(PREFIX):
            raise ArgumentError(self.operation, "resume", f"expected a token that begins with {PREFIX!r}")
        encoded = token.removeprefix(PREFIX)
        try:
            text = base64.b64decode(encoded + "=" * (-len(encoded) % 4), altchars=b"-_", validate=True)
            place = msgspec.json.decode(text, type=Place)
        except (ValueError, msgspec.MsgspecError):
            raise ArgumentError(self.operation, "resume", "the token is damaged; start without it") from None
        if place.walk != self.digest:
            problem = "the token is of another campaign, another filter or another page size"
            raise ArgumentError(self.operation, "resume", problem)
        return place


class PageDigest:
    """A digest of the rows of a page, by what they are known by.

    Attributes:
        count: How many rows it has.
    """

    def __init__(self) -> None:
        self.count = 0
        self._hash = hashlib.blake2b(digest_size=DIGEST_SIZE)

    def add(self, keys: list[str]) -> None:
        """Take in the next rows of the page."""
        self.count += len(keys)
        # Key by key, so that it makes no difference in which parts they come; `ascii` takes half a surrogate pair, too.
        self._hash.update("".join(f"{key!a}," for key in keys).encode())

    def __str__(self) -> str:
        return _as_text(self._hash.digest())


def _digest(value: object) -> str:
    text = msgspec.json.encode(value, order="sorted")
    return _as_text(hashlib.blake2b(text, digest_size=DIGEST_SIZE).digest())


def _as_text(digest: bytes) -> str:
    return base64.b64encode(digest).decode()
