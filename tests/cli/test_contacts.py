"""Contacts of a campaign from a CSV file."""

import json
from pathlib import Path

import pytest

from tests.support.scripted_server import scripted_server

from .running import Result, Run, answering

TWO = [("+14155550100", {"first_name": "Ada", "note": "a,b"}), ("+14155550101", {"first_name": "Bé", "note": ""})]


def create(here: Run, path: Path, text: bytes, *options: str, url: str) -> Result:
    """Create a campaign with the contacts in a file."""
    path.write_bytes(text)
    return here("campaigns", "create", "--assistant-id", "as_1", "--contacts", str(path), "--yes", *options, url=url)


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ('first_name,phone_number,note\nAda,+14155550100,"a,b"\n\nBé,+14155550101,\n', []),
        ("\ufeffPhone;first_name;note\r\n'+14155550100;Ada;a,b\r\n +14155550101 ;Bé\r\n", []),
        (
            "note\tfirst_name\tTel\na,b\tAda\t+14155550100\n\tBé\t+14155550101\n",
            ["--phone-column", "Tel", "--name", "x"],
        ),
    ],
)
def test_columns_become_the_variables_of_the_prompt(here: Run, tmp_path: Path, text: str, options: list[str]) -> None:
    """As spreadsheets write it: any of three separators, a byte order mark, an apostrophe; named after the file."""
    with scripted_server(answering()) as server:
        assert create(here, tmp_path / "spring.csv", text.encode(), *options, url=server.url).stderr == ""
    body = json.loads(server.received[0].body)
    assert (body["name"], body["assistant_id"]) == ("x" if options else "spring", "as_1")
    assert [(each["to_phone_number"], each["prompt_variables"]) for each in body["contacts"]] == TWO


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            b"phone\n+14155550100\n0612345678\n+1 415\n",
            "line 3: '0612345678' is not a phone number such as +14155550100; ",
        ),
        (b"phone\n" + b"1\n" * 12, "; 2 more."),
        (b"phone,a\n+14155550100,b,c\n", "line 2 has more cells than there are columns."),
        (b"phone\n", "there are no contacts."),
        (b"", "is empty; --phone-column says which one holds the phone numbers."),
        (b"a,b\n1,2\n", "has the columns a, b; --phone-column says"),
        (b"phone,phone_number\n1,2\n", "has the columns phone, phone_number; --phone-column says"),
        (b"phone,n\n+14155550100,\xff\n", "is not a CSV file in UTF-8"),
        (b'phone\n"+14155550100" x\n', "is not a CSV file in UTF-8"),
    ],
)
def test_a_wrong_file_is_refused_before_anything_is_sent(here: Run, tmp_path: Path, text: bytes, problem: str) -> None:
    """What is wrong is told with its line, and the exit code is 2."""
    with scripted_server(answering()) as server:
        result = create(here, tmp_path / "a.csv", text, url=server.url)
    assert (result.code, server.received) == (2, [])
    assert problem in result.error


def test_a_file_that_cannot_be_read_is_told(here: Run) -> None:
    """The reason is that of the system."""
    error = here("campaigns", "create", "--contacts", "no-such.csv").error
    assert "no-such.csv: No such file or directory." in error


def test_numbers_that_come_twice_are_told(here: Run, tmp_path: Path) -> None:
    """They are sent all the same, with a warning that has their lines."""
    with scripted_server(answering()) as server:
        result = create(here, tmp_path / "a.csv", b"phone\n+14155550100\n+14155550101\n+14155550100\n", url=server.url)
    assert (result.code, len(json.loads(server.received[0].body)["contacts"])) == (0, 3)
    assert "+14155550100 is on lines 2, 4" in result.error
