"""The processes of a comparison: the server, and a worker for each side."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from tools.setup.environment import ROOT, ensure
from tools.setup.pins import LATER_PINS, PEER_PINS
from tools.setup.server import without_proxy

from .goals import LATER, OFFICIAL, OURS

PINS = {OFFICIAL: PEER_PINS, LATER: LATER_PINS}
ENVIRONMENTS = ROOT / "build" / "bench"
SECONDS_TO_STOP = 10
LEFT_OUT = ("REVOX_", "PYTHONDONTWRITEBYTECODE")
Command = list[str]
Answer = dict[str, float]


class BenchError(Exception):
    """Something could not be measured; the message says what."""


def command_of(side: str) -> Command:
    """Return the command that runs the worker of a side. Raises SetUpError if its environment cannot be made."""
    if side == OURS:
        return [sys.executable, "-s", "-m", "tools.bench.workers.ours"]
    python = ensure(ENVIRONMENTS / side.replace(" ", "-"), PINS[side])
    return [str(python), "-E", "-s", "-m", "tools.bench.workers.official"]


class Worker:
    """A process that carries out tasks, one at a time."""

    def __init__(self, command: Command) -> None:
        # Modules are compiled once, as where they are installed.
        known = {name: value for name, value in without_proxy().items() if not name.startswith(LEFT_OUT)}
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=known | {"PYTHONPYCACHEPREFIX": str(ENVIRONMENTS / "pycache")},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, task: str, arguments: Mapping[str, Any]) -> Answer:
        """Let it carry out a task, and return what that took. Raises BenchError if the task failed."""
        assert self.process.stdin is not None
        try:
            print(json.dumps({"task": task, "arguments": dict(arguments)}), file=self.process.stdin, flush=True)
            line = self.line()
        except BrokenPipeError:
            line = ""
        answer: dict[str, Any] = json.loads(line) if line else {"error": "the worker has ended"}
        if "error" in answer:
            raise BenchError(f"{task}: {answer['error']}")
        return answer

    def line(self) -> str:
        """Return the next line that it writes; nothing if it has ended."""
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def close(self) -> None:
        """End the process, which ends by itself when nobody can ask it any more."""
        with self.process as process:
            assert process.stdin is not None
            process.stdin.close()
            try:
                process.wait(SECONDS_TO_STOP)
            except (subprocess.TimeoutExpired, KeyboardInterrupt):
                process.kill()


@contextmanager
def running_server(*arguments: str) -> Iterator[str]:
    """Run the server for the time of a `with` block, and yield its URL. Raises BenchError if it did not start."""
    server = Worker([sys.executable, "-s", "-m", "tools.bench.server", *arguments])
    try:
        url = server.line()
        if not url:
            raise BenchError("the server did not start")
        yield url
    finally:
        server.close()


def load() -> float:
    """Return the load average of the machine."""
    return os.getloadavg()[0]
