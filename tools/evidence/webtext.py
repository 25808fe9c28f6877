"""Reads the text of a web page, as it is when copied: one line for each field, value, bound and paragraph."""

import re
from collections.abc import Iterator

from attrs import define, evolve, field

from tools.evidence.dialects import Dialect
from tools.evidence.entries import DEPRECATED, Entry, looks_like_field, parse_bounds, parse_entry
from tools.evidence.page import Page
from tools.evidence.sheet import METHODS, PLACES, Section, Sheet, find_example
from tools.evidence.types import Type, members_of

METHOD = rf"(?im)^(?P<method>{METHODS})(?P<path>/\S*)$"
HEADING = re.compile(
    r"(?:(?:(?P<place>Path|Query|Body|Form|Header) )?(?P<kind>Parameters)|Returns)(?:JSON|Form)?(?:Expand Collapse)?"
)
END = re.compile(r"[{\[]|```|Returns Examples$|Response \d")
CHOICE = re.compile(r"(?:One|Accepts one) of the following:")


@define
class _List:
    """A list of fields that is being read."""

    place: str
    line: int
    entries: list[Entry] = field(factory=list)
    # Whether the line above announces or begins a list of variants.
    choosing: bool = True
    members: set[Type] = field(factory=set)

    def add(self, entry: Entry) -> None:
        self.entries.append(entry)
        self.choosing = entry.kind == "variant" and self.choosing
        self.members |= set(_announced(entry.type))

    def expects(self, entry: Entry) -> bool:
        """Whether a line is an entry of this list and not a word of prose that reads like one."""
        if entry.kind == "variant":
            declared = entry.text.startswith("class ") or " = " in entry.text or entry.type.fields is not None
            return declared or self.choosing or entry.type in self.members
        return entry.kind == "field" or self.choosing or entry.text[0] in '":'


def _announced(parsed: Type) -> Iterator[Type]:
    """Yield the members of every union in a type."""
    members = members_of(parsed)
    if len(members) > 1:
        yield from members
    for member in members:
        for part in member.parts:
            yield from _announced(part)


def read_webtext(page: Page, dialect: Dialect, method: re.Match[str]) -> Sheet:
    """Read a page.

    Raises:
        PageError: A line that looks like a field cannot be read as one.
    """
    above = [line.strip() for line in page.text[: method.start()].split("\n")]
    title = next((line for line in reversed(above) if line and "(" not in line), None)
    first = page.line_at(method.start()) + 1
    lists: list[_List] = []
    for number, line in enumerate(page.text[method.end() :].split("\n")[1:], first):
        text = line.strip()
        if heading := HEADING.fullmatch(text):
            place = PLACES[(heading["place"] or "").lower()] if heading["kind"] else "response"
            lists.append(_List(place, number))
        elif lists and lists[-1].place == "response" and (text == title or END.match(text)):
            break
        elif lists and text:
            _read_line(page, dialect, lists[-1], number, text)
    sections = tuple(Section(each.place, each.line, tuple(each.entries)) for each in lists)
    example = find_example(page.text, method.end())
    return Sheet(page, dialect, method["method"].lower(), method["path"], sections, example, tells_bounds=True)


def _read_line(page: Page, dialect: Dialect, into: _List, number: int, text: str) -> None:
    last = into.entries[-1] if into.entries else None
    entry = parse_entry(text, dialect)
    if CHOICE.fullmatch(text):
        into.choosing = True
    elif last and (bounds := parse_bounds(text)):
        into.entries[-1] = evolve(last, bounds=last.bounds | bounds)
    elif entry is not None and into.expects(entry):
        into.add(evolve(entry, line=number))
    elif entry is None and looks_like_field(text):
        raise page.error(number, f"looks like a field, but is not one in {dialect.name}", text)
    elif last and DEPRECATED.match(text):
        into.entries[-1] = evolve(last, deprecated=True)
