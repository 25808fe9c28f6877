"""Runs `revox`, and kills itself with SIGKILL right before or right after a step that touches files.

`python -m tools.soak.kills_victim STEP NUMBER ARGUMENTS...`: STEP is the name of a function of Python that the command
calls, such as `fsync`; NUMBER counts the moments before and after each call, so that 1 is before the first one. With
`count` and 0, it lives, and prints how many moments there were for each step, as JSON.
"""

import json
import os
import signal
import sys
from collections import Counter
from types import FrameType
from typing import Any

from revox.cli import _part
from revox.cli._main import run

COUNT = "count"
STEPS = ["open", "flock", "dup", "read", "seek", "truncate", "write", "flush", "fsync", "close", "chmod"]
STEPS += ["replace", "unlink"]


def main(step: str, number: int, arguments: list[str]) -> int:
    """Run the command until the moment has come.

    Args:
        step: The name of a function, one of `STEPS`, or `count`.
        number: Which of the moments before and after its calls is the last one.
        arguments: The arguments of the command.

    Returns:
        The exit code, if the moment did not come.
    """
    moments: Counter[str] = Counter()

    def watch(frame: FrameType, event: str, called: Any) -> None:
        name = getattr(called, "__name__", "") if event in ("c_call", "c_return") else ""
        if name in STEPS and str(frame.f_globals.get("__name__")).startswith("revox.cli."):
            moments[name] += 1
            if name == step and moments[name] == number:
                os.kill(os.getpid(), signal.SIGKILL)

    _part.SECONDS_BETWEEN_SYNCS = 0.0  # so that there is a moment before and after it on every page
    sys.setprofile(watch)
    try:
        code = run(arguments)
    finally:
        sys.setprofile(None)
    if step == COUNT:
        print(json.dumps(moments))
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), sys.argv[3:]))
