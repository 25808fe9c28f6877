"""Tells whether a request was right, by the spec alone: a second opinion that generators and servers are held against.

Generators say "this is wrong" of what they made, and forget it where another part of the request is right. Here the
query that was really sent is judged again.
"""

import math
import re
from fractions import Fraction
from typing import Any
from urllib.parse import unquote

from .contract import Contract, Operation, Parameter
from .exchange import Exchange

_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")


def faults_of_request(contract: Contract, operation: Operation, exchange: Exchange) -> list[str] | None:
    """Return what is wrong with the query parameters of a request, in words.

    Returns:
        Nothing where all is right, and None where the spec does not decide it: a number that no double can hold, or
        text that is no UTF-8.
    """
    if not exchange.is_well_encoded:
        return None
    wrong: list[str] = []
    is_open = False
    for parameter in operation.queries:
        values = [text for name, text in exchange.query if name == parameter.name]
        problem = _problem(contract, parameter, values)
        if problem is None:
            is_open = True
        elif problem:
            wrong.append(f"{parameter.name} {problem}")
    return None if is_open and not wrong else wrong


def are_ids_known(contract: Contract, operation: Operation, exchange: Exchange) -> bool | None:
    """Return whether the IDs in the path are known ones; None where only the server knows."""
    found = operation.match(exchange.path) or {}
    known = [
        contract.validator(parameter.schema).is_valid(unquote(found.get(parameter.name, "")))
        and ("enum" in parameter.schema or None)
        for parameter in operation.parameters
        if parameter.place == "path"
    ]
    return False if False in known else None if None in known else True


def _problem(contract: Contract, parameter: Parameter, values: list[str]) -> str | None:
    """Return what is wrong with a parameter: nothing, words, or None where that is open."""
    if not values:
        return "is missing" if parameter.required else ""
    if len(values) > 1 and parameter.schema.get("type") != "array":
        return "is given more than once"
    if parameter.schema.get("type") in ("number", "integer"):
        return _number_problem(parameter.schema, values[0])
    return "" if contract.validator(parameter.schema).is_valid(values[0]) else "is not what its schema says"


def _number_problem(schema: dict[str, Any], text: str) -> str | None:
    if not _NUMBER.fullmatch(text):
        return "is not a number as JSON writes it"
    number = _exact(text)
    if number is None:
        return None
    step = schema.get("multipleOf", 1 if schema["type"] == "integer" else None)
    if step is not None and number % Fraction(str(step)):
        return "is a fraction"
    is_within = schema.get("minimum", number) <= number <= schema.get("maximum", number)
    return "" if is_within else "is out of bounds"


def _exact(text: str) -> Fraction | None:
    """Return a number as it is written; None where no double can hold it."""
    rounded = float(text)
    if math.isinf(rounded):
        return None
    if rounded or not re.search("[1-9]", re.split("[eE]", text)[0]):
        return Fraction(text) if rounded else Fraction(0)
    return _TINY


_TINY = Fraction(1, 10**400)
