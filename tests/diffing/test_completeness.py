"""No change is overlooked, wherever it is and whatever it makes of the document."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.diffing.cases import CASES, Case
from tests.diffing.documents import Document, edited
from tests.diffing.test_verdicts import summary
from tests.support.edits import DELETE, REVERSE, MovedTo, edit, places
from tools.diffing.compare import compare
from tools.diffing.nodes import Node
from tools.generation.document import pointer_of
from tools.generation.schemas import schemas

SCALARS: dict[type, list[Any]] = {str: ["x", "string", "null"], int: [0, 7], float: [1.5], bool: [True, False]}
KEYWORDS: list[tuple[str, Any]] = [
    *[("description", "x"), ("type", "string"), ("enum", ["x"]), ("required", ["x"]), ("minimum", 1), ("x-note", {})],
    *[("oneOf", [{"type": "string"}]), ("const", None), ("security", []), ("servers", []), ("unheard-of", 1)],
]
# What is new as a whole, with all that is in it.
WHOLE = ("model-added", "operation-added", "field-added", "parameter-added", "shared-part-added")


@st.composite
def edits(draw: st.DrawFn) -> Document:
    """Draw the spec after one to three edits at any places; what is replaced keeps its type."""
    new = edited()
    for _ in range(draw(st.integers(1, 3))):
        place, value = draw(st.sampled_from(places(new)))
        kinds: list[object] = [DELETE, *SCALARS.get(type(value), [])]
        kinds += [REVERSE] if isinstance(value, list) else []
        kinds += [] if place.rpartition("/")[2].isdecimal() else [MovedTo(f"{place}2")]
        changes = [(place, kind) for kind in kinds]
        changes += [(f"{place}/{key}", given) for key, given in KEYWORDS if isinstance(value, dict)]
        edit(new, draw(st.sampled_from(changes)))
    return new


@settings(max_examples=settings().max_examples // 4)
@given(edits())
def test_no_edit_is_overlooked_in_either_direction(new: Document) -> None:
    """Documents that differ as JSON have differences; when they change places, they have the opposite ones."""
    old = edited()
    forwards, backwards = compare(old, new), compare(new, old)
    assert bool(forwards) == (Node.whole(old).canonical != Node.whole(new).canonical)
    assert summary(backwards) == summary(forwards, is_reversed=True)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.changes[0][0])
def test_an_unknown_keyword_beside_any_other_change_is_told(case: Case) -> None:
    """Whatever else changes, moves or is renamed, a keyword that no rule knows is not covered up by it."""
    new = edited(*case.changes)
    models = new["components"]["schemas"].values()
    operations = [one for path in new["paths"].values() for one in path.values() if "operationId" in one]
    for node in [*models, *(prop for model in models for prop in model.get("properties", {}).values()), *operations]:
        node["unheard-of"] = 1
    told, whole = set(), set()
    for one in compare(edited(), new):
        if one.at_new and one.rule.name == "unclassified":
            told.add(pointer_of(one.at_new))
        elif one.at_new and not one.at_old and one.rule.name.startswith(WHOLE):
            whole.add(pointer_of(one.at_new))
    for place in {place for place, _ in places(new) if place.endswith("/unheard-of")} - told:
        assert any(place.startswith(f"{start}/") for start in whole), place


def test_an_unknown_keyword_is_told_in_every_schema() -> None:
    """However deep a schema stands, a keyword that no rule knows is reported, and not as another form of the same."""
    for place, _ in schemas(edited()):
        new = edited()
        Node.whole(new).at(*place).value["unheard-of"] = 1
        told = {one.rule.name for one in compare(edited(), new)}
        # What nothing uses, and what the client does not read, is harmless as a whole.
        harmless = {"headers-changed", "annotation-changed", "unused-part-changed"}
        assert told == {"unclassified"} or told <= harmless, place
