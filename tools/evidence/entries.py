"""Reads one line of a list of fields: a field, a value of an enum, or a variant of a union."""

import re
from typing import Any

from attrs import field, frozen

from tools.evidence.dialects import Dialect
from tools.evidence.typeparser import TypeSyntaxError, parse_type
from tools.evidence.types import Type

FIELD = re.compile(r"(?P<quote>\"?)(?P<name>[A-Za-z_$@][\w$.@-]*)(?P=quote)(?P<optional>\??): +(?P<type>\S.*)")
BOUND = re.compile(
    r"(?P<keyword>minimum|maximum|exclusiveMinimum|exclusiveMaximum|minLength|maxLength|minItems|maxItems|multipleOf)"
    r"(?:: )?(?P<value>-?[0-9]{1,40}(?:\.[0-9]{1,40})?(?:[eE][+-]?[0-9]{1,2})?)"
)
FORMAT = re.compile(r"format(?:: )?(?P<value>(?!ted|ting|s\b)[a-z][a-z0-9-]*)")
DEPRECATED = re.compile(r"\W{0,2}deprecated\b", re.IGNORECASE)


@frozen
class Entry:
    """A line of a list of fields.

    Attributes:
        kind: `field`, `value` or `variant`.
        name: The name of a field.
        type: Its type, or what a value or a variant is.
        optional: Whether it is marked as one that may be absent.
        line: Where it stands.
        text: The line itself.
        indent: How far it is indented, if the page still shows that.
        bounds: The bounds that are written below it.
        deprecated: Whether its description begins by saying so.
    """

    kind: str
    type: Type
    name: str = ""
    optional: bool = False
    line: int = 1
    text: str = ""
    indent: int | None = None
    bounds: dict[str, Any] = field(factory=dict)
    deprecated: bool = False


def parse_entry(text: str, dialect: Dialect) -> Entry | None:
    """Parse a line, or return None where it is not an entry."""
    match = FIELD.fullmatch(text)
    try:
        if match is None:
            parsed = parse_type(text, dialect)
            return Entry("value" if parsed.kind == "literal" and not parsed.name else "variant", parsed, text=text)
        name, written = match["name"], match["type"]
        optional = bool(match["optional"])
        if dialect.optional == "optional" and written.startswith("optional "):
            optional, written = True, written.removeprefix("optional ")
        return Entry("field", parse_type(written, dialect), name, optional, text=text)
    except TypeSyntaxError:
        return None


def parse_bounds(line: str) -> dict[str, Any] | None:
    """Parse a line of bounds, such as `minimum0` or `minLength: 1, maxLength: 20`, or return None."""
    bounds: dict[str, Any] = {}
    for part in line.split(", "):
        if match := BOUND.fullmatch(part):
            value = float(match["value"])
            bounds[match["keyword"]] = int(match["value"]) if match["value"].lstrip("-").isdecimal() else value
        elif match := FORMAT.fullmatch(part):
            bounds["format"] = match["value"]
        else:
            return None
    return bounds


def looks_like_field(text: str) -> bool:
    """Whether a line that is no entry has the form of a field, so that it must not be passed over as prose."""
    match = FIELD.fullmatch(text)
    if match is None or not (match["name"][0].islower() or match["optional"]):
        return False
    written = match["type"].removeprefix("optional ")
    return bool(re.fullmatch(r"[\w$.]+|.*[<>\[\]{}|].*", written)) and not written.endswith(".")
