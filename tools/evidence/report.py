"""Says facts and changes in words for people, and as JSON for programs."""

import json
from collections import Counter
from collections.abc import Sequence

from attrs import frozen

from tools.evidence.compare import Change
from tools.evidence.judging import VERDICTS
from tools.generation.spec import Spec


@frozen
class Task:
    """The changes that are one edit: the same thing at the same place, for all fields that share it."""

    change: Change
    paths: tuple[str, ...]

    def text(self, spec: Spec) -> str:
        """Say in one line what to edit, where, and which source says so."""
        change, more = self.change, len(self.paths) - 2
        fields = ", ".join(self.paths[:2]) + (f" and {more} more" if more > 0 else "")
        return str(spec.error(change.pointer, f"{fields}: {_advice(change)} ({', '.join(change.sources)})"))


def tasks(changes: Sequence[Change]) -> list[Task]:
    """Unite the changes that are one edit."""
    groups: dict[str, list[Change]] = {}
    for each in changes:
        name = each.path.rpartition(".")[2] if each.aspect.endswith("field") else ""
        key = json.dumps([each.action, each.pointer, each.aspect, each.spec, each.docs, name])
        groups.setdefault(key, []).append(each)
    return [Task(group[0], tuple(dict.fromkeys(each.path for each in group))) for group in groups.values()]


def _advice(change: Change) -> str:
    spec, docs = (json.dumps(each, ensure_ascii=False) for each in (change.spec, change.docs))
    return {
        "add": f"add {change.aspect} {docs}",
        "remove": f"remove {change.aspect} {spec}, or mark it as x-assumed",
        "change": f"change {change.aspect} from {spec} to {docs}",
        "document": f"no longer only assume {change.aspect} {docs}: a source says it",
        "look up": f"look up {change.aspect}, the sources disagree: {docs}" if change.aspect else f"look up {docs}",
    }[change.action]


def counts_text(counts: Counter[str]) -> str:
    """Say how many facts have each verdict."""
    return "facts: " + ", ".join(f"{counts[each]:,} {each}" for each in VERDICTS)
