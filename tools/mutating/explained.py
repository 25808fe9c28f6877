"""The mutants that no test can notice, each with its reason, in `explained.json`."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from tools.mutating.mutant import Mutant, Outcome, Verdict

FILE = Path(__file__).with_name("explained.json")


def explanations() -> dict[str, str]:
    """Return why a mutant cannot be noticed, by the name of the mutant."""
    found: dict[str, str] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def unexplained(outcomes: Iterable[Outcome], reasons: Mapping[str, str]) -> list[Outcome]:
    """Return the survivors that have no reason."""
    return [each for each in outcomes if each.verdict is Verdict.SURVIVED and each.name not in reasons]


def mistaken(outcomes: Iterable[Outcome], reasons: Mapping[str, str]) -> list[Outcome]:
    """Return what was killed although it has a reason to survive."""
    return [each for each in outcomes if each.verdict is not Verdict.SURVIVED and each.name in reasons]


def forgotten(mutants: Iterable[Mutant], reasons: Mapping[str, str]) -> list[str]:
    """Return the names that have a reason, but no mutant."""
    names = {mutant.name for mutant in mutants}
    return [name for name in reasons if name not in names]
