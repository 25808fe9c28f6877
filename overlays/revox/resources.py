"""The resources of a client by their names in the official SDK, such as `AsyncCampaignsResource`."""

from revox._compat import resource_of as __getattr__

__all__ = ["__getattr__"]
