"""Keeps what became of each mutant in a file of JSON lines, so that a run that was interrupted can go on."""

import json
from collections.abc import Container, Iterator
from pathlib import Path
from typing import Any

from attrs import define, field

from tools.mutating.mutant import Outcome, Verdict
from tools.proving.digest import digest


@define
class Results:
    """What is known so far.

    A file that is about another spec, other templates or other generated code is begun anew.

    Attributes:
        file: The file; None to keep nothing.
        known: What became of mutants, by name.
    """

    file: Path | None
    known: dict[str, Outcome] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        if self.file is None:
            return
        now = digest()
        lines = list(_lines(self.file)) if self.file.exists() else []
        if not lines or lines[0].get("digest") != now:
            self.file.write_text(json.dumps({"digest": now}) + "\n", encoding="utf-8")
            return
        # Written anew, without a line that was cut off.
        self.file.write_text("".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines), encoding="utf-8")
        for line in lines[1:]:
            self.known[line["name"]] = Outcome(line["name"], Verdict(line["verdict"]), line["by"])

    def is_settled(self, name: str, reasons: Container[str] = ()) -> bool:
        """Whether a mutant need not be tried again. One that survived without a reason is: a new test may notice it."""
        return name in self.known and (self.known[name].verdict is not Verdict.SURVIVED or name in reasons)

    def note(self, outcome: Outcome) -> None:
        """Keep what became of a mutant."""
        self.known[outcome.name] = outcome
        if self.file is not None:
            line = {"name": outcome.name, "verdict": outcome.verdict.value, "by": outcome.by}
            with self.file.open("a", encoding="utf-8") as out:
                out.write(json.dumps(line, ensure_ascii=False) + "\n")


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    for line in file.read_text(encoding="utf-8").splitlines():
        try:
            yield json.loads(line)
        except ValueError:
            return  # written when the run was interrupted
