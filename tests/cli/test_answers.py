"""How answers are written: in which format, which of their fields, and where to."""

import os
import re
from pathlib import Path
from typing import Any

import pytest

from tests.support.operations import EXAMPLES
from tests.support.scripted_server import answer, scripted_server

from .running import Run, answering, as_json, run, run_on_terminal

CAMPAIGNS: Any = [
    {
        "assistant_id": "as_1",
        "tags": ["a"],
        "row_stats": {"total": 2},
        "id": "ce_1",
        "name": "Spring \x1b[2J",
        "status": "paused",
    },
    {"assistant_id": "as_1", "tags": [], "row_stats": None, "id": "ce_2", "name": "=1+1", "new": 1.5},
]
PHONES = [{"id": "pn_1", "phone_number": "+14155550100", "label": "=x"}]
LISTED = {"campaigns_list": {"campaigns": CAMPAIGNS}, "phone_numbers_list": {"phone_numbers": PHONES}}


@pytest.mark.parametrize(
    ("options", "lines"),
    [
        (
            ["--format", "table", "--fields", "name,row_stats.total"],
            ["name         row_stats.total", "Spring \ufffd[2J  2", "=1+1"],
        ),
        (["--format", "csv", "--fields", "id,name"], ["\ufeffid,name", "ce_1,Spring \ufffd[2J", "ce_2,'=1+1"]),
        (["--format", "jsonl", "--fields", "id"], ['{"id": "ce_1"}', '{"id": "ce_2"}']),
        (
            ["--format", "json", "--fields", "id"],
            ["[", "  {", '    "id": "ce_1"', "  },", "  {", '    "id": "ce_2"', "  }", "]"],
        ),
    ],
)
def test_a_list_in_each_format(here: Run, options: list[str], lines: list[str]) -> None:
    """The fields that were asked for, one item a line; nothing draws on the terminal or is a formula."""
    with scripted_server(answering(**LISTED)) as server:
        result = here("campaigns", "list", *options, url=server.url)
    assert (result.code, result.stdout.decode().splitlines()) == (0, lines)


def test_csv_has_a_column_for_each_field_also_within_objects(here: Run, tmp_path: Path) -> None:
    """The suffix of the file tells the format; phone numbers stay text for a spreadsheet."""
    with scripted_server(answering(**LISTED)) as server:
        assert here("campaigns", "list", "-o", str(tmp_path / "a.csv"), url=server.url).code == 0
        assert here("phone-numbers", "list", "-o", str(tmp_path / "b.csv"), url=server.url).code == 0
    first = (tmp_path / "a.csv").read_text("utf-8-sig").splitlines()
    assert first[0] == "assistant_id,tags,row_stats.total,id,name,status,row_stats,new"
    assert first[2] == "as_1,[],,ce_2,'=1+1,,,1.5"
    assert (tmp_path / "b.csv").read_text("utf-8-sig").splitlines()[1] == "pn_1,'+14155550100,'=x"


@pytest.mark.parametrize(("suffix", "is_csv"), [("csv", True), ("json", False)])
def test_a_file_within_an_answer_is_written_as_csv(here: Run, tmp_path: Path, suffix: str, is_csv: bool) -> None:
    """`export-rows` answers a CSV file in JSON: -o x.csv is that file."""
    target = tmp_path / f"rows.{suffix}"
    with scripted_server(answering()) as server:
        assert here("campaigns", "export-rows", "x", "-o", str(target), url=server.url).code == 0
    example = EXAMPLES["campaigns.export_rows"].value
    assert target.read_bytes().decode() == example["csv"] if is_csv else as_json([target.read_bytes()]) == [example]


def test_a_terminal_gets_a_table_that_fits_and_a_record_with_a_field_a_line() -> None:
    """What tells most comes first, and what has no room is left out."""
    wide = [each | {"nothing": None} | {f"field_{number}": "x" * 30 for number in range(9)} for each in CAMPAIGNS]
    with scripted_server(answering(campaigns_list={"campaigns": wide})) as server:
        table = run_on_terminal("campaigns", "list", url=server.url, on={"stdout", "stderr"}).stdout.decode()
        record = run_on_terminal("campaigns", "retrieve", "x", url=server.url, on={"stdout"}).stdout.decode()
    lines = table.splitlines()
    assert re.match(r"id    name         status  ", lines[0])
    assert max(map(len, lines[:3])) <= 100
    assert "field_8" not in table
    assert "nothing" not in lines[0]
    assert re.search(r"^row_stats\.total +1\r$", record, re.MULTILINE)


def test_deviations_are_told_to_people_and_listed_with_verbose(here: Run) -> None:
    """A list with items that lack fields is shown all the same."""
    with scripted_server(answering(**LISTED)) as server:
        result = here("campaigns", "list", "--verbose", url=server.url)
        shown = run_on_terminal("campaigns", "list", url=server.url, on={"stderr"})
    assert "campaigns.list: " in result.stderr
    assert b"--verbose lists them" in shown.stdout


def test_an_empty_list_is_told_where_a_table_would_be(here: Run) -> None:
    """Standard output stays empty."""
    with scripted_server(answer({"campaigns": []})) as server:
        result = here("campaigns", "list", "--format", "table", url=server.url)
    assert (result.code, result.stdout, result.error) == (0, b"", "There are none.")


def test_a_reader_that_goes_away_ends_it_quietly() -> None:
    """As with `| head`, and with the exit code of SIGPIPE."""
    reader, writer = os.pipe()
    os.close(reader)
    with scripted_server(answering()) as server:
        result = run("campaigns", "list", url=server.url, stdout=writer)
    os.close(writer)
    assert (result.code, result.stderr) == (141, "")
