# Generated from openapi.yaml (Revox API 2026.3.0) by: python -m tools.generate. Do not edit.

"""The resources of the API, one module a tag."""

from abc import ABC, abstractmethod
from typing import TypeVar

from ..types import Request, RequestOptions
from .campaigns import AsyncCampaigns, Campaigns

T = TypeVar("T")


class Resources(ABC):
    """What a client can be asked for: one attribute a tag of the spec."""

    @abstractmethod
    def execute(self, request: Request[T], options: RequestOptions) -> T:
        """Send a request and return what it answers."""

    @property
    def campaigns(self) -> Campaigns:
        """Campaigns and the contacts they call."""
        return Campaigns(self)


class AsyncResources(ABC):
    """What an asynchronous client can be asked for: one attribute a tag of the spec."""

    @abstractmethod
    async def execute(self, request: Request[T], options: RequestOptions) -> T:
        """Send a request and return what it answers."""

    @property
    def campaigns(self) -> AsyncCampaigns:
        """Campaigns and the contacts they call."""
        return AsyncCampaigns(self)
