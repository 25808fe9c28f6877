"""Runs the command, as a process of its own or within this one, and servers for it that are slow or broken."""

import json
import os
import pty
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import attrs
import pytest

from tests.support.operations import EXAMPLES
from tests.support.rows import row
from tests.support.scripted_server import CLOSE, Received, ScriptedServer, answer

KEY = "a-key-that-nobody-may-see"
COMMAND = [sys.executable, "-W", "error", "-m", "revox"]
SECONDS = 30
NOWHERE = "http://127.0.0.1:9"

Answer = Callable[[Received], bytes]
ROWS: list[Any] = [row(number, input_data={f"column {number % 3}": "x" * 40}) for number in range(20)]
HALF = {2: lambda _: answer({}, status="500 Internal Server Error")}
KEPT = "8 rows were kept; going on after them.\n"
ARE_KEPT = "8 rows had arrived. They are kept: the same command with --resume goes on."


@attrs.frozen
class Result:
    """The result of a run, and the query parameters of its requests, where a test has a server of its own."""

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
FORMATS = pytest.mark.parametrize("format", ["jsonl", "csv"])


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


def run_on_terminal(*arguments: str, url: str, on: set[str], typed: bytes = b"", **env: str) -> Result:
    """Run the command with some of its standard streams on a terminal of 100 columns; what it shows is in `stdout`.

    Args:
        *arguments: The command line.
        url: The URL of the server.
        on: Which streams are on the terminal.
        typed: What is typed there.
        **env: Changes of the environment.
    """
    shown, terminal = pty.openpty()
    seen: list[bytes] = []

    def read() -> None:
        try:
            while data := os.read(shown, 65536):
                seen.append(data)
        except OSError:  # how Linux says that the terminal is closed
            return

    reader = threading.Thread(target=read)
    streams: dict[str, Any] = {name: terminal if name in on else subprocess.PIPE for name in ("stdout", "stderr")}
    streams["stdin"] = terminal if "stdin" in on else subprocess.DEVNULL
    os.write(shown, typed)
    command = [*COMMAND, *arguments]
    with subprocess.Popen(command, env=environment(url, COLUMNS="100", **env), **streams) as process:
        os.close(terminal)
        reader.start()
        stdout, stderr = process.communicate(timeout=SECONDS)
    reader.join()
    os.close(shown)
    return checked(process.returncode, b"".join([*seen, stdout or b""]), stderr or b"")


@attrs.define
class Gate:
    """Holds up a server until it is told to go on."""

    reached: threading.Event = attrs.field(factory=threading.Event)
    _opened: threading.Event = attrs.field(factory=threading.Event)

    def wait(self, _: Received) -> bytes:
        """Wait at the gate instead of answering."""
        self.reached.set()
        assert self._opened.wait(SECONDS)
        return CLOSE

    def pass_through(self, request: Received) -> bytes:
        """Wait at the gate, and answer then."""
        self.wait(request)
        return pages_of(ROWS)(request)

    def open(self) -> None:
        """Let the server go on."""
        self._opened.set()


@contextmanager
def started(gate: Gate, url: str, *arguments: str, **options: Any) -> Iterator[Any]:
    """Run the command at the same time, for a `with` block, after which no server waits at the gate any more."""
    pipes: Any = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
    command = [*pipes.pop("command", COMMAND), *arguments]
    with subprocess.Popen(command, env=environment(url), **pipes) as process:
        try:
            yield process
        finally:
            process.kill()
            gate.open()


def interrupted(gate: Gate, numbers: Sequence[signal.Signals], url: str, *arguments: str) -> Result:
    """Run the command, and send it signals when the server has come to the gate, all of them in one moment."""
    with started(gate, url, *arguments) as process:
        assert gate.reached.wait(SECONDS)
        if len(numbers) > 1:
            process.send_signal(signal.SIGSTOP)
            os.waitpid(process.pid, os.WUNTRACED)
        for number in numbers:
            process.send_signal(number)
        process.send_signal(signal.SIGCONT)
        stdout, stderr = process.communicate(timeout=SECONDS)
    return checked(process.returncode, stdout, stderr)


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


def answering(**values: Any) -> Answer:
    """Return a server's answer to every operation: the example of the spec, or a value, by the operation's name."""

    def give(request: Received) -> bytes:
        path = urlsplit(request.target).path
        fits = [e for e in EXAMPLES.values() if e.operation.method == request.method and _is_at(e.operation.path, path)]
        found = min(fits, key=lambda example: example.operation.path.count("{"))
        value = values.get(found.operation.name.replace(".", "_"), found.value)
        return value if isinstance(value, bytes) and value.startswith(b"HTTP") else answer(value)

    return give


def _is_at(template: str, path: str) -> bool:
    return re.fullmatch(re.sub(r"{\w+}", "[^/]+", template), path) is not None


def body(*rows: str) -> bytes:
    """Return a page that holds rows exactly as they are written."""
    return f'{{"page":0,"page_size":100,"rows":[{",".join(rows)}],"total":{len(rows)}}}'.encode()


def as_json(lines: Sequence[bytes]) -> list[Any]:
    """Return lines of JSON as Python values."""
    return [json.loads(line) for line in lines]


@attrs.define
class Exports:
    """Exports to one file, of what a server says at the time; four rows on a page, one page after the other."""

    target: Path
    here: Run
    server: ScriptedServer = attrs.field(init=False)
    answer: Answer = attrs.field(init=False)

    @property
    def command(self) -> list[str]:
        """The arguments of an export."""
        always = ["--max-retries", "0", "--page-size", "4", "--prefetch", "0"]
        return ["rows", "x", "-o", str(self.target), *always]

    def export(self, *options: str, rows: Any = ROWS, at_page: Any = None) -> Result:
        """Export some rows."""
        self.server.received.clear()
        self.answer = pages_of(rows, at_page=at_page)
        return self.here(*self.command, *options, url=self.server.url)

    def export_half(self, format: str, *options: str, rows: Any = ROWS) -> None:
        """Export the first two pages, and fail."""
        self.target = self.target.with_suffix(f".{format}")
        result = self.export(*options, "-q", rows=rows, at_page=HALF)
        assert ARE_KEPT in result.stderr
        assert (result.code, self.target.exists(), len(self.partial.read_bytes().splitlines())) == (1, False, 8)

    def assert_complete(self, *options: str, rows: Any = ROWS, beside: Sequence[str] = ()) -> None:
        """Check that the target is what an undisturbed export gives, and what is beside it."""
        self.answer = pages_of(rows)
        format = self.target.suffix.removeprefix(".")
        undisturbed = self.here("rows", "x", "--format", format, *options, url=self.server.url).stdout
        assert self.target.read_bytes() == undisturbed
        assert sorted(path.name for path in self.target.parent.iterdir()) == sorted([*beside, self.target.name])

    @property
    def asked(self) -> list[int]:
        """The numbers of the pages that the last export asked for."""
        return [int(parameters(request)["page"]) for request in self.server.received]

    @property
    def partial(self) -> Path:
        """The file with the rows that are kept."""
        (found,) = self.target.parent.glob(".*[0-9a-f].part")
        return found
