"""Mutants: changes of one thing at a time, each of which should be noticed."""
