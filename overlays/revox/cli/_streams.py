"""What has to be known of standard streams."""

import os
import stat
from typing import IO, Any


def is_terminal(stream: IO[Any] | None) -> bool:
    """Return whether a stream is a terminal. A standard stream is None where the shell has closed it."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False


def is_pipe(stream: IO[Any]) -> bool:
    """Return whether a stream leads to another program."""
    try:
        mode = os.fstat(stream.fileno()).st_mode
    except (OSError, ValueError):
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)


def silence(descriptor: int) -> None:
    """Let what is still to be written go nowhere, so that nobody stumbles over it, or waits for it, at the end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)
