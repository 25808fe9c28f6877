"""Tests of the docs reader."""
