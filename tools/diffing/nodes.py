"""A place in a document: its pointer and what stands there, if anything."""

import json
from collections.abc import Collection, Iterator
from typing import Any, Final, Self

from attrs import evolve, field, frozen

from tools.generation.document import Pointer

MISSING: Final = object()


@frozen
class Node:
    """A place in a document: the document, the pointer, and what stands there, or `MISSING` where nothing does."""

    root: Any = field(repr=False, eq=False)
    pointer: Pointer
    value: Any

    @classmethod
    def whole(cls, document: Any) -> Self:
        """Return a document as a node."""
        return cls(document, (), document)

    def __getitem__(self, key: str | int) -> "Node":
        value: Any = MISSING
        if isinstance(self.value, dict):
            value = self.value.get(key, MISSING)
        elif isinstance(self.value, list) and isinstance(key, int) and 0 <= key < len(self.value):
            value = self.value[key]
        return Node(self.root, (*self.pointer, key), value)

    def __contains__(self, key: str) -> bool:
        return isinstance(self.value, dict) and key in self.value

    def __bool__(self) -> bool:
        return self.value is not MISSING

    @property
    def canonical(self) -> str:
        """The value as text that is the same for equal JSON, to the last digit: for Python, 1 equals 1.0 and True."""
        return json.dumps(self.value, sort_keys=True) if self else ""

    @property
    def text(self) -> str:
        """The value where it is text, else nothing."""
        return self.value if isinstance(self.value, str) else ""

    @property
    def words(self) -> str:
        """The value in words, where it is a plain one."""
        return "" if not self or isinstance(self.value, dict | list) else f"`{self.value}`"

    @property
    def keys(self) -> list[str]:
        """The keys of a mapping, in their order."""
        return list(self.value) if isinstance(self.value, dict) else []

    @property
    def children(self) -> list["Node"]:
        """What a mapping or a list holds."""
        keys: Any = self.keys or (range(len(self.value)) if isinstance(self.value, list) else ())
        return [self[key] for key in keys]

    @property
    def ref(self) -> str:
        """The reference that stands here, if one does."""
        return self["$ref"].text

    def at(self, *path: str | int) -> "Node":
        """Return a place below this one."""
        node = self
        for key in path:
            node = node[key]
        return node

    def without(self, keys: Collection[str]) -> "Node":
        """Return this node without some of its keys."""
        return evolve(self, value={key: self.value[key] for key in self.keys if key not in keys})

    @property
    def up(self) -> "Node":
        """The place around this one."""
        return Node.whole(self.root).at(*self.pointer[:-1])

    @property
    def gone(self) -> "Node":
        """This place, with nothing there."""
        return evolve(self, value=MISSING)

    def resolved(self) -> "Node":
        """Return where references lead to; the last one that can be followed, where one leads nowhere."""
        node, seen = self, set[str]()
        while node.ref.startswith("#/") and node.ref not in seen:
            seen.add(node.ref)
            parts = (part.replace("~1", "/").replace("~0", "~") for part in node.ref[2:].split("/"))
            target = Node.whole(self.root).at(*parts)
            if not target:
                break
            node = target
        return node


def pairs(old: Node, new: Node) -> Iterator[tuple[Node, Node]]:
    """Yield what stands under the same keys of two mappings, on one side or on both."""
    for key in dict.fromkeys([*old.keys, *new.keys]):
        yield old[key], new[key]
