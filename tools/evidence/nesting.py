"""Recovers which field belongs to which object on a page that has lost its indent.

Every reading that the evidence allows is followed. What all readings agree on is a fact; the rest is reported.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence, Set
from typing import Any

from attrs import evolve, field, frozen

from tools.evidence.clues import Open, breaks_habits, has_room, may_close, owners
from tools.evidence.entries import Entry
from tools.evidence.opening import Opener, Stack
from tools.evidence.page import PageError

MOST_STATES = 200
Known = Mapping[str, Set[str]]


@frozen
class Place:
    """Where an entry belongs.

    Attributes:
        parents: The entries that it can belong to (-1 is the section); one, unless the page leaves it open.
        rests_on: What chose between several that the evidence allows: `elsewhere` (another source), `habit`, or "".
    """

    parents: frozenset[int]
    rests_on: str = ""


@frozen
class _Step:
    """How a state was reached from one of the states before."""

    before: Hashable
    parent: int
    rests_on: str


@frozen
class _State:
    """What is open after some entries, the innermost last, how many habits that breaks, and every way to get there."""

    stack: Stack
    broken: int = 0
    steps: list[_Step] = field(factory=list, eq=False)


Layer = dict[Hashable, _State]


@frozen
class Nesting:
    """Finds the places of the entries of one list.

    Attributes:
        entries: The lines of the list.
        sample: The part of the example that shows what the list describes, or None.
        known: The fields of objects as other sources have them, by path.
        classes: The names of the classes, if they tell where they belong.
        path: How the list itself is called.
        fail: Returns the error for an entry that fits nowhere.
    """

    entries: Sequence[Entry]
    sample: Any
    known: Known
    classes: Set[str]
    path: str
    fail: Callable[[Entry, str], PageError]
    opener: Opener = field(init=False)
    recurring: Set[str] = field(init=False)

    @opener.default
    def _make_opener(self) -> Opener:
        return Opener(self.entries)

    @recurring.default
    def _find_recurring(self) -> Set[str]:
        counts = Counter(entry.name for entry in self.entries)
        return {name for name, count in counts.items() if count > 1}

    def places(self) -> tuple[list[Place], bool]:
        """Return the place of every entry, and whether the example fits that.

        Raises:
            PageError: An entry fits nowhere, or there are too many ways.
        """
        errors: dict[bool, PageError] = {}
        for sample, must_end_well in self._ways():
            # Readings that break no habit are looked for first, then those that break a few.
            for allowed in [0, *(2**power for power in range(len(self.entries).bit_length() + 2))]:
                try:
                    places = self._trace(self._layers(sample, allowed), must_end_well)
                except PageError as found:
                    # The last one found with the example is where the evidence itself does not fit.
                    errors[sample is None] = found
                    continue
                if places is not None:
                    fits = sample is self.sample and (must_end_well or sample is None)
                    return self._with_reasons(places, sample), fits
        raise errors.get(False) or errors[True]

    def _ways(self) -> list[tuple[Any, bool]]:
        """Return what to try: with the example or without, and whether all that is announced must be there."""
        if self.sample is None:
            return [(None, True), (None, False)]
        return [(self.sample, True), (self.sample, False), (None, True)]

    def _with_reasons(self, places: list[Place], sample: Any) -> list[Place]:
        """Say of every place that evidence alone does not give what it rests on."""
        try:
            firm = self._trace(self._layers(sample, None), False)
        except PageError:
            firm = None
        default = "elsewhere" if self.known else "habit"
        return [
            evolve(place, rests_on="" if firm and place.parents == firm[index].parents else place.rests_on or default)
            for index, place in enumerate(places)
        ]

    def _layers(self, sample: Any, allowed: int | None) -> list[Layer]:
        """Return the states after each entry; with no limit, neither habits nor other sources choose."""
        layers: list[Layer] = [{None: _State((self.opener.section(self.path, sample),))}]
        for index, entry in enumerate(self.entries):
            layer: Layer = {}
            for before, state in layers[-1].items():
                self._go_on(layer, before, state, index, allowed)
            if not layer:
                raise self.fail(entry, "belongs to nothing above it")
            if len(layer) > MOST_STATES:
                raise self.fail(entry, "there are too many ways to nest the fields up to here")
            layers.append(layer)
        return layers

    def _go_on(self, layer: Layer, before: Hashable, state: _State, index: int, allowed: int | None) -> None:
        """Add every state that an entry can lead to; of several ways to the same one, those that break least."""
        entry, stack = self.entries[index], state.stack
        possible = self._possible(stack, entry)
        kept = possible if allowed is None else self._known(stack, entry, possible)
        rests_on = "elsewhere" if len(kept) < len(possible) else "habit" if len(possible) > 1 else ""
        for depth in kept:
            broken = 0
            if allowed is not None and entry.kind == "field":
                broken = state.broken + breaks_habits(stack[depth], entry, stack[-1])
            elif allowed is not None:
                broken = state.broken
            if allowed is not None and broken > allowed:
                continue
            reached = _State(self.opener.attach(stack, depth, index), broken)
            key = tuple((each.index, self._memory(each)) for each in reached.stack)
            if key not in layer or layer[key].broken > broken:
                layer[key] = reached
            if layer[key].broken == broken:
                layer[key].steps.append(_Step(before, stack[depth].index, rests_on))

    def _trace(self, layers: list[Layer], must_end_well: bool) -> list[Place] | None:
        """Go back from where everything is complete and least habits are broken.

        Return None if nothing is complete, as on a page that ends too early, unless that may be.
        """
        last = layers[-1]
        whole = {k for k, state in last.items() if all(may_close(o, None, self.entries) for o in state.stack)}
        if must_end_well and not whole:
            return None
        least = min(last[key].broken for key in whole or last)
        alive: set[Hashable] = {key for key in whole or last if last[key].broken == least}
        places: list[Place] = []
        for layer in reversed(layers[1:]):
            steps = [step for key in alive for step in layer[key].steps]
            places.append(Place(frozenset(step.parent for step in steps), max(step.rests_on for step in steps)))
            alive = {step.before for step in steps}
        return places[::-1]

    def _memory(self, opened: Open) -> Hashable:
        """Return what of an open object matters for the entries to come."""
        if opened.type.fields is not None or opened.keys is not None or opened.type.kind == "union":
            return opened.children
        children = [self.entries[child] for child in opened.children]
        names = frozenset(child.name for child in children) & self.recurring
        return names, opened.order, frozenset(child.kind for child in children)

    def _possible(self, stack: Stack, entry: Entry) -> list[int]:
        """Return the open objects that evidence allows for an entry, by their depth, the innermost first."""
        if entry.indent is not None:
            return self._by_indent(stack, entry)
        depths = []
        for depth in reversed(range(len(stack))):
            if has_room(stack[depth], entry, self.entries):
                depths.append(depth)
            if not may_close(stack[depth], entry, self.entries):
                break
        classes = owners(entry, self.classes)
        named = [depth for depth in depths if stack[depth].type.name in classes]
        if entry.kind == "variant" and not classes:
            named = [depth for depth in depths if entry.type in stack[depth].type.parts]
        if entry.kind == "field":
            return named if classes else depths
        return (named or [depth for depth in depths if not classes or not stack[depth].children])[:1]

    def _by_indent(self, stack: Stack, entry: Entry) -> list[int]:
        for depth in reversed(range(len(stack))):
            opened = stack[depth]
            if opened.index < 0 or (self.entries[opened.index].indent or 0) < (entry.indent or 0):
                return [depth] if has_room(opened, entry, self.entries) else []
        return []

    def _known(self, stack: Stack, entry: Entry, depths: list[int]) -> list[int]:
        """Let other sources choose between several objects."""
        if entry.kind != "field":
            return depths
        known = [depth for depth in depths if entry.name in self.known.get(stack[depth].path, {entry.name})]
        return known or depths
