"""Finds out which field belongs to which object, also on a page that has lost its indent.

Where there is no indent, every way to nest the lines is weighed by what speaks against it, and the lightest one is
taken; where several are equally light, the page leaves it open. What can speak against a way, the heaviest first: the
announced fields of an object (`{ a, b, 16 more }`), the keys of the example and the names of Python's classes; what
other sources know; two habits of the docs (a named type is expanded right below its first mention, and fields are
sorted: required before optional, `id` first).
"""

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from typing import Any

from attrs import evolve, frozen

from tools.evidence.page import Entry
from tools.evidence.types import Type, around, core

CONTRADICTION, UNKNOWN, UNUSUAL = 1000, 50, 5
# At most so many ways are followed, and none that is so much heavier than the lightest.
MOST_WAYS, HOPELESS = 30, 2 * CONTRADICTION
# The names of the fields of each object, by its path; variants are called by their positions.
Known = Mapping[str, Set[str]]
# Whether only optional fields can follow, and the name of the last one; `id` comes before all others.
Order = tuple[bool, tuple[str, str]]
START: Order = (False, ("", ""))


@frozen
class Place:
    """Where an entry belongs.

    Attributes:
        parents: The entries that it can belong to (-1 is the list itself); one, unless the page leaves it open.
        guessed: Whether habits alone chose it.
    """

    parents: frozenset[int]
    guessed: bool = False


@frozen
class _Open:
    """Something that the next entry may belong to, with its fields and its variants so far."""

    index: int
    type: Type
    path: str
    sample: Any = None
    names: tuple[str, ...] = ()
    variants: int = 0
    order: Order = START

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
        return CONTRADICTION * (missing if self.names else min(missing, 1))

    def against_field(self, entry: Entry, known: Known, classes: Set[str]) -> int:
        """Return what speaks against that a field belongs here, habits aside."""
        weight = 0
        if self.type.fields is not None:
            announced, more = self.type.fields
            unnamed = sum(name not in announced for name in self.names)
            weight += CONTRADICTION * (entry.name not in announced and unnamed >= more)
            weight += UNUSUAL * (announced[len(self.names) : len(self.names) + 1] not in ((), (entry.name,)))
        weight += CONTRADICTION * bool(self.keys and entry.name not in self.keys)
        weight += CONTRADICTION * bool(classes and self.type.name not in classes)
        return weight + UNKNOWN * (entry.name not in known.get(self.path, {entry.name}))

    def against_habits(self, entry: Entry, innermost: "_Open") -> int:
        """Return how unusual it is that a field belongs here: sorted fields, and types that are expanded at once."""
        skips = innermost is not self and innermost.holds_fields and not innermost.names
        return UNUSUAL * (skips + (_next_order(self.order, entry) is None))


Stack = tuple[_Open, ...]


@frozen(eq=False)
class _State:
    """What is open after some entries, the innermost last, what speaks against that, and each step that led there."""

    stack: Stack
    weight: int
    steps: tuple[tuple["_State", Place], ...] = ()


def places(entries: Sequence[Entry], path: str, sample: Any, known: Known, nests_names: bool) -> list[Place]:
    """Return the place of every entry of a list; no parents where an entry fits nowhere.

    Args:
        entries: The lines of the list.
        path: How the list itself is called.
        sample: The example of what the list describes, or None.
        known: The fields of objects as other sources have them.
        nests_names: Whether the names of classes tell where they belong.
    """
    if all(entry.indent is not None for entry in entries):
        return _by_indent(entries)
    counts = Counter(entry.name for entry in entries)
    recurring = frozenset(name for name, count in counts.items() if count > 1)
    classes = {core(entry.type).name for entry in entries} - {""} if nests_names else set()
    # A list that begins with a class holds nothing else.
    headed = bool(entries) and entries[0].kind == "variant"
    opened = _Open(-1, Type("head" if headed else "section"), path, sample)
    states = [_State((opened,), 0)]
    for index, entry in enumerate(entries):
        owners = _owners(entry, classes)
        found: dict[Any, _State] = {}
        for state in states:
            for depth, weight, guessed in _possible(state.stack, entry, owners, known):
                step = (state, Place(frozenset([state.stack[depth].index]), guessed))
                stack, total = _attach(state.stack, depth, entry, index), state.weight + weight
                key = tuple(
                    (o.index, recurring.intersection(o.names), len(o.names), o.variants, o.order) for o in stack
                )
                same = found.get(key)
                if same is None or total < same.weight:
                    found[key] = _State(stack, total, (step,))
                elif total == same.weight:
                    found[key] = evolve(same, steps=(*same.steps, step))
        if not found:
            return [Place(frozenset([-1]))] * index + [Place(frozenset())] * (len(entries) - index)
        lightest = min(state.weight for state in found.values())
        hopeful = [state for state in found.values() if state.weight <= lightest + HOPELESS]
        states = sorted(hopeful, key=lambda state: state.weight)[:MOST_WAYS]
    return _trace(states, len(entries))


def _by_indent(entries: Sequence[Entry]) -> list[Place]:
    found, outer = [], [-1]
    for index, entry in enumerate(entries):
        while outer[-1] >= 0 and (entries[outer[-1]].indent or 0) >= (entry.indent or 0):
            outer.pop()
        found.append(Place(frozenset(outer[-1:])))
        outer.append(index)
    return found


def _possible(stack: Stack, entry: Entry, owners: Set[str], known: Known) -> list[tuple[int, int, bool]]:
    """Return what an entry can belong to: the depth, what speaks against it, and whether it would be a guess."""
    if entry.kind == "value":
        # Values stand right below the field or the variant that they are values of.
        return [(len(stack) - 1 - (stack[-1].type.kind == "value"), 0, False)]
    found, closing = [], 0
    for depth in reversed(range(len(stack))):
        opened = stack[depth]
        if entry.kind == "variant" and _expects(opened, entry, owners):
            return [(depth, closing, False)]
        if entry.kind == "field" and opened.holds_fields and entry.name not in opened.names:
            found.append((depth, opened.against_field(entry, known, owners) + closing))
        closing += opened.against_closing()
    lightest = Counter(weight for _, weight in found)
    return [
        (
            depth,
            weight + stack[depth].against_habits(entry, stack[-1]),
            (lightest[weight] > 1 or weight > min(lightest)) and entry.name not in known.get(stack[depth].path, ()),
        )
        for depth, weight in found
    ]


def _expects(opened: _Open, entry: Entry, owners: Set[str]) -> bool:
    """Whether a variant can belong to something: a union that names it, or a class that is not expanded yet."""
    if opened.type.kind in ("head", "union"):
        return opened.type.kind == "head" or entry.type in opened.type.parts
    return opened.type.kind == "named" and not opened.names and opened.type.name in owners


def _attach(stack: Stack, depth: int, entry: Entry, index: int) -> Stack:
    """Return what is open after an entry that belongs to the open thing at a depth."""
    parent = stack[depth]
    if entry.kind == "value":
        return *stack[: depth + 1], _Open(index, Type("value"), "")
    if entry.kind == "variant":
        path = parent.path if parent.index < 0 else f"{parent.path}<{parent.variants}>"
        sample = parent.sample if parent.index < 0 else None
        grown = evolve(parent, variants=parent.variants + 1)
        return *stack[:depth], grown, _Open(index, core(entry.type), path, sample)
    order = _next_order(parent.order, entry) or _next_order(START, entry) or START
    grown = evolve(parent, names=(*parent.names, entry.name), order=order)
    marks = around(entry.type)
    sample = parent.sample.get(entry.name) if isinstance(parent.sample, dict) else None
    for _ in range(0, len(marks), 2):
        inner = sample.values() if isinstance(sample, dict) else sample if isinstance(sample, list) else ()
        sample = next(iter(inner), None)
    return *stack[:depth], grown, _Open(index, core(entry.type), f"{parent.path}.{entry.name}{marks}", sample)


def _trace(states: Sequence[_State], count: int) -> list[Place]:
    """Go back from the lightest states, the closing of all that is open included."""
    ends = [(state.weight + sum(opened.against_closing() for opened in state.stack), state) for state in states]
    least = min(weight for weight, _ in ends)
    alive = [state for weight, state in ends if weight == least]
    found = []
    for _ in range(count):
        before, chosen = zip(*(step for state in alive for step in state.steps), strict=True)
        parents = frozenset(parent for place in chosen for parent in place.parents)
        found.append(Place(parents, any(place.guessed for place in chosen)))
        alive = list(dict.fromkeys(before))
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


def _next_order(order: Order, entry: Entry) -> Order | None:
    """Return how far the fields of an object have come in their order, or None where a field is out of it."""
    in_optional, last = order
    key = ("", "") if entry.name == "id" else (" ", entry.name.lower())
    optional = entry.optional or entry.type.kind == "maybe"
    if not in_optional and not entry.optional and key >= last:
        return False, key
    return (True, key) if optional and (not in_optional or key >= last) else None
