# Generated from openapi.yaml (Revox API 2026.3.0) by: python -m tools.generate. Do not edit.

"""The resources of the API, one module a tag. They are imported when they are first used."""

from typing import TYPE_CHECKING

from ..runtime.resources import AsyncExecutor, Executor

if TYPE_CHECKING:
    from .campaigns import AsyncCampaigns, Campaigns


class Resources(Executor):
    """What a client can be asked for: one attribute a tag of the spec."""

    @property
    def campaigns(self) -> "Campaigns":
        """Campaigns and the contacts they call."""
        from .campaigns import Campaigns

        return Campaigns(self)


class AsyncResources(AsyncExecutor):
    """What an asynchronous client can be asked for: one attribute a tag of the spec."""

    @property
    def campaigns(self) -> "AsyncCampaigns":
        """Campaigns and the contacts they call."""
        from .campaigns import AsyncCampaigns

        return AsyncCampaigns(self)
