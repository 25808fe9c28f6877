"""Takes the items of one list out of a JSON object while the object is still arriving.

A later API answers with a whole campaign in one object. To hold one row at a time, the text is cut where an item of the
list ends; what the item says is not looked at. A reader such as ijson would make Python objects of the items, and lose
the text that an export needs.
"""

import re
from collections.abc import Iterator

TEXT = rb'[^"\\]*+(?:\\.[^"\\]*+)*+'
# A string, also one that is cut off by the end of what has arrived, or a mark of structure.
TOKEN = re.compile(rb'"' + TEXT + rb'("|\\?\Z)|[{}\[\],]', re.DOTALL)
DEEPEST = 24


def _object(depth: int) -> bytes:
    inner = rb"(?!)" if depth == 0 else _object(depth - 1)
    return rb"\{(?:[^{}\"]++|\"" + TEXT + rb"\"|" + inner + rb")*+\}"


# An object whole, up to some depth, in one step of the engine; lists need no counting, since braces tell where it ends.
OBJECT = re.compile(rb"[\s,]*+(" + _object(DEEPEST) + rb")", re.DOTALL)
GAP = re.compile(rb"[\s,]*+")


class ListSplitter:
    """Cuts out the items of the list under one key of a JSON object, as text.

    Attributes:
        envelope: The text of the object without the items of that list, as far as it has arrived.
    """

    def __init__(self, key: str) -> None:
        self.envelope = b""
        self._key = f'"{key}"'.encode()
        self._buffer = b""
        self._enough = 0
        self._depth = 0
        self._last_string = b""
        self._is_in_list = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Take in the next part of the text, and yield the items that ended in it."""
        self._buffer += data
        if len(self._buffer) >= self._enough:
            yield from self._cut(is_last=False)

    def finish(self) -> Iterator[bytes]:
        """Yield the items that are left when everything was fed, and complete the envelope."""
        yield from self._cut(is_last=True)
        self.envelope += self._buffer

    def _cut(self, *, is_last: bool) -> Iterator[bytes]:
        at = 0
        while True:
            if not self._is_in_list:
                start, at = at, self._find_list(at)
                self.envelope += self._buffer[start:at]
                if not self._is_in_list:
                    break
            elif (whole := OBJECT.match(self._buffer, at)) is not None:
                yield whole[1]
                at = whole.end()
            else:
                start = self._after_gap(at)
                if self._buffer[start : start + 1] == b"]":
                    self._is_in_list, at = False, start
                    continue
                end = self._end_of_item(start, is_last=is_last)
                if end is None:
                    break
                yield self._buffer[start:end].strip()
                at = end
        self._buffer = self._buffer[at:]
        # Look again when there is twice as much, so that a long item is not read over and over.
        self._enough = 2 * len(self._buffer)

    def _after_gap(self, at: int) -> int:
        gap = GAP.match(self._buffer, at)
        return gap.end() if gap else at

    def _find_list(self, at: int) -> int:
        """Read on to the beginning of the list, or as far as possible, and return where that is."""
        for token in TOKEN.finditer(self._buffer, at):
            mark = token[0]
            if mark[0] == ord('"'):
                if token[1] != b'"':
                    return token.start()
                self._last_string = mark
            elif mark in b"{[":
                self._depth += 1
                if mark == b"[" and self._depth == 2 and self._last_string == self._key:
                    self._is_in_list = True
                    return token.end()
            elif mark in b"}]":
                self._depth -= 1
            at = token.end()
        return at

    def _end_of_item(self, at: int, *, is_last: bool) -> int | None:
        """Return where an item ends that is no object, or a very deep one; None where it has not ended yet."""
        if not is_last and self._buffer[at : at + 1] in (b"", b"{"):
            return None
        depth = 0
        for token in TOKEN.finditer(self._buffer, at):
            mark = token[0]
            if mark[0] == ord('"'):
                if token[1] != b'"':
                    return None
            elif depth == 0 and mark in b",]}":
                return token.start() if mark != b"}" else None
            else:
                depth += (mark in b"{[") - (mark in b"}]")
        return None
