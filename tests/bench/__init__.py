"""Tests of tools/bench. None of them says how long anything may take."""
