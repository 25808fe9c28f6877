"""Reads JSON as the standard says, which Python's own reader does not."""

import json
from typing import Any

import attrs


@attrs.frozen
class Body:
    """The JSON of an answer as plain Python values, or why it is none: `problem`."""

    value: Any = None
    problem: str | None = None


def read_json(content: bytes) -> Body:
    """Read the body of an answer; what is wrong with it is said without quoting it."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return Body(problem=f"the body is not UTF-8, at byte {error.start}")
    try:
        return Body(json.loads(text, parse_constant=_refuse, object_pairs_hook=_object))
    except json.JSONDecodeError as error:
        return Body(problem=f"the body is not JSON: {error.msg.lower()}")
    except ValueError as error:
        return Body(problem=f"the body is not JSON: {error}")
    except RecursionError:
        return Body(problem="the JSON is nested too deeply")


def _refuse(name: str) -> Any:
    raise ValueError(f"{name} is no number")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) < len(pairs):
        raise ValueError("an object has a key twice")
    return value
