"""Signals are heard, whenever they come."""

import subprocess
import sys

import pytest

# The system tells the wrong thread, so that nothing interrupts what the main thread waits for. It is the same when a
# signal comes just before the wait begins, for which no test can wait.
SCRIPT = """
import signal, socket, threading, time
from revox.cli.signals import Interrupted, interruptible

is_here, before = threading.Event(), signal.getsignal(signal.{name})

def tell():
    is_here.wait()
    time.sleep(0.2)
    signal.pthread_kill(threading.get_ident(), signal.{name})

teller = threading.Thread(target=tell)
teller.start()
ours, theirs = socket.socketpair()
with ours, theirs:
    try:
        with interruptible():
            is_here.set()
            ours.recv(1)
    except Interrupted as interrupted:
        print(interrupted.exit_code)
teller.join()
print(signal.getsignal(signal.{name}) is before, signal.set_wakeup_fd(-1), threading.active_count())
"""


@pytest.mark.parametrize(("name", "exit_code"), [("SIGINT", 130), ("SIGTERM", 143)])
def test_a_wait_that_was_not_interrupted_ends(name: str, exit_code: int) -> None:
    """And afterwards everything is as it was, without a thread more."""
    command = [sys.executable, "-W", "error", "-c", SCRIPT.format(name=name)]
    result = subprocess.run(command, capture_output=True, text=True, timeout=30)
    assert (result.stdout, result.stderr) == (f"{exit_code}\nTrue -1 1\n", "")
