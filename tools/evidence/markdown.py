"""Reads the Markdown form of a page, also where its line breaks and its indent are lost."""

import re
from collections.abc import Iterator
from itertools import zip_longest

from attrs import evolve

from tools.evidence.dialects import Dialect
from tools.evidence.entries import DEPRECATED, Entry, parse_bounds, parse_entry
from tools.evidence.page import Page
from tools.evidence.sheet import METHODS, PLACES, Section, Sheet, find_example

METHOD = rf"(?i)\*\*(?P<method>{METHODS})\*\* +`(?P<path>/[^\s`]*)`"
HEADING = re.compile(
    r"(?:^|(?<=\s))#{2,5} +(?:(?:(?P<place>Path|Query|Body|Form|Header) +)?(?P<parameters>Parameters)"
    r"|(?P<returns>Returns)|Example|Response|Domain Types)\b"
)
ITEM = re.compile(r"(?:^(?P<indent> *)|(?<=\s))- `(?P<text>[^`\n]+)`(?!:)", re.MULTILINE)


def read_markdown(page: Page, dialect: Dialect, method: re.Match[str]) -> Sheet:
    """Read a page.

    Raises:
        PageError: An item of a list is not what a list of fields holds.
    """
    sections = []
    headings = list(HEADING.finditer(page.text, method.end()))
    for heading, following in _followed(headings):
        if heading["parameters"] or heading["returns"]:
            place = "response" if heading["returns"] else PLACES[(heading["place"] or "").lower()]
            stop = following.start() if following else len(page.text)
            entries = tuple(_entries(page, dialect, heading.end(), stop))
            sections.append(Section(place, page.line_at(heading.start()), _trusted(entries)))
    told = any(entry.bounds for section in sections for entry in section.entries)
    example = find_example(page.text, method.end())
    return Sheet(page, dialect, method["method"].lower(), method["path"], tuple(sections), example, told)


def _followed(matches: list[re.Match[str]]) -> Iterator[tuple[re.Match[str], re.Match[str] | None]]:
    """Yield each match with the one after it."""
    yield from zip_longest(matches, matches[1:])


def _entries(page: Page, dialect: Dialect, start: int, stop: int) -> Iterator[Entry]:
    items = list(ITEM.finditer(page.text, start, stop))
    for item, following in _followed(items):
        line = page.line_at(item.start("text"))
        prose = page.text[item.end() : following.start() if following else stop]
        entry = parse_entry(item["text"].strip(), dialect)
        if entry is not None:
            yield _described(evolve(entry, line=line, indent=_indent(item)), prose)
        elif item["indent"] is None or not prose.split("\n")[0].strip():
            raise page.error(line, f"not a field, a value or a variant in {dialect.name}", item["text"])


def _indent(item: re.Match[str]) -> int | None:
    return None if item["indent"] is None else len(item["indent"])


def _described(entry: Entry, prose: str) -> Entry:
    bounds = {k: v for line in prose.split("\n") for k, v in (parse_bounds(line.strip()) or {}).items()}
    return evolve(entry, bounds=bounds, deprecated=bool(DEPRECATED.match(prose.strip())))


def _trusted(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Forget an indent that is the same everywhere: it was lost when the page was saved."""
    if len({entry.indent for entry in entries}) > 1 and None not in {entry.indent for entry in entries}:
        return entries
    return tuple(evolve(entry, indent=None) for entry in entries)
