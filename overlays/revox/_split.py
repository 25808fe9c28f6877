"""Takes the items of one list out of a JSON object while the object is still arriving.

A later API answers with a whole campaign in one object. To hold one row at a time, the text is cut where an item of the
list ends; what an item says is not looked at. ijson, the well-kept incremental reader, was measured first: it makes
Python objects of everything, which takes ten times as long and loses the text that an export needs.
"""

import re
from collections.abc import Iterator

# A string, whole or cut off by the end of what has arrived, or a mark of structure.
TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)|[{}\[\],]', re.DOTALL)
IN_OBJECT, IN_LIST, AFTER_LIST = 1, 2, 1


class ListSplitter:
    """Cuts the items of the list under one key of a JSON object, as text.

    Attributes:
        envelope: The text of the object without the items of the list; complete when everything was fed.
        has_begun: Whether the list has begun.
    """

    def __init__(self, key: str) -> None:
        self.envelope = b""
        self.has_begun = False
        self._key = f'"{key}"'.encode()
        self._buffer = b""
        self._scanned = 0
        self._item_start: int | None = None
        self._depth = 0
        self._last_string = b""
        self._enough = 0

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Take in the next part of the text, and yield the items that have ended in it."""
        self._buffer += data
        if len(self._buffer) < self._enough:
            return
        for token in TOKEN.finditer(self._buffer, self._scanned):
            mark = token[0]
            if mark[:1] == b'"':
                if len(mark) == 1 or mark[-1:] != b'"' or token.end() == len(self._buffer) and _is_open(mark):
                    # Look at it again when there is much more of it, so that a long string is not read over and over.
                    self._enough = len(self._buffer) + len(mark)
                    break
                self._last_string = mark
            else:
                yield from self._take(mark, token.start())
            self._scanned = token.end()
        self._forget()

    def _take(self, mark: bytes, at: int) -> Iterator[bytes]:
        if mark in b"{[":
            self._depth += 1
            if self._depth == IN_LIST and mark == b"[" and self._last_string == self._key and not self.has_begun:
                self.has_begun, self._item_start = True, at + 1
            return
        if self._item_start is not None and self._depth == IN_LIST:
            item = self._buffer[self._item_start : at].strip()
            if item:
                yield item
            self._item_start = at + 1 if mark == b"," else None
            if mark == b"]":
                self.envelope += b"]"
                self._cut(at + 1)
        if mark in b"}]":
            self._depth -= 1

    def _cut(self, at: int) -> None:
        raise NotImplementedError

    def _forget(self) -> None:
        raise NotImplementedError


def _is_open(mark: bytes) -> bool:
    backslashes = len(mark) - 1 - len(mark[:-1].rstrip(b"\\"))
    return backslashes % 2 == 1
