"""Tests of the exports through a proxy that fails."""
