"""Mutants of the templates: of the Python in them where they are Python, else of their lines and expressions."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from tools.mutating.expressions import edits
from tools.mutating.models import REQUESTS, ROUND_TRIP
from tools.mutating.mutant import ROOT, TEMPLATES, Kind, Mutant
from tools.mutating.python_text import PythonText

CONDITION = re.compile(r"{%-? *(?:el)?if (.+?) *-?%}|{{[^{}]*? if ([^{}]+?)(?= else | *}})")
FILTER = re.compile(r" \| [a-z_]+(?:\([^()]*\))?(?=[^{}]*}})")
OTHER = {
    "= None": "= 'x'",
    "= UNSET": "= None",
    "=True": "=False",
    "class {{ class_name }}(Open": "class {{ class_name }}(",
}
NEEDED = ("{#", "import ", "from ", "class ", "def ", "async def ", "@", ") ->", "T = ")
# Docstrings are for people. So are the annotations of the protocols, which do nothing.
PROSE = re.compile(r'"""|[A-Z][a-z].*[.`:]$|Attributes:')
FIRST = {"models": (ROUND_TRIP, "-k", "-Row] or [CallStatus] or [Voice]"), "endpoints": REQUESTS}
READING: tuple[str, ...] = (
    "tests/contract/properties/test_going_out.py",
    "tests/contract/properties/test_decisions.py",
)
READING += ("tests/library/test_reading.py",)
# Which tests notice first what goes wrong in a class or function of `types.py`.
AREAS = dict.fromkeys(
    ("_undocumented", "_Open", "OpenStr", "HugeNumber", "_as_float", "_as_text", "parse_json"), READING
)
AREAS |= dict.fromkeys(("_integer", "_number", "_refuse", "_untyped", "Model", "Response", "APIResponse"), READING)
Edited = tuple[str, str]


def template_mutants() -> Iterator[Mutant]:
    """Yield the mutants of all templates."""
    for path in sorted((ROOT / TEMPLATES).rglob("*.jinja*")):
        yield from _of_file(path)


def _of_file(path: Path) -> Iterator[Mutant]:
    text = path.read_text(encoding="utf-8")
    file, first = path.relative_to(ROOT).as_posix(), FIRST[path.parent.name]
    source = PythonText.parsed(text)
    if source is not None:
        is_verbatim = "{{ " not in text and "{% " not in text
        for place, change, new in edits(source):
            likely = next((tests for start, tests in AREAS.items() if place.startswith(start)), first)
            yield Mutant(Kind.TEMPLATES, f"{path.name}, {place}", change, file, _always(new), likely, is_verbatim)
        return
    seen: dict[str, int] = {}
    for change, new in _jinja(text):
        number = seen[change] = seen.get(change, 0) + 1
        words = change if number == 1 else f"{change} ({number})"
        yield Mutant(Kind.TEMPLATES, path.name, words, file, _always(new), first)


def _always(text: str) -> Callable[[], str]:
    return lambda: text


def _jinja(text: str) -> Iterator[Edited]:
    """Yield what becomes of a template, each with its change in words."""
    start = text.index("\n")
    for match in CONDITION.finditer(text, start):
        group = 1 if match[1] else 2
        new = f"not ({match[group]})"
        yield f"`{match[group]}` -> not", text[: match.start(group)] + new + text[match.end(group) :]
    for match in FILTER.finditer(text, start):
        yield f"lose `{match[0].strip()}`", text[: match.start()] + text[match.end() :]
    for old, new in OTHER.items():
        for match in re.finditer(re.escape(old), text):
            yield f"{old} -> {new}", text[: match.start()] + new + text[match.end() :]
    yield from _lines(text)


def _lines(text: str) -> Iterator[Edited]:
    """Yield the template without one of its lines, but for those that nothing can stand without, and prose."""
    lines = text.splitlines(keepends=True)
    for index, line in enumerate(lines[1:], 1):
        words = line.strip()
        is_needed = not words or words.startswith(NEEDED) or re.fullmatch(r"{%[^%]*%}|[()\[\]{},:]+", words)
        if not is_needed and not PROSE.match(words):
            yield f"leave out the line `{words}`", "".join(lines[:index] + lines[index + 1 :])
