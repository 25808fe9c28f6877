"""What the commands of the Makefile share: virtual environments, pins, and a sandbox in a process of its own."""
