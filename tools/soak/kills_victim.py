"""Runs `revox`, and kills itself with SIGKILL right before or right after a step that touches files.

`python -m tools.soak.kills_victim STEP NUMBER ARGUMENTS...`: STEP is the name of a function of Python that the command
calls, such as `fsync`; NUMBER counts the moments before and after each call, so that 1 is before the first one.
"""

import os
import signal
import sys
from types import FrameType
from typing import Any

from revox.cli import _part
from revox.cli._main import run

STEPS = "open flock dup read seek truncate write flush fsync close chmod replace unlink".split()


def main(step: str, number: int, arguments: list[str]) -> int:
    """Run the command until the moment has come.

    Args:
        step: The name of a function, one of `STEPS`.
        number: How many moments before and after its calls to let pass, and this one.
        arguments: The arguments of the command.

    Returns:
        The exit code, if the moment did not come.
    """
    left = number

    def watch(frame: FrameType, event: str, called: Any) -> None:
        nonlocal left
        is_step = event in ("c_call", "c_return") and getattr(called, "__name__", "") == step
        if is_step and str(frame.f_globals.get("__name__")).startswith("revox.cli."):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    _part.SECONDS_BETWEEN_SYNCS = 0.0  # so that there is a moment before and after it on every page
    sys.setprofile(watch)
    try:
        return run(arguments)
    finally:
        sys.setprofile(None)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), sys.argv[3:]))
