"""Compares what the official SDK and this library say about the same campaign: `python -m tools.peer`.

The official SDK, `revox==0.1.1`, is a client that nobody here wrote. It is installed into an environment of its own,
`build/peer`, and walks the demo campaign of the sandbox over a real socket with its documented method. Whatever it sees
must be what this library sees.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

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


def attempts(rows: Rows) -> Iterator[Any]:
    """Yield the call attempts of all rows, in order."""
    return (attempt for row in rows if row.get("call") for attempt in row["call"]["call_attempts"])


QUESTIONS: dict[str, Callable[[Rows], list[Any]]] = {
    "rows, in order, by ID": lambda rows: [row["id"] for row in rows],
    "statuses of calls": lambda rows: [row["call"]["status"] for row in rows if row.get("call")],
    "results of attempts": lambda rows: [attempt["result"] for attempt in attempts(rows) if attempt.get("result")],
    "messages of transcripts": lambda rows: [
        message for attempt in attempts(rows) for message in attempt.get("transcript") or ()
    ],
    "rows, with every field": lambda rows: rows,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare, print a table, and return 0 if both agree about everything, else 1."""
    about = "Compare what the official SDK and this library read of the same campaign, field by field."
    argparse.ArgumentParser(prog="python -m tools.peer", description=about).parse_args(arguments)
    stop_on_signals()
    try:
        python = ensure(ENVIRONMENT, PEER_PINS)
        with tempfile.TemporaryDirectory() as directory, running_sandbox(Path(directory) / "demo.db") as server:
            version, theirs = walk_with_sdk(python, server)
            with Revox(api_key=API_KEY, base_url=server.base_url) as client:
                ours = [msgspec.to_builtins(row) for row in client.campaigns.iter_rows(CAMPAIGN, page_size=PAGE_SIZE)]
    except (SetUpError, RuntimeError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    differences = compare(theirs, ours)
    print(f"{'':24} {'revox ' + version:>14} {'ours ' + __version__:>14}")
    for question, ask in QUESTIONS.items():
        word = "DIFFERENT" if question in differences else "same"
        print(f"{question:24} {len(ask(theirs)):14,} {len(ask(ours)):14,}  {word}")
    return 1 if differences or not ours else 0


def walk_with_sdk(python: Path, server: Server) -> tuple[str, Rows]:
    """Return the version of the official SDK, in an environment with this interpreter, and every row as it sees it."""
    command = [str(python), "-I", str(SCRIPT), server.base_url, API_KEY, CAMPAIGN, str(PAGE_SIZE)]
    with started(command, environment=server.environment, piped=True) as process:
        output, _ = process.communicate()
    if process.returncode:
        raise RuntimeError("the official SDK could not walk the campaign")
    version, *lines = map(json.loads, output.splitlines())
    assert all(line["status"] == (line["row"].get("call") or {}).get("status") for line in lines)
    return version, [line["row"] for line in lines]


def compare(theirs: Rows, ours: Rows) -> set[str]:
    """Return the questions that are answered with other things, or in another order; null and absent are the same."""
    left, right = _without_nulls(theirs), _without_nulls(ours)
    return {question for question, ask in QUESTIONS.items() if ask(left) != ask(right)}


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nulls(item) for key, item in value.items() if item is not None}
    return [_without_nulls(item) for item in value] if isinstance(value, list) else value


if __name__ == "__main__":
    sys.exit(main())
