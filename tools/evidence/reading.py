"""Reads a page: its lines, the place of each, and the facts."""

import re
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

from attrs import evolve

from tools.evidence.clues import core
from tools.evidence.dialects import Dialect
from tools.evidence.entries import Entry
from tools.evidence.flatten import Flattener, Twig
from tools.evidence.layouts import read_sheet
from tools.evidence.nesting import Known, Nesting, Place
from tools.evidence.normal import Facts, Field, Question
from tools.evidence.opening import around
from tools.evidence.page import Page
from tools.evidence.sheet import Section, Sheet

LABEL = re.compile(r"<[^>]*>")
BODILESS = ("get", "head", "delete")


def read_page(page: Page, dialect: str | None = None, known: Iterable[str] = ()) -> Facts:
    """Read a page.

    Args:
        page: The page.
        dialect: The name of the language, if the page is not to be asked.
        known: Paths of fields from other sources. Where the page alone leaves open which object a field belongs to,
            one that is known there belongs there.

    Raises:
        PageError: It cannot be read.
    """
    sheet = read_sheet(page, dialect)
    reader = _Reader(sheet, _by_parent(known))
    for section in sheet.sections:
        reader.read(section)
    return Facts(
        Path(page.name).name,
        sheet.dialect.name,
        sheet.method,
        sheet.path,
        reader.fields,
        tuple(reader.questions),
        sheet.tells_bounds,
    )


def _by_parent(paths: Iterable[str]) -> Known:
    """Return the names of the fields of every object; variants are called by their positions, as while nesting."""
    names: dict[str, set[str]] = {}
    positions: dict[str, str] = {}
    variants: dict[str, int] = {}
    for path in paths:
        plain = LABEL.sub(partial(_position, positions), path)
        if path.endswith(">"):
            variants[plain] = variants.get(plain, -1) + 1
            positions[path] = f"<{variants[plain]}>"
        elif not path.endswith(("]", "}")):
            parent, _, name = plain.rpartition(".")
            names.setdefault(parent, set()).add(name)
    return names


def _position(positions: dict[str, str], found: re.Match[str]) -> str:
    return positions.get(found.string[: found.end()], "")


class _Reader:
    """Collects the facts of the sections of a sheet."""

    def __init__(self, sheet: Sheet, known: Known) -> None:
        self.sheet, self.known = sheet, known
        self.fields: dict[str, Field] = {}
        self.questions: list[Question] = []
        self.flattener = Flattener(sheet.dialect, self.ask)

    def ask(self, path: str, text: str, entry: Entry) -> None:
        self.questions.append(Question((path,), text, self.sheet.page.name, entry.line))

    def read(self, section: Section) -> None:
        """Read one section."""
        is_response = section.place == "response"
        entries = section.entries
        nesting = Nesting(
            entries,
            self.sheet.example if is_response else None,
            self.known,
            _classes(entries, self.sheet.dialect),
            section.place,
            lambda entry, problem: self.sheet.page.error(entry.line, problem, entry.text),
        )
        places, fits = nesting.places()
        top = self._twigs(entries, places, section.place)
        for each in self._response(top) if is_response else self._parameters(top, section.place):
            if each.path in self.fields:
                raise self.sheet.page.error(section.line, f"{each.path} stands here twice")
            self.fields[each.path] = each
        if not fits:
            text = "the example of a response does not fit the list of fields"
            self.questions.append(Question((section.place,), text, self.sheet.page.name, section.line))

    def _twigs(self, entries: Sequence[Entry], places: Sequence[Place], root: str) -> tuple[Twig, ...]:
        """Nest the entries; ask about those that can belong to several objects, and leave them out."""
        children: dict[int, list[int]] = {index: [] for index in range(-1, len(entries))}
        paths = {-1: root}
        doubtful: set[int] = set()
        for index, (entry, place) in enumerate(zip(entries, places, strict=True)):
            parent = min(place.parents)
            if len(place.parents) > 1:
                owners = sorted(each for each in place.parents if each in paths)
                # Variants are called by their constants, so that such a field can be any of them.
                doubtful |= {each for each in owners if entry.type.kind == "literal" and each >= 0}
                heads = {each for each in owners if each < 0 or places[each].parents == {-1}}
                variants = {each for each in owners if self._is_variant(entries, each)} - heads
                self._ask_where(entry, [(paths[each], each in variants) for each in owners])
            elif parent in paths:
                paths[index] = self._path(paths[parent], entry)
                children[parent].append(index)
        unions = {min(places[each].parents) for each in doubtful if self._is_variant(entries, each)} - {-1}
        for union in unions:
            children[union] = [each for each in children[union] if not self._is_variant(entries, each)]

        def doubt(index: int) -> str:
            """A constant somewhere in a variant can be the one that the variant is called by."""
            own = places[index].rests_on if entries[index].type.kind == "literal" else ""
            return max([own, *map(doubt, children[index])])

        def grow(index: int, inherited: str) -> tuple[Twig, ...]:
            """What is below a doubtful place is doubtful; so are all variants if one of their constants is."""
            variants = [child for child in children[index] if self._is_variant(entries, child)]
            inherited = inherited or max(map(doubt, variants), default="")
            reasons = [(child, places[child].rests_on or inherited) for child in children[index]]
            return tuple(Twig(entries[child], grow(child, reason), reason) for child, reason in reasons)

        return grow(-1, "")

    def _ask_where(self, entry: Entry, owners: Sequence[tuple[str, bool]]) -> None:
        """Ask which object a field belongs to; a variant stands for its whole union, as its name is not known yet."""
        choice = tuple(path if is_variant else f"{path}.{entry.name}" for path, is_variant in owners)
        text = f"{entry.name} can belong to {' or '.join(path for path, _ in owners)}"
        self.questions.append(Question(choice, text, self.sheet.page.name, entry.line))

    @staticmethod
    def _is_variant(entries: Sequence[Entry], index: int) -> bool:
        return index >= 0 and entries[index].kind == "variant"

    @staticmethod
    def _path(parent: str, entry: Entry) -> str:
        return parent if entry.kind != "field" else f"{parent}.{entry.name}{''.join(around(entry.type))}"

    def _response(self, top: Sequence[Twig]) -> Iterable[Field]:
        heads = [twig for twig in top if twig.entry.kind == "variant"]
        if heads:
            for twig in heads[:1]:
                yield from self.flattener.described(twig.entry.type, "response", twig)
            for twig in heads[1:]:
                self.ask("response", "a second type of response begins here", twig.entry)
        elif top:
            yield Field("response", ("object",))
            yield from self.flattener.fields(top, "response")

    def _parameters(self, top: Sequence[Twig], place: str) -> Iterable[Field]:
        for twig in top:
            wrappers = self.sheet.dialect.wrappers
            if twig.entry.name in wrappers and core(twig.entry.type).name.endswith("Params"):
                yield from self._parameters(twig.children, wrappers[twig.entry.name])
            elif twig.entry.kind == "field":
                yield from self._parameter(twig, place)

    def _parameter(self, twig: Twig, place: str) -> Iterable[Field]:
        name = self._in_path(twig.entry.name)
        if name:
            first, *rest = self.flattener.field(twig, f"path.{name}")
            yield evolve(first, required=True)
            yield from rest
            return
        place = place or ("query" if self.sheet.method in BODILESS else "parameter")
        yield from self.flattener.field(twig, f"{place}.{twig.entry.name}")

    def _in_path(self, name: str) -> str | None:
        """Return how the path calls a parameter; some languages write `project_id` as `projectID`."""
        parts = [part.split("}")[0] for part in self.sheet.path.split("{")[1:]]
        return next((part for part in parts if _plain(part) == _plain(name)), None)


def _plain(name: str) -> str:
    return name.replace("_", "").replace("-", "").lower()


def _classes(entries: Sequence[Entry], dialect: Dialect) -> set[str]:
    return {core(entry.type).name for entry in entries} - {""} if dialect.cumulative else set()
