"""Runs `revox`, and kills itself with SIGKILL right before or right after a step that touches files.

`python -m tests.soak.victim STEP NUMBER ARGUMENTS...`: STEP is the name of a function of Python that the command calls,
such as `fsync`; NUMBER counts the moments before and after each call, so that 1 is before the first one.
"""

import os
import signal
import sys
from collections import Counter
from types import FrameType
from typing import Any

from revox.cli import partial_file
from revox.cli.commands import run

STEPS = ("open", "flock", "dup", "read", "seek", "truncate", "write", "flush", "fsync", "close", "replace", "unlink")


def run_until(step: str, number: int, arguments: list[str]) -> int:
    """Run the command, until the moment before or after a step has come that is its last one."""
    moments: Counter[str] = Counter()

    def watch(frame: FrameType, event: str, called: Any) -> None:
        name = getattr(called, "__name__", "") if event in ("c_call", "c_return") else ""
        if name in STEPS and str(frame.f_globals.get("__name__")).startswith("revox.cli."):
            moments[name] += 1
            if name == step and moments[name] == number:
                os.kill(os.getpid(), signal.SIGKILL)

    partial_file.SECONDS_BETWEEN_SYNCS = 0.0  # so that there is a moment before and after it on every page
    sys.setprofile(watch)
    status = run(arguments)
    sys.setprofile(None)
    return status


if __name__ == "__main__":
    sys.exit(run_until(sys.argv[1], int(sys.argv[2]), sys.argv[3:]))
