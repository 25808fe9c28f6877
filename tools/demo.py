"""Exports a campaign of 1,000 rows from a local sandbox, over a real socket: `make demo`.

It runs the commands that people run, then holds both files against the sandbox's own database, and stops the sandbox,
also when something fails or somebody presses Ctrl-C.
"""

import argparse
import csv
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

import msgspec
from revox import models

from tools.setup.environment import ROOT
from tools.setup.processes import started, stop_on_signals
from tools.setup.server import CAMPAIGN, COMMAND, ROWS, Server, running_sandbox

tell = partial(print, flush=True)  # at once, also into a pipe


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the demonstration and return its exit code: 0 if every row arrived once, else 1."""
    parser = argparse.ArgumentParser(prog="python -m tools.demo", description="Export a campaign from a local sandbox.")
    parser.add_argument("--to", type=Path, default=ROOT, metavar="DIR", help="where to write the files (the checkout)")
    directory: Path = parser.parse_args(arguments).to
    stop_on_signals()
    try:
        return demonstrate(directory / "rows.jsonl", directory / "rows.csv")
    except KeyboardInterrupt:
        print("\nInterrupted; the sandbox is stopped.", file=sys.stderr)
        return 130
    except (RuntimeError, subprocess.CalledProcessError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1


def demonstrate(jsonl: Path, table: Path) -> int:
    """Start a sandbox, export its campaign into two files, compare, and tell a person about it."""
    with tempfile.TemporaryDirectory() as temporary:
        database = Path(temporary) / "demo.db"
        tell(f"Starting a local Revox with a campaign of {ROWS:,} rows ...")
        with running_sandbox(database) as server:
            tell(f"  It answers at {server.base_url}\nExporting the campaign over that socket ...")
            seconds, _ = export(server, jsonl), export(server, table)
        with closing(sqlite3.connect(database)) as connection:
            expected = [row_id for (row_id,) in connection.execute("SELECT id FROM rows ORDER BY row_index")]
    rows = read_jsonl(jsonl)
    tell(f"The sandbox is stopped.\n\n{summary(rows)}\n{'seconds':33} {seconds:7.2f}")
    exported = {jsonl: [row.id for row in rows], table: ids_in_csv(table)}
    problems = [problem for path, ids in exported.items() for problem in differences(path.name, expected, ids)]
    for problem in problems:
        print(f"error: {problem}", file=sys.stderr)
    if not problems:
        tell(f"\nEvery row arrived once: both files hold the {len(expected):,} IDs of the sandbox's database.")
        tell("\n".join(f"  {path}  {path.stat().st_size / 1e6:.1f} MB" for path in exported))
        tell("Next: .venv/bin/revox sandbox, and in another terminal what it says. README.md has the library.")
    return 1 if problems else 0


def export(server: Server, file: Path) -> float:
    """Export the campaign with the command line and return the seconds that took."""
    tell(f"  $ revox rows {CAMPAIGN} -o {file.name}")
    start = time.perf_counter()
    command = [COMMAND, "rows", CAMPAIGN, "-o", str(file)]
    with started(command, environment=server.environment) as process:
        if process.wait():
            raise subprocess.CalledProcessError(process.returncode, command)
    return time.perf_counter() - start


def read_jsonl(file: Path) -> list[models.Row]:
    """Return the rows of an export, as the models of the library."""
    return [msgspec.json.decode(line, type=models.Row) for line in file.read_bytes().splitlines()]


def ids_in_csv(file: Path) -> list[str]:
    """Return the ID of every row of an export."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return [row["id"] for row in csv.DictReader(lines)]


def differences(name: str, expected: Sequence[str], got: Sequence[str]) -> list[str]:
    """Return in words how the IDs in a file differ from those that should be there, each once."""
    missing, extra = Counter(expected) - Counter(got), Counter(got) - Counter(expected)
    words = {"is missing": missing, "is there once too often, or is not in the campaign": extra}
    return [f"{name}: row {row_id} {problem}" for problem, ids in words.items() for row_id in ids]


def summary(rows: Sequence[models.Row]) -> str:
    """Return a table of how many rows there are, by status and by result."""
    statuses = Counter(str(row.call.status) if row.call else "no call" for row in rows)
    results: Counter[str] = Counter()
    for row in rows:
        attempt = row.call and row.call.last_call_attempt
        results[str(attempt.result) if attempt and attempt.result else "no result"] += 1
    counts = [("rows", "", len(rows)), *(("by status", *one) for one in statuses.most_common())]
    counts += [("by result", *one) for one in results.most_common()]
    return "\n".join(f"{title:10} {name:22} {count:7,}" for title, name, count in counts)


if __name__ == "__main__":
    sys.exit(main())
