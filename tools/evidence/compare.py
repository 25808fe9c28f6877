"""Compares what sources say with an operation of the spec, both ways, statement by statement."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import field, frozen

from tools.evidence.facts import Field, differences, parent_of
from tools.evidence.merge import Merged
from tools.evidence.spec_facts import SpecField, assumed, spec_fields
from tools.generation.document import Pointer
from tools.generation.spec import Spec, SpecOperation

# How a fact fares: of the documented spec `backed`, `conflicting`, `unbacked` (the sources say nothing of the kind) or
# `not told` (they cannot say); of x-assumed `assumed`; of the sources `missing` in the spec.
VERDICTS = ("backed", "assumed", "conflicting", "unbacked", "not told", "missing")


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
    """The result of a comparison: what to do in the spec, and how many facts have each verdict."""

    changes: tuple[Change, ...]
    counts: Mapping[str, int]

    @property
    def agrees(self) -> bool:
        """Whether there is nothing to do: each side has all that the other says, or marks it as assumed."""
        return not self.changes and {each for each, count in self.counts.items() if count} <= {"backed", "assumed"}


def against(spec: Spec, merged: Merged) -> Comparison:
    """Compare what sources say of one operation with the spec."""
    operation = find_operation(spec, merged.operation)
    sources = tuple(dict.fromkeys(source for each in merged.sources.values() for source in each))
    if operation is None:
        missing = sum(len(list(each.statements())) for each in merged.fields.values())
        change = Change("add", merged.operation, ("paths",), "operation", None, merged.operation, sources)
        return Comparison((change,), {"missing": missing})
    live = assumed(spec)
    with_assumed = next(each for each in live.operations() if each.pointer == operation.pointer)
    comparer = _Comparer(
        merged, spec_fields(spec, operation), spec_fields(live, with_assumed), operation.pointer, sources
    )
    changes = [*comparer.of_spec(), *comparer.of_assumptions(), *comparer.of_new_fields(), *comparer.of_doubts()]
    ours = f"{operation.method} {operation.path}"
    if ours != merged.operation:
        changes.append(Change("change", ours, operation.pointer, "operation", ours, merged.operation, sources))
    return Comparison(tuple(changes), comparer.counts)


def find_operation(spec: Spec, name: str) -> SpecOperation | None:
    """Return the operation with a method and a path, if need be with other names for its path parameters."""
    path = name.partition(" ")[2]
    alike = [each for each in spec.operations() if _template(each.path) == _template(path)]
    alike.sort(key=lambda each: (f"{each.method} {each.path}" != name, each.method != name.split()[0]))
    return alike[0] if alike else None


def _template(path: str) -> str:
    return re.sub(r"{[^{}]*}", "{}", path)


@frozen
class _Comparer:
    merged: Merged
    spec: Mapping[str, SpecField]
    assumed: Mapping[str, SpecField]
    pointer: Pointer
    sources: tuple[str, ...]
    counts: Counter[str] = field(factory=Counter)

    def of_spec(self) -> Iterator[Change]:
        """Go through the fields that the spec documents."""
        for path, ours in self.spec.items():
            theirs, statements = self.merged.fields.get(path), list(ours.said.statements())
            if theirs is not None:
                yield from self._differ(path, ours, theirs)
                continue
            verdict = "not told" if self.merged.is_open(path) else "unbacked"
            self.counts[verdict] += len(statements)
            outer = parent_of(path)
            if verdict == "unbacked" and (outer not in self.spec or outer in self.merged.fields):
                yield Change("remove", path, ours.pointer, "field", ours.said.type, None, self.sources)

    def _differ(self, path: str, ours: SpecField, theirs: Field) -> Iterator[Change]:
        found = list(differences(ours.said, theirs.filled(ours.said, self.merged.is_open(path))))
        live, sources = self.assumed[path].said, self.merged.sources[path]
        told, assumed = list(theirs.statements()), list(live.statements())
        aspects = {aspect for aspect, _ in told}
        for aspect, value in ours.said.statements():
            other = [docs for name, spec, docs in found if (name, spec) == (aspect, value)]
            if other:
                self.counts["unbacked" if other[0] is None and aspect not in aspects else "conflicting"] += 1
            else:
                is_told = (aspect, value) in told if aspect == "value" else aspect in aspects
                self.counts["backed" if is_told else "not told"] += 1
        for aspect, spec, docs in found:
            action = "add" if spec is None else "remove" if docs is None else "change"
            self.counts["missing"] += action == "add" or (aspect, docs) == ("deprecated", True)
            if action != "add" or (aspect, docs) not in assumed:
                yield Change(action, path, ours.place(aspect), aspect, spec, docs, sources)

    def of_assumptions(self) -> Iterator[Change]:
        """Go through what only the spec with its assumptions says."""
        for path, live in self.assumed.items():
            documented = list(self.spec[path].said.statements()) if path in self.spec else []
            told = list(self.merged.fields[path].statements()) if path in self.merged.fields else []
            for aspect, value in live.said.statements():
                if (aspect, value) in documented:
                    continue
                self.counts["assumed"] += 1
                if (aspect, value) in told:
                    sources = self.merged.sources[path]
                    yield Change("document", path, live.place(aspect), aspect, value, value, sources)

    def of_new_fields(self) -> Iterator[Change]:
        """Go through the fields that the spec does not have; those within a new object are in its schema."""
        for path, theirs in self.merged.fields.items():
            if path in self.spec:
                continue
            self.counts["missing"] += len(list(theirs.statements()))
            outer = parent_of(path)
            if path not in self.assumed and (outer in self.spec or outer not in self.merged.fields):
                pointer = self.spec[outer].place("properties") if outer in self.spec else self.pointer
                docs, sources = schema_of(self.merged.fields, path), self.merged.sources[path]
                presence = {True: "required ", False: "optional ", None: "optional or nullable " * theirs.maybe}
                aspect = f"{presence[theirs.required]}field"
                yield Change("add", path, pointer, aspect, None, docs, sources)

    def of_doubts(self) -> Iterator[Change]:
        """Go through what the sources themselves do not settle."""
        for each in self.merged.conflicts:
            yield Change("look up", each.path, self._near(each.path), each.aspect, None, each.said, tuple(each.said))
        for question in self.merged.questions:
            path, text = question.paths[0], f"{question.source}:{question.line}: {question.text}"
            yield Change("look up", path, self._near(path), "", None, text, (question.source,))

    def _near(self, path: str) -> Pointer:
        """Return where the spec has a field, or what it would be in."""
        while path not in self.spec and parent_of(path):
            path = parent_of(path)
        return self.spec[path].pointer if path in self.spec else self.pointer


def schema_of(fields: Mapping[str, Field], path: str) -> dict[str, Any]:
    """Return the JSON Schema that the sources give for a path and all below it."""
    each = fields[path]
    types = ["number" if kind == "numeric" else kind for kind in each.type.split(" | ") if kind != "any"]
    types += ["null"] if each.nullable or each.maybe else []
    schema: dict[str, Any] = {"type": types[0] if len(types) == 1 else types} if types else {}
    schema |= {"enum": list(each.values)} if each.values else {}
    schema |= {**(each.bounds or {}), **({"deprecated": True} if each.deprecated else {})}
    inner = [other for other in fields if parent_of(other) == path]
    properties = {other.rpartition(".")[2]: other for other in inner if other[len(path)] == "."}
    if properties:
        schema["required"] = [name for name, other in properties.items() if fields[other].required is not False]
        schema["properties"] = {name: schema_of(fields, other) for name, other in properties.items()}
    for mark, keyword in (("[]", "items"), ("{}", "additionalProperties")):
        if path + mark in fields:
            schema[keyword] = schema_of(fields, path + mark)
    variants = [schema_of(fields, other) for other in inner if other[len(path)] == "<"]
    return {**schema, "oneOf": variants} if variants else schema
