# Generated from openapi.yaml (Revox API 2026.3.0) by: python -m tools.generate. Do not edit.

"""Revox API, version 2026.3.0: models and endpoints.

`Client` and `AsyncClient` send requests as they are: no retries, no reading of deviating answers.
"""

from typing import TYPE_CHECKING, Any

from . import models
from .api import AsyncResources, Resources
from .types import UNSET, ArgumentError, UnsetType

if TYPE_CHECKING:
    from .client import AsyncClient, Client
    from .errors import UnexpectedStatus
else:

    def __getattr__(name: str) -> Any:
        """Import the clients when they are first asked for: whoever has clients of their own can do without."""
        if name not in {"AsyncClient", "Client", "UnexpectedStatus"}:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from . import client

        return getattr(client, name)


SERVER_URL = "https://www.getrevox.com/api"

__all__ = [
    "SERVER_URL",
    "UNSET",
    "ArgumentError",
    "AsyncClient",
    "AsyncResources",
    "Client",
    "Resources",
    "UnexpectedStatus",
    "UnsetType",
    "models",
]
