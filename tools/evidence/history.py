"""What changed in a source since its facts were kept."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from attrs import evolve, frozen

from tools.evidence.facts import ROOTS, Facts, data, differences, parent_of
from tools.evidence.sources import replaces
from tools.evidence.types import SDK


@frozen
class Changed:
    """A fact that is not what it was.

    Attributes:
        place: The source, and the line if it was read.
        path: The field, as it is called now.
        aspect: What changed: `field`, `value`, ...
        before: What was kept; None where there was nothing.
        now: What the source says now; None where there is nothing.
        more: At how many more paths the same changed.
    """

    place: str
    path: str
    aspect: str
    before: Any
    now: Any
    more: int = 0

    def text(self) -> str:
        """Say in one line what changed."""
        before, now = (json.dumps(each, ensure_ascii=False) for each in (self.before, self.now))
        path = f"{self.place}: {self.path}" + f" and {self.more} more" * bool(self.more)
        if self.before is None:
            return f"{path}: new {self.aspect} {now}"
        return f"{path}: {self.aspect} " + (
            f"was {before}, is {now}" if self.now is not None else f"gone, was {before}"
        )


def since(kept: Sequence[Facts], now: Sequence[Facts]) -> list[Changed]:
    """Return what changed in a source; the same change of the same field of many objects once.

    Args:
        kept: All that was kept, the oldest release of the SDK first; a new one is compared with the newest of them.
        now: What the source says now.
    """
    groups: dict[str, list[Changed]] = {}
    for each in _since(kept, now):
        name = each.path if each.aspect in ("question", "operation") else each.path.rpartition(".")[2]
        groups.setdefault(repr((name, each.aspect, each.before, each.now)), []).append(each)
    return [evolve(group[0], more=len(group) - 1) for group in groups.values()]


def _since(kept: Sequence[Facts], now: Sequence[Facts]) -> Iterator[Changed]:
    first = now[0]
    same = [each for each in kept if any(replaces(facts, each) for facts in now)]
    same = same or [each for each in kept if each.kind == first.kind == SDK.name]
    if not same:
        yield Changed(first.source, first.operation, "source", None, first.kind)
        return
    before = {each.operation: each for each in same if each.source == same[-1].source}
    if len(now) == len(before) == 1:
        (only,) = before.values()
        if only.operation != first.operation:
            yield Changed(first.source, first.operation, "operation", only.operation, first.operation)
        before = {first.operation: only}
    for facts in now:
        if facts.operation in before:
            for each in _changed(before.pop(facts.operation), facts):
                yield evolve(each, path=f"{facts.operation} {each.path}") if len(now) > 1 else each
        else:
            yield Changed(facts.source, facts.operation, "operation", None, facts.operation)
    yield from (Changed(first.source, gone, "operation", gone, None) for gone in before)


def _changed(before: Facts, now: Facts) -> Iterator[Changed]:
    """Yield what changed in an operation; of an object that is new or gone, not its fields."""
    gone = [path for path in before.fields if path not in now.fields and parent_of(path) in {*now.fields, *ROOTS, ""}]
    for path, each in now.fields.items():
        place, old = f"{now.source}:{now.lines[path]}" if path in now.lines else now.source, before.fields.get(path)
        if old is not None:
            yield from (Changed(place, path, *difference) for difference in differences(old, each))
        elif parent_of(path) in {*before.fields, *ROOTS, ""}:
            yield Changed(place, path, "field", None, data(each))
    yield from (Changed(now.source, path, "field", data(before.fields[path]), None) for path in gone)
    known = {question.text for question in before.questions}
    for question in now.questions:
        if question.text not in known:
            yield Changed(f"{now.source}:{question.line}", " or ".join(question.paths), "question", None, question.text)
