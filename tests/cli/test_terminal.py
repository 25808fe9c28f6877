"""Terminals: a table for people, and a progress bar for people who wait."""

import re
from pathlib import Path
from typing import Any

import pytest

from tests.support.rows import call, page, row
from tests.support.scripted_server import answer, scripted_server

from .running import as_json, run, run_on_terminal


def test_a_bar_shows_how_far_it_is(url: str, tmp_path: Path) -> None:
    """Rows of the total, the share, the rate and the remaining time are shown, and at the end what was written."""
    target = tmp_path / "rows.csv"
    result = run_on_terminal("rows", "demo", "-o", str(target), "--page-size", "10", url=url, on={"stderr"})
    text = result.stdout.decode()
    assert result.code == 0
    assert [words for words in ("300 of 300 rows", "100%", "rows/s", "ETA") if words not in text] == []
    size = f"{target.stat().st_size / 1000:.1f} kB"
    assert f"300 rows written to {target} ({size}) in " in text.splitlines()[-1]


@pytest.mark.parametrize("on", [{"stdout", "stderr"}, {"stderr"}])
def test_no_bar_where_the_rows_are(url: str, on: set[str]) -> None:
    """There is nothing between rows that a terminal shows, nor between those that a program in a pipe may show."""
    result = run_on_terminal("rows", "demo", "--format", "jsonl", url=url, on=on)
    assert (result.code, result.stderr) == (0, "")
    assert [each["row_index"] for each in as_json(result.lines)] == list(range(300))


@pytest.mark.parametrize(("campaign", "option", "code"), [("demo", "--quiet", 0), ("nope", "--verbose", 1)])
def test_a_failure_ends_the_bar_and_quiet_hides_it(
    url: str, tmp_path: Path, campaign: str, option: str, code: int
) -> None:
    """The error has a line of its own, and the cursor is back; with --quiet, nothing at all is shown."""
    result = run_on_terminal("rows", campaign, option, "-o", str(tmp_path / "rows.csv"), url=url, on={"stderr"})
    assert (result.code, result.stdout == b"") == (code, not code)
    if code:
        assert result.stdout.endswith(b"rows.csv was not written.\r\n")
        assert result.stdout.rindex(b"\x1b[?25h") > result.stdout.rindex(b"\x1b[?25l")


def test_a_terminal_gets_a_table_of_the_first_rows(url: str, rows: list[Any]) -> None:
    """Fifty rows in the width of the terminal, and a line that says how many there are and how to get them."""
    result = run_on_terminal("rows", "demo", url=url, on={"stdout", "stderr"})
    assert result.stdout.startswith(b"\x1b[1m#")
    lines = re.sub(r"\x1b\[\d*m", "", result.stdout.decode()).splitlines()
    assert lines[0].split() == ["#", "phone", "first_n…", "last_na…", "status", "result", "attempts", "last", "time"]
    assert [line.split()[1] for line in lines[1:51]] == [each["phone_number"] for each in rows[:50]]
    assert lines[51:] == ["50 of 300 rows; --limit N shows more, -o FILE.csv gets all of them."]


def test_a_pipe_gets_a_table_in_plain_text(url: str, rows: list[Any]) -> None:
    """All rows, no colours, no cut to some width, and the columns keep their places from page to page."""
    result = run("rows", "demo", "--format", "table", "--page-size", "70", url=url, env={"FORCE_COLOR": "1"})
    lines = result.stdout.decode().splitlines()
    assert (result.code, result.stderr, len(lines)) == (0, "", 1 + len(rows))
    assert b"\x1b" not in result.stdout
    place = lines[0].index("phone")
    assert all(line[place:].startswith(each["phone_number"]) for line, each in zip(lines[1:], rows, strict=True))


def test_a_row_cannot_draw_on_the_terminal() -> None:
    """Escape codes, line breaks and markup in a row are shown as what they are, and wide letters keep the columns."""
    inputs = {"name": "\x1b[2J[red]\n名前", "second": "x"}
    odd = row(0, input_data=inputs, call=call(scheduled_at="2026-03-02T09:15:00Z"))
    with scripted_server(answer(page(odd, row(1)))) as server:
        result = run_on_terminal("rows", "x", url=server.url, on={"stdout", "stderr"})
    lines = result.stdout.decode().splitlines()
    assert lines[1] == "0  +15550100  \ufffd[2J[red] 名前  x       completed          1         2026-03-02 09:15"
    assert lines[2] == "1  +15550100"


def test_no_rows_are_told(url: str) -> None:
    """A terminal says that there are none."""
    result = run_on_terminal("rows", "empty", url=url, on={"stdout", "stderr"}, TERM="dumb")
    assert (result.code, result.stdout.splitlines()[-1]) == (0, b"There are no rows.")
