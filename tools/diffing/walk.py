"""What a comparison carries along: the two documents, the place in words, and what was found so far."""

from collections.abc import Iterable
from typing import Literal

from attrs import define, evolve, field, frozen

from tools.diffing.model import NEW, OLD, Claim, Difference, Direction
from tools.diffing.nodes import MISSING, Node
from tools.diffing.rules import RULES

ALL = frozenset(Direction)
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


@frozen
class Context:
    """Where in the contract a comparison is, in the words of its users.

    Attributes:
        kind: What the subject is, or which part of it.
        subject: The operation or the model.
        directions: The ways in which the values go.
        operations: The operations that are concerned.
        path: The argument, or the field within the subject.
    """

    kind: Kind
    subject: str
    directions: frozenset[Direction] = ALL
    operations: tuple[str, ...] = ()
    path: str = ""

    def at(self, path: str) -> "Context":
        """Return a place within this one."""
        return evolve(self, path=self.path + path)

    @property
    def place(self) -> str:
        """The place in words."""
        dotted = f", in `{self.path.lstrip('.')}`" if self.path else ""
        return FORMS[self.kind].format(subject=self.subject, path=self.path, dotted=dotted)


@define
class Walk:
    """Collects differences.

    Attributes:
        old: The old document.
        new: The new document.
        differences: What was found.
        pairs: The places that were compared with each other although they are not at the same place.
        renamed: The models that have another name, by the old one.
        visited: The shared parts that an operation uses.
    """

    old: Node
    new: Node
    differences: list[Difference] = field(factory=list)
    pairs: list[tuple[Node, Node]] = field(factory=list)
    renamed: dict[str, Difference] = field(factory=dict)
    visited: set[Claim] = field(factory=set)

    def report(
        self,
        name: str,
        context: Context,
        old: Node,
        new: Node,
        was: str = "",
        now: str = "",
        *,
        claims: Iterable[Node] | None = None,
    ) -> Difference:
        """Record a difference. One that was found on another way already is the same one.

        Args:
            name: The name of its rule.
            context: Where in the contract it is.
            old: Where it is in the old document.
            new: Where it is in the new document.
            was: What it was, in words.
            now: What it is, in words.
            claims: The places that it accounts for; the two where it is by default.
        """
        at_old, at_new = (node.pointer if node else None for node in (old, new))
        subject, path = context.subject, context.path.lstrip(".")
        for known in self.differences:
            same_place = (known.at_old, known.at_new) == (at_old, at_new) and known.path == path
            if same_place and known.rule.name == name and (known.was, known.now) == (was, now):
                known.directions |= context.directions
                known.operations += [one for one in context.operations if one not in known.operations]
                difference = known
                break
        else:
            difference = Difference(
                *(RULES[name], subject, path, context.place, context.directions, was, now, at_old, at_new),
                operations=list(context.operations),
            )
            self.differences.append(difference)
        self.claim(difference, *((old, new) if claims is None else claims))
        return difference

    def claim(self, difference: Difference, *nodes: Node) -> None:
        """Let a difference account for places, where there is anything, and for all that is below them."""
        difference.claims |= {(self._side(node), node.pointer) for node in nodes if node}

    def _side(self, node: Node) -> str:
        return OLD if node.root is self.old.root else NEW

    def pair(self, old: Node, new: Node) -> None:
        """Remember that two places were compared with each other."""
        self.pairs.append((old, new))

    def resolve(self, context: Context, old: Node, new: Node) -> tuple[Node, Node]:
        """Follow the references of two uses of a shared part, and report where only the way there is another."""
        old_target, new_target = old.resolved(), new.resolved()
        for side, target in ((OLD, old_target), (NEW, new_target)):
            self.visited.add((side, target.pointer))
        self.pair(old_target, new_target)
        if _form(old) != _form(new):
            self.report("written-differently", context, old, new, claims=(old["$ref"], new["$ref"]))
        return old_target, new_target


def _form(use: Node) -> tuple[str, int]:
    """Return how a part is written: by which reference, and how deep (a parameter can belong to a whole path)."""
    return use.ref, len(use.pointer)


def shown(node: Node) -> str:
    """Return a value in words."""
    return "nothing" if node.value is MISSING else f"`{node.value}`"
