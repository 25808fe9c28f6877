"""How much the property tests try: a little with every test run, fifty times as much in those that are marked `deep`."""

import pytest

SCALES = pytest.mark.parametrize("scale", [1, pytest.param(50, marks=pytest.mark.deep)], ids=["quick", "deep"])
"""Gives a test `scale`, by which it multiplies what it tries."""
