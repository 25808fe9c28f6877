"""Mutants of the spec: every fact is changed, and what the docs say is noticed."""

from collections.abc import Iterator
from typing import Any

import pytest

from tools.generation.spec import Spec
from tools.mutate import main
from tools.mutating.spec import Mutant, spec_mutants
from tools.mutating.trial import SPEC, by_evidence
from tools.setup.environment import ROOT


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    """The spec."""
    return Spec.read(ROOT / SPEC).document


@pytest.fixture(scope="module")
def mutants(document: dict[str, Any]) -> dict[str, Mutant]:
    """All mutants, by name."""
    found = list(spec_mutants(document))
    assert len({mutant.name for mutant in found}) == len(found)
    return {mutant.name: mutant for mutant in found}


def facts(document: dict[str, Any]) -> Iterator[str]:
    """Yield the mutants that there must be: of each property, value, parameter and operation."""
    for name, schema in document["components"]["schemas"].items():
        place = f"components/schemas/{name}"
        yield from (f"{place}: drop {value} of enum" for value in schema.get("enum", []))
        for prop in schema.get("properties", {}):
            is_required = prop in schema.get("required", [])
            yield from (f"{place}/properties: {word} {prop}" for word in ("drop", "rename"))
            yield f"{place}: {'do not require' if is_required else 'require'} {prop}"
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if not isinstance(operation, dict):
                continue
            for parameter in operation.get("parameters", []):
                yield f"paths/{path}/{method}: drop {parameter['name']} of parameters"
            yield f"paths/{path}/{method}: change operationId"


def test_every_fact_of_the_spec_is_changed(document: dict[str, Any], mutants: dict[str, Mutant]) -> None:
    """Each is another document, and the spec itself stays as it is."""
    assert set(facts(document)) <= set(mutants)
    assert all(mutant.document != document for mutant in mutants.values())
    assert Spec.read(ROOT / SPEC).document == document


def test_the_docs_notice_a_fact_that_they_say(document: dict[str, Any], mutants: dict[str, Mutant]) -> None:
    """Of some fields all over the spec, not all of which need be theirs: the complaint comes from the change."""
    fields = [name for name in mutants if "/properties: drop " in name]
    complaints = {by_evidence(mutants[name]) for name in fields[:: len(fields) // 4]}
    assert complaints - {None, by_evidence(Mutant("no change", document))}


@pytest.mark.deep
def test_a_sample_depends_on_its_seed_alone(capsys: pytest.CaptureFixture[str]) -> None:
    """So that what was seen once can be seen again."""
    said = []
    for seed in ("1", "1", "2"):
        assert main(["spec", "--sample", "20", "--seed", seed, "--list"]) == 0
        said.append(capsys.readouterr().out)
    assert said[0] == said[1] != said[2]
    assert len(said[0].splitlines()) == 20


def test_wrong_arguments_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a traceback."""
    with pytest.raises(SystemExit, match="2"):
        main(["tests"])
    assert "error: argument what" in capsys.readouterr().err
