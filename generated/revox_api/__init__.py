# Generated from openapi.yaml (Revox API 2026.3.0) by: python -m tools.generate. Do not edit.

"""Revox API, version 2026.3.0: models and endpoints. Nothing here sends anything."""

from importlib import import_module
from typing import TYPE_CHECKING

from .api import AsyncResources, Resources
from .runtime import ArgumentError, Omit, omit

if TYPE_CHECKING:
    from . import models
else:
    # Hidden from type checkers, which would take any other name for granted, too.
    def __getattr__(name):
        if name == "models":
            return import_module(".models", __name__)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


SERVER_URL = "https://www.getrevox.com/api"

__all__ = ["SERVER_URL", "ArgumentError", "AsyncResources", "Omit", "Resources", "models", "omit"]


def __dir__() -> list[str]:
    return __all__
