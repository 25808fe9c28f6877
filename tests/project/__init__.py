"""Tests of what the project is as a whole: its layout, its commands, its package and its README."""
