"""Every kind of change is found, judged by the table of rules, and judged the other way round in reverse."""

from collections.abc import Iterable

import pytest

from tests.diffing.cases import CASES, Case
from tests.diffing.documents import document, edited
from tools.diffing.compare import compare
from tools.diffing.model import Bump, Difference, Group
from tools.diffing.rules import RULES

EVERY_CASE = pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))


def summary(differences: Iterable[Difference]) -> list[tuple[object, ...]]:
    """Return what can be compared with the differences of the other direction."""
    return sorted(
        ((one.rule.name, one.at_old, one.at_new, one.was, one.now, sorted(one.directions)) for one in differences),
        key=repr,
    )


def reversed_summary(differences: Iterable[Difference]) -> list[tuple[object, ...]]:
    """Return the summary that the differences should have when old and new change places."""
    return sorted(
        ((one.rule.opposite, one.at_new, one.at_old, one.now, one.was, sorted(one.directions)) for one in differences),
        key=repr,
    )


@EVERY_CASE
def test_an_edit_has_its_verdict(case: Case) -> None:
    """An edit makes the differences that it should, no others, and each is in the group where it belongs."""
    found = compare(document(case.file), edited(case.edit, case.file))
    rules = {group: sorted(one.rule.name for one in found if one.verdict.group is group) for group in Group}
    assert rules == {
        Group.BREAKING: sorted(case.breaking),
        Group.ADDITION: sorted(case.addition),
        Group.HARMLESS: sorted(case.harmless),
    }


@EVERY_CASE
def test_the_reverse_of_an_edit_is_the_reverse(case: Case) -> None:
    """When old and new change places, each difference becomes its opposite at the same places."""
    old, new = document(case.file), edited(case.edit, case.file)
    assert summary(compare(new, old)) == reversed_summary(compare(old, new))


def test_every_rule_has_a_case() -> None:
    """There is an edit for every rule, forwards or in reverse."""
    named = {name for case in CASES.values() for name in (*case.breaking, *case.addition, *case.harmless)}
    assert named | {RULES[name].opposite for name in named} == set(RULES)


def test_opposites_agree() -> None:
    """The opposite of the opposite of a rule is that rule."""
    assert [name for name, rule in RULES.items() if RULES[rule.opposite].opposite != name] == []


def test_every_rule_has_a_reason() -> None:
    """Every verdict is a sentence, breaking is major and nothing else is, and news belong to a section."""
    for rule in RULES.values():
        for verdict in rule.verdicts.values():
            assert verdict.reason.endswith(".")
            assert (verdict.bump is Bump.MAJOR) == (verdict.group is Group.BREAKING)
        assert bool(rule.section) == bool(rule.news)


def test_a_field_that_goes_both_ways_is_judged_for_both() -> None:
    """A tighter limit breaks what is sent and not what is received; the gravest verdict counts."""
    case = CASES["body: field tighter"]
    (found,) = compare(document(case.file), edited(case.edit, case.file))
    assert [(way.value, verdict.bump) for way, verdict in found.verdicts.items()] == [
        ("sent", Bump.MAJOR),
        ("received", Bump.PATCH),
    ]
    assert found.operations == ["orders.list", "orders.create", "orders.change"]
