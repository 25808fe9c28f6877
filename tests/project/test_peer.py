"""The official SDK, a client that nobody here wrote, against the sandbox and against this library."""

import re
import subprocess
import sys
from typing import Any

from tests.project.files import ROOT
from tools.peer import QUESTIONS, compare


def test_the_official_sdk_sees_what_this_library_sees() -> None:
    """In an environment of its own it walks the demo campaign, and agrees about every field of every row."""
    result = subprocess.run([sys.executable, "-m", "tools.peer"], cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr
    answers = re.findall(r"^(\S.*?) +([\d,]+) +([\d,]+)  same$", result.stdout, re.MULTILINE)
    assert [question for question, _, _ in answers] == list(QUESTIONS)
    assert all(theirs == ours != "0" for _, theirs, ours in answers)
    assert answers[0][1] == "1,000"


def test_a_difference_anywhere_would_be_seen() -> None:
    """Another status, a word less in a transcript, a lost or a doubled row: the comparison tells which."""

    def row(status: str = "completed", content: str = "Hello", row_id: str = "a") -> dict[str, Any]:
        attempt = {"result": "human", "transcript": [{"role": "user", "content": content}]}
        return {"id": row_id, "call": {"status": status, "call_attempts": [attempt]}}

    everything = "rows, with every field"
    expected = {
        "statuses of calls": [row(status="errored")],
        "messages of transcripts": [row(content="Hell")],
        "rows, in order, by ID": [row(row_id="b")],
    }
    for question, theirs in expected.items():
        wrong = [answer.question for answer in compare(theirs, [row()]) if not answer.agree]
        assert wrong == [question, everything] or wrong == [everything, question]
    assert not any(answer.agree for answer in compare([row(), row()], [row()]))
