"""Compares what pages say with an operation of the spec, both ways, statement by statement."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from attrs import field, frozen

from tools.evidence.changes import KINDS, Change, Comparison, schema_of
from tools.evidence.merge import Merged, relocate
from tools.evidence.normal import Field, parent_of
from tools.evidence.spec_facts import SpecField
from tools.generation.document import Pointer

# A verdict on a statement of the spec, and what to do about it.
Verdict = tuple[str, Change | None]


def compare(merged: Merged, spec: Mapping[str, SpecField], pointer: Pointer) -> Comparison:
    """Compare what pages say with an operation of the spec, which is at the pointer."""
    comparer = _Comparer(_placed(merged.fields, spec), merged, spec, pointer)
    changes = [*comparer.of_spec(), *comparer.of_docs(), *comparer.of_pages()]
    order = list(KINDS)
    changes.sort(key=lambda change: (order.index(change.kind), change.path))
    return Comparison(tuple(changes), comparer.spec_counts, comparer.docs_counts, tuple(comparer.stale))


def _placed(fields: Mapping[str, Field], spec: Iterable[str]) -> dict[str, Field]:
    """Give parameters of which no page says where they are sent the place that the spec says."""
    paths = list(spec)
    return {relocate(path, paths): each for path, each in fields.items()}


@frozen
class _Comparer:
    fields: Mapping[str, Field]
    merged: Merged
    spec: Mapping[str, SpecField]
    pointer: Pointer
    spec_counts: Counter[str] = field(factory=Counter)
    docs_counts: Counter[str] = field(factory=Counter)
    stale: list[tuple[str, str]] = field(factory=list)

    def of_spec(self) -> Iterator[Change]:
        """Go through the statements of the spec."""
        for path, ours in self.spec.items():
            theirs = self.fields.get(path)
            if theirs is None:
                yield from self._without_page(path, ours)
                continue
            for aspect, value in ours.said.statements():
                verdict, change = self._judge(ours, theirs, aspect, value)
                reason = ours.reason(aspect)
                if reason is not None and verdict == "backed":
                    self.stale.append((path, aspect))
                if reason is not None and verdict in ("unbacked", "untold"):
                    verdict, change = "assumed", None
                self.spec_counts[verdict] += 1
                if change is not None:
                    yield change

    def _without_page(self, path: str, ours: SpecField) -> Iterator[Change]:
        verdicts = Counter(self._unseen(path, ours, aspect) for aspect, _ in ours.said.statements())
        self.spec_counts.update(verdicts)
        outer = parent_of(path)
        covered = outer in self.spec and outer not in self.fields and "." in path
        if verdicts["unbacked"] and not covered:
            yield Change("removed", path, ours.pointer, spec=ours.said.type, pages=self._pages())

    def _unseen(self, path: str, ours: SpecField, aspect: str) -> str:
        if ours.reason(aspect) is not None:
            return "assumed"
        return "untold" if self.merged.is_open(path) else "unbacked"

    def _judge(self, ours: SpecField, theirs: Field, aspect: str, value: Any) -> Verdict:
        """Return how a statement of the spec fares, and what to do about it."""
        path, pages = ours.said.path, self._pages(theirs.path)

        def change(kind: str, docs: Any = None) -> Change:
            place = ours.place("value" if aspect == "value" else aspect)
            return Change(kind, path, place, aspect, value, docs, pages)

        if aspect == "type":
            agrees = _same_types(ours.said.types, theirs.types)
            return ("backed", None) if agrees else ("conflicting", change("retyped", theirs.type))
        if aspect in ("required", "nullable"):
            return self._judge_presence(ours, theirs, aspect, value, change)
        if aspect == "value":
            if any(_same(value, each) for each in theirs.values):
                return "backed", None
            if self.merged.is_open(theirs.path):
                return "untold", None
            return ("conflicting" if theirs.values else "unbacked"), change("value removed")
        if aspect == "deprecated":
            return ("backed", None) if theirs.deprecated else ("conflicting", change("no longer deprecated"))
        if aspect in theirs.bounds:
            agrees = bool(theirs.bounds[aspect] == value)
            return ("backed", None) if agrees else ("conflicting", change("bound changed", theirs.bounds[aspect]))
        return ("unbacked", change("bound removed")) if self.merged.tells_bounds else ("untold", None)

    @staticmethod
    def _judge_presence(
        ours: SpecField, theirs: Field, aspect: str, value: bool, change: Callable[..., Change]
    ) -> Verdict:
        told = getattr(theirs, aspect)
        if told is None:
            always = ours.said.required and ours.said.nullable is False
            if theirs.maybe and always:
                return "conflicting", change("newly nullable", "absent or null") if aspect == "nullable" else None
            return "untold", None
        if told == value:
            return "backed", None
        return "conflicting", change(f"newly {aspect}" if told else f"no longer {aspect}", told)

    def of_docs(self) -> Iterator[Change]:
        """Go through the statements of the pages; what conflicts was already found in the spec."""
        for path, theirs in self.fields.items():
            ours = self.spec.get(path)
            if ours is None:
                self.docs_counts["missing"] += len(list(theirs.statements()))
                yield from self._added(path, theirs)
                continue
            for aspect, value in theirs.statements():
                kind = self._lacking(ours.said, aspect, value)
                verdict = "missing" if kind else "held" if _says(ours.said, aspect, value) else "conflicting"
                self.docs_counts[verdict] += 1
                if kind:
                    place = ours.place("value" if aspect == "value" else aspect)
                    yield Change(kind, path, place, aspect, None, value, self._pages(path))

    def _added(self, path: str, theirs: Field) -> Iterator[Change]:
        outer = parent_of(path)
        if outer in self.fields and outer not in self.spec:
            return
        owner = self.spec.get(outer)
        pointer = owner.place("properties") if owner else self.pointer
        docs = schema_of(self.fields, path)
        presence = {True: "required", False: "optional", None: "optional or nullable" if theirs.maybe else ""}
        yield Change("added", path, pointer, presence[theirs.required], None, docs, self._pages(path), theirs.rests_on)

    @staticmethod
    def _lacking(ours: Field, aspect: str, value: Any) -> str:
        """Return the kind of change that a statement asks for which the spec does not make at all, or ""."""
        if aspect == "value" and not any(_same(value, each) for each in ours.values):
            return "value added"
        if aspect == "deprecated" and not ours.deprecated:
            return "deprecated"
        known = ("type", "required", "nullable", "value", "deprecated", *ours.bounds)
        return "" if aspect in known else "bound added"

    def of_pages(self) -> Iterator[Change]:
        """Go through what the pages themselves do not settle."""
        for conflict in self.merged.conflicts:
            pages = tuple(page for page, _ in conflict.said)
            pointer = self._nearest(conflict.path)
            yield Change("pages disagree", conflict.path, pointer, conflict.aspect, None, dict(conflict.said), pages)
        for question in self.merged.questions:
            pointer = self._nearest(question.paths[0])
            text = f"{question.page}:{question.line}: {question.text}"
            yield Change("open", question.paths[0], pointer, docs=text, pages=(question.page,))

    def _nearest(self, path: str) -> Pointer:
        while path not in self.spec and parent_of(path) not in ("", path):
            path = parent_of(path)
        return self.spec[path].pointer if path in self.spec else self.pointer

    def _pages(self, path: str | None = None) -> tuple[str, ...]:
        every = tuple(dict.fromkeys(page for pages in self.merged.pages.values() for page in pages))
        return self.merged.pages.get(path, every) if path else every


def _same(left: Any, right: Any) -> bool:
    return isinstance(left, bool) is isinstance(right, bool) and bool(left == right)


def _same_types(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    numbers = [tuple(sorted({kind if t == "numeric" else t for t in theirs})) for kind in ("number", "integer")]
    return ours in numbers or ours == theirs


def _says(ours: Field, aspect: str, value: Any) -> bool:
    if aspect == "type":
        return _same_types(ours.types, tuple(value.split(" | ")))
    if aspect in ours.bounds:
        return bool(ours.bounds[aspect] == value)
    return any(each == aspect and _same(value, said) for each, said in ours.statements())
