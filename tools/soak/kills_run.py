"""One export that is killed again and again, and gone on with until it is done."""

import json
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random

import attrs

from tools.soak.kills_victim import COUNT

COMMAND = [sys.executable, "-W", "error", "-m", "revox.cli"]
VICTIM = [sys.executable, "-W", "error", "-m", "tools.soak.kills_victim"]
OLD = b"the good file of yesterday\n"
SECONDS = 60
MOST_KILLS = 4
BLOCK = 4096
FILTERS = [[], [], ["--status", "completed,errored"], ["--limit", "170"]]

Tally = Counter[str]
"""What was done and what became of it, over any number of runs."""


class Failure(Exception):
    """An export did not end as it has to."""


@attrs.frozen
class Service:
    """Where the rows come from: the environment for the command, and the key, which may not be in any file."""

    environment: dict[str, str]
    key: str
    campaign: str


@attrs.define
class Undisturbed:
    """What undisturbed exports give."""

    service: Service
    seconds: float = 1.0
    _known: dict[str, bytes] = attrs.field(factory=dict)
    _moments: dict[str, dict[str, int]] = attrs.field(factory=dict)

    def export(self, directory: Path, format: str, filters: list[str]) -> bytes:
        """Return what an export gives that nothing disturbs."""
        name = json.dumps([format, filters])
        if name not in self._known:
            started = time.monotonic()
            self._known[name] = self._run(COMMAND, directory / f"undisturbed.{format}", *filters)[0]
            self.seconds = time.monotonic() - started
        return self._known[name]

    def moments(self, directory: Path, format: str) -> dict[str, int]:
        """Return how often an export could be killed before or after each step, with some 20 pages."""
        if format not in self._moments:
            command, size = [*VICTIM, COUNT, "0"], ("--page-size", "20")
            self._moments[format] = json.loads(self._run(command, directory / f"counted.{format}", *size)[1])
        return self._moments[format]

    def _run(self, command: list[str], target: Path, *options: str) -> tuple[bytes, bytes]:
        """Export, and return what is in the file, and on standard output."""
        command = [*command, "rows", self.service.campaign, "-o", str(target), "-q", *options]
        environment = self.service.environment
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True, timeout=SECONDS)
        found = target.read_bytes()
        target.unlink()
        return found, done.stdout


@attrs.define
class Run:
    """One export in an empty directory, from its first start to its end; all but the speed is drawn from the seed."""

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

    def carry_out(self) -> None:
        """Export, kill, cut the power, go on, and compare; `Failure` if anything is not as it has to be."""
        expected = self.undisturbed.export(self.directory, self._format, self._filters)
        target = self.directory / f"rows.{self._format}"
        if self._before is not None:
            target.write_bytes(self._before)
        self.tally["runs"] += 1
        for number in range(self._random.randint(1, MOST_KILLS)):
            if not self._start_and_kill(self._arguments(target, is_first=number == 0)):
                break
            self._check_meanwhile(target, expected)
            self._cut_power(target)
        else:
            code, said = self._execute([*COMMAND, *self._arguments(target, is_first=False)])
            if code != 0:
                raise Failure(f"exit code {code}: {said}")
            self.tally["of them not read again"] += int(
                said.split(" row")[0].replace(",", "") if said[:1].isdigit() else 0
            )
        if left := self._partial_files(target):
            raise Failure(f"{left[0].name} is left")
        self._compare(target.read_bytes(), expected)

    def _arguments(self, target: Path, *, is_first: bool) -> list[str]:
        """Return the arguments of the command. Pages may be of another size each time, and prefetched or not."""
        self.tally["resumes"] += not is_first
        sizes = ["--page-size", str(self._random.randint(7, 60)), "--prefetch", str(self._random.choice([0, 0, 2]))]
        fixed = ["rows", self.undisturbed.service.campaign, "-o", str(target), *self._filters]
        return [*fixed, *sizes, *([] if is_first else ["--resume"])]

    def _start_and_kill(self, arguments: list[str]) -> bool:
        """Start the export and kill it, and return whether it was killed before it had ended."""
        if self._random.random() < 0.5:
            moments = self.undisturbed.moments(self.directory, self._format)
            step = self._random.choice(sorted(moments))
            kind = f"  before or after {step}"
            number = self._random.randint(1, moments[step])
            code, errors = self._execute([*VICTIM, step, str(number), *arguments])
        else:
            kind = "  at any time"
            seconds = self._random.uniform(0.2, 1) * self.undisturbed.seconds
            code, errors = self._execute([*COMMAND, *arguments], seconds)
        if code not in (0, -signal.SIGKILL):
            raise Failure(f"exit code {code}: {errors}")
        self.tally.update({"kills": 1, kind: 1} if code else ())
        return code != 0

    def _execute(self, command: list[str], kill_after: float | None = None) -> tuple[int, str]:
        """Run a command, kill it after some time, and return its exit code and what it said."""
        environment = self.undisturbed.service.environment
        with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True, encoding="utf-8") as process:
            try:
                _, errors = process.communicate(timeout=kill_after or SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                _, errors = process.communicate()
        return process.returncode, errors.strip()

    def _partial_files(self, target: Path) -> list[Path]:
        return sorted(path for path in self.directory.iterdir() if path != target)

    def _check_meanwhile(self, target: Path, expected: bytes) -> None:
        """Check that the target is as it was, or complete; and that the key is nowhere."""
        found = target.read_bytes() if target.exists() else None
        if found not in (self._before, expected):
            raise Failure("the target is half-written")
        key = self.undisturbed.service.key
        if any(key in path.name or key.encode() in path.read_bytes() for path in self.directory.iterdir()):
            raise Failure("the key is in a file or in its name")

    def _cut_power(self, target: Path) -> None:
        for path in self._partial_files(target):
            if self._random.random() < 0.6:
                self.tally["power cuts"] += 1
                self.tally["bytes lost to them"] += cut_power(path, self._random)

    def _compare(self, found: bytes, expected: bytes) -> None:
        wanted, lines = Counter(expected.splitlines()), Counter(found.splitlines())
        wrong = {
            "rows lost": len(wanted.keys() - lines.keys()),
            "rows twice": (lines - wanted).total() - len(lines.keys() - wanted.keys()),
            "torn lines": len(lines.keys() - wanted.keys()),
        }
        self.tally.update({"rows": wanted.total(), **wrong})
        if found != expected:
            raise Failure(f"the file differs: {', '.join(f'{count} {name}' for name, count in wrong.items())}")


def cut_power(path: Path, random: Random) -> int:
    """Damage a file as a power cut could, and return how many bytes of it were lost."""
    data = path.read_bytes()
    # Near the end more often than not: that is what was written last.
    start = len(data) - int(len(data) * random.random() ** 3)
    block = start - start % random.choice([1, BLOCK])
    line = data[: data.find(b"\n") + 1] or b'{"id":"torn"}\n'
    hole = bytes(min(BLOCK * random.randint(1, 3), len(data) - block))
    left = random.choice(
        [
            data[:start],  # shorter than what was written
            data[:block] + bytes(len(data) - block),  # the last blocks were not written
            data[:block] + hole + data[block + len(hole) :],  # blocks in the middle were not, while later ones were
            data + line[: random.randint(1, len(line) - 1)],  # a line was written in part
            data[:start] + bytes(random.randint(1, 3 * BLOCK)),  # longer than what was written, by zeros
        ]
    )
    path.write_bytes(left)
    return sum(one != other for one, other in zip(data, left, strict=False)) + max(len(data) - len(left), 0)
