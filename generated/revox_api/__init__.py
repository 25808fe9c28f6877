# Generated from openapi.yaml (Revox API 2026.3.0) by: python -m tools.generate. Do not edit.

"""Revox API, version 2026.3.0: models and endpoints.

`Client` and `AsyncClient` send requests as they are: no retries, no reading of deviating answers.
"""

from . import models
from .api import AsyncResources, Resources
from .client import SERVER_URL, AsyncClient, Client
from .errors import UnexpectedStatus
from .types import UNSET, ArgumentError, UnsetType

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
