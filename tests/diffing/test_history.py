"""What the API's own later version means for users, change by change."""

from tests.diffing import history
from tests.diffing.documents import Edit, differences
from tools.diffing.compare import asked_bump
from tools.diffing.model import Bump, Difference, Group


def found(edit: Edit) -> dict[str, list[str]]:
    """Return the differences by group, as `rule place`."""
    return {group.value: [named(one) for one in differences(edit) if one.verdict.group is group] for group in Group}


def named(one: Difference) -> str:
    """Return a difference in few words."""
    return f"{one.rule.name} {one.subject} {one.path or one.now}".replace("`", "")


def test_more_statuses_are_an_addition() -> None:
    """Enums are open, so a status more is new for callers who filter by it, and harmless for the others."""
    assert found(history.add_statuses) == {
        "breaking": [],
        "addition": [f"enum-value-added CallStatus {status}" for status in history.LATER_STATUSES],
        "harmless": ["list-pattern-changed campaigns.get_rows statuses"],
    }


def test_more_language_models_are_an_addition() -> None:
    """A variant more is read as an unknown one by who does not know it; so two more break nobody."""
    assert found(history.add_language_models) == {
        "breaking": [],
        "addition": [
            *(f"variant-added LlmModel {name}" for name in history.LATER_MODELS),
            *(f"model-added {name} {name}" for name in history.LATER_MODELS),
        ],
        "harmless": ["variant-names-changed LlmModel "],
    }


def test_more_fields_are_an_addition() -> None:
    """Whoever does not know a field does not see it."""
    assert found(history.add_fields) == {
        "breaking": [],
        "addition": [f"field-added-required Call {name}" for name in history.LATER_FIELDS],
        "harmless": [],
    }


def test_paging_that_is_gone_breaks() -> None:
    """Arguments that are gone raise TypeError, fields that are gone AttributeError."""
    assert found(history.drop_paging) == {
        "breaking": [
            "field-removed-required RowsPage page",
            "field-removed-required RowsPage page_size",
            "field-removed-required RowsPage total",
            "parameter-removed-required campaigns.get_rows page",
            "parameter-removed-required campaigns.get_rows page_size",
            "parameter-removed-optional campaigns.get_rows query",
            "parameter-removed-optional campaigns.get_rows result",
            "parameter-removed-optional campaigns.get_rows statuses",
        ],
        "addition": [],
        "harmless": [],
    }


def test_all_of_it_asks_for_a_major_version() -> None:
    """The version of July 2026 breaks 8 things and adds 13."""
    whole = differences(history.later)
    groups = [one.verdict.group for one in whole]
    assert asked_bump(whole) is Bump.MAJOR
    assert (groups.count(Group.BREAKING), groups.count(Group.ADDITION)) == (8, 13)
