"""Pages whose items stay as the server wrote them."""

from typing import Any

import pytest

from tools.generation.runtime import Pagination, RawPage
from tools.generation.runtime.raw_pages import read_envelope

PAGES = Pagination(items="rows", key="id", page="page", page_size="size", total="total")
# A body, the texts of its items with their keys, and what stands around them.
BODIES: dict[str, tuple[bytes, list[tuple[bytes, Any]], tuple[Any, Any, Any]]] = {
    "a page": (
        b'{"page": 1, "size": 2, "rows": [{"id": "a", "x": 1.0}, {"x": {"id": "b"}, "id": "c"}], "total": 9}',
        [(b'{"id": "a", "x": 1.0}', "a"), (b'{"x": {"id": "b"}, "id": "c"}', "c")],
        (1, 2, 9),
    ),
    "nothing but the list": (b'{"rows": []}', [], (None, None, None)),
    "values of other kinds around it": (b'{"page": "1", "size": null, "total": [], "rows": []}', [], ("1", None, [])),
    "items without a key": (
        b'{"rows": [{}, 1, null, ["id"]]}',
        [(b"{}", None), (b"1", None), (b"null", None), (b'["id"]', None)],
        (None,) * 3,
    ),
    "keys that are numbers, escaped, of another kind, or stand twice": (
        b'{"rows": [{"id": 1}, {"id": "\\u00e4\\""}, {"id": 7.50}, {"id": 7e0}, {"id": true}, {"id":"a","id":"b"}]}',
        [
            *((b'{"id": 1}', "1"), (b'{"id": "\\u00e4\\""}', 'ä"'), (b'{"id": 7.50}', "7.5"), (b'{"id": 7e0}', "7")),
            *((b'{"id": true}', None), (b'{"id":"a","id":"b"}', "b")),
        ],
        (None,) * 3,
    ),
    "a lone surrogate in an item": (
        b'{"total":1,"rows":[ {"t":"\\ud800","id":"a"} ,2]}',
        [(b'{"t":"\\ud800","id":"a"}', "a"), (b"2", None)],
        (None, None, 1),
    ),
    "a lone surrogate around the items": (
        b'{"x":{"rows":"\\udfff"},"rows":[{"id":"a"}]}',
        [(b'{"id":"a"}', "a")],
        (None,) * 3,
    ),
    "UTF-16": ('{"rows": [{"id": "ä"}]}'.encode("utf-16"), [('{"id": "ä"}'.encode(), "ä")], (None,) * 3),
    "a number that no float holds": (
        b'{"total": 1e400, "rows": [1e400]}',
        [(b"1e400", None)],
        (None, None, float("inf")),
    ),
    "the list twice": (b'{"rows": [1], "rows": [2]}', [(b"2", None)], (None,) * 3),
}


@pytest.mark.parametrize(("body", "items", "around"), BODIES.values(), ids=BODIES)
def test_a_page_is_taken_apart(body: bytes, items: list[tuple[bytes, Any]], around: tuple[Any, Any, Any]) -> None:
    """Items keep their text to the byte, only their keys are read; what is missing around them is None."""
    page = RawPage(body, PAGES, lambda: "parsed")
    assert [(bytes(item.text), item.key) for item in page.items] == items
    assert ((page.page, page.page_size, page.total), page.parse()) == (around, "parsed")


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"null", b'{"rows": {}}', b'{"rows": null}', b'{"page": 1}', b'{"rows": [}']
)
def test_what_is_no_page_is_refused(body: bytes) -> None:
    """Not JSON, no object, or one without the list."""
    with pytest.raises(ValueError, match=r"."):
        read_envelope(body, PAGES)


def test_there_may_be_no_total(library: Any) -> None:
    """A field that has the name of nothing is not read as one."""
    assert (
        read_envelope(
            b'{"rows": [], "": 3, "None": 4}', Pagination(items="rows", key="id", page="p", page_size="s")
        ).total
        is None
    )
