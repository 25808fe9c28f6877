"""The spec with its assumptions in place: its operations, its enums, and how a query string is read by it."""

import math
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

from attrs import frozen
from revox_api.runtime.document import spec, with_assumptions

Json = dict[str, Any]

NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_METHODS = ("get", "put", "post", "delete", "patch")
_CHECKED = ("minimum", "maximum", "multipleOf", "enum", "pattern")


class ParameterError(ValueError):
    """A parameter is missing or malformed: `parameter`."""

    def __init__(self, parameter: str, message: str) -> None:
        """Blame a parameter, with a sentence for people that begins with its name."""
        super().__init__(f"{parameter} {message}")
        self.parameter = parameter


@frozen
class Operation:
    """An operation of the spec: its `operationId`, where it is, and what the spec says of it."""

    name: str
    method: str
    path: str
    definition: Json


@cache
def live_spec() -> Json:
    """Return the spec as the sandbox takes it. It is shared: copy it before you change it."""
    document: Json = with_assumptions(spec())
    return document


def operations() -> Iterator[Operation]:
    """Yield all operations."""
    for path, item in live_spec()["paths"].items():
        for method in _METHODS:
            if method in item:
                yield Operation(item[method]["operationId"], method.upper(), path, item[method])


def enum_values(schema: str) -> list[str]:
    """Return the values of an enum of the spec, in order."""
    return list(live_spec()["components"]["schemas"][schema]["enum"])


def resolve(schema: Json) -> Json:
    """Return a schema, or the one that it refers to."""
    if "$ref" not in schema:
        return schema
    found: Json = live_spec()["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return found


def read_query(operation: Operation, items: Iterable[tuple[str, str]]) -> Json:
    """Read the decoded query string of a request; names that the spec does not know are ignored.

    Returns:
        The values by name: whole numbers as integers, and lists where the text is one.

    Raises:
        ParameterError: A parameter is missing, repeated, or not what the spec allows.
    """
    declared = {one["name"]: one for one in operation.definition.get("parameters", ()) if one["in"] == "query"}
    texts: dict[str, str] = {}
    for name, text in items:
        if name in texts:
            raise ParameterError(name, "is given more than once.")
        if name in declared:
            texts[name] = text
    for name, parameter in declared.items():
        if name not in texts and parameter["required"]:
            raise ParameterError(name, "is required.")
    return {name: _read(name, text, resolve(declared[name]["schema"])) for name, text in texts.items()}


def read_number(text: str) -> int | float | None:
    """Read a number as JSON writes it, a whole one as an integer of any size; None for any other text."""
    # float() tells what is too large to be a double, before int() would write out 1e999999999.
    if not NUMBER.fullmatch(text) or not math.isfinite(float(text)):
        return None
    try:
        number = Decimal(text)
        if number == number.to_integral_value():
            return int(number) if number else 0
    except InvalidOperation:
        pass
    # What is too small to be a double is no zero.
    return float(text) or math.ulp(0.0)


def _read(name: str, text: str, schema: Json) -> Any:
    is_number = schema["type"] in ("number", "integer")
    value = read_number(text) if is_number else text
    if value is None or not _is_allowed(value, schema):
        rules = "; ".join(f"{keyword}: {_shown(schema[keyword])}" for keyword in _CHECKED if keyword in schema)
        raise ParameterError(
            name, f"must be a {schema['type']} ({rules})." if rules else f"must be a {schema['type']}."
        )
    separator = schema.get("x-list-separator")
    return list(dict.fromkeys(text.split(separator))) if separator else value


def _is_allowed(value: int | float | str, schema: Json) -> bool:
    if isinstance(value, str):
        # At the end of a pattern, Python's $ lets a line break through, and JSON Schema's does not.
        pattern = re.sub(r"\$$", r"\\Z", schema.get("pattern", ""))
        return value in schema.get("enum", [value]) and re.search(pattern, value) is not None
    step = schema.get("multipleOf", 1 if schema["type"] == "integer" else None)
    return schema.get("minimum", value) <= value <= schema.get("maximum", value) and not (step and value % step)


def _shown(rule: Any) -> str:
    return ", ".join(rule) if isinstance(rule, list) else str(rule)
