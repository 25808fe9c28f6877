"""The figures of the README are those that a command prints, about what is in this checkout."""

import json
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from tests.project.files import ROOT
from tools import proof
from tools.proving import runs
from tools.proving.digest import digest
from tools.proving.figures import Figures
from tools.proving.table import END, START, replaced, table

README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def figures() -> Figures:
    """What is quickly counted, counted anew."""
    return Figures.counted()


def test_the_readme_has_the_table_that_the_command_prints(figures: Figures) -> None:
    """Line by line; `make proof ARGS=--write` puts it there."""
    assert README.partition(f"{START}\n")[2].partition(f"\n{END}")[0] == table(figures, runs.read())


def test_no_result_is_out_of_date() -> None:
    """Each is about the spec, the generated code and the templates as they are; the message names the command."""
    assert proof.outdated() == []


def test_the_results_are_about_everything_that_there_is(figures: Figures) -> None:
    """As many components, operations, faults and mutants as are counted now, and none of them failed."""
    results = runs.read()
    trips, faults, mutants = (results[name] for name in ("round_trips", "faults", "mutants"))
    assert (trips["components"], trips["operations"]) == (figures.components, figures.operations)
    assert (faults["caught"], faults["all"]) == (figures.faults, figures.faults)
    assert {kind: mutants[kind]["all"] for kind in figures.mutants} == figures.mutants
    for kind in figures.mutants:
        settled = mutants[kind]["killed"] + mutants[kind]["explained"] + mutants[kind]["without_effect"]
        assert settled == mutants[kind]["tried"] <= mutants[kind]["all"], kind
    assert set(figures.facts) == {"backed", "assumed"}
    assert results["fuzzing"]["per_second"] > 0


def test_a_changed_spec_makes_every_result_stale(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command says so, with the command that mends it, and fails; an unrelated change does not matter."""
    results = {name: found | {"digest": "of another"} for name, found in runs.read().items()}
    file = tmp_path / "results.json"
    file.write_text(json.dumps(results), encoding="utf-8")
    monkeypatch.setattr(runs, "FILE", file)
    assert proof.main([]) == 1
    told = capsys.readouterr().err
    assert told.count("out of date; run: python -m tools.proof --renew ") == len(runs.RUNS)


def test_a_missing_result_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And no table is printed."""
    monkeypatch.setattr(runs, "FILE", tmp_path / "none.json")
    assert proof.main([]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "mutants: missing; run: python -m tools.proof --renew mutants --write" in printed.err


def test_the_digest_is_about_contents_alone(tmp_path: Path) -> None:
    """A changed, a new and a renamed file change it; what Python caches does not."""
    file = tmp_path / "spec" / "a.yaml"
    file.parent.mkdir()
    file.write_text("a")
    (tmp_path / "README.md").write_text("x")
    seen = [digest(tmp_path)]
    (tmp_path / "spec" / "__pycache__").mkdir()
    (tmp_path / "spec" / "__pycache__" / "a.pyc").touch()
    (tmp_path / "README.md").write_text("y")
    assert digest(tmp_path) == seen[0]
    file.write_text("b")
    seen.append(digest(tmp_path))
    file.rename(file.with_name("b.yaml"))
    seen.append(digest(tmp_path))
    assert len(set(seen)) == 3


def test_a_table_needs_its_place() -> None:
    """A README without the marks is not written over."""
    with pytest.raises(ValueError, match="once each"):
        replaced("# Title\n", "| a |")


@pytest.mark.parametrize(
    ("failed", "passed"), [("", {"Row", "Call"}), ('<failure message="x"/>', {"Call"}), ("<skipped/>", {"Call"})]
)
def test_only_what_passed_every_time_counts(failed: str, passed: set[str]) -> None:
    """A component that failed, or was skipped, with one client is not counted."""
    name = "test_components_round_trip_through_the_fast_tier"
    cases = [f'<testcase name="{name}[async-Row]">{failed}</testcase>']
    cases += [f'<testcase name="{name}[{using}]"/>' for using in ("sync-Row", "sync-Call")]
    report = ElementTree.fromstring(f"<testsuite>{''.join(cases)}</testsuite>")
    assert runs.passed(list(report), "test_components_round_trip") == passed
