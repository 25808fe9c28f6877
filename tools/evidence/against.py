"""Finds the operation of the spec that a page is about, and compares the two."""

import re

from attrs import evolve

from tools.evidence.changes import Change, Comparison
from tools.evidence.compare import compare
from tools.evidence.merge import Merged
from tools.evidence.spec_facts import spec_fields
from tools.generation.spec import Spec, SpecOperation


def find_operation(spec: Spec, method: str, path: str) -> SpecOperation | None:
    """Return the operation with a method and a path, if need be with other names for its path parameters."""
    operations = list(spec.operations())
    for same in (str, _template):
        for operation in operations:
            if operation.method == method and same(operation.path) == same(path):
                return operation
    return next((each for each in operations if _template(each.path) == _template(path)), None)


def _template(path: str) -> str:
    return re.sub(r"{[^{}]*}", "{}", path)


def against(spec: Spec, merged: Merged) -> Comparison:
    """Compare what pages say of one operation with the spec."""
    operation = find_operation(spec, merged.method, merged.path)
    pages = tuple(dict.fromkeys(page for each in merged.pages.values() for page in each))
    docs = f"{merged.method} {merged.path}"
    if operation is None:
        facts = sum(len(list(each.statements())) for each in merged.fields.values()) + 2
        change = Change("operation", docs, ("paths",), docs=docs, pages=pages)
        return Comparison((change,), {}, {"missing": facts})
    comparison = compare(merged, spec_fields(spec, operation), operation.pointer)
    ours = {"method": operation.method, "path": operation.path}
    theirs = {"method": merged.method, "path": merged.path}
    agree = sum(ours[each] == theirs[each] for each in ours)
    changes = comparison.changes
    if agree < len(ours):
        said = f"{operation.method} {operation.path}"
        changes = (Change("retyped", docs, operation.pointer, "operation", said, docs, pages), *changes)
    return evolve(
        comparison,
        changes=changes,
        spec=_plus(comparison.spec, backed=agree, conflicting=len(ours) - agree),
        docs=_plus(comparison.docs, held=agree, conflicting=len(ours) - agree),
    )


def _plus(counts: object, **more: int) -> dict[str, int]:
    known = dict(counts) if isinstance(counts, dict) else {}
    return {name: known.get(name, 0) + more.get(name, 0) for name in {*known, *more}}
