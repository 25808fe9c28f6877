"""Runs the command as a process of its own, and servers for it that are slow or broken."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

import attrs

from tests.support.scripted_server import CLOSE, Received, answer

KEY = "a-key-that-nobody-may-see"
COMMAND = [sys.executable, "-W", "error", "-m", "revox.cli"]
SECONDS = 30
NOWHERE = "http://127.0.0.1:9"

Answer = Callable[[Received], bytes]


@attrs.frozen
class Result:
    """The result of a run.

    Attributes:
        code: The exit code; below 0 the signal that killed it.
        stdout: The bytes on standard output.
        stderr: The text on standard error.
        asked: The query parameters of the requests, where a test has a server of its own.
    """

    code: int
    stdout: bytes
    stderr: str
    asked: list[dict[str, str]] = attrs.field(factory=list)

    @property
    def lines(self) -> list[bytes]:
        """The lines of standard output."""
        return self.stdout.splitlines()

    @property
    def error(self) -> str:
        """The one line on standard error."""
        (line,) = self.stderr.splitlines()
        return line


Run = Callable[..., Result]


def environment(url: str = NOWHERE, **changes: str) -> dict[str, str]:
    """Return the environment of a run: that of the tests, without settings that would change what is seen."""
    ignored = ("REVOX_", "FORCE_COLOR", "NO_COLOR", "COLUMNS", "TERM", "TTY_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ignored)}
    return kept | {"REVOX_API_KEY": KEY, "REVOX_BASE_URL": url, "TERM": "xterm-256color"} | changes


def checked(code: int, stdout: bytes, stderr: bytes) -> Result:
    """Return the result of a run, after checks of what every run promises."""
    assert KEY.encode() not in stdout + stderr
    assert b"Traceback" not in stderr
    assert b"Exception ignored" not in stderr
    return Result(code, stdout, stderr.decode())


def run(*arguments: str, url: str = NOWHERE, env: dict[str, str] | None = None, **options: Any) -> Result:
    """Run the command to its end."""
    process: Any = subprocess.run(
        [*options.pop("command", COMMAND), *arguments],
        env=environment(url, **env or {}),
        stdin=subprocess.DEVNULL,
        **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "timeout": SECONDS} | options,
    )
    return checked(process.returncode, process.stdout or b"", process.stderr or b"")


@attrs.define
class Gate:
    """Holds up a server until it is told to go on.

    Attributes:
        reached: Set when the server has come to the gate.
    """

    reached: threading.Event = attrs.field(factory=threading.Event)
    _opened: threading.Event = attrs.field(factory=threading.Event)

    def wait(self, _: Received) -> bytes:
        """Wait at the gate instead of answering."""
        self.reached.set()
        assert self._opened.wait(SECONDS)
        return CLOSE

    def open(self) -> None:
        """Let the server go on."""
        self._opened.set()


@contextmanager
def interrupted(gate: Gate, number: signal.Signals, url: str, *arguments: str) -> Iterator[Result]:
    """Run the command, and send it a signal when the server has come to the gate."""
    pipes: Any = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen([*COMMAND, *arguments], env=environment(url), **pipes) as process:
        try:
            assert gate.reached.wait(SECONDS)
            process.send_signal(number)
            stdout, stderr = process.communicate(timeout=SECONDS)
        finally:
            process.kill()
            gate.open()
        yield checked(process.returncode, stdout, stderr)


def parameters(request: Received) -> dict[str, str]:
    """Return the query parameters of a request."""
    return {name: ",".join(values) for name, values in parse_qs(urlsplit(request.target).query).items()}


def pages_of(rows: Sequence[Any], *, at_page: dict[int, Answer] | None = None) -> Answer:
    """Return a server's answer to requests for pages of some rows, with something else for some pages."""

    def give(request: Received) -> bytes:
        asked = parameters(request)
        number, size = int(asked["page"]), int(asked["page_size"])
        if at_page and number in at_page:
            return at_page[number](request)
        chunk = rows[number * size : (number + 1) * size]
        return answer({"page": number, "page_size": size, "rows": chunk, "total": len(rows)})

    return give


def body(*rows: str) -> bytes:
    """Return a page that holds rows exactly as they are written."""
    return f'{{"page":0,"page_size":100,"rows":[{",".join(rows)}],"total":{len(rows)}}}'.encode()


def as_json(lines: Sequence[bytes]) -> list[Any]:
    """Return lines of JSON as Python values."""
    return [json.loads(line) for line in lines]
