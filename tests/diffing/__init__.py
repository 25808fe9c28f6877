"""Tests of the comparison of specs."""
