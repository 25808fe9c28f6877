"""Types by their names in the official SDK, such as `CampaignGetRowsResponse`: aliases, made from the spec."""

from revox._compat import type_of as __getattr__

__all__ = ["__getattr__"]
