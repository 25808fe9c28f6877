"""A client of the Revox voice-AI calling API: every row of a campaign out, once, complete.

from revox import Revox

with Revox() as client:  # the key is in the environment variable REVOX_API_KEY
    for row in client.campaigns.iter_rows("my-campaign"):
        print(row.phone_number, row.call.status if row.call else "not called")
"""

from typing import TYPE_CHECKING

from revox_api import ArgumentError, Omit, omit
from revox_api.runtime import APIResponse, RawItem, RawPage

from revox._client import AsyncRevox, Revox
from revox._errors import (
    APIConnectionError,
    APIError,
    APIResponseValidationError,
    APIStatusError,
    APITimeoutError,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    DiallingRefused,
    IncompleteError,
    InternalServerError,
    ItemsMovedError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    RevoxError,
    UnprocessableEntityError,
    WaitTimeoutError,
)
from revox._http.limits import RateLimit
from revox._http.options import DEFAULT_TIMEOUT
from revox._http.retries import RetryPolicy
from revox._logs import set_up_logging as _set_up_logging
from revox._reading.deviations import Deviation
from revox._version import __version__

if TYPE_CHECKING:
    from revox import models
    from revox._compat import *  # noqa: F403 - its `__all__` says what that is
    from revox._paging.keys import KeySet
    from revox._reading.drift import Drift, drift_of
    from revox._reading.tolerant import UnknownVariant
else:
    _LATER = {
        "KeySet": "revox._paging.keys",
        "Drift": "revox._reading.drift",
        "drift_of": "revox._reading.drift",
        "UnknownVariant": "revox._reading.tolerant",
    }

    # Imported when it is first used. Hidden from type checkers, which would take any other name for granted, too.
    def __getattr__(name):
        from importlib import import_module

        if name in {"models", "resources", "types"}:
            return import_module(f"revox.{name}")
        if name in _LATER:
            value = globals()[name] = getattr(import_module(_LATER[name]), name)
            return value
        if (name[0] != "_" or name == "__title__") and name in (old := import_module("revox._compat")).__all__:
            return getattr(old, name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "DEFAULT_TIMEOUT",
    "APIConnectionError",
    "APIError",
    "APIResponse",
    "APIResponseValidationError",
    "APIStatusError",
    "APITimeoutError",
    "ArgumentError",
    "AsyncRevox",
    "AuthenticationError",
    "BadRequestError",
    "ConflictError",
    "Deviation",
    "DiallingRefused",
    "Drift",
    "IncompleteError",
    "InternalServerError",
    "ItemsMovedError",
    "KeySet",
    "NotFoundError",
    "Omit",
    "PermissionDeniedError",
    "RateLimit",
    "RateLimitError",
    "RawItem",
    "RawPage",
    "RetryPolicy",
    "Revox",
    "RevoxError",
    "UnknownVariant",
    "UnprocessableEntityError",
    "WaitTimeoutError",
    "__version__",
    "drift_of",
    "models",
    "omit",
]

_set_up_logging()


def __dir__() -> list[str]:
    return __all__
