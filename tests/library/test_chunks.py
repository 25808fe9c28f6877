"""Cutting an object while it arrives gives the items of the whole object, each one once, as they were written."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from revox._reading.chunks import ListBody

TEXT = st.text(max_size=4) | st.sampled_from(['"', "\\", ',{"id":', '"rows":[', "]}", "rows", "id"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=4,
)
ROWS = st.fixed_dictionaries({"id": JSON, "call": st.lists(st.fixed_dictionaries({"id": JSON})) | JSON})
OTHERS = st.dictionaries(TEXT.filter(lambda key: key != "rows"), JSON, max_size=2)


def cut(text: bytes, sizes: list[int]) -> tuple[list[Any], list[Any], int]:
    """Feed a text in pieces; return the items that came early, those of the rest, and the most bytes that were held."""
    body, early, held, at, turn = ListBody("rows"), list[Any](), 0, 0, 0
    while at < len(text):
        size = sizes[turn % len(sizes)]
        body.feed(text[at : at + size])
        held = max(held, body.size)
        if body.items:
            count = body.items
            items = json.loads(body.take())["rows"]
            assert len(items) == count
            early += items
        at, turn = at + size, turn + 1
    return early, json.loads(body.rest())["rows"], held


@given(
    before=OTHERS,
    rows=st.lists(ROWS | JSON, max_size=4),
    after=OTHERS,
    sizes=st.lists(st.integers(1, 60), min_size=1, max_size=4),
    indent=st.sampled_from([None, 1]),
    ascii_only=st.booleans(),
)
def test_nothing_is_lost_altered_or_given_twice(
    before: dict[str, Any],
    rows: list[Any],
    after: dict[str, Any],
    sizes: list[int],
    indent: int | None,
    ascii_only: bool,
) -> None:
    """Whatever the items hold, and wherever the text is torn."""
    whole = {**before, "rows": rows, **{key: value for key, value in after.items() if key not in before}}
    text = json.dumps(whole, indent=indent, ensure_ascii=ascii_only).encode()
    early, late, _ = cut(text, sizes)
    assert early + late == rows


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("size", [1, 7, 64, 1000])
@pytest.mark.parametrize("inner", [5, 30])
def test_little_is_held(size: int, indent: int | None, inner: int) -> None:
    """A few items at most, however long the list is, also where what looks like their beginning is within them."""
    row = {"id": "r", "calls": [{"id": number, "text": ',{"id":'} for number in range(inner)], "half": "\ud800"}
    text = json.dumps({"rows": [row] * 200, "total": 200}, indent=indent).encode()
    one = len(text) // 200
    early, late, held = cut(text, [size])
    assert early + late == [row] * 200
    assert len(late) <= 4
    assert held <= 4 * one + size


NESTED = [{"id": number} for number in range(100_000)]


@pytest.mark.parametrize(
    "whole",
    [
        {"rows": [{"id": 0, "calls": NESTED}, {"id": 1}]},
        {"rows": [{"id": 0, "calls": [[each] for each in NESTED]}, {"id": 1}]},
        {"before": [{"rows": [each]} for each in NESTED], "rows": [{"id": 0}, {"id": 1}]},
    ],
    ids=["items", "no commas", "lists"],
)
def test_one_item_that_holds_many_is_read_in_time_that_grows_with_it(whole: dict[str, Any]) -> None:
    """What looks like an end or a list within it is not decoded again for each of them, which would take an hour."""
    early, late, _ = cut(json.dumps(whole, separators=(",", ":")).encode(), [16384])
    assert early + late == whole["rows"]


@pytest.mark.parametrize(
    "text",
    [
        b'{"rows": []}',
        b"[]",
        b"null",
        b'{"total": 3}',
        b'{"rows": 3}',
        b'{"deep": {"rows": [{"a": 1}, {"a": 2}]}}',
        b"",
    ],
)
def test_what_has_no_list_is_kept_whole(text: bytes) -> None:
    """As it came."""
    body = ListBody("rows")
    for index in range(len(text)):
        body.feed(text[index : index + 1])
    assert (body.items, body.rest()) == (0, text)


def test_items_are_the_bytes_that_were_sent() -> None:
    """Numbers, escapes and spaces within an item stay as they were."""
    rows = [b'{ "a":1.0,\n"b" : "\\u00e9\\"]}" }', b'{ "a":1e400}', b'{ "a":[ ]}', b'{ "a":-0}']
    start, body = b'{"x":{"rows":[1]},"rows" : [ ', ListBody("rows")
    body.feed(start + b" , ".join(rows) + b' ] ,"total":5}')
    assert body.items == 3
    assert body.take() == start + b" , ".join(rows[:3]) + b" ]}"
    assert body.rest() == start.rstrip() + rows[3] + b' ] ,"total":5}'
