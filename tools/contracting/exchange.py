"""A request as it was sent, with its answer: what all checks look at, whoever sent it."""

from functools import cached_property
from urllib.parse import parse_qsl, unquote

import attrs

from .strict_json import Body, read_json

NOT_SENT = "x-revox-contract-not-sent"
"""The header of an answer that is none: the request was held back, for the reason that it gives."""


@attrs.define(slots=False)
class Exchange:
    """A request as it was sent, behind the base URL, and its answer, with headers by their name in lower case."""

    method: str
    path: str
    raw_query: str
    authorization: str | None
    status: int
    headers: dict[str, str]
    body: bytes

    @cached_property
    def query(self) -> list[tuple[str, str]]:
        """The decoded names and values of the query string, in order."""
        return parse_qsl(self.raw_query, keep_blank_values=True, errors="replace")

    @cached_property
    def is_well_encoded(self) -> bool:
        """Whether the request is UTF-8 throughout, behind its percent signs."""
        try:
            unquote(f"{self.path}{self.raw_query}", errors="strict")
        except UnicodeDecodeError:
            return False
        return True

    @cached_property
    def json(self) -> Body:
        """The body of the answer, as JSON."""
        return read_json(self.body)

    @property
    def request(self) -> str:
        """The request in a line, without its key."""
        return f"{self.method} {self.path}{'?' if self.raw_query else ''}{self.raw_query}"

    def value(self, name: str) -> str | None:
        """Return the only value of a query parameter; None where there is none or there are several."""
        values = [text for key, text in self.query if key == name]
        return values[0] if len(values) == 1 else None
