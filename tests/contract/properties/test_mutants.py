"""The strict reader accepts exactly what the `jsonschema` library accepts, on mutants of valid instances.

The judge reads the documented schema as the client means it (`for_readers`), with open enums; with closed ones, it
accepts exactly what is read with documented members only. Intended differences, each with its test in `test_decisions`:
a variant of a union that stands alone without its tag; a whole number from 2**53 on that is written as a float.
"""

import json
from typing import Any

import pytest
from revox import models
from revox_api.runtime import RawModel

from tests.contract.properties.instances import SCALES, instances
from tests.contract.properties.mutator import Mutant, mutants, one_by_one
from tests.contract.properties.oracle import (
    COMPONENTS,
    READINGS,
    TAGS,
    Schema,
    UntaggedError,
    accepts,
    component,
    has_whole_float,
    known_part,
    required_names,
    same,
    variants,
)
from tests.contract.properties.reading import Reading, is_documented, read_text, to_plain

_, CLOSED, OPEN = READINGS


def is_envelope(value: Any, name: str) -> bool | None:
    """Say whether a value could be meant as a component: an object with some required property, and all its lists."""
    schema, *others = variants(component(name))
    if others or "properties" not in schema:
        return True
    if not isinstance(getattr(models, name), type):
        return None  # Another name for a component, which no answer is.
    properties = {key: variants(inner) for key, inner in schema["properties"].items() if key != TAGS.get(id(schema))}
    required = [key for key in required_names(schema) if key in properties]
    lists = [key for key in required if [each.get("type") for each in properties[key]] == ["array"]]
    if not isinstance(value, dict) or (required and not any(key in value for key in required)):
        return False
    lacking = [properties[key][0] for key in lists if not isinstance(value.get(key), list)]
    return None if any({"minItems", "maxItems"} & {*each} for each in lacking) else not lacking


def is_inexact(value: Any) -> bool:
    """Say whether there is a whole number, written as a float, of which no float has all digits."""
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return (isinstance(value, float) and abs(value) >= 2**53 and value.is_integer()) or any(map(is_inexact, parts))


def disagreements(name: str, mutant: Mutant) -> list[str]:
    """Return in what the reader and the judges disagree about a mutant."""
    text, edits = mutant
    value, schema = json.loads(text), component(name)
    strict, tolerant = (read_text(name, text, strict=strict) for strict in (True, False))
    try:
        is_right, is_closed = (accepts(schema, value, reading) for reading in (OPEN, CLOSED))
        problems = [each for reading in (strict, tolerant) for each in _lost(reading, value, schema)]
    except (UntaggedError, OverflowError):  # The latter is jsonschema's, for a multiple of what is infinite.
        return []
    if is_inexact(value) and has_whole_float(value, schema):
        return []
    if (strict.error is None) != is_right:
        problems.append(f"strict said {strict.error or 'yes'}, the judge did not")
    elif is_closed != (is_right and is_documented(strict.value)):
        problems.append("strict and the judge disagree about the values of an enum")
    if is_envelope(value, name) not in (None, tolerant.error is None):
        problems.append(f"tolerant said {tolerant.error or 'yes'}")
    elif tolerant.error is None and bool(tolerant.deviations) == is_right:
        problems.append(f"tolerant reported {tolerant.deviations or 'nothing'}")
    return [f"{name}: {problem}: {edits}: {text}" for problem in problems]


def _lost(reading: Reading, value: Any, schema: Schema) -> list[str]:
    """Return what a reading lost of a value."""
    expected = same(known_part(value, schema))
    if reading.error is not None:
        return []
    lost = [f"expected {expected}, got {got}"] if (got := same(to_plain(reading.value))) != expected else []
    if isinstance(reading.value, RawModel) and same(reading.value.raw) != same(value):
        lost.append(f"raw is {reading.value.raw}")
    return lost


@SCALES
@pytest.mark.parametrize("name", COMPONENTS)
def test_what_is_nearly_right_is_read_as_the_judge_says(name: str, scale: int) -> None:
    """Strict accepts what the spec accepts; tolerant keeps every value, and reports something where strict refuses.

    Each property of the fullest instance in turn is deleted, null, and a value of every other type; and there are
    mutants of all kinds, of which neither nearly all nor nearly none are right.
    """
    valid = instances(component(name), scale)
    required = variants(component(name))[0].get("required", [])
    made = list(mutants(valid, 30 * scale, scale))
    found = [problem for mutant in [*one_by_one(valid[0], required), *made] for problem in disagreements(name, mutant)]
    assert found[:5] == []
    accepted = sum(accepts(component(name), json.loads(text), OPEN) for text, _ in made)
    assert scale == 1 or 0.02 * len(made) < accepted < 0.98 * len(made)
