"""Reads sources of facts about the API (docs pages today) and compares them with the spec."""
