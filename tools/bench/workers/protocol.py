"""How a worker talks to the driver: a line of JSON asks for a task, a line of JSON says what it took."""

import gc
import json
import os
import resource
import sys
import time
import traceback
from collections.abc import Callable, Mapping
from typing import Any

Task = Callable[..., int | dict[str, float]]
"""Does some work `repeat` times and returns how many rows it has seen the last time, or all that it has measured."""


def serve(tasks: Mapping[str, Task]) -> None:
    """Carry out tasks, by name, until the driver closes the pipe."""
    # Whatever a library prints must not get between the answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    for line in sys.stdin:
        wish = json.loads(line)
        try:
            answer: dict[str, Any] = measure(tasks[wish["task"]], wish["arguments"])
        except Exception:
            answer = {"error": traceback.format_exc()}
        print(json.dumps(answer), file=answers, flush=True)


def measure(task: Task, arguments: dict[str, Any]) -> dict[str, float]:
    """Carry out a task once, and return the rows that it saw and what it took.

    Returns:
        `seconds` and `cpu_seconds` for each repetition; `peak` and `held`: the bytes of memory that were taken at most,
        and that are still taken, over what was taken before.
    """
    gc.collect()
    held_before = resident()
    started, cpu_started = time.perf_counter(), time.process_time()
    found = task(**arguments)
    seconds, cpu_seconds = time.perf_counter() - started, time.process_time() - cpu_started
    gc.collect()
    repeat = arguments.get("repeat", 1)
    measured: dict[str, float] = {
        "seconds": seconds / repeat,
        "cpu_seconds": cpu_seconds / repeat,
        "peak": peak() - held_before,
        "held": resident() - held_before,
    }
    return measured | (found if isinstance(found, dict) else {"rows": found})


def resident() -> int:
    """Return the bytes of memory that this process takes."""
    return _status("VmRSS")


def peak() -> int:
    """Return the bytes of memory that this process took at most."""
    return _status("VmHWM")


def _status(name: str) -> int:
    """Return a line of /proc. `getrusage` is asked only where there is none: it counts the memory of the parent too."""
    try:
        with open("/proc/self/status") as file:
            return next(int(line.split()[1]) * 1024 for line in file if line.startswith(f"{name}:"))
    except OSError:
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most if sys.platform == "darwin" else most * 1024
