"""Cutting a list out of an object while it arrives gives what reading the whole object gives."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from revox._split import ListSplitter

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4) | st.just("rows"), inner, max_size=3)
    ),
    max_leaves=8,
)


def split(text: bytes, sizes: list[int]) -> tuple[list[bytes], bytes]:
    """Feed a text in parts of these sizes, over and over."""
    splitter, items, at = ListSplitter("rows"), list[bytes](), 0
    while at < len(text):
        size = sizes[len(items) % len(sizes)]
        items += splitter.feed(text[at : at + size])
        at += size
    items += splitter.finish()
    return items, splitter.envelope


@given(
    before=st.dictionaries(st.text(max_size=5).filter(lambda key: key != "rows"), JSON, max_size=3),
    rows=st.lists(JSON, max_size=5),
    after=st.dictionaries(st.text(max_size=5).filter(lambda key: key != "rows"), JSON, max_size=3),
    sizes=st.lists(st.integers(1, 40), min_size=1, max_size=4),
    indent=st.sampled_from([None, 1]),
    ascii_only=st.booleans(),
)
def test_it_agrees_with_a_parser(
    before: dict[str, Any],
    rows: list[Any],
    after: dict[str, Any],
    sizes: list[int],
    indent: int | None,
    ascii_only: bool,
) -> None:
    """Whatever the items hold, and wherever the text is torn."""
    whole = {**before, "rows": rows, **{key: value for key, value in after.items() if key not in before}}
    text = json.dumps(whole, indent=indent, ensure_ascii=ascii_only).encode(errors="surrogatepass")
    items, envelope = split(text, sizes)
    assert [json.loads(item) for item in items] == json.loads(json.dumps(rows))
    assert json.loads(envelope) == json.loads(json.dumps(whole | {"rows": []}))


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
def test_items_are_the_bytes_that_were_sent(size: int) -> None:
    """Numbers, escapes and spaces within an item stay as they were."""
    rows = [b'{ "a":1.0,\n"b" : "\\u00e9\\"]}" }', b"1e400", b'"\\\\"', b"[ ]", b"null"]
    text = b'{"x":{"rows":[1]},"rows" : [ ' + b" , ".join(rows) + b' ] ,"total":5}'
    items, envelope = split(text, [size])
    assert items == rows
    assert envelope == b'{"x":{"rows":[1]},"rows" : [] ,"total":5}'


def test_a_long_string_is_not_read_over_and_over() -> None:
    """Work grows with the text, not with its square: a string of 8 MB in parts of 4 KB is scanned a few times."""
    splitter, text = ListSplitter("rows"), b'{"rows":["' + b"x" * 8_000_000 + b'"]}'
    scanned, items = 0, list[bytes]()
    for at in range(0, len(text), 4096):
        waits = len(splitter._buffer) + 4096 < splitter._enough
        items += splitter.feed(text[at : at + 4096])
        scanned += 0 if waits else len(splitter._buffer)
    items += splitter.finish()
    assert len(items[0]) == 8_000_002
    assert scanned < 4 * len(text)


@pytest.mark.parametrize(
    "text", [b"", b"null", b"[1]", b'{"rows":{"a":1}}', b'{"rows":[1', b'{"a', b"]]}}", b'{"rows":[1}}']
)
def test_what_is_not_such_an_object_is_handed_back(text: bytes) -> None:
    """Nothing is lost for whoever tells what is wrong with it."""
    items, envelope = split(text, [3])
    assert len(b"".join(items)) + len(envelope) >= len(text) - 2
