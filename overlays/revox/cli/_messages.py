"""What is said on standard error: one line at a time, without the API key and without control characters."""

import contextlib
import os
import sys

from revox._options import API_KEY

LONGEST = 1000


def say(message: str) -> None:
    """Print a line on standard error; where that cannot be written, there is nobody to tell."""
    with contextlib.suppress(OSError, ValueError):
        print(one_line(message), file=sys.stderr, flush=True)


def one_line(text: str) -> str:
    """Return text on one line; a server could have put the key or the escape codes of a terminal into it."""
    words = " ".join(without_key(text).split())[:LONGEST]
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in words)


def as_sentence(text: str) -> str:
    """Return text with a full stop, where nothing like it ends it."""
    return text if text.endswith((".", "?", "!", ")")) else f"{text}."


def without_key(text: str) -> str:
    """Return text with the API key blotted out."""
    key = os.environ.get(API_KEY, "").strip()
    return text.replace(key, "[API key]") if key else text


def rows_in_words(count: int) -> str:
    """Return `1 row`, `2 rows` and so on."""
    return f"{count:,} row{'' if count == 1 else 's'}"
