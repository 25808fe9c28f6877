"""Compares what the official SDK and this library say about the same campaign: `python -m tools.peer`.

The official SDK, `revox==0.1.1`, is a client that nobody here wrote. It is installed into an environment of its own,
`build/peer`, and walks the demo campaign of the sandbox over a real socket with its documented method. Whatever it sees
must be what this library sees.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import attrs
import msgspec
from revox import Revox, __version__

from tools.setup.environment import ROOT, SetUpError, ensure
from tools.setup.pins import PEER_PINS
from tools.setup.processes import started, stop_on_signals
from tools.setup.server import API_KEY, CAMPAIGN, Server, running_sandbox

ENVIRONMENT = ROOT / "build" / "peer"
SCRIPT = ROOT / "tools" / "setup" / "sdk_walk.py"
PAGE_SIZE = 100
Rows = list[dict[str, Any]]


def attempts(rows: Rows) -> list[Any]:
    """Return the call attempts of all rows, in order."""
    return [attempt for row in rows if row.get("call") for attempt in row["call"]["call_attempts"]]


QUESTIONS: dict[str, Callable[[Rows], list[Any]]] = {
    "rows, in order, by ID": lambda rows: [row["id"] for row in rows],
    "statuses of calls": lambda rows: [row["call"]["status"] for row in rows if row.get("call")],
    "results of attempts": lambda rows: [attempt["result"] for attempt in attempts(rows) if attempt.get("result")],
    "messages of transcripts": lambda rows: [
        message for attempt in attempts(rows) for message in attempt.get("transcript") or ()
    ],
    "rows, with every field": lambda rows: rows,
}


@attrs.frozen
class Answer:
    """How many things each client sees, and whether they are the same things in the same order."""

    question: str
    theirs: int
    ours: int
    agree: bool


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare, print a table, and return 0 if both agree about everything, else 1."""
    about = "Compare what the official SDK and this library read of the same campaign, field by field."
    argparse.ArgumentParser(prog="python -m tools.peer", description=about).parse_args(arguments)
    stop_on_signals()
    try:
        python = ensure(ENVIRONMENT, PEER_PINS)
    except SetUpError as error:
        print(f"error: the official SDK could not be installed: {error}", file=sys.stderr)
        return 1
    try:
        with tempfile.TemporaryDirectory() as directory, running_sandbox(Path(directory) / "demo.db") as server:
            version, theirs = walk_with_sdk(python, server)
            answers = compare(theirs, walk_with_ours(server))
    except RuntimeError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    print(table(version, answers))
    return 0 if all(answer.agree and answer.ours for answer in answers) else 1


def walk_with_sdk(python: Path, server: Server) -> tuple[str, Rows]:
    """Return the version of the official SDK, in an environment with this interpreter, and every row as it sees it."""
    command = [str(python), "-I", str(SCRIPT), server.base_url, API_KEY, CAMPAIGN, str(PAGE_SIZE)]
    with started(command, environment=server.environment, piped=True) as process:
        output, _ = process.communicate()
    if process.returncode:
        raise RuntimeError("the official SDK could not walk the campaign")
    version, *lines = map(json.loads, output.splitlines())
    for line in lines:
        assert line["status"] == (line["row"].get("call") or {}).get("status")
    return version, [line["row"] for line in lines]


def walk_with_ours(server: Server) -> Rows:
    """Return every row as this library sees it."""
    with Revox(api_key=API_KEY, base_url=server.base_url) as client:
        return [msgspec.to_builtins(row) for row in client.campaigns.iter_rows(CAMPAIGN, page_size=PAGE_SIZE)]


def compare(theirs: Rows, ours: Rows) -> list[Answer]:
    """Ask both the same questions."""
    asked = [(question, ask(theirs), ask(ours)) for question, ask in QUESTIONS.items()]
    return [Answer(question, len(left), len(right), left == right) for question, left, right in asked]


def table(version: str, answers: list[Answer]) -> str:
    """Return the answers as text for people."""
    head = f"{'':24} {'revox ' + version:>14} {'ours ' + __version__:>14}"
    lines = [
        f"{answer.question:24} {answer.theirs:14,} {answer.ours:14,}  {'same' if answer.agree else 'DIFFERENT'}"
        for answer in answers
    ]
    return "\n".join([head, *lines])


if __name__ == "__main__":
    sys.exit(main())
