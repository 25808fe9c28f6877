"""Keeps what people must not see out of the logs of the libraries below: query parameters may be phone numbers."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import httpx

_is_sending: ContextVar[bool] = ContextVar("revox_is_sending", default=False)


class _WithoutQuery(logging.Filter):
    """Removes the query from the URLs that httpx logs, of requests that are ours."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Redact a record; all of them are kept."""
        if _is_sending.get() and isinstance(record.args, tuple):
            record.args = tuple(
                arg.copy_with(query=None, userinfo=b"") if isinstance(arg, httpx.URL) else arg for arg in record.args
            )
        return True


@contextmanager
def redacted_logs() -> Iterator[None]:
    """Redact what httpx logs within this block."""
    token = _is_sending.set(True)
    try:
        yield
    finally:
        _is_sending.reset(token)


def without_traces(error: BaseException) -> None:
    """Remove the frames of the libraries below from an error: their local variables hold the key."""
    error.__traceback__ = error.__cause__ = error.__context__ = None


logging.getLogger("httpx").addFilter(_WithoutQuery())
