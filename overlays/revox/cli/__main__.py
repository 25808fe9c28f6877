"""`python -m revox.cli` is `revox`."""

from . import main

main()
