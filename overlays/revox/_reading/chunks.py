"""Cuts a JSON object with one long list into chunks, objects with a part of the list each, while it still arrives.

A later API answers with a whole campaign in one object. An incremental reader such as ijson makes Python objects of
every token, more slowly, and loses the text that an export needs. Here the text is cut between two items. Where an item
ends, the decoder tells that reads the items anyway: a text that stops there is valid JSON once the list is closed
behind it, and a text that stops elsewhere is not. It is asked about the last few places that look like an end; if none
of them is one, the items are gone through one by one. So no byte is read more than a few times, whatever they hold.

Items are handed out before the response has ended, so before the checksum of a compressed body can be checked. If that
turns out wrong, the call fails or is tried again, but what came stays handed out.
"""

import re

import msgspec
from revox_api.runtime.json_values import parse_json
from revox_api.runtime.raw_pages import elements, members

from revox._http.receiving import Body

CLOSE = b"]}"
SPACE = b" \t\r\n"
TRIES = 8
# How an object begins, up to its first value. The other items of the list mostly begin so, too.
OPENING = re.compile(rb'\s*(\{\s*"(?:[^"\\]|\\.)*"\s*:)', re.DOTALL)
COMMA = re.compile(r"\s*,\s*")
_decode_items = msgspec.json.Decoder(list[msgspec.Raw]).decode


class ListBody(Body):
    """A body that is a JSON object with a list, whose items can be taken as they arrive."""

    def __init__(self, key: str) -> None:
        """Begin with nothing.

        Args:
            key: The key of the list, at the top level of the object.
        """
        super().__init__()
        self._key = key
        self._head = b""
        self._opening = b""
        self._text = bytearray()
        # The items up to `_end` are complete; the next one begins at `_next`.
        self._end = self._next = self._searched = self._enough = 0

    def feed(self, data: bytes) -> None:
        """Take in the next bytes."""
        self._text += data
        self.size += len(data)
        if len(self._text) < self._enough:
            return
        if (self._head or self._find_list()) and (self._opening or self._find_opening()) and self._find_end():
            return
        # What leads nowhere is not looked at again and again, but when there is twice as much of it.
        self._enough = 2 * len(self._text) - self._next

    def take(self) -> bytes:
        """Return an object that has the items which have arrived since the last time."""
        chunk = b"".join((self._head, self._text[: self._end], CLOSE))
        del self._text[: self._next]
        self.size = len(self._head) + len(self._text)
        self._end = self._next = self._searched = self._enough = self.items = 0
        return chunk

    def rest(self) -> bytes:
        """Return an object that has all that was not taken: the whole one, if nothing was."""
        return b"".join((self._head, self._text))

    def _find_list(self) -> bool:
        text = _with_places(self._text)
        at = next((at for name, at in members(text) if name == self._key and text.startswith("[", at)), -1)
        if at >= 0:
            self._head = bytes(self._text[: at + 1])
            del self._text[: at + 1]
        return at >= 0

    def _find_opening(self) -> bool:
        if match := OPENING.match(self._text):
            self._opening, self._next = match[1], match.start(1)
        return match is not None

    def _find_end(self) -> bool:
        """Find where the last complete item ends. Return False if places that looked so were none."""
        at, start = len(self._text), max(self._next + 1, self._searched)
        self._searched = max(self._next, at - len(self._opening))
        has_tried = 0
        while has_tried < TRIES:
            if (at := self._text.rfind(self._opening, start, at)) < 0:
                return not has_tried
            comma = at - 1
            while comma > self._next and self._text[comma] in SPACE:
                comma -= 1
            if self._text[comma] == ord(","):
                if self._ends(comma, at):
                    return True
                has_tried += 1
        text = _with_places(self._text[self._next :])
        ends = [end for _, end in elements(text, 0)]
        last = next(filter(None, (COMMA.match(text, end) for end in ends[:-3:-1])), None)
        return last is not None and self._ends(self._next + last.start(), self._next + last.end())

    def _ends(self, end: int, following: int) -> bool:
        """Take a place for the end of an item, if it is one, and another for the beginning of the next."""
        if count := _count_items(self._text[self._next : end]):
            self.items += count
            self._end, self._next = end, following
        return bool(count)


def _with_places(text: bytearray) -> str:
    """Return bytes as text in which each of them is a character. To JSON, those of other letters are all the same."""
    return text.decode("latin-1")


def _count_items(text: bytearray) -> int:
    """Return how many items a text consists of; 0 where it stops within one."""
    items = b"".join((b"[", text, b"]"))
    try:
        return len(_decode_items(items))
    except (ValueError, RecursionError) as error:
        if "truncated" in str(error):  # the brackets do not match, so that no reader finds an end there
            return 0
    try:
        return len(parse_json(items))
    except (ValueError, RecursionError):
        return 0
