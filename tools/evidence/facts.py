"""The one form that every source is brought into: a field for each path, and what is said of it.

A path begins with where the field is: `path`, `query`, `body` or `response`. `[]` are the items of an array, `{}` the
values of a map, `<type=a>` the variant of a union whose `type` is `a`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import msgspec
from msgspec.structs import replace

Scalar = str | int | float | bool
# Where fields can be that are in no object.
ROOTS = ("path", "query", "body")


class Field(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What a source says of a field; None where it says nothing.

    Attributes:
        type: Its JSON types without null, sorted, with ` | ` between; `any` if every value is valid, `numeric` if a
            source does not tell whether a number is an integer.
        required: Whether it is always there.
        nullable: Whether it may be null; of `any`, nothing is said.
        maybe: Whether it may be absent or null, in a source that does not tell which of the two.
        values: The values of an enum or a constant.
        bounds: The bounds, by their keywords in JSON Schema.
        deprecated: Whether it should not be used any more.
        open: Whether other texts than the values are valid.
    """

    type: str
    required: bool | None = None
    nullable: bool | None = None
    maybe: bool = False
    values: tuple[Scalar, ...] = ()
    bounds: dict[str, Scalar] | None = None
    deprecated: bool = False
    open: bool = False

    def statements(self) -> Iterator[tuple[str, Any]]:
        """Yield every single thing that is said, as an aspect and a value."""
        yield "type", self.type
        yield from ((a, getattr(self, a)) for a in ("required", "nullable") if getattr(self, a) is not None)
        yield from (("value", value) for value in self.values)
        yield from ((a, True) for a in ("open", "deprecated") if getattr(self, a))
        yield from sorted((self.bounds or {}).items())


def differences(ours: Field, theirs: Field) -> Iterator[tuple[str, Any, Any]]:
    """Yield each aspect in which two fields differ, with both values; None where one says nothing."""
    for aspect in ("type", "required", "nullable", "maybe", "open", "deprecated"):
        if getattr(ours, aspect) != getattr(theirs, aspect):
            yield aspect, getattr(ours, aspect), getattr(theirs, aspect)
    yield from (("value", None, value) for value in theirs.values if value not in ours.values)
    yield from (("value", value, None) for value in ours.values if value not in theirs.values)
    left, right = ours.bounds or {}, theirs.bounds or {}
    yield from ((n, left.get(n), right.get(n)) for n in sorted({*left, *right}) if left.get(n) != right.get(n))


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something that a source leaves open, so that it is not a fact.

    Attributes:
        paths: What it concerns: one path, or several of which one must be true. All below them is open as well.
        text: What is open, in words.
        source: The source.
        line: Where it stands.
    """

    paths: tuple[str, ...]
    text: str
    source: str
    line: int

    def concerns(self, path: str) -> bool:
        """Whether a path is open, itself or as a part of what is open."""
        return any(path == each or (path.startswith(each) and path[len(each)] in ".[{<") for each in self.paths)


class Facts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one source says of one operation.

    Attributes:
        source: The name of the source, such as that of a saved page.
        kind: What kind of source it is, such as the language of a docs page.
        method: The HTTP method, in lower case.
        path: The path of the operation.
        tells_bounds: Whether a bound that it does not show is none.
        fields: The fields, by path.
        questions: What it leaves open.
        lines: Where each field stands, if the source itself was read; this is not kept.
    """

    source: str
    kind: str
    method: str
    path: str
    tells_bounds: bool
    fields: dict[str, Field]
    questions: tuple[Question, ...] = ()
    lines: dict[str, int] = {}

    @property
    def operation(self) -> str:
        """The method and the path."""
        return f"{self.method} {self.path}"

    def is_open(self, path: str) -> bool:
        """Whether the source leaves open what is at a path."""
        return any(question.concerns(path) for question in self.questions)


def data(each: Field) -> Any:
    """Return a field as JSON, without what is not said."""
    return msgspec.to_builtins(replace(each, bounds=each.bounds or None))


def labels(variants: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return how the variants of a union are called: each by a field that has one value, or all by their positions.

    Args:
        variants: For each variant, its fields that have one value. One variant alone needs no name.
    """
    if len(variants) < 2:
        return [""] * len(variants)
    names = ["type" if "type" in constants else min(constants, default="") for constants in variants]
    told = [f"<{name}={constants.get(name)}>" for name, constants in zip(names, variants, strict=True)]
    return told if "" not in names and len(set(told)) == len(told) else [f"<{at}>" for at in range(len(told))]


@cache
def parent_of(path: str) -> str:
    """Return the path of the object, array or map that something is in; "" for the response as a whole."""
    parent = re.sub(r"(\[\]|\{\}|<[^>]*>|\.[^.<>\[\]{}]+)$", "", path)
    return parent if parent != path else ""
