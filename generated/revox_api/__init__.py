# Generated from openapi.yaml (Revox API 2026.3.0) by: python -m tools.generate. Do not edit.

"""Revox API, version 2026.3.0: models and endpoints. Nothing here sends anything."""

from . import models
from .api import AsyncResources, Resources
from .runtime import ArgumentError, Omit, omit

SERVER_URL = "https://www.getrevox.com/api"

__all__ = ["SERVER_URL", "ArgumentError", "AsyncResources", "Omit", "Resources", "models", "omit"]
