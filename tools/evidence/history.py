"""What changed in a source since its facts were kept."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from attrs import frozen

from tools.evidence.facts import Facts, data, differences, parent_of


@frozen
class Changed:
    """A fact that is not what it was.

    Attributes:
        place: The source, and the line if it was read.
        path: The field, as it is called now.
        aspect: What changed: `field`, `name`, `value`, ...
        before: What was kept; None where there was nothing.
        now: What the source says now; None where there is nothing.
    """

    place: str
    path: str
    aspect: str
    before: Any
    now: Any

    def text(self) -> str:
        """Say in one line what changed."""
        before, now = (json.dumps(each, ensure_ascii=False) for each in (self.before, self.now))
        if self.before is None:
            return f"{self.place}: {self.path}: new {self.aspect} {now}"
        return f"{self.place}: {self.path}: {self.aspect} " + (
            f"was {before}, is {now}" if self.now is not None else f"gone, was {before}"
        )


def since(kept: Sequence[Facts], now: Facts) -> Iterator[Changed]:
    """Yield what changed in a source; of an object that is new or gone, not its fields.

    Args:
        kept: All that was kept; that of the same source is found by kind and operation, or else by name.
        now: What the source says now.
    """
    same = [each for each in kept if (each.kind, each.operation) == (now.kind, now.operation)]
    same = same or [each for each in kept if each.source == now.source]
    if not same:
        yield Changed(now.source, now.operation, "source", None, now.kind)
        return
    before = same[0]
    if before.operation != now.operation:
        yield Changed(now.source, now.operation, "operation", before.operation, now.operation)
    gone = [path for path in before.fields if path not in now.fields and parent_of(path) in {*now.fields, *ROOTS}]
    for path, each in now.fields.items():
        place, old = f"{now.source}:{now.lines[path]}" if path in now.lines else now.source, before.fields.get(path)
        if old is not None:
            yield from (Changed(place, path, *difference) for difference in differences(old, each))
            yield from [Changed(place, path, "maybe", old.maybe, each.maybe)] * (old.maybe != each.maybe)
        elif parent_of(path) in {*before.fields, *ROOTS}:
            alike = (p for p in gone if parent_of(p) == parent_of(path) and before.fields[p] == each)
            if renamed := next(alike, None):
                gone.remove(renamed)
                yield Changed(place, path, "name", renamed.rpartition(".")[2], path.rpartition(".")[2])
            else:
                yield Changed(place, path, "field", None, data(each))
    yield from (Changed(now.source, path, "field", data(before.fields[path]), None) for path in gone)
    known = {question.text for question in before.questions}
    for question in now.questions:
        if question.text not in known:
            yield Changed(f"{now.source}:{question.line}", " or ".join(question.paths), "question", None, question.text)


ROOTS = ("", "path", "query", "body")
