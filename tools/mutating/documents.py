"""Changes a copy of the spec."""

import copy
from collections.abc import Callable, Iterator
from typing import Any

import yaml
from attrs import frozen

from tools.generation.document import Document, Pointer
from tools.generation.spec import Spec
from tools.mutating.mutant import ROOT, SPEC, Kind, Mutant

Edit = Callable[[Any], None]


@frozen
class Change:
    """A change of the spec.

    Attributes:
        place: Where, in words.
        what: What is changed there, in words.
        pointer: The node that the edit is given.
        edit: Changes the node.
    """

    place: str
    what: str
    pointer: Pointer
    edit: Edit

    def applied(self, document: dict[str, Any]) -> dict[str, Any]:
        """Return a changed copy of a document."""
        changed = copy.deepcopy(document)
        self.edit(at(changed, self.pointer))
        return changed

    def mutant(self, document: dict[str, Any]) -> Mutant:
        """Return the mutant that this change makes of a document."""

        def changed() -> dict[str, Any]:
            return self.applied(document)

        return Mutant(Kind.SPEC, self.place, self.what, SPEC, lambda: written(changed()), document=changed)


def at(document: Any, pointer: Pointer) -> Any:
    """Return the node at a place."""
    for part in pointer:
        document = document[part]
    return document


def read() -> Spec:
    """Return the spec of the project."""
    return Spec.read(ROOT / SPEC)


def written(document: dict[str, Any]) -> str:
    """Return a document as YAML; what is not JSON, such as comments, is lost."""
    return yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=120)


class Edited(Document):
    """A document that no file holds."""

    def __init__(self, original: Document, content: Any) -> None:
        """Take the content; the lines of mistakes are not known."""
        self.file, self.content, self._root = original.file, content, None


class Unchecked(Spec):
    """A spec that nobody has validated."""

    def _validate(self) -> None:
        """Take it as it is."""


def without(key: str | int) -> Edit:
    """Return an edit that drops a key."""

    def edit(node: Any) -> None:
        del node[key]

    return edit


def with_value(key: str | int, value: Any) -> Edit:
    """Return an edit that sets a key."""

    def edit(node: Any) -> None:
        node[key] = value

    return edit


def renamed(key: str, new: str) -> Edit:
    """Return an edit that renames a key and keeps its place."""

    def edit(node: Any) -> None:
        items = [(new if name == key else name, value) for name, value in node.items()]
        node.clear()
        node.update(items)

    return edit


def swapped(one: str | int, other: str | int) -> Edit:
    """Return an edit by which two values change places."""

    def edit(node: Any) -> None:
        node[one], node[other] = node[other], node[one]

    return edit


def references(node: Any, pointer: Pointer = ()) -> Iterator[tuple[Pointer, str]]:
    """Yield every reference of a document, with the place of the node that holds it."""
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in items:
        if key == "$ref" and isinstance(value, str):
            yield pointer, value
        else:
            yield from references(value, (*pointer, key))
