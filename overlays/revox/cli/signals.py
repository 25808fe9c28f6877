"""Makes signals end the command in an orderly way, so that no temporary file stays behind."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

BROKEN_PIPE = 141
"""The exit code where the reader of the output went away: 128 and the number of SIGPIPE."""
SECONDS_TO_BE_HEARD = 0.1
_WORDS = {"SIGINT": "Interrupted", "SIGTERM": "Terminated", "SIGHUP": "The terminal was closed"}


class Interrupted(BaseException):
    """A signal asked the command to end.

    Attributes:
        exit_code: 128 and the number of the signal, as shells have it: 130 for Ctrl-C.
        message: What happened, in words.
    """

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.exit_code = 128 + number
        self.message = _WORDS[signal.Signals(number).name]


@contextmanager
def interruptible() -> Iterator[None]:
    """Raise `Interrupted` on the first signal; further ones disturb neither the cleaning up nor the end of the process.

    A signal that the parent process has ignored, as `nohup` does, stays ignored.
    """
    names = [signal.Signals[name] for name in _WORDS if hasattr(signal, name)]
    handled = [number for number in names if signal.getsignal(number) is not signal.SIG_IGN]
    is_heard = False

    def stop(number: int, _: FrameType | None) -> None:
        nonlocal is_heard
        # Python complains of a signal that came together with this one if it has no handler any more: this one stays.
        if not is_heard:
            is_heard = True
            raise Interrupted(number)

    previous = {number: signal.signal(number, stop) for number in handled}
    try:
        with _repeating_signals(lambda: is_heard):
            yield
    finally:
        for number, handler in previous.items() if not is_heard else ():
            signal.signal(number, handler)


@contextmanager
def _repeating_signals(is_heard: Callable[[], bool]) -> Iterator[None]:
    """Send the main thread each signal again until it is heard.

    Python handles a signal between two steps of the main thread, and when the signal interrupts a wait in the system.
    If it comes after the one and just before the other, the wait goes on as if nothing had come.
    """
    if not hasattr(signal, "pthread_kill"):  # on Windows
        yield
        return
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    main, is_over = threading.get_ident(), False

    def repeat() -> None:
        while number := os.read(reader, 1):
            time.sleep(SECONDS_TO_BE_HEARD)
            while not is_heard() and not is_over:
                signal.pthread_kill(main, number[0])
                time.sleep(SECONDS_TO_BE_HEARD)

    thread = threading.Thread(target=repeat, name="revox-signals", daemon=True)
    thread.start()
    previous = signal.set_wakeup_fd(writer, warn_on_full_buffer=False)  # Python writes there whatever else goes on
    try:
        yield
    finally:
        is_over = True
        signal.set_wakeup_fd(previous)
        os.close(writer)
        thread.join()
        os.close(reader)
