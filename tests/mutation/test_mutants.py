"""Mutants of the spec: every fact is changed, and what the docs say is noticed."""

from collections.abc import Iterator
from typing import Any

import pytest

from tools.diffing.sources import DEFAULT_PATH
from tools.generation.spec import METHODS, Spec
from tools.mutate import main
from tools.mutating.spec import spec_mutants
from tools.mutating.trial import by_evidence
from tools.setup.environment import ROOT


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    """The spec."""
    return Spec.read(ROOT / DEFAULT_PATH).document


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
        for method in item.keys() & set(METHODS):
            for parameter in item[method].get("parameters", []):
                yield f"paths/{path}/{method}: drop {parameter.get('name', parameter.get('$ref'))} of parameters"
            yield f"paths/{path}/{method}: change operationId"


def test_every_fact_of_the_spec_is_changed(document: dict[str, Any]) -> None:
    """Each mutant has a name of its own and is another document, and the spec itself stays as it is."""
    mutants = list(spec_mutants(document))
    names = {mutant.name for mutant in mutants}
    assert set(facts(document)) <= names
    assert len(names) == len(mutants)
    assert all(mutant.document != document for mutant in mutants)
    assert Spec.read(ROOT / DEFAULT_PATH).document == document


@pytest.mark.deep
def test_the_docs_notice_a_fact_that_they_say(document: dict[str, Any]) -> None:
    """Of some fields all over the spec, not all of which need be theirs: the complaint comes from the change."""
    fields = [mutant for mutant in spec_mutants(document) if "/properties: drop " in mutant.name]
    complaints = {by_evidence(mutant.document) for mutant in fields[:: len(fields) // 4]}
    assert complaints - {None, by_evidence(document)}


@pytest.mark.deep
def test_a_sample_depends_on_its_seed_alone(capsys: pytest.CaptureFixture[str]) -> None:
    """So that what was seen once can be seen again."""
    said = []
    for seed in ("1", "1", "2"):
        assert main(["spec", "--sample", "20", "--seed", seed, "--list"]) == 0
        said.append(capsys.readouterr().out)
    assert said[0] == said[1] != said[2]
    assert len(said[0].splitlines()) == 20
