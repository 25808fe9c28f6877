"""What is logged: nothing unless asked for, and never a key or a query, since query parameters may be phone numbers."""

import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import httpx

_SAID = re.compile(r"(, b['\"]| exception=).*", re.DOTALL)
"""What a server said, which may repeat the key: its reason and headers, or what it sent instead."""
LEVELS = {"info": logging.INFO, "debug": logging.DEBUG}
_is_sending: ContextVar[bool] = ContextVar("revox_is_sending", default=False)


def set_up_logging() -> None:
    """Keep the library silent, or make it log to standard error as the environment variable `REVOX_LOG` says."""
    logger = logging.getLogger("revox")
    logger.addHandler(logging.NullHandler())
    level = LEVELS.get(os.environ.get("REVOX_LOG", "").lower())
    if level is not None:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(levelname)s %(message)s"))
        logger.addHandler(handler)
        logger.setLevel(level)


class _WithoutQuery(logging.Filter):
    """Removes queries from what httpx logs of requests that are ours, and headers from what httpcore logs of them."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Redact a record; all of them are kept."""
        if not _is_sending.get():
            return True
        if record.name.startswith("httpcore"):
            record.msg = _SAID.sub("", str(record.msg))
        elif isinstance(record.args, tuple):
            shown = [
                arg.copy_with(query=None, userinfo=b"") if isinstance(arg, httpx.URL) else arg for arg in record.args
            ]
            record.args = (*shown[:4], *[""] * len(record.args[4:]))  # without what a server says of a status
        return True


@contextmanager
def redacted_logs() -> Iterator[None]:
    """Redact what httpx logs within this block."""
    token = _is_sending.set(True)
    try:
        yield
    finally:
        _is_sending.reset(token)


for _name in ("httpx", "httpcore.http11", "httpcore.http2", "httpcore.proxy"):
    logging.getLogger(_name).addFilter(_WithoutQuery())
