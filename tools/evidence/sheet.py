"""What a page says, line by line, before it is known which field belongs to which object."""

import json
import re
from typing import Any

from attrs import frozen

from tools.evidence.dialects import Dialect
from tools.evidence.entries import Entry
from tools.evidence.page import Page

METHODS = "get|put|post|delete|options|head|patch"
PLACES = {"": "", "path": "path", "query": "query", "body": "body", "form": "body", "header": "header"}


@frozen
class Section:
    """A list of fields under one heading.

    Attributes:
        place: Where its parameters are sent ("" if the heading does not say), or `response`.
        line: Where the heading stands.
        entries: The lines of the list.
    """

    place: str
    line: int
    entries: tuple[Entry, ...]


@frozen
class Sheet:
    """A page of one method.

    Attributes:
        page: The page.
        dialect: The language that it is written in.
        method: The HTTP method, in lower case.
        path: The path, with its parameters in braces.
        sections: The lists of fields.
        example: The example of a response, or None.
        tells_bounds: Whether a bound that the page does not show is none.
    """

    page: Page
    dialect: Dialect
    method: str
    path: str
    sections: tuple[Section, ...]
    example: Any
    tells_bounds: bool


def find_example(text: str, start: int) -> Any:
    """Return the first JSON object or list that begins at the begin of a line, or None."""
    decoder = json.JSONDecoder()
    for match in re.compile(r"^(?=[{\[])", re.MULTILINE).finditer(text, start):
        try:
            return decoder.raw_decode(text, match.start())[0]
        except (ValueError, RecursionError):
            continue
    return None
