"""The tests; each room has its own."""
