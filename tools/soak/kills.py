"""Kills exports at any moment, cuts the power, goes on with them, and compares with an undisturbed one.

`python -m tools.soak.kills --runs 200` takes some minutes. Each run exports a campaign of a local sandbox, to JSON
lines or CSV. The process is killed with SIGKILL up to four times, after a random time, or right before or after one of
its steps; and what it has left is damaged as by a power cut. In the end the file has to be the same as that of an
undisturbed export, byte for byte.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from revox.sandbox import Sandbox

from tools.soak.kills_run import Failure, Run, Service, Tally, Undisturbed

ROWS = 400
KEY = "soak-key-that-nobody-may-see"
EVERY = 10
COUNTED = ("runs", "kills", "power cuts", "bytes lost to them", "resumes", "rows", "of them not read again")
WRONG = ("rows lost", "rows twice", "torn lines")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run, print what became of it, and return the exit code: 0 if every export ended as it has to, else 1."""
    parser = argparse.ArgumentParser(prog="python -m tools.soak.kills", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--runs", type=int, default=200, help="how many exports (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="what the first run is drawn from (default: %(default)s)")
    given = parser.parse_args(arguments)
    tally, failed = Tally(), list[int]()
    try:
        with sandbox() as service:
            undisturbed = Undisturbed(service)
            for seed in range(given.seed, given.seed + given.runs):
                if not _succeeds(seed, undisturbed, tally):
                    failed.append(seed)
                if tally["runs"] % EVERY == 0:
                    _say(f"{tally['runs']} of {given.runs} runs, {tally['kills']} kills, {len(failed)} failed")
    except KeyboardInterrupt:
        _say("Interrupted.")
        print(table(tally))
        return 130
    print(table(tally))
    for seed in failed:
        print(f"To repeat: python -m tools.soak.kills --runs 1 --seed {seed}")
    return 1 if failed or not tally["kills"] else 0


@contextmanager
def sandbox() -> Iterator[Service]:
    """Serve a campaign on a socket, for the time of a `with` block."""
    with Sandbox(api_key=KEY) as running:
        campaign = running.add_campaign(rows=ROWS, seed=1)
        with running.serve() as url:
            kept = {name: value for name, value in os.environ.items() if not name.startswith("REVOX_")}
            here = {"REVOX_API_KEY": KEY, "REVOX_BASE_URL": url}
            yield Service(kept | here | dict.fromkeys(("NO_PROXY", "no_proxy"), "127.0.0.1"), KEY, campaign)


def table(tally: Tally) -> str:
    """Return what was done and what became of it, as a table."""
    moments = sorted(tally.keys() - {*COUNTED, *WRONG})
    return "\n".join(f"{name:28}{tally[name]:>12,}" for name in (*COUNTED, *WRONG, *moments))


def _succeeds(seed: int, undisturbed: Undisturbed, tally: Tally) -> bool:
    with tempfile.TemporaryDirectory() as directory:
        try:
            Run(seed, Path(directory), undisturbed, tally).carry_out()
        except Failure as failure:
            _say(f"seed {seed}: {failure}")
            return False
        return True


def _say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
