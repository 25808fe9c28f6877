"""A saved docs page: its text, its lines of fields, and the error that says where it cannot be read."""

import re
from typing import Any

from attrs import field, frozen

from tools.evidence.types import Language, Type, parse_type

FIELD = re.compile(r"(?P<name>[A-Za-z_$][\w$.-]*)(?P<optional>\??): +(?P<type>\S.*)")
CLASS = re.compile(r"class (?P<name>[\w.]+): …")
BOUND = re.compile(
    r"(?P<keyword>minimum|maximum|exclusiveMinimum|exclusiveMaximum|minLength|maxLength|minItems|maxItems|multipleOf)"
    r"(?P<value>-?[0-9]{1,40}(?:\.[0-9]{1,40})?)"
)
DEPRECATED = re.compile(r"\W{0,2}deprecated\b", re.IGNORECASE)


class PageError(Exception):
    """A source that cannot be read: its name, the line, what is wrong, and a few words of what stands there."""

    def __init__(self, page: str, line: int, problem: str, excerpt: str = "") -> None:
        self.page, self.line, self.problem = page, line, problem
        super().__init__(f"{page}:{line}: {problem}" + f": {' '.join(excerpt[:40].split())}" * bool(excerpt))


@frozen
class Page:
    """The text of a saved page, and how to call it in messages."""

    name: str
    text: str

    def line_at(self, offset: int) -> int:
        """Return the number of the line that an offset into the text is on."""
        return self.text.count("\n", 0, offset) + 1

    def error(self, line: int, problem: str, excerpt: str = "") -> PageError:
        """Return an error at a line of this page."""
        return PageError(self.name, line, problem, excerpt)


@frozen
class Entry:
    """A line of a list of fields.

    Attributes:
        kind: `field`, `value` (of an enum) or `variant` (of a union, or what the response is).
        type: The type of a field, or what a value or a variant is.
        text: The line itself.
        name: The name of a field.
        optional: Whether it is marked as one that may be absent.
        line: Where it stands.
        indent: How far it is indented, if the page still shows that.
        bounds: The bounds that are written below it.
        deprecated: Whether its description begins by saying so.
    """

    kind: str
    type: Type
    text: str
    name: str = ""
    optional: bool = False
    line: int = 1
    indent: int | None = None
    bounds: dict[str, Any] = field(factory=dict)
    deprecated: bool = False


def parse_entry(text: str, language: Language) -> Entry | None:
    """Parse a line, or return None where it is not an entry."""
    if found := CLASS.fullmatch(text):
        return Entry("variant", Type("named", found["name"]), text)
    found = FIELD.fullmatch(text)
    parsed = parse_type(found["type"] if found else text, language)
    if parsed is None:
        return None
    if found is None:
        return Entry("value" if parsed.kind == "literal" else "variant", parsed, text)
    return Entry("field", parsed, text, found["name"], bool(found["optional"]))


def parse_bound(line: str) -> dict[str, Any]:
    """Parse a line such as `minimum0`; return no bound where it is something else."""
    if found := BOUND.fullmatch(line):
        return {found["keyword"]: float(found["value"]) if "." in found["value"] else int(found["value"])}
    return {}


def looks_like_field(text: str) -> bool:
    """Whether a line that is no entry has the form of a field, so that it must not be passed over as prose."""
    found = FIELD.fullmatch(text)
    if found is None or not (found["name"][0].islower() or found["optional"]):
        return False
    return bool(re.fullmatch(r"[\w$.]+|.*[<>\[\]{}|].*", found["type"])) and not found["type"].endswith(".")
