"""The tests' own tools: the judges agree with each other, the mutator reaches everything, deep is deep."""

import json
from collections import Counter
from itertools import islice
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.contract.properties import sizes
from tests.contract.properties.contract import (
    COMPONENTS,
    OPERATION_IDS,
    OPERATIONS,
    SCHEMAS,
    SPEC,
    SpecOperation,
    component,
    is_odd,
    open_judge,
    spec_judge,
    subschemas,
)
from tests.contract.properties.mutator import EDITS, mutants
from tests.contract.properties.strategies import arguments, instances


@pytest.mark.parametrize("name", COMPONENTS)
def test_the_judges_agree(name: str) -> None:
    """The fast judge says of mutants what the jsonschema library says, where it can read them at all."""
    for mutant in mutants(instances(component(name)), sizes.SIZES.cross_checked, sizes.SEED + 1):
        if not is_odd(mutant.text):
            value = json.loads(mutant.text)
            for judge in (spec_judge(name), open_judge(name)):
                assert judge.fast(value) == judge.slow(value), str(mutant)


@pytest.mark.parametrize("name", COMPONENTS)
def test_instances_are_valid(name: str) -> None:
    """What the strategies make satisfies the spec, also in the words of the jsonschema library."""
    for instance in instances(component(name)):
        assert spec_judge(name).fast(instance)
    for instance in instances(component(name))[::25]:
        assert spec_judge(name).slow(instance)


@pytest.mark.parametrize("name", COMPONENTS)
def test_instances_take_every_choice(name: str) -> None:
    """Among them are every property, absent as well where it may be, and every value of every enum."""
    schema = SCHEMAS[name]
    valid = instances(component(name))
    if "enum" in schema:
        assert {json.dumps(one) for one in valid} == {json.dumps(value) for value in schema["enum"]}
    for key in schema.get("properties", {}):
        assert any(key in one for one in valid)
        assert any(key not in one for one in valid) == (key not in schema.get("required", []))


def test_every_enum_value_is_in_an_answer() -> None:
    """The answers of operations hold every value of every enum that they lead to."""
    for operation in OPERATIONS:
        for schema in operation.responses.values():
            text = json.dumps(instances(schema))
            values = {value for name in _reachable(schema) for value in SCHEMAS[name].get("enum", [])}
            assert {value for value in values if json.dumps(value) not in text} == set()


def _reachable(schema: Any, seen: frozenset[str] = frozenset()) -> frozenset[str]:
    for inner in subschemas(schema):
        name = inner.get("$ref", "").rpartition("/")[2]
        if name and name not in seen:
            seen = _reachable(SCHEMAS[name], seen | {name})
    return seen


@pytest.mark.parametrize("operation", OPERATIONS, ids=OPERATION_IDS)
def test_arguments_take_every_choice(operation: SpecOperation) -> None:
    """Among them is every parameter, absent as well where it may be."""
    given = arguments(operation)
    for parameter in operation.parameters:
        assert any(parameter["name"] in one for one in given)
        assert any(parameter["name"] not in one for one in given) == (not parameter.get("required", False))


def test_mutants_are_json_and_the_same_in_every_run() -> None:
    """They depend on the seed alone, and nearly all of them are texts of their own."""
    bases = instances(component("Assistant"))
    made = [str(mutant) for mutant in mutants(bases, 500, 7)]
    assert made == [str(mutant) for mutant in mutants(bases, 500, 7)]
    assert made != [str(mutant) for mutant in mutants(bases, 500, 8)]
    assert len(set(made)) > 450
    assert [json.loads(mutant.text) for mutant in islice(mutants(bases, 500, 7), 500)]


@pytest.mark.parametrize("name", COMPONENTS)
def test_mutants_reach_every_property(name: str) -> None:
    """Over a thousand mutants, each kind of edit is made, and something is changed in or at each property."""
    edits = [edit for mutant in mutants(instances(component(name)), 1000, 1) for edit in mutant.edits]
    assert set(Counter(edit.split(" @ ")[0] for edit in edits)) == {edit.__name__ for edit in EDITS}
    reached = {edit.partition(" @ ")[2].split("[")[0] for edit in edits}
    assert {f"$.{key}" for key in SCHEMAS[name].get("properties", {})} <= {
        path for at in reached for path in _upwards(at)
    }


def _upwards(path: str) -> set[str]:
    parts = path.split(".")
    return {".".join(parts[:end]) for end in range(1, len(parts) + 1)}


def test_the_spec_is_json_schema() -> None:
    """Every component is a JSON Schema of the draft that the judges read it as."""
    for schema in SPEC["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


def test_deep_means_ten_thousand() -> None:
    """`make contract` tries at least 10,000 mutants of each schema, and 200 MB of one string."""
    assert sizes.DEEP.mutants >= 10_000
    assert sizes.DEEP.long_string >= 200_000_000
