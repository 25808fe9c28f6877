"""What the server replays."""

from collections.abc import Iterator

import httpx
import msgspec
import pytest
from revox_api.models import Row, RowsPage

from tools.bench.processes import running_server
from tools.bench.rows import BYTES_PER_ROW
from tools.bench.server import KINDS


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """A running server with 40 different rows."""
    with running_server("40") as url:
        yield f"{url}/0ms/campaigns"


def get(url: str, page: int, page_size: int) -> bytes:
    """Get the bytes of a page."""
    return httpx.get(url, params={"page": page, "page_size": page_size}).raise_for_status().content


def test_pages_hold_every_row_once(url: str) -> None:
    """However many rows there are, more than were prepared, too; the last page is shorter."""
    pages = [msgspec.json.decode(get(f"{url}/rows-250/rows", page, 100), type=RowsPage) for page in range(4)]
    assert [len(page.rows) for page in pages] == [100, 100, 50, 0]
    rows = [row for page in pages for row in page.rows]
    assert [row.row_index for row in rows] == list(range(250))
    assert len({row.id for row in rows}) == 250
    assert {(page.page, page.page_size, page.total) for page in pages} == {(n, 100, 250) for n in range(4)}


def test_rows_are_as_long_as_those_with_transcripts(url: str) -> None:
    """On average, over all rows that were prepared."""
    assert len(get(f"{url}/rows-40/rows", 0, 40)) == pytest.approx(40 * BYTES_PER_ROW, rel=0.03)


def test_every_deviating_row_deviates(url: str) -> None:
    """Not one of them can be read in the fast tier."""
    rows = msgspec.json.decode(get(f"{url}/deviating-40/rows", 0, 40))["rows"]
    assert len(rows) == 40
    for row in rows:
        with pytest.raises(msgspec.ValidationError, match=r"Expected `str`, got `null` - at `\$\.(call|phone_number)"):
            msgspec.convert(row, Row)


def test_bare_rows_come_all_at_once(url: str) -> None:
    """In the envelope of later releases, whatever page is asked for; they are the same rows."""
    bare = msgspec.json.decode(get(f"{url}/bare-40/rows", 3, 7))
    assert bare == {"rows": msgspec.json.decode(get(f"{url}/rows-40/rows", 0, 40))["rows"]}


def test_small_rows_have_no_call(url: str) -> None:
    """They are what a short answer holds."""
    rows = msgspec.json.decode(get(f"{url}/small-1/rows", 0, 1), type=RowsPage).rows
    assert [bool(row.call) for row in rows] == [False]


def test_what_is_not_there_is_not_found(url: str) -> None:
    """A mistake in a benchmark must not be measured as a fast answer."""
    for path in ("other-40/rows", "rows-40", "rows/rows"):
        assert httpx.get(f"{url}/{path}").status_code == 404
    assert set(KINDS) == {"rows", "bare", "deviating", "small"}
