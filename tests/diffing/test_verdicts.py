"""Every kind of change is found, judged by the table of rules, and judged the other way round in reverse."""

import pytest

from tests.diffing.cases import CASES, NEW, Case
from tests.diffing.documents import edited
from tools.diffing.compare import compare
from tools.diffing.model import Bump, Difference, Group
from tools.diffing.rules import RULES


def summary(differences: list[Difference], *, is_reversed: bool = False) -> list[str]:
    """Return what can be compared with the differences of the other direction, where old and new change places."""
    found = []
    for one in differences:
        old, new = (one.rule.name, one.at_old, one.was), (one.rule.opposite, one.at_new, one.now)
        (name, *before), (_, *after) = (new, old) if is_reversed else (old, new)
        found.append(repr((name, before, after, sorted(one.directions))))
    return sorted(found)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.changes[0][0]} {case.rules}")
def test_an_edit_has_its_verdict_and_its_reverse_the_opposite_one(case: Case) -> None:
    """An edit makes the differences that it should, each in its group; in reverse, each is its opposite."""
    old, new = edited(), edited(*case.changes)
    found = compare(old, new)
    rules = {group: sorted(one.rule.name for one in found if one.verdict.group is group) for group in Group}
    assert rules == {group: case.of(group) for group in Group}
    assert summary(compare(new, old)) == summary(found, is_reversed=True)


def test_every_rule_has_a_case_a_reason_and_an_opposite_that_agrees() -> None:
    """There is an edit for every rule, forwards or in reverse; a verdict is a sentence; only breaking is major."""
    named = {name for case in CASES for group in Group for name in case.of(group)}
    assert named | {RULES[name].opposite for name in named} == set(RULES)
    assert [name for name, rule in RULES.items() if RULES[rule.opposite].opposite != name] == []
    for verdict in (verdict for rule in RULES.values() for verdict in rule.verdicts.values()):
        assert verdict.reason.endswith(".")
        assert (verdict.bump is Bump.MAJOR) == (verdict.group is Group.BREAKING)


def test_a_field_that_goes_both_ways_is_judged_for_both() -> None:
    """A tighter limit breaks what is sent and not what is received; the gravest verdict counts."""
    (found,) = compare(edited(), edited((f"{NEW}/product/minLength", 2)))
    assert [(way.value, verdict.bump) for way, verdict in found.verdicts.items()] == [
        ("sent", Bump.MAJOR),
        ("received", Bump.PATCH),
    ]
    assert found.operations == ["orders.list", "orders.create", "orders.change"]
