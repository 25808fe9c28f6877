"""Signals: they are heard whenever they come, and nothing that was there is lost."""

import signal
import sys
from signal import SIGHUP, SIGINT, SIGKILL, SIGTERM

import pytest

from tests.support.scripted_server import scripted_server

from .running import ARE_KEPT, ROWS, Exports, Gate, interrupted, pages_of, run

# The system tells the wrong thread, so that nothing interrupts what the main thread waits for. It is the same when a
# signal comes just before the wait begins, for which no test can wait.
SCRIPT = """
import signal, socket, threading, time
from revox.cli.signals import Interrupted, interruptible

is_here = threading.Event()

def tell():
    is_here.wait()
    time.sleep(0.2)
    signal.pthread_kill(threading.get_ident(), signal.SIGTERM)

before = signal.getsignal(signal.SIGTERM)
with interruptible():
    pass
print(signal.getsignal(signal.SIGTERM) is before)
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
signal.raise_signal(signal.SIGTERM)  # the process is ending
print(signal.set_wakeup_fd(-1), threading.active_count())
"""


def test_a_wait_that_was_not_interrupted_ends() -> None:
    """And afterwards everything is as it was, without a thread more; only further signals are not heard any more."""
    result = run(command=[sys.executable, "-W", "error", "-c", SCRIPT])
    assert (result.code, result.stdout, result.stderr) == (0, b"True\n143\n-1 1\n", "")


@pytest.mark.parametrize(
    ("numbers", "format", "code", "words"),
    [
        ([SIGINT], "jsonl", 130, "Interrupted."),
        ([SIGTERM], "csv", 143, "Terminated."),
        ([SIGHUP], "jsonl", 129, "The terminal was closed."),
        ([SIGINT, SIGTERM], "jsonl", 130, "Interrupted."),
        ([SIGKILL], "csv", -9, None),
    ],
)
def test_a_signal_in_the_middle_leaves_the_old_file(
    exports: Exports, numbers: list[signal.Signals], format: str, code: int, words: str | None
) -> None:
    """The rows are kept beside it, one line says what happened, also of two signals at once, and --resume goes on."""
    exports.target = exports.target.with_suffix(f".{format}")
    exports.target.write_text("old")
    gate = Gate()
    exports.answer = pages_of(ROWS, at_page={2: gate.wait})
    result = interrupted(gate, numbers, exports.server.url, *exports.command)
    assert (result.code, exports.target.read_text(), exports.partial.exists()) == (code, "old", True)
    assert result.stderr == (f"{words} {ARE_KEPT} {exports.target} is as it was before.\n" if words else "")
    assert exports.export("--resume").code == 0
    exports.assert_complete()


@pytest.mark.parametrize("prefetch", [0, 3])
def test_ctrl_c_in_a_pipe_is_one_line(prefetch: int) -> None:
    """Rows that were sent on stay sent, and nothing waits for pages that are read ahead from a silent server."""
    gate = Gate()
    options = ("rows", "x", "--page-size", "4", "--prefetch", str(prefetch))
    with scripted_server(pages_of(ROWS[:12], at_page={2: gate.wait})) as server:
        result = interrupted(gate, [SIGINT], server.url, *options)
    assert (result.code, result.error.startswith("Interrupted.")) == (130, True)
    if not prefetch:
        assert (len(result.lines), result.error) == (8, "Interrupted. 8 rows had arrived. The output is incomplete.")
