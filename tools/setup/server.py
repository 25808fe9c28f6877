"""A sandbox in a process of its own, on a real socket, for as long as it is needed."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import attrs

from tools.setup.processes import started

API_KEY = "sandbox-key"
CAMPAIGN = "demo"
ROWS = 1000
COMMAND = str(Path(sys.executable).with_name("revox"))


@attrs.frozen
class Server:
    """A sandbox that runs.

    Attributes:
        base_url: Where it answers.
        environment: The environment for a process that calls it: the key, the URL, and no proxy on the way.
    """

    base_url: str
    environment: dict[str, str]


@contextmanager
def running_sandbox(database: Path, program: str = COMMAND) -> Iterator[Server]:
    """Run `revox sandbox` with the campaign `demo` of 1,000 rows, for the time of a `with` block.

    Args:
        database: An SQLite file that does not exist yet, to keep the campaign in.
        program: The command `revox`; that of this environment by default.

    Yields:
        The running sandbox.

    Raises:
        RuntimeError: It did not start; why is on stderr.
    """
    campaign = ["--campaign", CAMPAIGN, "--rows", str(ROWS), "--api-key", API_KEY, "--no-log"]
    command = [program, "sandbox", "--port", "0", "--db", str(database), *campaign]
    with started(command, piped=True) as process:
        base_url = _announced_url(process)
        yield Server(base_url, without_proxy() | {"REVOX_API_KEY": API_KEY, "REVOX_BASE_URL": base_url})


def without_proxy() -> dict[str, str]:
    """Return the environment variables of this process, with no proxy on the way to this machine."""
    return os.environ | dict.fromkeys(("NO_PROXY", "no_proxy"), "127.0.0.1")


def _announced_url(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    for line in process.stdout:
        if match := re.search(r"export REVOX_BASE_URL=(\S+)", line):
            return match[1]
    raise RuntimeError("the sandbox did not start")
