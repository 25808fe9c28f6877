"""Makes signals end the command in an orderly way, so that no temporary file stays behind."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

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
    """Raise `Interrupted` on the first signal; further ones do not disturb the cleaning up that follows.

    A signal that the parent process has ignored, as `nohup` does, stays ignored.
    """
    names = [signal.Signals[name] for name in _WORDS if hasattr(signal, name)]
    heard = [number for number in names if signal.getsignal(number) is not signal.SIG_IGN]

    def stop(number: int, _: FrameType | None) -> None:
        for other in heard:
            signal.signal(other, signal.SIG_IGN)
        raise Interrupted(number)

    previous = {number: signal.signal(number, stop) for number in heard}
    try:
        yield
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
