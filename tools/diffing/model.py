"""What a comparison finds, as data."""

from collections.abc import Mapping
from enum import IntEnum, StrEnum

from attrs import define, field, frozen

from tools.generation.document import Pointer

OLD, NEW = "old", "new"
Claim = tuple[str, Pointer]


class Bump(IntEnum):
    """The part of a semantic version that a difference asks to raise."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3


class Group(StrEnum):
    """What a difference means for somebody who uses the client."""

    BREAKING = "breaking"
    ADDITION = "addition"
    HARMLESS = "harmless"


class Direction(StrEnum):
    """Which way the values of a schema go."""

    SENT = "sent"
    RECEIVED = "received"
    UNUSED = "unused"


@frozen
class Verdict:
    """What a difference means, and why."""

    bump: Bump
    group: Group
    reason: str


@frozen
class Rule:
    """A kind of difference.

    Attributes:
        name: Its name, which does not change between releases.
        opposite: The name of the kind that it is when old and new change places.
        text: What changed; `{old}` and `{new}` stand for what it was and is.
        verdicts: What it means, by the direction in which the values go.
        section: The section of the changelog that it belongs to.
        news: What it means in the words of a changelog, with `{place}` beside the two; nothing where it is no news.
    """

    name: str
    opposite: str
    text: str
    verdicts: Mapping[Direction, Verdict]
    section: str = ""
    news: str = ""


@define
class Difference:
    """Something that is not the same in two specs.

    Attributes:
        rule: Its kind.
        subject: The operation or the model that it belongs to.
        path: The field or the argument in it.
        place: Both in words.
        directions: The ways in which it is seen.
        was: What it was, in words.
        now: What it is, in words.
        at_old: Where it is in the old spec.
        at_new: Where it is in the new spec.
        operations: The operations that it concerns.
        claims: All the places that it accounts for.
    """

    rule: Rule
    subject: str
    path: str
    place: str
    directions: frozenset[Direction]
    was: str
    now: str
    at_old: Pointer | None
    at_new: Pointer | None
    operations: list[str]
    claims: set[Claim] = field(factory=set)

    @property
    def verdicts(self) -> dict[Direction, Verdict]:
        """What it means, by direction, the gravest first."""
        found = {direction: self.rule.verdicts[direction] for direction in self.directions}
        return dict(sorted(found.items(), key=lambda item: (-item[1].bump, item[0])))

    @property
    def verdict(self) -> Verdict:
        """What it means in the direction where it means most."""
        return next(iter(self.verdicts.values()))

    @property
    def text(self) -> str:
        """What changed."""
        return self.rule.text.format(old=self.was, new=self.now)

    @property
    def news(self) -> str:
        """What changed, in the words of a changelog; nothing where it is no news."""
        return self.rule.news.format(place=self.place, old=self.was, new=self.now)
