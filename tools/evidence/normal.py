"""The one form that every page and the spec are brought into: a field for each path, and what is said of it.

A path begins with where the field is: `path`, `query`, `header`, `body`, `parameter` (where is not said) or `response`.
`[]` are the items of an array, `{}` the values of a map, `<type=a>` the variant of a union whose `type` is `a`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import field, frozen

# Statements about a field, in the order in which they are listed. Bounds come after them, by name.
ASPECTS = ("type", "required", "nullable", "value", "deprecated")


@frozen
class Field:
    """A field, and what a page says of it; None where it says nothing.

    Attributes:
        path: Where it is.
        types: Its JSON types without null, sorted; `any` if every value is valid, `numeric` if a page does not tell
            whether a number is an integer.
        required: Whether it is always there.
        nullable: Whether it may be null; of `any`, nothing is said.
        maybe: Whether it may be absent or null, on a page that does not tell which of the two.
        values: The values of an enum or a constant.
        bounds: The bounds, by their keywords in JSON Schema.
        deprecated: Whether it should not be used any more.
        rests_on: What its place rests on if not on the page itself: `elsewhere` or `habit` (see `clues`).
    """

    path: str
    types: tuple[str, ...]
    required: bool | None = None
    nullable: bool | None = None
    maybe: bool = False
    values: tuple[Any, ...] = ()
    bounds: Mapping[str, Any] = field(factory=dict)
    deprecated: bool = False
    rests_on: str = ""

    @property
    def type(self) -> str:
        """The types as one word or several."""
        return " | ".join(self.types)

    def statements(self) -> Iterator[tuple[str, Any]]:
        """Yield every single thing that is said, as an aspect and a value."""
        yield "type", self.type
        if self.required is not None:
            yield "required", self.required
        if self.nullable is not None:
            yield "nullable", self.nullable
        yield from (("value", value) for value in self.values)
        if self.deprecated:
            yield "deprecated", True
        yield from sorted(self.bounds.items())


@frozen
class Question:
    """Something that a page leaves open, so that it is not a fact.

    Attributes:
        paths: What it concerns: one path, or several of which one must be true. All below them is open as well.
        text: What is open, in words.
        page: The page.
        line: Where it stands.
    """

    paths: tuple[str, ...]
    text: str
    page: str
    line: int

    def concerns(self, path: str) -> bool:
        """Whether a path is open, itself or as a part of what is open."""
        return any(is_within(path, each) for each in self.paths)


@frozen
class Facts:
    """What one page says.

    Attributes:
        page: Its name.
        dialect: The language that it is written in.
        method: The HTTP method, in lower case.
        path: The path of the operation.
        fields: The fields, by path.
        questions: What it leaves open.
        tells_bounds: Whether a bound that it does not show is none.
    """

    page: str
    dialect: str
    method: str
    path: str
    fields: Mapping[str, Field]
    questions: tuple[Question, ...] = ()
    tells_bounds: bool = False

    @property
    def operation(self) -> tuple[str, str]:
        """The method and the path."""
        return self.method, self.path


def labels(variants: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return how the variants of a union are called: each by a field that has one value, or all by their positions.

    Args:
        variants: For each variant, its fields that have one value.
    """
    names = ["type" if "type" in constants else min(constants, default="") for constants in variants]
    told = [f"<{name}={constants.get(name)}>" for name, constants in zip(names, variants, strict=True)]
    if "" in names or len(set(told)) < len(told):
        return [f"<{position}>" for position in range(len(told))]
    return told


def is_within(path: str, outer: str) -> bool:
    """Whether a path is another one or below it."""
    return path == outer or (path.startswith(outer) and path[len(outer)] in ".[{<")


def parent_of(path: str) -> str:
    """Return the path of the object, array or map that something is in."""
    return re.sub(r"(\[\]|\{\}|<[^>]*>|\.[^.<>\[\]{}]+)$", "", path)
