"""A place in a document: its pointer and what stands there, if anything."""

from collections.abc import Iterator
from typing import Any, Final, Self

from attrs import evolve, field, frozen

from tools.generation.document import Pointer

MISSING: Final = object()


@frozen
class Node:
    """A place in a document. Nothing is assumed about what stands there, so that no document is too wrong to compare.

    Attributes:
        root: The whole document.
        pointer: The place.
        value: What stands there; `MISSING` where nothing does.
    """

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

    def equals(self, other: "Node") -> bool:
        """Whether the same stands at two places, to the last digit: for Python, 1 equals 1.0 and True."""
        return self.value is other.value or repr(self.value) == repr(other.value)

    @property
    def text(self) -> str:
        """The value where it is text, else nothing."""
        return self.value if isinstance(self.value, str) else ""

    @property
    def keys(self) -> list[str]:
        """The keys of a mapping, in their order."""
        return list(self.value) if isinstance(self.value, dict) else []

    @property
    def children(self) -> Iterator["Node"]:
        """What a mapping or a list holds."""
        keys: Any = self.keys or (range(len(self.value)) if isinstance(self.value, list) else ())
        return (self[key] for key in keys)

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

    def only(self, keys: set[str]) -> "Node":
        """Return this node with some of its keys."""
        return evolve(self, value={key: value for key, value in self.value.items() if key in keys})

    def up(self) -> "Node":
        """Return the place around this one."""
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
            target = Node.whole(self.root).at(*(_unescaped(part) for part in node.ref[2:].split("/")))
            if not target:
                break
            node = target
        return node


def pairs(old: Node, new: Node) -> Iterator[tuple[Node, Node]]:
    """Yield what stands under the same keys of two mappings, on one side or on both."""
    for key in dict.fromkeys([*old.keys, *new.keys]):
        yield old[key], new[key]


def _unescaped(part: str) -> str:
    return part.replace("~1", "/").replace("~0", "~")
