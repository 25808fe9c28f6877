"""Reads saved docs pages into facts, and compares facts with the spec."""
