"""Sends a request byte for byte as it is written down, which no client library does."""

import http.client
import ssl
from urllib.parse import urlsplit

import attrs

from .exchange import NOT_SENT, Exchange

TIMEOUT_SECONDS = 60


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
    def shown(self) -> str:
        """The request in a line, fit to be shown."""
        if self.is_private:
            return f"{self.method} {self.path}?... ({self.label})"
        return f"{self.method} {self.path}{'?' if self.raw_query else ''}{self.raw_query} ({self.label})"


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
        target = f"{self._base}{probe.path}{'?' if probe.raw_query else ''}{probe.raw_query}"
        try:
            self._connection.putrequest(probe.method, target, skip_accept_encoding=True)
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
        return Exchange(
            probe.method, probe.path, probe.raw_query, authorization or None, response.status, headers, body
        )
