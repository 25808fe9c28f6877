"""Finds out which field belongs to which object, also on a page that has lost its indent.

Where there is no indent, every way to nest the lines is weighed by what speaks against it, and the lightest one is
taken; where several are equally light, the page leaves it open. What speaks against a way is that it contradicts the
announced fields of an object (`{ a, b, 16 more }`), the keys of the example, or the names of Python's classes, and,
with less weight, that other sources do not know a field there.
"""

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from typing import Any

from attrs import evolve, frozen

from tools.evidence.page import Entry
from tools.evidence.types import Type, around, core

CONTRADICTION, UNKNOWN, UNUSUAL = 1000, 50, 5
# So many equally light ways are followed at most, and none with one contradiction more than the lightest.
MOST_WAYS = 40
# The names of the fields of each object, by its path; variants are called by their positions.
Known = Mapping[str, Set[str]]
# The entries that each entry can belong to (-1 is the list itself), and whether the page contradicts itself there.
Parents = Sequence[tuple[Set[int], bool]]


class NestingError(Exception):
    """An entry that cannot be nested, and why."""

    def __init__(self, entry: Entry, problem: str) -> None:
        super().__init__(problem)
        self.entry = entry


@frozen
class _Open:
    """Something that the next entry may belong to, with its fields and its variants so far."""

    index: int
    type: Type
    path: str
    sample: Any = None
    names: tuple[str, ...] = ()
    variants: int = 0

    @property
    def holds_fields(self) -> bool:
        return self.type.kind in ("named", "object", "section") and not self.variants

    @property
    def keys(self) -> Set[str]:
        """The keys that the example has here."""
        return self.sample.keys() if self.holds_fields and isinstance(self.sample, dict) else frozenset()

    def against_closing(self) -> int:
        """Return what speaks against that it is complete. One that the page does not expand at all can be complete."""
        announced, more = self.type.fields if self.type.fields and self.holds_fields else ((), 0)
        missing = max(len(announced) + more - len(self.names), 0) + len(self.keys - set(self.names))
        skipped = UNUSUAL * (self.holds_fields and self.index >= 0)
        return CONTRADICTION * missing if self.names else max(CONTRADICTION * min(missing, 1), skipped)

    def against_field(self, entry: Entry, known: Known, classes: Set[str]) -> int:
        """Return what speaks against that a field belongs here."""
        announced, more = self.type.fields or ((), len(self.names) + 1)
        unnamed = sum(name not in announced for name in self.names)
        is_next = announced[len(self.names) : len(self.names) + 1] in ((), (entry.name,))
        contradictions = int(entry.name not in announced and unnamed >= more)
        contradictions += bool(self.keys and entry.name not in self.keys)
        contradictions += bool(classes and self.type.name not in classes)
        is_known = entry.name in known.get(self.path, {entry.name})
        return CONTRADICTION * contradictions + UNKNOWN * (not is_known) + UNUSUAL * (not is_next)


@frozen(eq=False)
class _Way:
    """What is open after some entries, the innermost last, what speaks against that, and each step that led there."""

    stack: tuple[_Open, ...]
    weight: int
    steps: tuple[tuple["_Way", int, int], ...] = ()


def nest(entries: Sequence[Entry], path: str, sample: Any, known: Known, nests_names: bool) -> Parents:
    """Return the parents of each entry of a list.

    Args:
        entries: The lines of the list.
        path: How the list itself is called.
        sample: The example of what the list describes, or None.
        known: The fields of objects as other sources have them.
        nests_names: Whether the names of classes tell where they belong.

    Raises:
        NestingError: An entry fits nowhere, or there are too many ways.
    """
    if all(entry.indent is not None for entry in entries):
        return _by_indent(entries)
    counts = Counter(entry.name for entry in entries)
    recurring = frozenset(name for name, count in counts.items() if count > 1)
    classes = {core(entry.type).name for entry in entries} - {""} if nests_names else set()
    # A list that begins with a class holds nothing else.
    kind = "head" if entries[0].kind == "variant" else "section"
    ways = [_Way((_Open(-1, Type(kind), path, sample),), 0)]
    for index, entry in enumerate(entries):
        owners = _owners(entry, classes)
        found: dict[Any, _Way] = {}
        for way in ways:
            for depth, weight in _possible(way.stack, entry, owners, known):
                stack, step = _attach(way.stack, depth, entry, index), (way, way.stack[depth].index, weight)
                key = tuple((o.index, recurring.intersection(o.names), len(o.names), o.variants) for o in stack)
                same, total = found.get(key), way.weight + weight
                if same is None or total < same.weight:
                    found[key] = _Way(stack, total, (step,))
                elif total == same.weight:
                    found[key] = evolve(same, steps=(*same.steps, step))
        if not found:
            raise NestingError(entry, "belongs to nothing above it")
        ways = sorted(found.values(), key=lambda way: way.weight)
        if len(ways) > MOST_WAYS and ways[MOST_WAYS].weight == ways[0].weight:
            raise NestingError(entry, "too many ways to nest the fields up to here; read it with a source that tells")
        ways = [way for way in ways[:MOST_WAYS] if way.weight < ways[0].weight + CONTRADICTION]
    return _trace(ways, len(entries))


def _by_indent(entries: Sequence[Entry]) -> Parents:
    found, outer = [], [-1]
    for index, entry in enumerate(entries):
        while outer[-1] >= 0 and (entries[outer[-1]].indent or 0) >= (entry.indent or 0):
            outer.pop()
        found.append(({outer[-1]}, False))
        outer.append(index)
    return found


def _possible(stack: tuple[_Open, ...], entry: Entry, owners: Set[str], known: Known) -> list[tuple[int, int]]:
    """Return the open things that an entry can belong to, by their depth, with what speaks against each."""
    if entry.kind == "value":
        # Values stand right below the field or the variant that they are values of.
        return [(len(stack) - 1 - (stack[-1].type.kind == "value"), 0)]
    found, closing = [], 0
    for depth in reversed(range(len(stack))):
        opened = stack[depth]
        if entry.kind == "variant" and _expects(opened, entry, owners):
            return [(depth, closing)]
        if entry.kind == "field" and opened.holds_fields and entry.name not in opened.names:
            found.append((depth, opened.against_field(entry, known, owners) + closing))
        closing += opened.against_closing()
    return found


def _expects(opened: _Open, entry: Entry, owners: Set[str]) -> bool:
    """Whether a variant can belong to something: a union that names it, or a class that is not expanded yet."""
    if opened.type.kind in ("head", "union"):
        return opened.type.kind == "head" or entry.type in opened.type.parts
    return opened.type.kind == "named" and not opened.names and opened.type.name in owners


def _attach(stack: tuple[_Open, ...], depth: int, entry: Entry, index: int) -> tuple[_Open, ...]:
    """Return what is open after an entry that belongs to the open thing at a depth."""
    parent = stack[depth]
    if entry.kind == "value":
        return *stack[: depth + 1], _Open(index, Type("value"), "")
    if entry.kind == "variant":
        is_head = parent.index < 0
        path, sample = (
            parent.path if is_head else f"{parent.path}<{parent.variants}>",
            parent.sample if is_head else None,
        )
        return (
            *stack[:depth],
            evolve(parent, variants=parent.variants + 1),
            _Open(index, core(entry.type), path, sample),
        )
    marks = around(entry.type)
    sample = parent.sample.get(entry.name) if isinstance(parent.sample, dict) else None
    for _ in range(0, len(marks), 2):
        inner = sample.values() if isinstance(sample, dict) else sample if isinstance(sample, list) else ()
        sample = next(iter(inner), None)
    child = _Open(index, core(entry.type), f"{parent.path}.{entry.name}{marks}", sample)
    return *stack[:depth], evolve(parent, names=(*parent.names, entry.name)), child


def _trace(ways: Sequence[_Way], count: int) -> Parents:
    """Go back from the lightest ways, the closing of all that is open included."""
    ends = [way.weight + sum(opened.against_closing() for opened in way.stack) for way in ways]
    alive = [way for way, weight in zip(ways, ends, strict=True) if weight == min(ends)]
    found = []
    for _ in range(count):
        steps = [step for way in alive for step in way.steps]
        contradicts = all(weight >= CONTRADICTION for _, _, weight in steps)
        found.append(({parent for _, parent, _ in steps}, contradicts))
        alive = list(dict.fromkeys(before for before, _, _ in steps))
    return found[::-1]


def _owners(entry: Entry, classes: Set[str]) -> set[str]:
    """Return the classes that an entry can belong to by the name of its own: `RowCall` is the `call` of a `Row`."""
    name = core(entry.type).name
    longer = {base for base in classes if name.startswith(base) and name != base}
    return longer if entry.kind == "variant" else {base for base in longer if _alike(name[len(base) :], entry.name)}


def _alike(suffix: str, name: str) -> bool:
    """Whether the end of a class name is the name of a field, perhaps in the singular."""
    ours, theirs = suffix.lower(), name.replace("_", "").lower()
    return ours[:-1] == theirs[: len(ours) - 1] and 0 <= len(theirs) - len(ours) <= 3
