"""Tests of the command `revox`, as people run it: a process, its output, its files, its signals."""
