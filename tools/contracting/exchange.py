"""A request as it was sent, byte for byte as it is written down, with its answer: what all checks look at."""

import http.client
import json
import ssl
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import attrs

NOT_SENT = "x-revox-contract-not-sent"
"""The header of an answer that is none: the request was held back, for the reason that it gives."""
TIMEOUT_SECONDS = 60


@attrs.frozen
class Body:
    """The JSON of an answer as plain Python values, or why it is none: `problem`."""

    value: Any = None
    problem: str | None = None


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


def read_json(content: bytes) -> Body:
    """Read JSON as the standard says, which Python's own reader does not; what is wrong is said without quoting it."""
    try:
        return Body(json.loads(content.decode(), parse_constant=_refuse, object_pairs_hook=_object))
    except UnicodeDecodeError as error:
        return Body(problem=f"the body is not UTF-8, at byte {error.start}")
    except json.JSONDecodeError as error:
        return Body(problem=f"the body is not JSON: {error.msg.lower()}")
    except ValueError as error:
        return Body(problem=f"the body is not JSON: {error}")
    except RecursionError:
        return Body(problem="the JSON is nested too deeply")


def _refuse(name: str) -> Any:
    raise ValueError(f"{name} is no number")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) < len(pairs):
        raise ValueError("an object has a key twice")
    return value


class WireError(Exception):
    """There is no complete answer; the message says what is, without a value."""


class NotSentError(Exception):
    """The request was held back; the message says why."""


def connect(base_url: str) -> http.client.HTTPConnection:
    """Return a connection to a server, which is made when it is first needed."""
    parts = urlsplit(base_url)
    assert parts.hostname is not None
    if parts.scheme == "http":
        return http.client.HTTPConnection(parts.hostname, parts.port, timeout=TIMEOUT_SECONDS)
    context = ssl.create_default_context()
    return http.client.HTTPSConnection(parts.hostname, parts.port, timeout=TIMEOUT_SECONDS, context=context)


@attrs.frozen
class Probe:
    """A request to send.

    Attributes:
        label: What it is about, in a few words.
        path: The path behind the base URL, percent-encoded.
        raw_query: The query string, percent-encoded.
        method: The method.
        authorization: The header of this name; None for the right key, empty for none at all.
        is_private: Whether it holds something from an answer, so that it must not be shown.
    """

    label: str
    path: str
    raw_query: str = ""
    method: str = "GET"
    authorization: str | None = None
    is_private: bool = False

    @property
    def target(self) -> str:
        """The path with the query."""
        return f"{self.path}{'?' if self.raw_query else ''}{self.raw_query}"

    @property
    def shown(self) -> str:
        """The request in a line, fit to be shown."""
        return f"{self.method} {f'{self.path}?...' if self.is_private else self.target} ({self.label})"


class Wire:
    """A connection to a server, to be closed."""

    def __init__(self, base_url: str, key: str) -> None:
        self._base = urlsplit(base_url).path.rstrip("/")
        self._key = key
        self._connection = connect(base_url)

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def send(self, probe: Probe) -> Exchange:
        """Send a request.

        Raises:
            WireError: There is no complete answer.
            NotSentError: It was held back on the way.
        """
        authorization = f"Bearer {self._key}" if probe.authorization is None else probe.authorization
        try:
            self._connection.putrequest(probe.method, f"{self._base}{probe.target}", skip_accept_encoding=True)
            if authorization:
                self._connection.putheader("Authorization", authorization)
            self._connection.endheaders()
            response = self._connection.getresponse()
            body = response.read()
        except (http.client.HTTPException, OSError) as error:
            self._connection.close()
            raise WireError(f"no complete answer: {type(error).__name__}") from None
        headers = {name.lower(): text for name, text in response.getheaders()}
        if NOT_SENT in headers:
            raise NotSentError(headers[NOT_SENT])
        sent = (probe.method, probe.path, probe.raw_query, authorization or None)
        return Exchange(*sent, response.status, headers, body)
