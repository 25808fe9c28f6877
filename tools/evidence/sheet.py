"""Splits a page into its lists of fields, in the forms in which the docs can be saved.

The text of the web page has a line for each field, value, bound and paragraph, and no indent. Markdown has an item for
each field; its indent, or even its line breaks, can be lost.
"""

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import pairwise
from typing import Any

from attrs import evolve, frozen

from tools.evidence.page import DEPRECATED, Entry, Page, looks_like_field, parse_bound, parse_entry
from tools.evidence.types import LANGUAGES, Language, Type

METHODS = "get|put|post|delete|patch"
TEXT_METHOD = re.compile(rf"^(?P<method>{METHODS}) ?(?P<path>/\S*)$", re.IGNORECASE | re.MULTILINE)
TEXT_HEADING = re.compile(r"(Parameters|Returns)(?:Expand Collapse)?")
TEXT_END = re.compile(r"[{\[]|```|Returns Examples$")
MARKDOWN_METHOD = re.compile(rf"\*\*(?P<method>{METHODS})\*\* +`(?P<path>/[^\s`]*)`", re.IGNORECASE)
MARKDOWN_HEADING = re.compile(r"(?:^|(?<=\s))#{2,5} +(?:(?P<list>Parameters|Returns)|Example|Response|Domain Types)\b")
ITEM = re.compile(r"(?:^(?P<indent> *)|(?<=\s))- `(?P<text>[^`\n]+)`(?!:)", re.MULTILINE)


@frozen
class Section:
    """The lines of a list of fields under one heading: what the method returns, or its parameters."""

    is_response: bool
    line: int
    entries: tuple[Entry, ...]


@frozen
class Sheet:
    """A page of one method, before it is known which field belongs to which object.

    `tells_bounds` is whether a bound that the page does not show is none.
    """

    page: Page
    language: Language
    method: str
    path: str
    sections: tuple[Section, ...]
    example: Any
    tells_bounds: bool


def read_sheet(page: Page) -> Sheet:
    """Split a page into its lists.

    Raises:
        PageError: The page has no method, or more than one, or a line that cannot be read.
    """
    for pattern, read in ((MARKDOWN_METHOD, _markdown), (TEXT_METHOD, _web_text)):
        found = list(pattern.finditer(page.text))
        if len(found) > 1:
            raise page.error(page.line_at(found[1].start()), "a second method begins here; save one page for each")
        if found:
            language = next((each for each in LANGUAGES if re.search(each.mark, page.text[: found[0].start()])), None)
            if language is None:
                problem = "above the path, expected the signature of a method in TypeScript or Python"
                raise page.error(page.line_at(found[0].start()), problem)
            sections = tuple(read(page, language, found[0]))
            told = pattern is TEXT_METHOD or any(e.bounds for section in sections for e in section.entries)
            method = found[0]["method"].lower()
            return Sheet(page, language, method, found[0]["path"], sections, _example(page), told)
    raise page.error(1, "expected a docs page with a method and a path, such as GET/things/{id}", page.text.lstrip())


def _example(page: Page) -> Any:
    """Return the first JSON object that begins at the begin of a line, or None."""
    for found in re.finditer(r"^(?={)", page.text, re.MULTILINE):
        with suppress(ValueError, RecursionError):
            return json.JSONDecoder().raw_decode(page.text, found.start())[0]
    return None


def _markdown(page: Page, language: Language, method: re.Match[str]) -> Iterator[Section]:
    headings = list(MARKDOWN_HEADING.finditer(page.text, method.end()))
    ends = [*(heading.start() for heading in headings[1:]), len(page.text)]
    for heading, end in zip(headings, ends, strict=True):
        if heading["list"]:
            entries = list(_items(page, language, heading.end(), end))
            # An indent that is the same everywhere was lost when the page was saved.
            if len({entry.indent for entry in entries}) < 2 or None in {entry.indent for entry in entries}:
                entries = [evolve(entry, indent=None) for entry in entries]
            yield Section(heading["list"] == "Returns", page.line_at(heading.start()), tuple(entries))


def _items(page: Page, language: Language, start: int, end: int) -> Iterator[Entry]:
    items = list(ITEM.finditer(page.text, start, end))
    for item, stop in pairwise([*items, None]):
        assert item is not None
        prose = page.text[item.end() : stop.start() if stop else end].strip()
        entry, line = parse_entry(item["text"].strip(), language), page.line_at(item.start("text"))
        if entry is not None:
            bounds = {k: v for each in prose.split("\n") for k, v in parse_bound(each.strip()).items()}
            indent = None if item["indent"] is None else len(item["indent"])
            deprecated = bool(DEPRECATED.match(prose))
            yield evolve(entry, line=line, indent=indent, bounds=bounds, deprecated=deprecated)
        elif looks_like_field(item["text"].strip()) or not prose:
            raise page.error(line, f"not a field, a value or a variant in {language.name}", item["text"])


def _web_text(page: Page, language: Language, method: re.Match[str]) -> Iterator[Section]:
    above = [line.strip() for line in page.text[: method.start()].split("\n")]
    title = next((line for line in reversed(above) if line and "(" not in line), None)
    lists: list[tuple[bool, int, list[Entry]]] = []
    for number, line in enumerate(page.text[method.end() :].split("\n"), page.line_at(method.end())):
        text = line.strip()
        if heading := TEXT_HEADING.fullmatch(text):
            lists.append((heading[1] == "Returns", number, []))
        elif lists and lists[-1][0] and (text == title or TEXT_END.match(text)):
            break
        elif lists and text:
            _web_line(page, language, lists[-1][2], number, text)
    yield from (Section(is_response, line, tuple(entries)) for is_response, line, entries in lists)


def _web_line(page: Page, language: Language, entries: list[Entry], number: int, text: str) -> None:
    """Add a line to a list, unless it is prose."""
    entry = parse_entry(text, language)
    if entries and (bound := parse_bound(text)):
        entries[-1] = evolve(entries[-1], bounds=entries[-1].bounds | bound)
    elif entry is not None and _is_expected(entry, entries):
        entries.append(evolve(entry, line=number))
    elif entry is None and looks_like_field(text):
        raise page.error(number, f"looks like a field, but is not one in {language.name}", text)
    elif entries and DEPRECATED.match(text):
        entries[-1] = evolve(entries[-1], deprecated=True)


def _is_expected(entry: Entry, entries: Sequence[Entry]) -> bool:
    """Whether a line is an entry of a list, and not a word of prose that reads like one."""
    if entry.kind == "variant" and not entry.text.startswith("class ") and entry.type.fields is None:
        return any(entry.type in _alternatives(each.type) for each in entries)
    return entry.kind != "value" or entry.text.startswith('"')


def _alternatives(written: Type) -> Iterator[Type]:
    """Yield the members of every union in a type."""
    yield from written.parts
    for part in written.parts:
        yield from _alternatives(part)
