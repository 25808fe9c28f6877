"""Opens objects, enums and unions, and follows the example of a response into them."""

from collections.abc import Sequence
from typing import Any

from attrs import evolve, frozen

from tools.evidence.clues import SECTION, Open, core, next_order
from tools.evidence.entries import Entry
from tools.evidence.types import Type, members_of

Stack = tuple[Open, ...]


@frozen
class Opener:
    """Keeps what is open while the entries of a list are read.

    Attributes:
        entries: The lines of the list.
    """

    entries: Sequence[Entry]

    def section(self, path: str, sample: Any) -> Open:
        """Return the list itself."""
        return self._open(-1, SECTION, path, sample)

    def attach(self, stack: Stack, depth: int, index: int) -> Stack:
        """Return what is open after an entry that belongs to the open object at a depth."""
        entry, parent = self.entries[index], stack[depth]
        child = self._child(parent, index, entry)
        grown = evolve(parent, children=(*parent.children, index), order=next_order(parent.order, entry))
        return *stack[:depth], grown, child

    def _child(self, parent: Open, index: int, entry: Entry) -> Open:
        if entry.kind == "value":
            return self._open(index, Type("literal"), "", None)
        head = entry.kind == "variant" and parent.type.kind == "section"
        if entry.kind == "variant" and not head:
            position = sum(self.entries[child].kind == "variant" for child in parent.children)
            return self._open(
                index, _announced(core(entry.type), parent.type, position), f"{parent.path}<{position}>", None
            )
        path = parent.path if head else f"{parent.path}.{entry.name}".lstrip(".")
        sample = parent.sample if head else _within(parent.sample, entry.name)
        for mark in around(entry.type):
            path, sample = path + mark, _first(sample)
        return self._open(index, core(entry.type), path, sample)

    def _open(self, index: int, holds: Type, path: str, sample: Any) -> Open:
        # A list of rows on its own is shown as a list.
        sample = _first(sample) if index < 0 and isinstance(sample, list) else sample
        headed = bool(self.entries) and self.entries[0].kind == "variant"
        holding = holds.kind in ("named", "object") or (holds.kind == "section" and not headed)
        keys = frozenset(sample) if isinstance(sample, dict) and sample and holding else None
        return Open(index, holds, path, keys=keys, sample=sample)


def around(parsed: Type) -> list[str]:
    """Return how the arrays and maps around what a type holds are written in a path, the outermost first."""
    members = [member for member in members_of(parsed) if member.kind != "null"]
    if len(members) != 1 or members[0].kind not in ("array", "map", "maybe"):
        return []
    mark = {"array": ["[]"], "map": ["{}"], "maybe": []}[members[0].kind]
    return mark + around(members[0].parts[0])


def _announced(variant: Type, union: Type, position: int) -> Type:
    """Return a variant with the fields that the union announces for it, if it announces none itself."""
    members = [member for member in members_of(union) if member.kind != "null"]
    same = position < len(members) and members[position].kind in ("object", "named") and variant.kind == "object"
    return evolve(variant, fields=members[position].fields) if same and variant.fields is None else variant


def _within(sample: Any, name: str) -> Any:
    return sample.get(name) if isinstance(sample, dict) else None


def _first(sample: Any) -> Any:
    values = sample if isinstance(sample, list) else list(sample.values()) if isinstance(sample, dict) else []
    return values[0] if values else None
