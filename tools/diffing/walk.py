"""What a comparison carries along: the two documents, the place in words, and what was found so far."""

from collections.abc import Callable, Mapping
from typing import Literal

from attrs import define, evolve, field, frozen

from tools.diffing.model import Difference, Direction
from tools.diffing.nodes import Node, pairs
from tools.diffing.rules import RULES
from tools.generation.document import Pointer

Kind = Literal["operation", "argument", "body", "result", "error", "model", "document", "place"]
FORMS: dict[Kind, str] = {
    "operation": "`{subject}{path}`",
    "argument": "the argument `{path}` of `{subject}`",
    "body": "the body of `{subject}`{dotted}",
    "result": "what `{subject}` returns{dotted}",
    "error": "the documented error {path} of `{subject}`",
    "model": "`{subject}{path}`",
    "document": "the API",
    "place": "`{subject}{path}`",
}
# What is said about a thing, and not what it is, with the rule for a change of it. Extensions are notes as well, but
# for those that a table names.
ANNOTATIONS = ("title", "examples", "example", "readOnly", "writeOnly", "$comment", "xml", "uniqueItems")
NOTES: dict[str, str | tuple[str, str]] = dict.fromkeys(
    (*ANNOTATIONS, "externalDocs", "bearerFormat"), "annotation-changed"
)
NOTES |= {"description": "description-changed", "summary": "description-changed", "default": "default-changed"}
NOTES |= {"deprecated": ("deprecated", "undeprecated"), "x-assumed": "assumption-changed"}


def is_note(key: str) -> bool:
    """Whether a keyword says something about a value, and not what it is."""
    return key in NOTES or (key.startswith("x-") and key not in ("x-list-of", "x-list-separator"))


@frozen
class Context:
    """Where in the contract a comparison is, in the words of its users.

    The subject is an operation or a model, the kind says which part of it, the path is an argument or a field in it.
    `reads_none` says that the value may be None on both sides, because it may be absent or null.
    """

    kind: Kind
    subject: str
    directions: frozenset[Direction] = frozenset(Direction)
    operations: tuple[str, ...] = ()
    path: str = ""
    reads_none: bool = False

    def at(self, path: str, *, reads_none: bool = False) -> "Context":
        """Return a place within this one."""
        return evolve(self, path=self.path + path, reads_none=reads_none)

    @property
    def place(self) -> str:
        """The place in words."""
        dotted = f", in `{self.path.lstrip('.')}`" if self.path else ""
        return FORMS[self.kind].format(subject=self.subject, path=self.path, dotted=dotted)


@define
class Walk:
    """The two documents, and the differences that were found so far."""

    old: Node
    new: Node
    differences: list[Difference] = field(factory=list)
    renamed: dict[str, str] = field(factory=dict)  # references to models that have another name
    visited: set[Pointer] = field(factory=set)  # shared parts that an operation uses
    told: int = 0  # how often something was reported

    def report(
        self, name: str, context: Context, old: Node, new: Node, was: str | None = None, now: str | None = None
    ) -> None:
        """Record a difference, with the values in words by default. One that was found on another way is the same."""
        self.told += 1
        at_old, at_new = (node.pointer if node else None for node in (old, new))
        was, now = old.words if was is None else was, new.words if now is None else now
        path = context.path.lstrip(".")
        identity = (name, path, was, now, at_old, at_new)
        for known in self.differences:
            if identity == (known.rule.name, known.path, known.was, known.now, known.at_old, known.at_new):
                known.directions |= context.directions
                known.operations += [one for one in context.operations if one not in known.operations]
                return
        found = (context.subject, path, context.place, context.directions, was, now, at_old, at_new)
        self.differences.append(Difference(RULES[name], *found, list(context.operations)))

    def keywords(self, context: Context, old: Node, new: Node, table: "Table | None" = None) -> None:
        """Report every key of two mappings whose values differ.

        A table has, by key, the name of a rule (`{}` becomes `added`, `removed` or `changed`), those of a flag that
        is set and that is not, what compares the values, or None where they are compared elsewhere.
        Notes have rules of their own. What no rule knows is a breaking difference, so that no change is overlooked.
        """
        for before, after in pairs(old, new):
            key = str((before.pointer or after.pointer)[-1])
            if before.canonical == after.canonical:
                continue
            known = (table or {}).get(key, NOTES.get(key, "extension-changed" if is_note(key) else "unclassified"))
            if isinstance(known, tuple):
                was, now = before.value is True, after.value is True
                self.report("written-differently" if was == now else known[was], context, before, after)
            elif isinstance(known, str):
                change = "changed" if before and after else "added" if after else "removed"
                self.report(known.format(change), context, before, after)
            elif known is not None:
                known(self, context, before, after)
            elif not (before and after) and key != "security" and (before or after).value in ([], {}):
                self.report("written-differently", context, before, after)

    def order(self, context: Context, old: Node, new: Node) -> None:
        """Report that what is in two lists is in another order."""
        before, after = ([child.canonical for child in node.children] for node in (old, new))
        if [one for one in before if one in after] != [one for one in after if one in before]:
            self.report("order-changed", context, old, new)

    def resolve(self, context: Context, old: Node, new: Node) -> tuple[Node, Node]:
        """Follow the references of two uses of a shared part, and report where only the way there is another."""
        targets = old.resolved(), new.resolved()
        self.visited |= {target.pointer for target in targets}
        # A parameter can stand at an operation or at its path.
        if (old.ref, len(old.pointer)) != (new.ref, len(new.pointer)):
            self.report("written-differently", context, old, new)
        return targets


Table = Mapping[str, str | tuple[str, str] | Callable[[Walk, Context, Node, Node], None] | None]
