"""One export that is killed again and again, and gone on with until it is done."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random

import attrs

from tools.soak.kills_damage import cut_power
from tools.soak.kills_victim import COUNT

COMMAND = [sys.executable, "-W", "error", "-m", "revox.cli"]
VICTIM = [sys.executable, "-W", "error", "-m", "tools.soak.kills_victim"]
OLD = b"the good file of yesterday\n"
SECONDS = 60
MOST_KILLS = 4
FILTERS = [[], [], ["--status", "completed,errored"], ["--limit", "170"]]


@attrs.define
class Tally:
    """What was done and what became of it, over any number of runs."""

    runs: int = 0
    kills: int = 0
    power_cuts: int = 0
    resumes: int = 0
    bytes_cut: int = 0
    rows: int = 0
    rows_kept: int = 0
    rows_lost: int = 0
    rows_twice: int = 0
    torn_lines: int = 0
    kinds: Counter[str] = attrs.field(factory=Counter)


class Failure(Exception):
    """An export did not end as it has to."""


@attrs.frozen
class Service:
    """Where the rows come from.

    Attributes:
        environment: The environment for the command: the key and the URL of the server.
        key: The API key, which may not be in any file.
        campaign: The ID of the campaign.
    """

    environment: dict[str, str]
    key: str
    campaign: str = "demo"


@attrs.define
class Undisturbed:
    """What undisturbed exports give."""

    service: Service
    _known: dict[str, bytes] = attrs.field(factory=dict)
    _moments: dict[str, dict[str, int]] = attrs.field(factory=dict)

    def export(self, directory: Path, format: str, filters: list[str]) -> bytes:
        """Return what an export gives that nothing disturbs."""
        name = json.dumps([format, filters])
        if name not in self._known:
            self._known[name] = self._run(COMMAND, directory / f"undisturbed.{format}", *filters)[0]
        return self._known[name]

    def moments(self, directory: Path, format: str) -> dict[str, int]:
        """Return how often an export could be killed before or after each step, with some 20 pages."""
        if format not in self._moments:
            command, size = [*VICTIM, COUNT, "0"], ("--page-size", "20")
            self._moments[format] = json.loads(self._run(command, directory / f"counted.{format}", *size)[1])
        return self._moments[format]

    def _run(self, command: list[str], target: Path, *options: str) -> tuple[bytes, bytes]:
        """Export, and return what is in the file, and on standard output."""
        arguments = ["rows", self.service.campaign, "-o", str(target), "-q", *options]
        environment = self.service.environment
        done = subprocess.run(
            [*command, *arguments], env=environment, stdout=subprocess.PIPE, check=True, timeout=SECONDS
        )
        found = target.read_bytes()
        target.unlink()
        return found, done.stdout


@attrs.define
class Run:
    """One export, from its first start to its end.

    Attributes:
        seed: What everything is drawn from, but for the speed of the machine.
        directory: An empty directory.
        undisturbed: What the export has to end with.
        tally: What is counted.
    """

    seed: int
    directory: Path
    undisturbed: Undisturbed
    tally: Tally
    _random: Random = attrs.field(init=False)
    _format: str = attrs.field(init=False)
    _filters: list[str] = attrs.field(init=False)
    _before: bytes | None = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self._random = Random(self.seed)
        self._format = self._random.choice(["jsonl", "csv"])
        self._filters = self._random.choice(FILTERS)
        self._before = self._random.choice([None, OLD])

    @property
    def target(self) -> Path:
        """The file to export to."""
        return self.directory / f"rows.{self._format}"

    def carry_out(self) -> None:
        """Export, kill, cut the power, go on, and compare.

        Raises:
            Failure: The file is not that of an undisturbed export, or something else is wrong.
        """
        expected = self.undisturbed.export(self.directory, self._format, self._filters)
        if self._before is not None:
            self.target.write_bytes(self._before)
        self.tally.runs += 1
        for number in range(self._random.randint(1, MOST_KILLS)):
            if not self._start_and_kill(is_first=number == 0):
                break
            self._check_meanwhile(expected)
            self._cut_power()
        else:
            self._finish()
        if self._parts():
            raise Failure(f"{self._parts()[0].name} is left")
        self._compare(expected)

    def _start_and_kill(self, *, is_first: bool) -> bool:
        """Start the export and kill it, and return whether it was killed before it had ended."""
        arguments = self._arguments(resume=not is_first)
        self.tally.resumes += not is_first
        kind = self._random.choice(["step", "step", "size", "delay"])
        if kind == "step":
            moments = self.undisturbed.moments(self.directory, self._format)
            step = self._random.choice(sorted(moments))
            kind = f"{step}, before or after"
            number = self._random.randint(1, moments[step])
            code, errors = self._execute([*VICTIM, step, str(number), *arguments])
        else:
            code, errors = self._execute([*COMMAND, *arguments], kill=kind)
        if code == -signal.SIGKILL:
            self.tally.kills += 1
            self.tally.kinds[kind] += 1
        elif code != 0:
            raise Failure(f"exit code {code}: {errors}")
        return code != 0

    def _arguments(self, *, resume: bool) -> list[str]:
        """Return the arguments of the command. Pages may be of another size each time, and read ahead or not."""
        sizes = ["--page-size", str(self._random.randint(7, 60)), "--prefetch", str(self._random.choice([0, 0, 2]))]
        fixed = ["rows", self.undisturbed.service.campaign, "-o", str(self.target), *self._filters]
        return [*fixed, *sizes, *(["--resume"] if resume else [])]

    def _execute(self, command: list[str], kill: str | None = None) -> tuple[int, str]:
        """Run a command, kill it if that is wanted, and return its exit code and what it said."""
        environment = self.undisturbed.service.environment
        with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True, encoding="utf-8") as process:
            try:
                if kill is not None:
                    self._wait(process, kill)
                    process.kill()
                _, errors = process.communicate(timeout=SECONDS)
            finally:
                process.kill()
        return process.returncode, errors.strip()

    def _wait(self, process: "subprocess.Popen[str]", kind: str) -> None:
        """Wait until the part has some size, or for some time after it appeared."""
        sizes = self._sizes()
        size = self._random.randint(0, self._most_bytes()) if kind == "size" else 0
        last = time.monotonic() + SECONDS
        while process.poll() is None and time.monotonic() < last:
            if (now := self._sizes()) != sizes and sum(now.values()) >= size:
                break
            time.sleep(0.001)
        if kind == "delay":
            time.sleep(self._random.uniform(0, 0.3))

    def _most_bytes(self) -> int:
        """Return how large all files together become."""
        formats = {"jsonl", self._format}
        return sum(len(self.undisturbed.export(self.directory, name, self._filters)) for name in formats)

    def _sizes(self) -> dict[str, int]:
        """Return the size of each file that is there."""
        found = {}
        for entry in os.scandir(self.directory):
            try:
                found[entry.name] = entry.stat().st_size
            except FileNotFoundError:
                continue
        return found

    def _parts(self) -> list[Path]:
        return sorted(path for path in self.directory.iterdir() if path != self.target)

    def _check_meanwhile(self, expected: bytes) -> None:
        """Check that the target is as it was, or complete; and that the key is nowhere."""
        found = self.target.read_bytes() if self.target.exists() else None
        if found not in (self._before, expected):
            raise Failure("the target is half-written")
        key = self.undisturbed.service.key
        if any(key in path.name or key.encode() in path.read_bytes() for path in self.directory.iterdir()):
            raise Failure("the key is in a file or in its name")

    def _cut_power(self) -> None:
        for part in self._parts():
            if self._random.random() < 0.6:
                self.tally.power_cuts += 1
                self.tally.bytes_cut += cut_power(part, self._random)

    def _finish(self) -> None:
        code, said = self._execute([*COMMAND, *self._arguments(resume=True)])
        self.tally.resumes += 1
        if code != 0:
            raise Failure(f"exit code {code}: {said}")
        self.tally.rows_kept += int(said.partition(" row")[0].replace(",", "") or 0)

    def _compare(self, expected: bytes) -> None:
        found = self.target.read_bytes()
        wanted, torn_before = _ids(expected, self._format)
        ids, torn = _ids(found, self._format)
        lost, twice = len(set(wanted) - set(ids)), len(ids) - len(set(ids))
        self.tally.rows += len(wanted)
        self.tally.rows_lost += lost
        self.tally.rows_twice += twice
        self.tally.torn_lines += torn
        if found != expected or torn_before:
            raise Failure(f"the file differs: {lost} rows lost, {twice} twice, {torn} lines torn")


def _ids(data: bytes, format: str) -> tuple[list[str], int]:
    """Return the IDs of the rows in a file, and how many lines are torn."""
    if format == "csv":
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig", "replace"), newline="")))
        whole = [row for row in rows[1:] if len(row) == len(rows[0])]
        return [row[0] for row in whole], len(rows) - 1 - len(whole)
    ids, torn = [], 0
    for line in data.split(b"\n")[:-1]:
        try:
            ids.append(str(json.loads(line)["id"]))
        except ValueError:
            torn += 1
    return ids, torn + (data[-1:] not in (b"\n", b""))
