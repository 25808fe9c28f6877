"""Exports campaigns through a network that fails in every way that it can, and compares them with the database."""
