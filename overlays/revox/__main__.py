"""`python -m revox` is `revox`."""

from revox.cli import main

main()
