"""Merges what several sources say of one operation.

A source fills in what another one cannot tell (see `Field.filled`): whether a number is an integer, whether Python's
`Optional` is absent or null, null in a union (TypeScript drops it there), bounds. One source that says deprecated is
enough, as not every form of a page shows it. What is left are conflicts; the merged fact is then what the first says.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen
from msgspec.structs import replace

from tools.evidence.facts import Facts, Field, Question, differences, parent_of


@frozen
class Conflict:
    """Something that sources disagree about: the path, the aspect, and what they say, by source."""

    path: str
    aspect: str
    said: Mapping[str, Any]


@frozen
class Merged:
    """What some sources say together.

    Attributes:
        operation: The method and the path.
        fields: The fields, by path, in the order of the first source.
        sources: The sources that have each field.
        conflicts: What they disagree about.
        questions: What all of them leave open.
    """

    operation: str
    fields: Mapping[str, Field]
    sources: Mapping[str, tuple[str, ...]]
    conflicts: tuple[Conflict, ...]
    questions: tuple[Question, ...]

    def is_open(self, path: str) -> bool:
        """Whether the sources leave open what is at a path."""
        return any(question.concerns(path) for question in self.questions)


def merge_all(sources: Iterable[Facts]) -> list[Merged]:
    """Merge the sources of each operation."""
    groups: dict[str, list[Facts]] = {}
    for facts in sources:
        groups.setdefault(facts.operation, []).append(facts)
    return [merge(group) for group in groups.values()]


def merge(sources: Sequence[Facts]) -> Merged:
    """Merge the sources of one operation."""
    fields: dict[str, Field] = {}
    conflicts: list[Conflict] = []
    for path in dict.fromkeys(path for facts in sources for path in facts.fields):
        having = [facts for facts in sources if path in facts.fields]
        fields[path] = having[0].fields[path]
        for facts in having[1:]:
            ours, theirs = fields[path], facts.fields[path]
            left = ours.filled(theirs, any(each.is_open(path) for each in having))
            right = theirs.filled(left, facts.is_open(path))
            names = (having[0].source, facts.source)
            conflicts += [
                Conflict(path, aspect, dict(zip(names, said, strict=True)))
                for aspect, *said in differences(left, right)
                if aspect != "deprecated"
            ]
            maybe = ours.maybe and theirs.maybe
            values = tuple(dict.fromkeys([*ours.values, *theirs.values]))
            fields[path] = replace(left, deprecated=ours.deprecated or theirs.deprecated, values=values, maybe=maybe)
        conflicts += _lacking(path, sources)
    questions = (question for facts in sources for question in facts.questions if _stays_open(question, facts, sources))
    having_path = {path: tuple(facts.source for facts in sources if path in facts.fields) for path in fields}
    return Merged(sources[0].operation, fields, having_path, tuple(conflicts), tuple(questions))


def _lacking(path: str, sources: Sequence[Facts]) -> Iterator[Conflict]:
    """Yield a conflict if a source lacks a field, unless it lacks all that the field is in, or leaves it open."""
    outer = parent_of(path)
    told = [
        path in each.fields or (outer not in each.fields and "." in outer) or each.is_open(path) for each in sources
    ]
    if not all(told):
        yield Conflict(path, "field", {facts.source: path in facts.fields for facts in sources})


def _stays_open(question: Question, facts: Facts, sources: Sequence[Facts]) -> bool:
    """Whether no other source answers a question; that a source contradicts itself, no other one can mend."""
    others = [each for each in sources if each is not facts]
    told = any(path in each.fields and not each.is_open(path) for each in others for path in question.paths)
    return not told or any(path in facts.fields for path in question.paths)
