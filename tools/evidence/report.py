"""Says facts and changes in words for people, and as JSON for programs."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen

from tools.evidence.changes import KINDS, Change, Comparison
from tools.evidence.files import field_data
from tools.evidence.lines import Lines, written
from tools.evidence.merge import Merged

SPEC_COUNTS = ("backed", "assumed", "conflicting", "unbacked", "untold")
DOCS_COUNTS = ("held", "missing", "conflicting")


@frozen
class Task:
    """The changes that are one edit: the same thing at the same place, for all fields that share it."""

    change: Change
    paths: tuple[str, ...]
    line: int


def tasks(changes: Sequence[Change], lines: Lines) -> list[Task]:
    """Unite the changes that are one edit."""
    groups: dict[str, list[Change]] = {}
    for change in changes:
        name = change.path.rpartition(".")[2] if change.kind in ("added", "removed") else ""
        key = json.dumps([change.kind, change.pointer, change.aspect, change.spec, change.docs, name], default=str)
        groups.setdefault(key, []).append(change)
    return [Task(g[0], tuple(each.path for each in g), lines.of(g[0].pointer)) for g in groups.values()]


def task_text(task: Task, file: str) -> str:
    """Say in one line what to edit, where, and which page says so."""
    change = task.change
    fields = ", ".join(task.paths[:2]) + (f" and {len(task.paths) - 2} more" if len(task.paths) > 2 else "")
    doubt = "; its place rests on the order of fields alone" if change.rests_on == "habit" else ""
    pages = f" ({', '.join(change.pages)}{doubt})" if change.pages else ""
    return f"{file}:{task.line}: {written(change.pointer)}: {change.kind}: {_advice(change, fields)}{pages}"


def _advice(change: Change, fields: str) -> str:
    act, docs, spec = KINDS[change.kind], json.dumps(change.docs, ensure_ascii=False), json.dumps(change.spec)
    if change.kind == "open":
        return f"{act} {change.docs}"
    if change.kind == "operation":
        return f"{change.docs} {act}"
    if change.kind in ("value added", "value removed"):
        return f"{act} {fields}: {docs if change.kind == 'value added' else spec}"
    if change.kind.startswith("bound"):
        value = f"to {change.aspect}: {docs}" if change.docs is not None else f"{change.aspect}: {spec}"
        return f"{act} {fields} {value}"
    if change.kind == "added":
        return f"{act} {' '.join(filter(None, [change.aspect, fields]))}: {docs}"
    if change.kind == "retyped":
        return f"{act} {fields} from {change.spec} to {change.docs}"
    return f"{act} {fields}" + (f", {change.aspect}: {docs}" if change.kind == "pages disagree" else "")


def task_data(task: Task, file: str) -> dict[str, Any]:
    """Return a task as JSON."""
    change = task.change
    return {
        "kind": change.kind,
        "paths": list(task.paths),
        "file": file,
        "line": task.line,
        "pointer": written(change.pointer),
        "keyword": change.aspect or None,
        "spec": change.spec,
        "docs": change.docs,
        "pages": list(change.pages),
        "text": task_text(task, file),
    }


def counts_text(comparison: Comparison) -> str:
    """Say how many statements agree, in two lines."""
    return "\n".join(
        f"{name}: {sum(counts.values())} facts: " + ", ".join(f"{counts.get(each, 0)} {each}" for each in kinds)
        for name, counts, kinds in (
            ("spec", comparison.spec, SPEC_COUNTS),
            ("docs", comparison.docs, DOCS_COUNTS),
        )
    )


def counts_data(comparison: Comparison) -> dict[str, Mapping[str, int]]:
    """Return the counts as JSON."""
    kinds = (("spec", comparison.spec, SPEC_COUNTS), ("docs", comparison.docs, DOCS_COUNTS))
    return {name: {each: counts.get(each, 0) for each in names} for name, counts, names in kinds}


def facts_text(merged: Merged) -> Iterator[str]:
    """Yield a line for the operation and for every field, then what is not settled."""
    yield f"{merged.method} {merged.path}"
    for path, each in merged.fields.items():
        words = [each.type]
        words += [] if each.required is None else ["required" if each.required else "optional"]
        words += ["nullable"] if each.nullable else []
        words += ["absent or null"] if each.maybe else []
        words += [f"one of {', '.join(json.dumps(value, ensure_ascii=False) for value in each.values)}"] * bool(
            each.values
        )
        words += [f"{name} {value}" for name, value in sorted(each.bounds.items())]
        words += ["deprecated"] * each.deprecated
        yield f"  {path}: {'; '.join(words)} ({', '.join(merged.pages[path])})"
    for conflict in merged.conflicts:
        said = "; ".join(f"{page} says {value}" for page, value in conflict.said)
        yield f"  pages disagree: {conflict.path}, {conflict.aspect}: {said}"
    for question in merged.questions:
        yield f"  open: {question.page}:{question.line}: {' or '.join(question.paths)}: {question.text}"


def facts_data(merged: Merged) -> dict[str, Any]:
    """Return what pages say as JSON."""
    return {
        "method": merged.method,
        "path": merged.path,
        "fields": [{**field_data(each), "pages": list(merged.pages[path])} for path, each in merged.fields.items()],
        "disagreements": [
            {"path": each.path, "aspect": each.aspect, "said": dict(each.said)} for each in merged.conflicts
        ],
        "open": [{"paths": list(q.paths), "text": q.text, "page": q.page, "line": q.line} for q in merged.questions],
    }
