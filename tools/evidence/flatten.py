"""Turns the nested entries of a page into fields by path."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from attrs import evolve, frozen

from tools.evidence.clues import literals
from tools.evidence.dialects import Dialect
from tools.evidence.entries import Entry
from tools.evidence.normal import Field, labels
from tools.evidence.types import Type, members_of, union_of

OBJECTS = ("named", "object")
LITERALS = {str: "string", bool: "boolean", int: "numeric", float: "number"}


@frozen
class Twig:
    """An entry, the entries that belong to it, and what its place rests on."""

    entry: Entry
    children: tuple["Twig", ...] = ()
    rests_on: str = ""

    def of(self, kind: str) -> list["Twig"]:
        """Return the children of one kind."""
        return [child for child in self.children if child.entry.kind == kind]


@frozen
class _Part:
    """A member of a union, or all values of an enum, with what the page shows below it."""

    type: Type
    twig: Twig

    def values(self) -> list[Any]:
        """The values that are announced or shown."""
        return list(dict.fromkeys([*literals(self.type)[0], *(t.entry.type.value for t in self.twig.of("value"))]))

    def is_object(self) -> bool:
        """Whether it has fields; a name alone can also stand for an enum."""
        return self.type.kind in OBJECTS and not self.twig.of("value")


@frozen
class Flattener:
    """Yields the fields of a list, in its order.

    Attributes:
        dialect: The language of the page.
        ask: Takes a path, what is open there, and the entry.
    """

    dialect: Dialect
    ask: Callable[[str, str, Entry], None]

    def fields(self, twigs: Sequence[Twig], path: str) -> Iterator[Field]:
        """Yield the fields of an object, and all below them."""
        for twig in twigs:
            yield from self.field(twig, f"{path}.{twig.entry.name}")

    def field(self, twig: Twig, path: str) -> Iterator[Field]:
        """Yield a field and all below it."""
        entry = twig.entry
        maybe = entry.type.kind == "maybe"
        tells_maybe = "maybe" in self.dialect.generics.values()
        required = not entry.optional if self.dialect.optional else None if maybe or not tells_maybe else True
        first, *rest = self.described(entry.type.parts[0] if maybe else entry.type, path, twig)
        yield evolve(
            first,
            required=required,
            nullable=first.nullable or (None if maybe else first.nullable),
            maybe=maybe,
            bounds=entry.bounds,
            deprecated=entry.deprecated,
            rests_on=twig.rests_on,
        )
        yield from rest

    def described(self, written: Type, path: str, twig: Twig) -> Iterator[Field]:
        """Yield what a type says of a path, and all below it."""
        parts = self._parts(written, path, twig)
        values = tuple(dict.fromkeys(value for part in parts for value in part.values()))
        types = {LITERALS[type(value)] for value in values}
        types |= {self._type(part) for part in parts if part.type.kind not in ("null", "union", "literal")}
        found = tuple(sorted(types - {""})) or ("any",)
        nullable = None if found == ("any",) else self._nullable(parts)
        yield Field(path, found, nullable=nullable, values=values)
        called = self._labels([part for part in parts if part.is_object()])
        for part in parts:
            if part.type.kind in ("array", "map"):
                mark = "[]" if part.type.kind == "array" else "{}"
                yield from self.described(part.type.parts[0], path + mark, part.twig)
            elif part.is_object():
                yield from self._object(part, path, called.pop(0))

    def _nullable(self, parts: Sequence[_Part]) -> bool | None:
        """Whether null is among the members; that it is not says nothing where a language drops it from unions."""
        if any(part.type.kind == "null" for part in parts):
            return True
        tells_maybe = "maybe" in self.dialect.generics.values()
        return False if tells_maybe or (self.dialect.tells_null and len(parts) < 2) else None

    def _type(self, part: _Part) -> str:
        if part.type.kind in OBJECTS:
            return "object" if part.is_object() else ""
        return "object" if part.type.kind == "map" else part.type.kind

    def _parts(self, written: Type, path: str, twig: Twig) -> list[_Part]:
        """Return the members of a type as far as the page shows them; ask for those that it only announces."""
        if written.kind == "maybe":
            return [*self._parts(written.parts[0], path, twig), _Part(Type("null"), Twig(twig.entry))]
        members = members_of(written)
        variants = twig.of("variant")
        shown = [part for each in variants for part in self._parts(each.entry.type, path, each)]
        types = [part.type for part in shown]
        enum = [member for member in members if member.kind in ("literal", "more")]
        others = [member for member in members if member.kind not in ("literal", "more") and member not in types]
        if variants:
            announced = sum(member.count or 1 for member in members if member.kind not in ("null", "literal"))
            if members[0].kind != "named" and announced > len(variants):
                self.ask(path, f"{announced} variants are announced, {len(variants)} shown", twig.entry)
            others = [member for member in others if member.kind not in OBJECTS]
            enum = [member for member in enum if member.kind == "literal"]
        if enum:
            self._count(union_of(enum), path, twig)
            shown.append(_Part(union_of(enum), twig))
        return shown + [_Part(member, twig) for member in others]

    def _count(self, enum: Type, path: str, twig: Twig) -> None:
        values, more = literals(enum)
        shown = {*values, *(each.entry.type.value for each in twig.of("value"))}
        if len(shown) < len(values) + more:
            self.ask(path, f"{len(values) + more} values are announced, {len(shown)} shown", twig.entry)

    @staticmethod
    def _labels(parts: Sequence[_Part]) -> list[str]:
        """Return how the objects of a union are called; one alone needs no label."""
        if len(parts) < 2:
            return [""] * len(parts)
        fields = [[twig.entry for twig in part.twig.of("field")] for part in parts]
        return labels([{e.name: e.type.value for e in each if e.type.kind == "literal"} for each in fields])

    def _object(self, part: _Part, path: str, called: str) -> Iterator[Field]:
        """Yield the fields of an object."""
        fields = part.twig.of("field")
        path += called
        if called:
            yield Field(path, ("object",), rests_on=part.twig.rests_on)
        names, more = part.type.fields or ((), 0)
        if len(fields) < len(names) + more:
            self.ask(path, f"{len(names) + more} fields are announced, {len(fields)} shown", part.twig.entry)
        elif part.type.fields is None and not part.twig.children:
            self.ask(path, f"{part.type.name or 'the object'} is not expanded", part.twig.entry)
        yield from self.fields(fields, path)
