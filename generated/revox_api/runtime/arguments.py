# Generated from openapi.yaml (Revox API 2026.3.0) by: python -m tools.generate. Do not edit.

"""Arguments of operations: what is left out, what is checked against the spec, and how they go over the wire."""

import math
import re
import threading
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from functools import cache
from typing import Any, Final, Literal

import msgspec

from .enums import OpenEnum
from .json_values import HugeNumber


class RevoxError(Exception):
    """The base of all errors of this library, and the error of a client that is set up wrongly."""


class ArgumentError(RevoxError, ValueError):
    """An argument that the spec does not allow. Nothing was sent.

    Attributes:
        operation: The operation that was called, such as `campaigns.get_rows`.
        argument: The name of the argument.
        problem: What is wrong with it.
    """

    def __init__(self, operation: str, argument: str, problem: str) -> None:
        super().__init__(operation, argument, problem)
        self.operation = operation
        self.argument = argument
        self.problem = problem

    def __str__(self) -> str:
        return f"{self.operation}: {self.argument}: {self.problem}"


class Omit(Enum):
    """The type of `omit`."""

    OMIT = "omit"

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "omit"


omit: Final = Omit.OMIT
"""Stands for an argument that is left out, where None has a meaning of its own."""


class Mistake(Exception):
    """A value that the spec does not allow, and where in the arguments it is, under the names of the wire."""

    def __init__(self, where: str, problem: str) -> None:
        super().__init__(where, problem)
        self.where = where
        self.problem = problem


_looking = threading.Lock()


@cache
def known(type_: Any) -> Any:
    """Return a type after msgspec has looked at all of it: two threads that make it do so at once end the process."""
    with _looking:
        msgspec.json.Decoder(type_)
    return type_


def check(value: object, type_: Any, place: str) -> None:
    """Check the arguments of one place of a request (`path`, `query`, `header`, `cookie`), or its `body`.

    Raises:
        Mistake: A value is not of the type.
    """
    try:
        checked = msgspec.convert(msgspec.to_builtins(value, builtin_types=(bytes, bytearray)), known(type_))
    except msgspec.ValidationError as error:
        problem, _, where = str(error).partition(" - at ")
        where = where.strip("`").removeprefix("$").removeprefix(".")
        if missing := re.fullmatch(r"Object missing required field `(.*)`", problem):
            where, problem = f"{where}.{missing[1]}".removeprefix("."), "is required"
        given = value.get(where) if isinstance(value, Mapping) else None
        raise Mistake(_shown(where, place), _in_words(problem, given)) from None
    except (TypeError, ValueError) as error:
        raise Mistake("", str(error)) from None
    # What was read from the API must be fit to be sent back, so a body may hold a member that the spec does not know.
    meant = {where for where, _ in _undocumented_members(value, "")} if place == "body" else set()
    for where, member in _undocumented_members(checked, ""):
        if where not in meant:
            raise Mistake(_shown(where, place), _not_one_of(member, place))


def _shown(where: str, place: str) -> str:
    """Return where a mistake is. In a query it is the argument, without an index."""
    return where if place == "body" else re.sub(r"\[\d+\]$", "", where)


def _undocumented_members(value: object, where: str) -> Iterator[tuple[str, OpenEnum]]:
    """Yield the undocumented enum members in a value, each with its path."""
    match value:
        case OpenEnum() if not value.is_documented:
            yield where, value
        case float() if not math.isfinite(value) and not isinstance(value, HugeNumber):
            raise Mistake(where, f"expected a finite number, got {value}")  # JSON has none, so that null would go out
        case msgspec.Struct():
            for name, wire_name in zip(value.__struct_fields__, value.__struct_encode_fields__, strict=True):
                yield from _undocumented_members(getattr(value, name), f"{where}.{wire_name}".lstrip("."))
        case Mapping():
            for key, item in value.items():
                yield from _undocumented_members(item, f"{where}.{key}".lstrip("."))
        case list() | tuple():
            for index, item in enumerate(value):
                yield from _undocumented_members(item, f"{where}[{index}]")


def _in_words(problem: str, given: object) -> str:
    """Return a message of msgspec in the words of people who do not know its types."""
    words = {"float": "number", "int": "integer", "str": "text", "bool": "true or false", "array": "list"}
    words |= {"object": "mapping", "null": "None"}

    def in_words(match: re.Match[str]) -> str:
        return " or ".join(dict.fromkeys(words.get(name, name) for name in match[1].split(" | ")))

    problem = re.sub(r"`([\w |]+)`", in_words, problem)
    problem = re.sub(r"(?<=\d)\.0(?!\d)", "", problem[:1].lower() + problem[1:])
    return problem if "got" in problem or not isinstance(given, int | float) else f"{problem}, got {given}"


def _not_one_of(member: OpenEnum, place: str) -> str:
    import difflib  # here, because only mistakes need it and it takes time to import

    allowed = list(type(member)._value2member_map_)
    near = difflib.get_close_matches(str(member.value), [value for value in allowed if isinstance(value, str)], n=1)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    ways = {"query": "extra_query", "header": "extra_headers", "body": f"{type(member).__name__}({member.value!r})"}
    purpose = f" ({ways[place]} sends an undocumented value on purpose.)" if place in ways else ""
    return f"{member.value!r} is not one of {', '.join(map(repr, allowed))}.{hint}{purpose}"


def pairs(values: Mapping[str, object], separators: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield names and texts as they go over the wire. A list is repeated, or joined where it has a separator.

    Raises:
        Mistake: A value cannot be sent as text.
    """
    for name, value in values.items():
        if value is None or value is omit:
            continue
        if isinstance(value, Iterable) and not isinstance(value, str | bytes | Mapping):
            # A set has no order of its own, and the same request should always be the same.
            texts = [text_of(item, name) for item in value]
            texts = sorted(texts) if isinstance(value, set | frozenset) else texts
            if name in separators:
                texts = [separators[name].join(texts)]
        else:
            texts = [text_of(value, name)]
        yield from ((name, text) for text in texts)


def text_of(value: object, name: str) -> str:
    """Return one value as text for a URL or a header.

    Raises:
        Mistake: It cannot be sent as text.
    """
    if isinstance(value, float) and not math.isfinite(value):
        raise Mistake(name, f"expected a finite number, got {value}")
    try:
        encoded = msgspec.to_builtins(value, builtin_types=(bytes, bytearray))
    except (TypeError, ValueError) as error:
        raise Mistake(name, str(error)) from None
    if not isinstance(encoded, str | int | float):
        raise Mistake(name, f"expected text or a number, got {type(value).__name__}")
    text = str(encoded).lower() if isinstance(encoded, bool) else str(encoded)
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            raise Mistake(name, "has a lone surrogate, which is not valid Unicode text") from None
    return text
