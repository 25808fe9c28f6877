"""The spec itself."""
