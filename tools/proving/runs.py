"""The runs that take long, and what they found; the results are kept in `results.json`."""

import json
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tools.mutating.explained import explanations
from tools.mutating.mutant import ROOT, Kind, Outcome, Verdict
from tools.mutating.mutants import all_mutants, sample
from tools.mutating.results import Results
from tools.proving.digest import digest

FILE = Path(__file__).with_name("results.json")
Found = dict[str, Any]


class RunError(Exception):
    """A run did not get to its end."""


def read() -> dict[str, Found]:
    """Return what the last run of each kind found, each with the digest of what it depends on."""
    found: dict[str, Found] = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    return found


def renew(name: str, mutants: Path | None = None, size: int | None = None) -> None:
    """Run one of `RUNS` and keep what it found.

    Args:
        name: Its name.
        mutants: Where results of mutants are kept between runs.
        size: How many mutants of the code and of the templates to try; all by default; 0 only counts what is kept.

    Raises:
        RunError: It did not get to its end.
    """
    before = digest()
    found = _mutants(mutants, size) if name == "mutants" else RUNS[name]()
    known = {**read(), name: {"digest": before, **found}}
    FILE.write_text(json.dumps(dict(sorted(known.items())), indent=1) + "\n", encoding="utf-8")


def _round_trips() -> Found:
    """Run the round-trip tests, and count the components and operations of which every test passed."""
    with tempfile.TemporaryDirectory() as directory:
        report = Path(directory) / "report.xml"
        tests = "tests/contract/properties/test_round_trip.py"
        _said("pytest", "-q", "-p", "no:cacheprovider", f"--junitxml={report}", tests)
        cases = list(ElementTree.parse(report).iter("testcase"))
    return {
        "components": len(passed(cases, "test_components_round_trip")),
        "operations": len(passed(cases, "test_answers_of_operations_round_trip")),
    }


def passed(cases: list[ElementTree.Element], prefix: str) -> set[str]:
    """Return the last parameters of tests of which none failed."""
    asked = [case for case in cases if case.get("name", "").startswith(prefix)]
    names = {case: case.get("name", "").partition("[")[2].rstrip("]").rpartition("-")[2] for case in asked}
    return set(names.values()) - {names[case] for case in asked if len(case)}


def _faults() -> Found:
    """Plant every fault of the sandbox."""
    said = _said("tools.contract", "--faults", "--quick", code=(0, 1))
    return dict(zip(("caught", "all"), _numbers(r"(\d+) of (\d+) planted faults caught", said), strict=True))


def _fuzzing() -> Found:
    """Hold the sandbox against the spec, and note how many requests that were in a second."""
    said = _said("tools.contract")
    requests, rate = _numbers(r"([\d,]+) requests .* s, (\d+)/s", said)
    return {"requests": requests, "per_second": rate}


def _mutants(file: Path | None = None, size: int | None = None) -> Found:
    """Try the mutants of each kind, and count. Those of the spec are quick: all are tried; of the others, so many."""
    found: Found = {}
    with tempfile.TemporaryDirectory() as directory:
        file = file or Path(directory) / "mutants.jsonl"
        for kind in Kind:
            every = all_mutants([kind])
            tried = sample(every, size, 0) if size and kind is not Kind.SPEC else every
            if size == 0:
                tried = [mutant for mutant in every if mutant.name in Results(file).known]
            else:
                options = ["--only", kind.value, "--results", str(file), "--sample", str(len(tried))]
                _said("tools.mutate", *options, code=(0, 1))
            known = Results(file).known
            found[kind.value] = {"all": len(every), **_counted([known[mutant.name] for mutant in tried])}
    return found


def _counted(outcomes: list[Outcome]) -> dict[str, int]:
    reasons = explanations()
    return {
        "tried": len(outcomes),
        "killed": sum(each.is_killed for each in outcomes),
        "explained": sum(each.verdict is Verdict.SURVIVED and each.name in reasons for each in outcomes),
        "without_effect": sum(each.verdict is Verdict.SAME for each in outcomes),
    }


RUNS: dict[str, Callable[[], Found]] = {
    "round_trips": _round_trips,
    "faults": _faults,
    "fuzzing": _fuzzing,
    "mutants": _mutants,
}


def _said(module: str, *arguments: str, code: tuple[int, ...] = (0,)) -> str:
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8", check=False)
    if done.returncode not in code:
        raise RunError(f"{module} {' '.join(arguments)} ended with {done.returncode}\n{done.stdout[-2000:]}")
    return done.stdout


def _numbers(pattern: str, text: str) -> list[int]:
    found = re.findall(pattern, text)
    if not found:
        raise RunError(f"expected {pattern!r} in what was said:\n{text[-2000:]}")
    return [int(number.replace(",", "")) for number in found[-1]]
