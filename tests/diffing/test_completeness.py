"""No change is overlooked, wherever it is and whatever it makes of the document."""

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.diffing.cases import CASES, Case
from tests.diffing.documents import Document, at, edited
from tests.diffing.test_verdicts import summary
from tools.diffing.compare import compare
from tools.diffing.nodes import Node
from tools.generation.schemas import schemas

Place = tuple[str | int, ...]
SCALARS: dict[type, list[Any]] = {str: ["x", "string", "null"], int: [0, 7], float: [1.5], bool: [True, False]}
KEYWORDS: dict[str, Any] = {
    **{"description": "x", "type": "string", "enum": ["x"], "required": ["x"], "minimum": 1, "x-note": {}},
    **{"oneOf": [{"type": "string"}], "const": None, "security": [], "servers": [], "unheard-of": 1},
}
# What is new as a whole, with all that is in it.
WHOLE = ("model-added", "operation-added", "field-added", "parameter-added", "shared-part-added")


def places(node: Any, at: Place = ()) -> list[Place]:
    """Return every place below a node."""
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [place for key, value in items for place in [(*at, key), *places(value, (*at, key))]]


@st.composite
def edits(draw: st.DrawFn) -> Document:
    """Draw the spec after one to three edits at any places; what is replaced keeps its type."""
    new = edited()
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.sampled_from(places(new)))
        parent: Any = new
        for key in place[:-1]:
            parent = parent[key]
        value = parent[place[-1]]
        match draw(st.sampled_from(["remove", "replace", "add", "rename", "reverse"])):
            case "remove":
                del parent[place[-1]]
            case "replace" if type(value) in SCALARS:
                parent[place[-1]] = draw(st.sampled_from(SCALARS[type(value)]))
            case "add" if isinstance(value, dict):
                keyword = draw(st.sampled_from(sorted(KEYWORDS)))
                value[keyword] = copy.deepcopy(KEYWORDS[keyword])
            case "rename" if isinstance(parent, dict):
                parent[f"{place[-1]}2"] = parent.pop(place[-1])
            case "reverse" if isinstance(value, list):
                value.reverse()
    return new


@given(edits())
def test_no_edit_is_overlooked_in_either_direction(new: Document) -> None:
    """Documents that differ as JSON have differences; when they change places, they have the opposite ones."""
    old = edited()
    forwards, backwards = compare(old, new), compare(new, old)
    assert bool(forwards) == (Node.whole(old).canonical != Node.whole(new).canonical)
    assert summary(backwards) == summary(forwards, is_reversed=True)


@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_an_unknown_keyword_beside_any_other_change_is_told(case: Case) -> None:
    """Whatever else changes, moves or is renamed, a keyword that no rule knows is not covered up by it."""
    new = edited(case.edit)
    for model in new["components"]["schemas"].values():
        for schema in [model, *model.get("properties", {}).values()]:
            schema["unheard-of"] = 1
    for operation in (one for path in new["paths"].values() for one in path.values() if "operationId" in one):
        operation["unheard-of"] = 1
    found = compare(edited(), new)
    told = {one.at_new for one in found if one.rule.name == "unclassified"}
    whole = {one.at_new for one in found if one.at_new and not one.at_old and one.rule.name.startswith(WHOLE)}
    for place in places(new):
        if place[-1] == "unheard-of" and place not in told:
            assert any(place[: len(start)] == start for start in whole), place


def test_an_unknown_keyword_is_told_in_every_schema() -> None:
    """However deep a schema stands, a keyword that no rule knows is reported, and not as another form of the same."""
    for place, _ in schemas(edited()):
        found = compare(edited(), edited(at(*place, "unheard-of", to=1)))
        told = {one.rule.name for one in found}
        # What nothing uses, and what the client does not read, is harmless as a whole.
        assert told == {"unclassified"} or told <= {"headers-changed", "annotation-changed", "unused-part-changed"}, (
            place
        )
