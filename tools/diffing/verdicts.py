"""The words that the tables of rules are written in."""

from tools.diffing.model import Bump, Direction, Group, Rule, Verdict


def breaks(reason: str) -> Verdict:
    """Say that code which works today will not."""
    return Verdict(Bump.MAJOR, Group.BREAKING, reason)


def adds(reason: str) -> Verdict:
    """Say that there is something new to use."""
    return Verdict(Bump.MINOR, Group.ADDITION, reason)


def eases(reason: str) -> Verdict:
    """Say that something worth a note changed, and nothing stops working."""
    return Verdict(Bump.MINOR, Group.HARMLESS, reason)


def hides(reason: str) -> Verdict:
    """Say that nobody who uses the client sees it."""
    return Verdict(Bump.PATCH, Group.HARMLESS, reason)


def nothing(reason: str) -> Verdict:
    """Say that the client does not change at all."""
    return Verdict(Bump.NONE, Group.HARMLESS, reason)


UNUSED = hides("No method takes or returns it; only its class in `models` changes.")


def rule(
    names: str, text: str, verdict: Verdict, *, received: Verdict | None = None, section: str = "", news: str = ""
) -> Rule:
    """Write a row of a table.

    Args:
        names: The name and, behind a bar, the name of its opposite, if that is another one.
        text: What changed.
        verdict: What it means; where `received` is given, what it means for values that are sent.
        received: What it means for values that are received.
        section: The section of the changelog.
        news: The words of the changelog.
    """
    name, _, opposite = names.partition("|")
    unused = verdict if received is None else UNUSED
    verdicts = {Direction.SENT: verdict, Direction.RECEIVED: received or verdict, Direction.UNUSED: unused}
    return Rule(name, opposite or name, text, verdicts, section, news)
