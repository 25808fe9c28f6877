"""Compares what sources say with the spec, both ways, statement by statement.

Many operations refer to the same schema, and each source speaks of it in many places, so that all that is said of a
place of the spec is collected before it is judged.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from attrs import frozen

from tools.evidence.facts import ROOTS, Facts, Field, data, parent_of
from tools.evidence.judging import Claim, Judgement, judge
from tools.evidence.spec_facts import SpecField, assumed, spec_fields
from tools.generation.document import Document, Pointer, SpecError
from tools.generation.spec import Spec

Key = tuple[str, Pointer]


@frozen
class Change:
    """Something to do in the spec.

    Attributes:
        action: `add`, `remove`, `change`, `document` (what is only assumed), or `look up`.
        path: The field.
        pointer: Where in the spec to do it.
        aspect: A keyword, or `field`, `operation`, `value` (of an enum).
        spec: What the spec says.
        docs: What the sources say.
        sources: Which sources say so.
    """

    action: str
    path: str
    pointer: Pointer
    aspect: str
    spec: Any = None
    docs: Any = None
    sources: tuple[str, ...] = ()


@frozen
class Comparison:
    """What to do in the spec, and for each operation how many facts have each verdict.

    Where operations share a place of the spec, each of them counts what is said there, and `total` counts it once.
    """

    changes: tuple[Change, ...]
    counts: Mapping[str, Counter[str]]
    total: Counter[str]


class Decisions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What was decided against a source, with the reasons.

    Attributes:
        operations: Operations that are not in the spec.
        fields: Fields of operations that are not in the spec.
        required: Fields of operations that are required in the spec, though a source does not have them.
    """

    operations: dict[str, str] = {}
    fields: dict[str, dict[str, str]] = {}
    required: dict[str, dict[str, str]] = {}


def read_decisions(file: Path) -> Decisions:
    """Read decisions; without the file there are none.

    Raises:
        SpecError: The file cannot be read, or holds something else.
    """
    content = Document(file).content if file.exists() else {}
    try:
        return msgspec.convert(content, Decisions)
    except msgspec.ValidationError as error:
        raise SpecError(file, f"does not hold decisions: {error}") from None


def compare(spec: Spec, sources: Sequence[Facts], decisions: Decisions) -> Comparison:
    """Compare what sources say with the spec."""
    comparer = _Comparer(sources, decisions)
    operations = [
        _Operation(fields, live, operation.pointer, f"{operation.method} {operation.path}")
        for (operation, fields), (_, live) in zip(spec_fields(spec), spec_fields(assumed(spec)), strict=True)
    ]
    for operation in operations:
        comparer.read(operation)
    named = {operation.name for operation in operations}
    missing = [facts for facts in sources if facts.operation not in named | decisions.operations.keys()]
    changes = [
        Change("add", each.operation, ("paths",), "operation", None, each.operation, (each.source,)) for each in missing
    ]
    for operation in operations:
        changes += [*comparer.of_spec(operation), *comparer.of_assumptions(operation)]
        changes += [*comparer.of_new_fields(operation), *comparer.of_doubts(operation)]
    total = Counter(verdict for verdict, _ in {statement for each in comparer.found.values() for statement in each})
    counts = {name: Counter(verdict for verdict, _ in found) for name, found in comparer.found.items()}
    counts |= {facts.operation: Counter(conflicting=len(facts.fields)) for facts in missing}
    return Comparison(tuple(changes), counts, total)


@frozen
class _Operation:
    """An operation of the spec: its fields as documented, with what is assumed, where it is, and how it is called."""

    fields: Mapping[str, SpecField]
    live: Mapping[str, SpecField]
    pointer: Pointer
    name: str

    def near(self, path: str) -> str:
        """Return a field of the spec: this one, or the innermost that it would be in."""
        while path not in self.fields and parent_of(path):
            path = parent_of(path)
        return path

    def place(self, path: str) -> Pointer:
        """Return where the spec has a field, or what it would be in."""
        near = self.fields.get(self.near(path))
        return self.pointer if near is None else near.pointer if path in self.fields else near.place("properties")

    def allows(self, path: str) -> bool:
        """Whether the spec allows a field that it does not name: in a map, or where any value is valid."""
        near = self.near(path)
        return near in self.fields and (f"{near}{{}}" in self.fields or self.fields[near].said.type == "any")


class _Comparer:
    """Collects claims about places, then judges them. `found` are the statements of each operation, with verdicts."""

    def __init__(self, sources: Sequence[Facts], decisions: Decisions) -> None:
        self.decisions = decisions
        self.sources: dict[str, list[Facts]] = {}
        for facts in sources:
            self.sources.setdefault(facts.operation, []).append(facts)
        self.claims: dict[Key, dict[Claim, None]] = {}
        self.judged: dict[tuple[Key, int], list[Judgement]] = {}
        self.found: dict[str, set[tuple[str, Any]]] = {}

    def read(self, operation: _Operation) -> None:
        """Collect what the sources say of the places of an operation."""
        for path, ours in operation.fields.items():
            claims = dict.fromkeys(self._claims(operation, path, ours.said))
            for key in ours.parts(path):
                self.claims.setdefault(key, {}).update(claims)

    def _claims(self, operation: _Operation, path: str, ours: Field) -> Iterator[Claim]:
        outer, is_sent = parent_of(path), not path.startswith("response")
        lacks = path[len(outer)] == "." and path not in self.decisions.required.get(operation.name, ())
        for facts in self.sources.get(operation.name, ()):
            if path in facts.fields:
                yield Claim(facts.source, facts.fields[path], is_sent)
            elif path.endswith("{}") and outer in facts.fields:
                # The source names fields where the spec has a map, which has to allow them.
                types = {each.type for name, each in facts.fields.items() if parent_of(name) == outer}
                types |= {"any"} if facts.fields[outer].type == "any" else set()
                types = {"any"} if ours.type == "any" else types
                yield from (Claim(facts.source, Field(each), is_sent) for each in types)
            elif lacks and outer in {*facts.fields, *ROOTS} and not facts.is_open(path):
                yield Claim(facts.source, None, is_sent)

    def of_spec(self, operation: _Operation) -> Iterator[Change]:
        """Judge the places of an operation."""
        having = self.sources.get(operation.name, ())
        if not having:
            yield Change("remove", operation.name, operation.pointer, "operation", operation.name)
        for path, ours in operation.fields.items():
            outer, is_open = parent_of(path), any(facts.is_open(path) for facts in having)
            live = set(operation.live[path].said.statements()) if path in operation.live else set()
            for key in ours.parts(path):
                for each in self._judged(key, ours.said):
                    if each.spec is None and (each.aspect, each.docs) in live:
                        continue  # it is assumed
                    verdict = "not told" if each.verdict == "unread" and is_open else each.verdict
                    self._count(operation, verdict, key, each.aspect, each.docs if each.spec is None else each.spec)
                    if verdict in ("conflicting", "unread") and self._is_told(key):
                        action = "add" if each.spec is None else "remove" if each.docs is None else "change"
                        place, sources = ours.place(each.aspect), _saying(self.claims[key], each)
                        yield Change(action, path, place, each.aspect, each.spec, each.docs, sources)
            is_outermost = outer not in operation.fields or self._is_told(("field", operation.fields[outer].pointer))
            if having and not is_open and is_outermost and not self._is_told(("field", ours.pointer)):
                sources = tuple(facts.source for facts in having)
                yield Change("remove", path, ours.pointer, "field", ours.said.type, None, sources)

    def _judged(self, key: Key, said: Field) -> list[Judgement]:
        """Return the verdicts on a place, which are the same for all that share it."""
        if (key, id(said)) not in self.judged:
            self.judged[key, id(said)] = list(judge(key[0], said, list(self.claims[key])))
        return self.judged[key, id(said)]

    def _is_told(self, key: Key) -> bool:
        """Whether any source has what is at a place."""
        return any(claim.said for claim in self.claims[key])

    def _count(self, operation: _Operation, verdict: str, *statement: Any) -> None:
        self.found.setdefault(operation.name, set()).add((verdict, statement))

    def of_assumptions(self, operation: _Operation) -> Iterator[Change]:
        """Go through what only the spec with its assumptions says."""
        for path, live in operation.live.items():
            documented = set(operation.fields[path].said.statements()) if path in operation.fields else set()
            told = [facts for facts in self.sources.get(operation.name, ()) if path in facts.fields]
            for aspect, value in live.said.statements():
                if (aspect, value) not in documented:
                    self._count(operation, "assumed", live.place(aspect), path.rpartition(".")[2], aspect, value)
                    saying = (facts for facts in told if (aspect, value) in facts.fields[path].statements())
                    if sources := tuple(facts.source for facts in saying):
                        yield Change("document", path, live.place(aspect), aspect, value, value, sources)

    def of_new_fields(self, operation: _Operation) -> Iterator[Change]:
        """Go through the fields that the spec does not have."""
        for facts in self.sources.get(operation.name, ()):
            for path, theirs in facts.fields.items():
                if path in operation.fields or path in self.decisions.fields.get(operation.name, ()):
                    continue
                pointer, is_fine = operation.place(path), operation.allows(path)
                for statement in theirs.statements():
                    verdict = "backed" if is_fine else "conflicting"
                    self._count(operation, verdict, pointer, path[len(operation.near(path)) :], *statement)
                if not is_fine and path not in operation.live:
                    yield Change("add", path, pointer, "field", None, data(theirs), (facts.source,))

    def of_doubts(self, operation: _Operation) -> Iterator[Change]:
        """Go through what a source leaves open and no other one settles; what contradicts itself, none can."""
        having = self.sources.get(operation.name, ())
        for facts in having:
            others = [each for each in having if each is not facts]
            for question in facts.questions:
                told = any(path in each.fields and not each.is_open(path) for each in others for path in question.paths)
                if not told or any(path in facts.fields for path in question.paths):
                    path, text = question.paths[0], f"{question.source}:{question.line}: {question.text}"
                    yield Change("look up", path, operation.place(path), "", None, text, (question.source,))


def _saying(claims: Iterable[Claim], judgement: Judgement) -> tuple[str, ...]:
    """Return the sources that say what the spec does not; all of them if it is not one of them that says so."""
    statement, presence = (judgement.aspect, judgement.docs), judgement.aspect in ("required", "nullable")
    saying = [each.source for each in claims if each.said and statement in each.said.statements()]
    silent = [each.source for each in claims if (each.said.maybe if each.said else judgement.aspect == "required")]
    return tuple(dict.fromkeys(saying + silent * presence or [each.source for each in claims]))
