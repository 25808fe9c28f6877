"""The strict reader accepts exactly what the `jsonschema` library accepts, on mutants of valid instances.

Intended differences, each with a test of its own in `test_decisions.py`:
- An enum is open: it takes any other text, as a member that is not documented. So the judge's enums are open as well;
  and with closed ones, it accepts exactly what is read with documented members only.
- A variant of a tagged union that is read alone, which no operation does, needs no tag.
"""

import json
from typing import Any

import pytest

from tests.contract.properties.contract import (
    COMPONENTS,
    SCHEMAS,
    component,
    is_odd,
    known_part,
    lacks_own_tag,
    open_judge,
    same,
    spec_judge,
)
from tests.contract.properties.mutator import Mutant, mutants, one_by_one
from tests.contract.properties.reading import Reading, is_documented, read_text, to_plain
from tests.contract.properties.sizes import SEED, SIZES
from tests.contract.properties.strategies import instances


def is_envelope(value: Any, name: str) -> bool:
    """Say whether a value could be meant as a component: an object with some required property, and all its lists."""
    schema = SCHEMAS[name]
    if "properties" not in schema:
        return True
    properties = {key: inner for key, inner in schema["properties"].items() if "const" not in inner}
    required = [key for key in schema["required"] if key in properties]
    lists = [key for key in required if properties[key].get("type") == "array"]
    return (
        isinstance(value, dict)
        and any(key in value for key in required)
        and all(isinstance(value.get(key), list) for key in lists)
    )


def disagreements(name: str, mutant: Mutant) -> list[str]:
    """Return in what the reader and the judges disagree about a mutant."""
    value, odd = json.loads(mutant.text), is_odd(mutant.text)
    if lacks_own_tag(value, name):
        return []
    strict = read_text(name, mutant.text, strict=True)
    tolerant = read_text(name, mutant.text, strict=False)
    accepted = strict.error is None
    problems = []
    if accepted != open_judge(name).accepts(value, is_odd=odd):
        problems.append(f"strict said {strict.error or 'yes'}, the judge did not")
    if spec_judge(name).accepts(value, is_odd=odd) != (accepted and is_documented(strict.value)):
        problems.append("strict and the judge disagree about the values of an enum")
    problems += _problems_of_tolerant(name, value, strict, tolerant)
    return [f"{name}: {problem}: {mutant}" for problem in problems]


def _problems_of_tolerant(name: str, value: Any, strict: Reading, tolerant: Reading) -> list[str]:
    if (tolerant.error is None) != is_envelope(value, name):
        return [f"tolerant said {tolerant.error or 'yes'} to what is {'an' if tolerant.error else 'no'} envelope"]
    if tolerant.error is not None:
        return []
    problems = []
    if bool(tolerant.deviations) != (strict.error is not None):
        problems.append(
            f"strict said {strict.error or 'yes'}, but tolerant reported {tolerant.deviations or 'nothing'}"
        )
    expected, got = same(known_part(value, component(name))), same(to_plain(tolerant.value))
    if got != expected:
        problems.append(f"tolerant returned {got}")
    if strict.error is None and same(to_plain(strict.value)) != expected:
        problems.append(f"strict returned {to_plain(strict.value)}")
    return problems


@pytest.mark.parametrize("name", COMPONENTS)
def test_every_wrong_value_is_read_as_the_judge_says(name: str) -> None:
    """Each property of the fullest instance in turn is deleted, null, and a value of every other type."""
    found = [problem for mutant in one_by_one(instances(component(name))[0]) for problem in disagreements(name, mutant)]
    assert found[:5] == []


@pytest.mark.parametrize("name", COMPONENTS)
def test_mutants_are_read_as_the_judge_says(name: str) -> None:
    """Strict accepts what the spec accepts; tolerant keeps every value, and reports something where strict refuses."""
    found: list[str] = []
    accepted = 0
    for mutant in mutants(instances(component(name)), SIZES.mutants, SEED):
        found += disagreements(name, mutant)
        accepted += open_judge(name).accepts(json.loads(mutant.text), is_odd=is_odd(mutant.text))
    assert found[:5] == []
    assert 0.05 * SIZES.mutants < accepted < 0.95 * SIZES.mutants
