"""A sample of all mutants: each is noticed, or explained."""

from pathlib import Path

import pytest

from tools.diffing.trial import copy_project, run_module
from tools.mutating.documents import read
from tools.mutating.evidence import TEST, EvidenceJudge
from tools.mutating.explained import explanations, forgotten, mistaken, unexplained
from tools.mutating.mutant import ROOT, Kind, Mutant, Outcome
from tools.mutating.mutants import all_mutants, sample
from tools.mutating.run import run

SEED = 3
SIZES = {Kind.SPEC: 40, Kind.CODE: 6, Kind.TEMPLATES: 1}


@pytest.fixture(scope="module")
def mutants() -> list[Mutant]:
    """All mutants."""
    return all_mutants()


def test_a_sample_is_noticed(mutants: list[Mutant]) -> None:
    """By the facts of the docs or by a test, in a copy of the project; but for those that are explained."""
    reasons = explanations()
    chosen = [
        mutant
        for kind, size in SIZES.items()
        for mutant in sample([each for each in mutants if each.kind is kind and each.name not in reasons], size, SEED)
    ]
    outcomes: list[Outcome] = []
    found = run(chosen, 1, outcomes.append, is_sound=True)
    assert sorted(map(str, outcomes)) == sorted(map(str, found))
    assert len(found) == sum(SIZES.values())
    assert unexplained(found, reasons) == []
    assert mistaken(found, reasons) == []


def test_every_mutant_is_a_change_with_a_name_of_its_own(mutants: list[Mutant]) -> None:
    """Of the code and the templates, each is another text; of the spec, another document."""
    assert len({mutant.name for mutant in mutants}) == len(mutants)
    document = read().document
    for mutant in mutants:
        if mutant.document:
            assert mutant.document() != document, mutant.name
        else:
            assert mutant.make() != (ROOT / mutant.file).read_text(encoding="utf-8"), mutant.name


def test_every_fact_of_the_spec_is_changed(mutants: list[Mutant]) -> None:
    """Every enum value, every property and every parameter is among what is changed."""
    names = {mutant.name for mutant in mutants}
    spec = read()
    for name, schema in spec.components.items():
        for value in schema.get("enum", []):
            assert f'spec: {name}: drop enum value "{value}"' in names
        for prop in schema.get("properties", {}):
            flip = "make optional" if prop in schema.get("required", []) else "require"
            assert {f"spec: {name}.{prop}: rename", f"spec: {name}.{prop}: {flip}"} <= names
    for operation in spec.operations():
        for parameter in operation.parameters:
            assert f"spec: {operation.name}({parameter.node['name']}): flip required" in names


def test_what_is_explained_is_still_there(mutants: list[Mutant]) -> None:
    """An explanation outlives neither its mutant nor the reason; that they all survive is told by `make mutate`."""
    assert forgotten(mutants, explanations()) == []
    assert [name for name, reason in explanations().items() if len(reason.split()) < 5] == []


def test_the_evidence_settles_what_its_test_would(mutants: list[Mutant], tmp_path: Path) -> None:
    """What is judged without running a test is what that test says, in a copy with the changed spec."""
    judge = EvidenceJudge.of_project(read())
    by_name = {mutant.name: mutant for mutant in mutants}
    noticed = by_name['spec: CallStatus: drop enum value "completed"']
    passed_by = by_name["spec: ErrorDetail.code: rename"]
    copy_project(tmp_path)
    for mutant, is_noticed in ((noticed, True), (passed_by, False)):
        assert mutant.document is not None
        assert (judge.complaint(mutant.document()) is not None) == is_noticed
        (tmp_path / mutant.file).write_text(mutant.make(), encoding="utf-8")
        is_passed, output = run_module(tmp_path, "pytest", "-q", "-p", "no:cacheprovider", TEST)
        assert (not is_passed, "failed" in output) == (is_noticed, is_noticed), output
