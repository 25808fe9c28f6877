"""A campaign of attacks: whatever servers, networks, signals and other programs do, an export is whole or says so.

Each example is one directory and one server, and what happens there: `pytest --hypothesis-seed=N` repeats a campaign.
"""

import asyncio
import csv
import io
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from signal import SIGCONT, SIGHUP, SIGINT, SIGKILL, SIGSTOP, SIGTERM
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from revox import AsyncRevox, RetryPolicy, Revox, RevoxError
from revox.sandbox import Sandbox

from .server import CHANGES, NETWORK, Attacks, Behaviour
from .victim import STEPS

pytestmark = pytest.mark.deep

ROWS = 60
KEY = "a-key-that-nobody-may-see"
OLD = b"the good file of yesterday\n"
SECONDS = 60
COMMAND = [sys.executable, "-W", "error", "-W", "ignore::ResourceWarning", "-m"]
ROOT = Path(__file__).parents[2]
POLICY = RetryPolicy(max_retries=3, initial_delay=0.004, max_delay=0.06, budget=10_000)

BEHAVIOURS = st.builds(
    Behaviour,
    faults=st.lists(st.sampled_from(NETWORK), max_size=3),
    rate=st.sampled_from([0.1, 0.3, 0.7]),
    change=st.sampled_from(["still", *CHANGES]),
    repeats=st.sampled_from([False, False, True]),
    lie=st.sampled_from([0, 0, 0, 2, None]),
    is_paged=st.sampled_from([True, True, True, False]),
    seed=st.integers(0, 10**6),
)
SIGNALS = st.lists(st.sampled_from([SIGINT, SIGTERM, SIGHUP, SIGKILL]), max_size=2)
DAMAGE = st.tuples(st.sampled_from(["removed", "linked", "flipped", "cut", "zeros", "torn", "hole"]), st.floats(0, 1))
STOPS = st.one_of(
    st.none(),
    st.tuples(st.just("signals"), SIGNALS, st.integers(0, 7)),
    # Bytes that another program changes while the command writes them are not noticed.
    st.tuples(st.just("damaged"), DAMAGE.filter(lambda what: what[0] in ("removed", "linked")), st.integers(0, 7)),
    st.tuples(st.just("killed at"), st.sampled_from(STEPS), st.integers(1, 40)),
    st.tuples(st.just("disk full"), st.integers(0, 40), st.just(0)),
)


class Campaign(RuleBasedStateMachine):
    """One directory with a file of yesterday or none, and one server."""

    @initialize(format=st.sampled_from(["jsonl", "csv"]), before=st.sampled_from([None, OLD]))
    def begin(self, format: str, before: bytes | None) -> None:
        """Start the server."""
        self.stack, self.attacks, self.before = ExitStack(), Attacks(), before
        sandbox = self.stack.enter_context(Sandbox(api_key=KEY, faults=[self.attacks.fault]))
        self.campaign = sandbox.add_campaign(rows=ROWS, seed=1)
        with sandbox.client() as client:
            client.campaigns.get_rows(self.campaign, page=0, page_size=1)
        self.url = self.stack.enter_context(sandbox.serve())
        self.directory = Path(self.stack.enter_context(tempfile.TemporaryDirectory()))
        self.target, self.precious = self.directory / f"rows.{format}", self.directory / "precious"
        self.precious.write_bytes(OLD)
        if before is not None:
            self.target.write_bytes(before)

    @property
    def partial(self) -> Path | None:
        """The file with the rows that are kept, if there is one."""
        return next(iter(sorted(self.directory.glob(".*.part"))), None)

    @rule(
        behaviour=BEHAVIOURS,
        stop=STOPS,
        resume=st.booleans(),
        page_size=st.sampled_from([5, 17, 100]),
        prefetch=st.sampled_from([0, 2]),
    )
    def export(self, behaviour: Behaviour, stop: Any, resume: bool, page_size: int, prefetch: int) -> None:
        """Export with the command, which may be stopped in the middle."""
        kind: str
        what: Any
        kind, what, number = stop or ("", None, 0)
        attacks: dict[str, Any] = {"signals": lambda: self._send(what), "damaged": lambda: self.damage(what)}
        self.attacks.begin(behaviour, attacks.get(kind), number)
        victim: list[Any] = ["tests.soak.victim", what, str(number)]
        command = [*COMMAND, *(victim if kind == "killed at" else ["revox.cli"])]
        if kind == "disk full":
            command = ["sh", "-c", 'ulimit -f "$0"; exec "$@"', str(what), *command]
        options = ["--page-size", str(page_size), "--prefetch", str(prefetch), "--timeout", "0.5", "--max-retries", "1"]
        command += ["rows", self.campaign, "-o", str(self.target), *options, *["--resume"] * resume]
        self._judge(*self._run(command))

    def _run(self, command: list[str]) -> tuple[int, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("REVOX_")}
        environment = kept | {"REVOX_API_KEY": KEY, "REVOX_BASE_URL": self.url, "NO_PROXY": "*", "REVOX_LOG": "debug"}
        pipes: Any = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "encoding": "utf-8"}
        with subprocess.Popen(command, env=environment, cwd=ROOT, **pipes) as process:
            self.process = process
            try:
                said = "".join(process.communicate(timeout=SECONDS))
            finally:
                process.kill()
        note(f"exit code {process.returncode}: {said[-2000:]}")
        return process.returncode, said

    def _send(self, signals: Sequence[int]) -> None:
        """Send signals to the command in one moment, for which it is stopped."""
        for number in (SIGSTOP, *signals, SIGCONT):
            self.process.send_signal(number)

    def _judge(self, code: int, said: str) -> None:
        """The file is whole after exit code 0, else what it was; nobody sees the key, and nothing is called a bug."""
        assert code in (0, 1, -SIGKILL, 128 + SIGINT, 128 + SIGTERM, 128 + SIGHUP)
        assert not {"Traceback", "This is a bug", "Exception ignored", KEY} & {word for word in WORDS if word in said}
        assert not [path for path in self.directory.iterdir() if KEY.encode() in path.name.encode() + path.read_bytes()]
        assert self.precious.read_bytes() == OLD
        found = self.target.read_bytes() if self.target.exists() else None
        if code == 0 or found != self.before:
            assert code in (0, -SIGKILL)
            assert found is not None
            self._judge_rows(self._rows_of(found))
            assert code != 0 or self.partial is None
            self.before = found

    def _rows_of(self, found: bytes) -> list[dict[str, Any]]:
        if self.target.suffix == ".jsonl":
            return [json.loads(line) for line in found.splitlines()]
        rows = csv.DictReader(io.StringIO(found.decode("utf-8-sig"), newline=""))
        return [self.attacks.rows[row["id"]] for row in rows]

    def _judge_rows(self, rows: list[dict[str, Any]]) -> None:
        """Each row came once, as it is, and so did all that were there throughout."""
        ids = [row["id"] for row in rows]
        assert len(ids) == len(set(ids))
        assert self.attacks.throughout <= set(ids)
        assert [row for row in rows if _without_nulls(row) != _without_nulls(self.attacks.rows[row["id"]])] == []

    @rule(what=DAMAGE)
    def damage(self, what: tuple[str, float]) -> None:
        """Do to the file that holds the rows that came what a power cut, a disk or another program might."""
        if (path := self.partial) is None:
            return
        data, how = bytearray(path.read_bytes()), what[0]
        start = int(len(data) * what[1])
        if how in ("removed", "linked"):
            path.unlink()
            if how == "linked":
                os.link(self.precious, path)
            return
        if how == "flipped" and data:
            data[min(start, len(data) - 1)] ^= 1
        elif how == "cut":
            del data[start:]
        elif how == "zeros":
            data[start:] = bytes(len(data) - start + 4096)
        elif how == "torn":
            data += data[: data.find(b"\n") // 2]
        elif how == "hole":
            data[start : start + 512] = bytes(len(data[start : start + 512]))
        path.write_bytes(data)

    @rule(
        behaviour=BEHAVIOURS,
        way=st.tuples(st.booleans(), st.booleans()),
        page_size=st.sampled_from([5, 17, 100]),
        prefetch=st.sampled_from([0, 4]),
    )
    def read(self, behaviour: Behaviour, way: tuple[bool, bool], page_size: int, prefetch: int) -> None:
        """Read with the library: rows or pages, blocking or not; a token goes on after an error."""
        self.attacks.begin(behaviour)
        rows, error, token = asyncio.run(self._read(*way, page_size=page_size, prefetch=prefetch))
        note(f"{len(rows)} rows, {error!r}")
        ids = [row["id"] for row in rows]
        assert len(ids) == len(set(ids))
        assert KEY not in f"{error!r}{vars(error) if error else ''}"
        if error is None:
            self._judge_rows(rows)
        elif token is not None and behaviour.change == "still":
            self.attacks.begin(Behaviour())
            more, error, _ = asyncio.run(self._read(*way, page_size=page_size, prefetch=prefetch, resume=token))
            assert error is None
            self._judge_rows(rows + more)

    async def _read(self, is_async: bool, is_paged: bool, **arguments: Any) -> tuple[list[Any], RevoxError | None, Any]:
        options: dict[str, Any] = {"api_key": KEY, "base_url": self.url, "timeout": 0.5, "retry": POLICY}
        rows: list[Any] = []
        async with AsyncRevox(**options) as asynchronous:
            with Revox(**options) as blocking:
                client: Any = asynchronous if is_async else blocking
                iterate = client.campaigns.iter_pages if is_paged else client.campaigns.iter_rows
                items = iterate(self.campaign, **arguments)
                try:
                    async for item in items if is_async else _asynchronous(items):
                        found = [item.rows[index] for index in items.fresh] if is_paged else [item]
                        rows += [json.loads(row.to_json()) for row in found]
                except RevoxError as error:
                    return rows, error, items.token if is_paged else None
        return rows, None, None

    def teardown(self) -> None:
        """When all is well again, the same command ends well, and leaves nothing beside its file."""
        if not hasattr(self, "stack"):
            return
        with self.stack:
            if sys.exc_info()[0] is None:
                if self.partial is not None and self.partial.stat().st_nlink > 1:
                    self.partial.unlink()
                resume = self.partial is not None
                self.export(Behaviour(), None, resume, 25, 0)
                assert self.before not in (None, OLD)
                assert {path.name for path in self.directory.iterdir()} == {"precious", self.target.name}


WORDS = ("Traceback", "This is a bug", "Exception ignored", KEY)


def _without_nulls(value: Any) -> Any:
    """Return JSON in which null and absent are the same, as they are to the library."""
    if isinstance(value, dict):
        return {name: _without_nulls(item) for name, item in value.items() if item is not None}
    return [_without_nulls(item) for item in value] if isinstance(value, list) else value


async def _asynchronous(items: Any) -> Any:
    for item in items:
        yield item


Campaign.TestCase.settings = settings(
    stateful_step_count=6,
    max_examples=settings().max_examples // 20,
    deadline=None,
    phases=[Phase.generate],  # nothing is made smaller: processes are not the same twice
    suppress_health_check=list(HealthCheck),
)
TestCampaign = Campaign.TestCase
