"""The processes of a comparison: the server, and a worker for each side."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tools.setup.environment import ROOT, ensure

from .goals import LATER, OFFICIAL, OURS

PINS = {
    OFFICIAL: ROOT / "tools" / "requirements-peer.txt",
    LATER: Path(__file__).with_name("requirements-official-0.5.0.txt"),
}
ENVIRONMENTS = ROOT / "build" / "bench"
SECONDS_TO_STOP = 10
# No proxy may stand between a worker and the server. Modules are compiled once, as where they are installed.
SET = dict.fromkeys(("NO_PROXY", "no_proxy"), "127.0.0.1") | {"PYTHONPYCACHEPREFIX": str(ENVIRONMENTS / "pycache")}
LEFT_OUT = ("REVOX_", "PYTHONDONTWRITEBYTECODE")
Command = list[str]
Answer = dict[str, float]


class BenchError(Exception):
    """Something could not be measured; the message says what."""


def command_of(side: str) -> Command:
    """Return the command that runs the worker of a side; its environment is made if need be.

    Raises:
        SetUpError: The environment cannot be made.
    """
    if side == OURS:
        return [sys.executable, "-s", "-m", "tools.bench.workers.ours"]
    python = ensure(ENVIRONMENTS / side.replace(" ", "-"), PINS[side])
    return [str(python), "-E", "-s", "-m", "tools.bench.workers.official"]


class Worker:
    """A process that carries out tasks, one at a time."""

    def __init__(self, command: Command) -> None:
        self._process = _start(command)

    def ask(self, task: str, arguments: Mapping[str, Any]) -> Answer:
        """Let it carry out a task, and return what that took.

        Raises:
            BenchError: The task failed.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            print(json.dumps({"task": task, "arguments": dict(arguments)}), file=self._process.stdin, flush=True)
        except BrokenPipeError:
            raise BenchError(f"{task}: the worker has ended") from None
        line = self._process.stdout.readline()
        answer: dict[str, Any] = json.loads(line) if line else {"error": "the worker has ended"}
        if "error" in answer:
            raise BenchError(f"{task}: {answer['error']}")
        return answer

    def close(self) -> None:
        """End the process."""
        _stop(self._process)


@contextmanager
def running_server(*arguments: str) -> Iterator[str]:
    """Run the server for the time of a `with` block, and yield its URL.

    Raises:
        BenchError: It did not start.
    """
    process = _start([sys.executable, "-s", "-m", "tools.bench.server", *arguments])
    try:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        if not url:
            raise BenchError("the server did not start")
        yield url
    finally:
        _stop(process)


def _start(command: Command) -> "subprocess.Popen[str]":
    environment = {name: value for name, value in os.environ.items() if not name.startswith(LEFT_OUT)} | SET
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def _stop(process: "subprocess.Popen[str]") -> None:
    """End a process, which ends by itself when nobody can ask it any more."""
    with process:
        assert process.stdin is not None
        process.stdin.close()
        try:
            process.wait(SECONDS_TO_STOP)
        except (subprocess.TimeoutExpired, KeyboardInterrupt):
            process.kill()
