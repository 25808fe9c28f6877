"""No change is overlooked, wherever it is and whatever it makes of the document."""

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.diffing.cases import CASES, Case
from tests.diffing.documents import REVOX, SHOP, Document, document, edited
from tests.diffing.test_verdicts import reversed_summary, summary
from tools.diffing.compare import compare
from tools.diffing.guard import changes

SCALARS = ["x", "string", "null", 0, 1.5, True, None, [], {}, ["string", "null"], {"type": "string"}]
# What is new as a whole, with all that is in it.
WHOLE = ("model-added", "operation-added", "field-added", "parameter-added", "shared-part-added")
KEYS = ["description", "type", "enum", "required", "minimum", "x-note", "$ref", "oneOf", "const", "security", "servers"]


def places(node: Any, at: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return every place below a node."""
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [place for key, value in items for place in [(*at, key), *places(value, (*at, key))]]


@st.composite
def edits(draw: st.DrawFn) -> tuple[Document, Document]:
    """Draw a spec, and the same one after one to three edits at any places."""
    old = document(draw(st.sampled_from([REVOX, SHOP])))
    new = copy.deepcopy(old)
    for _ in range(draw(st.integers(1, 3))):
        _edit(draw, new)
    return old, new


def _edit(draw: st.DrawFn, new: Document) -> None:
    place = draw(st.sampled_from(places(new)))
    parent: Any = new
    for key in place[:-1]:
        parent = parent[key]
    value = parent[place[-1]]
    match draw(st.sampled_from(["remove", "replace", "add", "rename", "reverse"])):
        case "remove":
            del parent[place[-1]]
        case "replace":
            parent[place[-1]] = copy.deepcopy(draw(st.sampled_from(SCALARS)))
        case "add" if isinstance(value, dict):
            value[draw(st.sampled_from(KEYS))] = copy.deepcopy(draw(st.sampled_from(SCALARS)))
        case "add" if isinstance(value, list):
            value.append(copy.deepcopy(draw(st.sampled_from(SCALARS))))
        case "rename" if isinstance(parent, dict):
            parent[f"{place[-1]}2"] = parent.pop(place[-1])
        case "reverse" if isinstance(value, list):
            value.reverse()


@given(edits())
def test_no_edit_is_overlooked_in_either_direction(pair: tuple[Document, Document]) -> None:
    """Documents that differ as JSON have differences; when they change places, they have the opposite ones."""
    old, new = pair
    forwards, backwards = compare(old, new), compare(new, old)
    assert bool(forwards) == (json.dumps(old, sort_keys=True) != json.dumps(new, sort_keys=True))
    assert summary(backwards) == reversed_summary(forwards)


@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_an_unknown_keyword_beside_any_other_change_is_told(case: Case) -> None:
    """Whatever else changes, moves or is renamed, a keyword that no rule knows is not covered up by it."""
    new = edited(case.edit, case.file)
    for model in new["components"]["schemas"].values():
        for schema in [model, *model.get("properties", {}).values()]:
            schema["unheard-of"] = 1
    for operation in (one for path in new["paths"].values() for one in path.values() if "operationId" in one):
        operation["unheard-of"] = 1
    old = document(case.file)
    found = compare(old, new)
    told = {one.at_new for one in found if one.rule.name == "unclassified"}
    whole = {one.at_new for one in found if one.at_new and not one.at_old and one.rule.name.startswith(WHOLE)}
    for place in places(new):
        if place[-1] == "unheard-of" and place not in told:
            assert any(place[: len(start)] == start for start in whole), place


@pytest.mark.parametrize(
    ("old", "new", "places"),
    [
        ({}, {}, []),
        ({"a": 1}, {"a": 1.0}, [("old", ("a",)), ("new", ("a",))]),
        ({"a": {}}, {}, [("old", ("a",))]),
        ({}, {"a": {"b": [1]}}, [("new", ("a", "b", 0))]),
        ([1, 2], [2, 1], [("old", ("(order)",)), ("new", ("(order)",))]),
        ([1, 2], [2], [("old", (0,))]),
        ([{"name": "a", "x": 1}], [{"name": "b"}, {"name": "a"}], [("old", (0, "x")), ("new", (0, "name"))]),
    ],
)
def test_changes_are_found_at_their_smallest_place(old: Any, new: Any, places: list[Any]) -> None:
    """A plain comparison knows nothing of OpenAPI; equal or equally named items of a list belong together."""
    assert list(changes(old, new)) == places
