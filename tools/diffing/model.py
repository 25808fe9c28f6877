"""What a comparison finds, as data."""

from enum import IntEnum, StrEnum

from attrs import define, frozen

from tools.generation.document import Pointer


class Bump(IntEnum):
    """The part of a semantic version that a difference asks to raise."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3


class Group(StrEnum):
    """What a difference means for somebody who uses the client, the gravest first."""

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
    """A kind of difference: its name (which stays), its opposite, what changed, and what it means by direction."""

    name: str
    opposite: str
    text: str
    verdicts: dict[Direction, Verdict]


@define
class Difference:
    """Something that is not the same in two specs.

    The subject is an operation or a model, the path an argument or a field in it, the place both in words. `was` and
    `now` are words as well, empty where there is nothing to say.
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
        key = (self.at_new or self.at_old or ("",))[-1]
        return self.rule.text.format(old=self.was or "nothing", new=self.now or "nothing", key=f"`{key}`")
