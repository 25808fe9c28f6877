"""The official SDK, a client that nobody here wrote, against the sandbox and against this library."""

import re
import subprocess
import sys
from typing import Any

import pytest

from tests.project.files import ROOT
from tools.peer import QUESTIONS, compare

EVERYTHING = "rows, with every field"


@pytest.mark.deep
def test_the_official_sdk_sees_what_this_library_sees() -> None:
    """In an environment of its own it walks the demo campaign, and agrees about every field of every row."""
    result = subprocess.run([sys.executable, "-m", "tools.peer"], cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr
    answers = re.findall(r"^(\S.*?) +([\d,]+) +([\d,]+)  same$", result.stdout, re.MULTILINE)
    assert [question for question, _, _ in answers] == list(QUESTIONS)
    assert answers[0][1] == answers[0][2] == "1,000"


def row(status: str = "completed", content: str = "Hello", row_id: str = "a") -> dict[str, Any]:
    """Return a row with one call attempt."""
    attempt = {"result": "human", "transcript": [{"role": "user", "content": content}]}
    return {"id": row_id, "call": {"status": status, "call_attempts": [attempt]}}


@pytest.mark.parametrize(
    ("theirs", "wrong"),
    [
        ([row()], set()),
        ([row(status="errored")], {"statuses of calls", EVERYTHING}),
        ([row(content="Hell")], {"messages of transcripts", EVERYTHING}),
        ([row(row_id="b")], {"rows, in order, by ID", EVERYTHING}),
        ([row(), row()], set(QUESTIONS)),
    ],
)
def test_a_difference_anywhere_would_be_seen(theirs: list[dict[str, Any]], wrong: set[str]) -> None:
    """Another status, a word less in a transcript, a lost or a doubled row: the comparison tells which."""
    assert compare(theirs, [row()]) == wrong
