"""Says in words what there is to do in the spec, and how facts fare."""

import json
from collections import Counter
from collections.abc import Sequence

from tools.evidence.compare import Change
from tools.evidence.judging import VERDICTS
from tools.generation.spec import Spec


def tasks_text(changes: Sequence[Change], spec: Spec) -> list[str]:
    """Say in a line each what to edit, where, and which source says so; one edit once, for all fields that share it."""
    groups: dict[str, dict[str, Change]] = {}
    for each in changes:
        name = each.path.rpartition(".")[2] if each.aspect == "field" else ""
        key = json.dumps([each.action, each.pointer, each.aspect, each.spec, each.docs, name])
        groups.setdefault(key, {}).setdefault(each.path, each)
    lines = []
    for group in groups.values():
        change, more = next(iter(group.values())), len(group) - 2
        fields = ", ".join(list(group)[:2]) + (f" and {more} more" if more > 0 else "")
        lines.append(str(spec.error(change.pointer, f"{fields}: {_advice(change)} ({', '.join(change.sources)})")))
    return lines


def _advice(change: Change) -> str:
    spec, docs = (json.dumps(each, ensure_ascii=False) for each in (change.spec, change.docs))
    return {
        "add": f"add {change.aspect} {docs}",
        "remove": f"remove {change.aspect} {spec}, or mark it as x-assumed",
        "change": f"change {change.aspect} from {spec} to {docs}",
        "document": f"no longer only assume {change.aspect} {docs}: a source says it",
        "look up": f"look up {docs}",
    }[change.action]


def counts_text(counts: Counter[str]) -> str:
    """Say how many facts have each verdict."""
    return "facts: " + ", ".join(f"{counts[each]:,} {each}" for each in VERDICTS)
