"""Two independent generators agree: the same spec as pydantic models accepts and writes what our models do.

Intended differences, all of pydantic's making:
- Its enums are closed; ours tell with `is_documented` what the spec does not know.
- It takes null for a property that can be left out, whether the spec allows null or not.
- It holds every `number` as a float, so that it writes 1 as 1.0; ours keep what came.
- It refuses an integer written as 1.0, and a lone surrogate, which JSON Schema and ours accept; `1e400` becomes null.
- It wants the tag of a variant of a union that is read alone; ours know it.
"""

import json
from typing import Any

import pytest
from pydantic import ValidationError

from tests.contract.properties.contract import (
    COMPONENTS,
    component,
    has_whole_float,
    is_odd,
    lacks_own_tag,
    nullable_judge,
    spec_judge,
)
from tests.contract.properties.mutator import mutants
from tests.contract.properties.pydantic_models import adapter_of
from tests.contract.properties.reading import is_documented, read_text, to_plain
from tests.contract.properties.sizes import SEED, SIZES
from tests.contract.properties.strategies import instances


def dumped(name: str, text: str) -> Any:
    """Return what a pydantic model makes of JSON, as JSON, or the error with which it refuses it."""
    adapter = adapter_of(name)
    try:
        value = adapter.validate_json(text, strict=True)
    except ValidationError as error:
        return error
    return adapter.dump_python(value, mode="json", by_alias=True, exclude_unset=True)


def as_floats(value: Any) -> str:
    """Return a text that is equal for JSON that differs in nothing but how numbers are written."""

    def floats(part: Any) -> Any:
        match part:
            case dict():
                return {key: floats(item) for key, item in part.items()}
            case list():
                return list(map(floats, part))
            case bool():
                return part
            case int() | float():
                return float(str(part))
        return part

    return json.dumps(floats(value), sort_keys=True)


@pytest.mark.parametrize("name", COMPONENTS)
def test_valid_instances_are_written_alike(name: str) -> None:
    """Both accept every valid instance, and write the same JSON for it."""
    texts = [json.dumps(instance) for instance in instances(component(name))]
    texts = [text for text in texts if not is_odd(text) and not has_whole_float(name, json.loads(text))]
    assert texts
    for text in texts:
        ours, theirs = read_text(name, text, strict=True), dumped(name, text)
        assert not isinstance(theirs, ValidationError), f"{name}: {theirs}: {text}"
        assert as_floats(to_plain(ours.value)) == as_floats(theirs), f"{name}: {text}"


def is_intended(name: str, text: str) -> bool:
    """Say whether a mutant has what pydantic is known to see in another way."""
    value = json.loads(text)
    if is_odd(text):
        return True
    takes_null = spec_judge(name).fast(value) != nullable_judge(name).fast(value)
    return takes_null or lacks_own_tag(value, name) or has_whole_float(name, value)


@pytest.mark.parametrize("name", COMPONENTS)
def test_mutants_are_accepted_alike(name: str) -> None:
    """Both accept the same mutants, and write the same JSON for them."""
    for mutant in mutants(instances(component(name)), SIZES.pydantic_mutants, SEED + 2):
        ours, theirs = read_text(name, mutant.text, strict=True), dumped(name, mutant.text)
        accepted = ours.error is None and is_documented(ours.value)
        if accepted != (not isinstance(theirs, ValidationError)):
            assert is_intended(name, mutant.text), f"{name}: ours {ours.error or 'accepts'}, theirs {theirs}: {mutant}"
        elif accepted and not is_odd(mutant.text):
            assert as_floats(to_plain(ours.value)) == as_floats(theirs), str(mutant)
