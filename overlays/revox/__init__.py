"""A client of the Revox voice-AI calling API: every row of a campaign out, once, complete.

from revox import Revox

with Revox() as client:  # the key is in the environment variable REVOX_API_KEY
    for row in client.campaigns.iter_rows("my-campaign"):
        print(row.phone_number, row.call.status if row.call else "not called")
"""

from revox_api import UNSET, ArgumentError, UnsetType, models
from revox_api.types import APIResponse

from revox._client import AsyncRevox, Revox
from revox._deviations import Deviation
from revox._errors import (
    APIConnectionError,
    APIError,
    APIResponseValidationError,
    APIStatusError,
    APITimeoutError,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    IncompleteError,
    InternalServerError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    RevoxError,
    RowsMovedError,
    UnprocessableEntityError,
)
from revox._limits import RateLimit
from revox._logging import set_up_logging as _set_up_logging
from revox._retry import RetryPolicy
from revox._tolerant import UnknownVariant
from revox._version import __version__

__all__ = [
    "UNSET",
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
    "IncompleteError",
    "InternalServerError",
    "NotFoundError",
    "PermissionDeniedError",
    "RateLimit",
    "RateLimitError",
    "RetryPolicy",
    "Revox",
    "RevoxError",
    "RowsMovedError",
    "UnknownVariant",
    "UnprocessableEntityError",
    "UnsetType",
    "__version__",
    "models",
]

_set_up_logging()
