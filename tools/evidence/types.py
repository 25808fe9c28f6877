"""The form that the types of every dialect are brought into."""

from typing import Any

from attrs import frozen


@frozen
class Type:
    """A type as a page writes it.

    Attributes:
        kind: A JSON type, `numeric`, `any`, `null`, `literal`, `more`, `map`, `union`, `maybe`, or `named`.
        name: How it is called.
        value: The value of a literal.
        count: How many members the page leaves out here, where the kind is `more`.
        fields: The announced fields of an object, and how many more there are; None if it announces nothing.
        parts: The members of a union, or what an array, a map or a `maybe` holds.
    """

    kind: str
    name: str = ""
    value: Any = None
    count: int = 0
    fields: tuple[tuple[str, ...], int] | None = None
    parts: tuple["Type", ...] = ()


def members_of(parsed: Type) -> tuple[Type, ...]:
    """Return the members of a union, or the type alone."""
    return parsed.parts if parsed.kind == "union" else (parsed,)


def union_of(members: list[Type]) -> Type:
    """Return the union of some types; unions within it are dissolved."""
    flat = [inner for member in members for inner in members_of(member)]
    return flat[0] if len(flat) == 1 else Type("union", parts=tuple(flat))
