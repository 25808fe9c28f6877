"""What all workers share.

A line of JSON asks a worker for a task, a line of JSON says what it took. A task of its own is how long a new process
takes until it can work; a page can be answered from memory, without a socket.
"""

import gc
import json
import os
import resource
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import httpx

API_KEY = "bench-key"
CODE = """\
import sys, time
{}
start, cpu_start = time.perf_counter(), time.process_time()
try:
    {}
except SystemExit as end:
    assert not end.code
print()
print(time.perf_counter() - start, time.process_time() - cpu_start)
"""
WHAT = {"revox --help": "from revox.cli import main; sys.argv = ['revox', '--help']; main()"}
WITHOUT_EXTRA = "sys.modules.update(dict.fromkeys(['click', 'pygments', 'rich']))"
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
    held_before = _status("VmRSS")
    started, cpu_started = time.perf_counter(), time.process_time()
    found = task(**arguments)
    seconds, cpu_seconds = time.perf_counter() - started, time.process_time() - cpu_started
    gc.collect()
    repeat = arguments.get("repeat", 1)
    measured: dict[str, float] = {
        "seconds": seconds / repeat,
        "cpu_seconds": cpu_seconds / repeat,
        "peak": _status("VmHWM") - held_before,
        "held": _status("VmRSS") - held_before,
    }
    return measured | (found if isinstance(found, dict) else {"rows": found})


def _status(name: str) -> int:
    """Return bytes of memory. `getrusage` is asked only where there is no /proc: it counts the memory of the parent."""
    try:
        with open("/proc/self/status") as file:
            return next(int(line.split()[1]) * 1024 for line in file if line.startswith(f"{name}:"))
    except OSError:
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most if sys.platform == "darwin" else most * 1024


@cache
def body(base_url: str, campaign: str, page_size: int) -> bytes:
    """Return the bytes of the first page, asked of the server once."""
    url = f"{base_url}/campaigns/{campaign}/rows"
    return httpx.get(url, params={"page": 0, "page_size": page_size}).raise_for_status().content


def replaying(base_url: str, campaign: str, page_size: int) -> httpx.Client:
    """Return an HTTP client that answers everything with the first page."""
    content = body(base_url, campaign, page_size)
    headers = {"content-type": "application/json"}
    transport = httpx.MockTransport(lambda _: httpx.Response(200, headers=headers, content=content))
    return httpx.Client(transport=transport)


def start(what: str, has_extra: bool) -> dict[str, float]:
    """Do something in a new process of this environment; the start and the end of Python do not count.

    Args:
        what: A line of Python, or `revox --help`.
        has_extra: Whether the libraries of the extra `cli` are there. httpx imports them where they are, which takes
            as long as the rest of httpx.
    """
    code = CODE.format("" if has_extra else WITHOUT_EXTRA, WHAT.get(what, what))
    flags = ["-E", "-s"] if sys.flags.ignore_environment else ["-s"]
    printed = subprocess.check_output([sys.executable, *flags, "-c", code], text=True)
    seconds, cpu_seconds = map(float, printed.splitlines()[-1].split())
    return {"rows": 1, "seconds": seconds, "cpu_seconds": cpu_seconds}
