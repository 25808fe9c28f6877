"""Filters and pages, held against plain Python over all rows."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from revox_api.runtime.document import spec

STATUSES, RESULTS = (spec()["components"]["schemas"][name]["enum"] for name in ("CallStatus", "ResultFilter"))
QUERIES = ["", "zoë", "ZOË", "+1555", "weiss", "санкт", "50%", "_", "%", "佐", "\n", "alice", "=sum", "'"]
CASES = [
    *({"result": result} for result in RESULTS),
    *({"statuses": text} for text in [*STATUSES, "errored,completed,errored", ",".join(STATUSES)]),
    *({"query": query} for query in QUERIES),
]


def expected(rows: list[Any], query: str = "", result: str = "all", statuses: str | None = None) -> list[str]:
    """Filter rows by the documented meaning, and list their IDs in order."""

    def keeps(row: Any) -> bool:
        call = row.get("call") or {}
        found = (call.get("last_call_attempt") or {}).get("result")
        texts = [row["phone_number"], *row["input_data"].values()]
        return (
            any(query.casefold() in text.casefold() for text in texts)
            and (result == "all" or found == (None if result == "none" else result))
            and (statuses is None or call.get("status") in statuses.split(","))
        )

    return [row["id"] for row in rows if keeps(row)]


def ids(page: Any) -> list[str]:
    """List the IDs of a page, in order."""
    assert page["total"] >= len(page["rows"])
    return [row["id"] for row in page["rows"]]


@pytest.mark.parametrize("filters", CASES)
def test_a_filter_keeps_what_is_documented(
    get_page: Callable[..., Any], rows: list[Any], filters: dict[str, str]
) -> None:
    """By the result of the last attempt, any of several statuses, or text of any case and script; some rows pass."""
    assert ids(get_page(**filters)) == expected(rows, **filters) != []


@pytest.mark.parametrize("column", ["first_name", "last_name", "company", "city", "email", "notes"])
def test_query_looks_in_every_column(get_page: Callable[..., Any], rows: list[Any], column: str) -> None:
    """A row is found by the whole of any of its cells."""
    row = next(row for row in rows if len(row["input_data"][column]) > 3)
    assert row["id"] in ids(get_page(query=row["input_data"][column].swapcase()))


@pytest.mark.parametrize("query", ["first_name", "nowhere at all"])
def test_query_does_not_look_at_names_of_columns(get_page: Callable[..., Any], query: str) -> None:
    """The name of a column is not its content."""
    assert get_page(query=query)["rows"] == []


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(
    query=st.sampled_from(["", "a", "o", "é", "+1", "9"]) | st.text(max_size=3).filter(lambda text: text.isprintable()),
    result=st.sampled_from(RESULTS),
    statuses=st.lists(st.sampled_from(STATUSES), min_size=1).map(",".join),
    page_size=st.integers(1, 200),
    page=st.integers(0, 3),
)
def test_filters_add_up_on_every_page(
    get_page: Callable[..., Any], rows: list[Any], query: str, result: str, statuses: str, page_size: int, page: int
) -> None:
    """Any filters together keep what passes all of them, and any page is its slice of that."""
    answer = get_page(query=query, result=result, statuses=statuses, page=page, page_size=page_size)
    wanted = expected(rows, query, result, statuses)
    assert ids(answer) == wanted[page * page_size : (page + 1) * page_size]
    assert (answer["total"], answer["page"], answer["page_size"]) == (len(wanted), page, page_size)


@pytest.mark.parametrize("page_size", [1, 7, 100, 399, 400, 401])
def test_pages_cover_every_row_once(get_page: Callable[..., Any], rows: list[Any], page_size: int) -> None:
    """The pages from 0 on, put together, are all rows in order, and the next one is empty."""
    count = min(-(-len(rows) // page_size), 90)
    found = [row for page in range(count) for row in get_page(page=page, page_size=page_size)["rows"]]
    assert found == rows[: count * page_size]
    assert [row["row_index"] for row in found] == list(range(len(found)))
    assert page_size == 1 or get_page(page=count, page_size=page_size)["rows"] == []


def test_a_large_page_size_is_cut_and_said_to_be(get_page: Callable[..., Any]) -> None:
    """More than 1000 rows a page are served as 1000."""
    assert [get_page(page_size=size)["page_size"] for size in (1000, 1001, "1e300")] == [1000] * 3


@pytest.mark.parametrize("page", ["400", "9223372036854775807", "9223372036854775808", "1e300", "1e308"])
def test_a_page_past_the_end_is_empty(get_page: Callable[..., Any], page: str) -> None:
    """However large the page, it is answered, without rows and with the same total."""
    answer = get_page(page=page, page_size=1)
    assert (answer["rows"], answer["total"]) == ([], 400)
    assert answer["page"] == (int(page) if page.isdigit() else 10 ** int(page[2:]))
