"""Compares the speed and memory of this library with the official SDK, with bare httpx and with bare msgspec.

`python -m tools.bench` runs every side in turn, in processes of the same layout, against one local server. What it says
are ratios within one run: seconds differ from machine to machine, and from minute to minute.
"""
