"""Processes that never outlive the one that started them, whatever ends that."""

import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from types import FrameType

SECONDS_TO_STOP = 10
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextmanager
def started(
    command: Sequence[str], *, environment: Mapping[str, str] | None = None, piped: bool = False
) -> Iterator["subprocess.Popen[str]"]:
    """Start a process, and stop it at the end of a `with` block.

    Args:
        command: The program and its arguments.
        environment: Its environment variables; those of this process by default.
        piped: Whether its standard output is to be read here.
    """
    process = None
    try:
        # Between the start of a process and the moment when its number is known here, nothing can stop it.
        with _signals_put_off():
            process = subprocess.Popen(
                command, env=environment, stdout=subprocess.PIPE if piped else None, text=True, encoding="utf-8"
            )
        yield process
    finally:
        if process is not None:
            _stop(process)


def _stop(process: "subprocess.Popen[str]") -> None:
    try:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(SECONDS_TO_STOP)
    finally:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


@contextmanager
def _signals_put_off() -> Iterator[None]:
    caught: list[int] = []
    previous = {number: signal.signal(number, lambda number, _: caught.append(number)) for number in SIGNALS}
    try:
        yield
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
        for late in caught:
            signal.raise_signal(late)


def stop_on_signals() -> None:
    """Let SIGTERM and SIGHUP end this process like an error does, so that it stops what it has started."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _exit)


def _exit(number: int, _: FrameType | None) -> None:
    sys.exit(128 + number)
