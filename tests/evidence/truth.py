"""Made-up responses: what is true of them, and strategies that make them up."""

from typing import Any

from attrs import evolve, frozen
from hypothesis import strategies as st

WORDS = ["id", "name", "kind", "count", "owner", "note", "rooms", "created_at", "is_open", "size", "address", "keys"]
VALUES = ["red", "green", "light blue", "none", "x-1", "true", "7", "a"]
SCALARS = ["string", "integer", "number", "boolean", "any"]


@frozen
class Truth:
    """What a value is.

    Attributes:
        kind: A JSON type, `any`, `enum`, `map` or `choice` (one of two objects).
        nullable: Whether it may be null.
        values: The values of an enum.
        inner: What an array or a map holds.
        fields: The fields of an object, or the two objects of a choice.
        bounds: The bounds of a number.
    """

    kind: str
    nullable: bool = False
    values: tuple[str, ...] = ()
    inner: "Truth | None" = None
    fields: tuple["Member", ...] = ()
    variants: tuple["Truth", ...] = ()
    bounds: tuple[tuple[str, int], ...] = ()


@frozen
class Member:
    """A field of an object."""

    name: str
    truth: Truth
    required: bool = True
    deprecated: bool = False


def sample(truth: Truth) -> Any:
    """Return an example of a value, in the manner of the docs."""
    if truth.kind in ("object", "choice"):
        fields = truth.fields or truth.variants[0].fields
        return {member.name: sample(member.truth) for member in fields}
    if truth.inner is not None:
        return [sample(truth.inner)] if truth.kind == "array" else {"foo": sample(truth.inner)}
    plain = {"string": "string", "integer": 0, "number": 0, "boolean": True, "any": {}}
    return truth.values[0] if truth.values else plain[truth.kind]


def _arranged(members: list[Member]) -> tuple[Member, ...]:
    """Sort fields as the docs do."""
    return tuple(sorted(members, key=lambda each: (not each.required, each.name != "id", each.name)))


def _member(names: st.SearchStrategy[str], truths: st.SearchStrategy[Truth]) -> st.SearchStrategy[Member]:
    return st.builds(Member, names, truths, st.booleans(), st.booleans())


def objects(truths: st.SearchStrategy[Truth], is_sorted: bool) -> st.SearchStrategy[Truth]:
    """Return a strategy for objects with at least one field."""
    names = st.sampled_from(WORDS)
    lists = st.lists(_member(names, truths), min_size=1, max_size=5, unique_by=lambda each: each.name)
    return lists.map(lambda each: Truth("object", fields=_arranged(each) if is_sorted else tuple(each)))


def _choice(objects_: tuple[Truth, Truth]) -> Truth:
    """Tell two objects apart by their `type`."""
    variants = [
        evolve(each, fields=_arranged([*each.fields, Member("type", Truth("enum", values=(name,)))]))
        for each, name in zip(objects_, ("first", "second"), strict=True)
    ]
    return Truth("choice", variants=tuple(variants))


def truths(is_sorted: bool) -> st.SearchStrategy[Truth]:
    """Return a strategy for values of every kind."""
    plain = st.sampled_from(SCALARS).map(Truth)
    bounded = st.just(Truth("integer", bounds=(("exclusiveMinimum", 0), ("maximum", 9007199254740991))))
    enums = st.lists(st.sampled_from(VALUES), min_size=1, max_size=6, unique=True)
    leaves = plain | bounded | enums.map(lambda values: Truth("enum", values=tuple(values)))

    def extend(inner: st.SearchStrategy[Truth]) -> st.SearchStrategy[Truth]:
        made = objects(inner, is_sorted)
        holding = st.builds(lambda kind, held: Truth(kind, inner=held), st.sampled_from(["array", "map"]), plain | made)
        return made | holding | st.tuples(made, made).map(_choice)

    def with_null(truth: Truth, nullable: bool) -> Truth:
        return evolve(truth, nullable=nullable and truth.kind not in ("any", "choice"))

    return st.builds(with_null, st.recursive(leaves, extend, max_leaves=6), st.booleans())


def responses(is_sorted: bool = True) -> st.SearchStrategy[Truth]:
    """Return a strategy for whole responses."""
    return objects(truths(is_sorted), is_sorted)
