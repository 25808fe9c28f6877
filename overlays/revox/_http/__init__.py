"""The way to the wire: requests, attempts, limits, and responses as they are received. Nothing here knows a type."""
