"""Reads a docs page: its lines, the place of each, and the facts."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from attrs import frozen
from msgspec.structs import replace

from tools.evidence.facts import Facts, Field, Question, labels
from tools.evidence.nesting import Known, NestingError, Parents, nest
from tools.evidence.page import Entry, Page
from tools.evidence.sheet import Section, Sheet, read_sheet
from tools.evidence.types import Type, around, core

LITERALS = {str: "string", bool: "boolean", int: "numeric", float: "number"}
OBJECTS = ("named", "object")
# The parameters of a method in TypeScript that only hold other parameters.
WRAPPERS = ("query", "body", "params")
BODILESS = ("get", "delete")
Fields = Iterator[tuple[str, Field]]


def read_page(page: Page, others: Iterable[Facts] = ()) -> Facts:
    """Read a page.

    Args:
        page: The page.
        others: What other sources say of the same operation, which helps where the page alone leaves open to which
            object a field belongs.

    Raises:
        PageError: It cannot be read.
    """
    sheet = read_sheet(page)
    known = (path for each in others if each.operation == f"{sheet.method} {sheet.path}" for path in each.fields)
    reader = Reader(sheet, _names(dict.fromkeys(known)))
    for section in filter(lambda section: section.entries, sheet.sections):
        reader.read(section)
    return reader.facts()


def _names(paths: Iterable[str]) -> Known:
    """Return the names of the fields of every object; variants are called by their positions, as while nesting."""
    names: dict[str, set[str]] = {}
    variants: dict[str, str] = {}
    for path in paths:
        if path.endswith(">"):
            union = path.rpartition("<")[0]
            variants[path] = f"<{sum(other.rpartition('<')[0] == union for other in variants)}>"
        elif not path.endswith(("]", "}")):
            plain = re.sub(r"<[^>]*>", lambda found: variants.get(found.string[: found.end()], ""), path)
            names.setdefault(plain.rpartition(".")[0], set()).add(plain.rpartition(".")[2])
    return names


@frozen
class Twig:
    """An entry, and the entries that belong to it."""

    entry: Entry
    children: tuple["Twig", ...] = ()

    def of(self, kind: str) -> list["Twig"]:
        """Return the children of one kind."""
        return [child for child in self.children if child.entry.kind == kind]


class Reader:
    """Collects the facts of the sections of a sheet."""

    def __init__(self, sheet: Sheet, known: Known) -> None:
        self.sheet, self.known = sheet, known
        self.fields: dict[str, Field] = {}
        self.lines: dict[str, int] = {}
        self.questions: list[Question] = []

    def ask(self, entry: Entry, text: str, *paths: str) -> None:
        """Take down something that an entry leaves open."""
        self.questions.append(Question(paths, text, Path(self.sheet.page.name).name, entry.line))

    def read(self, section: Section) -> None:
        """Read one section."""
        root, sample = ("response", self.sheet.example) if section.is_response else ("parameters", None)
        try:
            parents = nest(section.entries, root, sample, self.known, self.sheet.language.nests_names)
        except NestingError as error:
            raise self.sheet.page.error(error.entry.line, str(error), error.entry.text) from None
        top = self._twigs(section.entries, parents, root)
        self.add(self._response(top) if section.is_response else self.parameters(top), section.line)

    def add(self, fields: Fields, line: int) -> None:
        """Take fields that stand below a line."""
        for path, each in fields:
            if path in self.fields:
                raise self.sheet.page.error(line, f"{path} stands here twice")
            self.fields[path] = each

    def facts(self) -> Facts:
        """Return what was collected."""
        head = Path(self.sheet.page.name).name, self.sheet.language.name, self.sheet.method, self.sheet.path
        return Facts(*head, self.sheet.tells_bounds, self.fields, tuple(self.questions), self.lines)

    def _twigs(self, entries: Sequence[Entry], parents: Parents, root: str) -> tuple[Twig, ...]:
        """Nest the entries; ask about those that can belong to several objects, and leave them out."""
        children: dict[int, list[int]] = {index: [] for index in range(-1, len(entries))}
        paths = {-1: root}
        for index, (entry, (owners, contradicts)) in enumerate(zip(entries, parents, strict=True)):
            around_it = sorted({paths[each] for each in owners if each in paths})
            if len(owners) > 1 and around_it:
                # A variant is called by its constants, so that all of a union is open if one of them can be in it.
                variants = (each for each in owners if each >= 0 and entries[each].kind == "variant")
                open_unions = {paths[each] for each in variants if each in paths} - {root}
                asked = [path if path in open_unions else f"{path}.{entry.name}" for path in around_it]
                self.ask(entry, f"{entry.name} can belong to {' or '.join(around_it)}", *asked)
            elif around_it:
                paths[index] = around_it[0]
                paths[index] += f".{entry.name}{around(entry.type)}" if entry.kind == "field" else ""
                children[min(owners)].append(index)
                if contradicts:
                    self.ask(entry, "does not fit the example, or what is announced", paths[index])

        def grow(index: int) -> tuple[Twig, ...]:
            return tuple(Twig(entries[child], grow(child)) for child in children[index])

        return grow(-1)

    def _response(self, top: Sequence[Twig]) -> Fields:
        heads = [twig for twig in top if twig.entry.kind == "variant"]
        if not heads:
            yield "response", Field("object")
            yield from self._members(top, "response")
        for twig in heads[:1]:
            yield from self.described(twig.entry.type, "response", twig)
        for twig in heads[1:]:
            self.ask(twig.entry, "a second type of response begins here", "response")

    def parameters(self, top: Sequence[Twig], place: str = "") -> Fields:
        """Yield the parameters; where a page does not say how one is sent, the method and the path tell."""
        place = place or ("query" if self.sheet.method in BODILESS else "body")
        for twig in top:
            name = twig.entry.name
            if name in WRAPPERS and core(twig.entry.type).name.endswith("Params"):
                yield from self.parameters(twig.children, name if name != "params" else "")
            elif f"{{{name}}}" in self.sheet.path:
                (path, first), *rest = self._field(twig, f"path.{name}")
                yield path, replace(first, required=True)
                yield from rest
            else:
                yield from self._members([twig], place)

    def _members(self, twigs: Sequence[Twig], path: str) -> Fields:
        for twig in twigs:
            if twig.entry.kind == "field":
                yield from self._field(twig, f"{path}.{twig.entry.name}")

    def _field(self, twig: Twig, path: str) -> Fields:
        """Yield a field and all below it."""
        entry, maybe = twig.entry, twig.entry.type.kind == "maybe"
        self.lines[path] = entry.line
        (_, first), *rest = self.described(entry.type.parts[0] if maybe else entry.type, path, twig)
        required, nullable = (None, first.nullable or None) if maybe else (not entry.optional, first.nullable)
        bounds = entry.bounds if self.sheet.tells_bounds else None
        told = {"required": required, "nullable": nullable, "maybe": maybe, "bounds": bounds}
        yield path, replace(first, **told, deprecated=entry.deprecated)
        yield from rest

    def described(self, written: Type, path: str, twig: Twig) -> Fields:
        """Yield what a type says of a path, and all below it."""
        members = [*(written.parts[0].members if written.kind == "maybe" else written.members)]
        null = written.kind == "maybe" or any(member.kind == "null" for member in members)
        values = self._values(members, path, twig)
        parts = self._parts([each for each in members if each.kind not in ("null", "literal", "more")], path, twig)
        types = {LITERALS[type(value)] for value in values}
        types |= {"object" if part.kind in (*OBJECTS, "map") else part.kind for part, _ in parts}
        type_ = "any" if "any" in types or not types else " | ".join(sorted(types))
        # TypeScript drops null from unions, so that there its lack says nothing.
        silent = type_ == "any" or (self.sheet.language.tells_null and not null and len(parts) + bool(values) > 1)
        is_open = bool(values) and any(part.kind == "string" for part, _ in parts)
        yield path, Field(type_, nullable=None if silent else null, values=tuple(values), open=is_open)
        called = labels([_constants(below) for part, below in parts if part.kind in OBJECTS])
        for part, below in parts:
            if part.kind in ("array", "map"):
                yield from self.described(part.parts[0], path + ("[]" if part.kind == "array" else "{}"), below)
            elif part.kind in OBJECTS:
                yield from self._object(part, path, below, called.pop(0))

    def _values(self, members: Sequence[Type], path: str, twig: Twig) -> list[Any]:
        """Return the values of an enum, announced or shown; ask if they are not the same."""
        if {member.kind for member in members} - {"null"} in ({"array"}, {"map"}):
            return []  # they are the values of what it holds
        announced = [member.value for member in members if member.kind == "literal"]
        more, shown = sum(member.count for member in members), [each.entry.type.value for each in twig.of("value")]
        differ = len(shown) != len(announced) + more or shown[: len(announced)] != announced
        # One value alone is not always shown again.
        if (announced or more) and differ and (shown or len(announced) + more > 1):
            text = f"{_counted('value', announced, more)} announced, {_counted('value', shown)} shown"
            self.ask(twig.entry, text, path)
        return list(dict.fromkeys([*announced, *shown]))

    def _parts(self, members: Sequence[Type], path: str, twig: Twig) -> list[tuple[Type, Twig]]:
        """Return the members of a union, each with what is below it; of those that are shown, as they are shown."""
        variants = [(each.entry.type, each) for each in twig.of("variant")]
        if variants and len(members) > 1 and len(variants) != len(members):
            self.ask(twig.entry, f"{len(members)} variants announced, {len(variants)} shown", path)
        return variants or [(member, twig) for member in members]

    def _object(self, part: Type, path: str, twig: Twig, called: str) -> Fields:
        """Yield the fields of an object."""
        if called:
            yield f"{path}{called}", Field("object")
        names = [each.entry.name for each in twig.of("field")]
        announced, more = part.fields or ((), 0)
        if part.fields and (len(names) != len(announced) + more or not set(announced) <= set(names)):
            text = f"{_counted('field', announced, more)} announced, {_counted('field', names)} shown"
            self.ask(twig.entry, text, path + called)
        elif not part.fields and not twig.children:
            self.ask(twig.entry, f"{part.name} is not expanded", path + called)
        yield from self._members(twig.children, path + called)


def _counted(word: str, named: Sequence[Any], more: int = 0) -> str:
    names = f" ({', '.join(map(str, named))}{f', {more} more' if more else ''})" if named else ""
    return f"{len(named) + more} {word}s{names}"


def _constants(twig: Twig) -> dict[str, Any]:
    """Return the fields that have one value."""
    entries = [each.entry for each in twig.of("field")]
    return {entry.name: entry.type.value for entry in entries if entry.type.kind == "literal"}
