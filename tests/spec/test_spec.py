"""The spec says what the docs say, in a way that every tool reads alike."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from tools.generation.runtime.document import with_assumptions

SPEC = Path(__file__).parents[2] / "spec" / "openapi.yaml"
EXAMPLE = json.loads(Path(__file__).with_name("example_response.json").read_text(encoding="utf-8"))
TEXT = SPEC.read_text(encoding="utf-8")
DOCUMENT: dict[str, Any] = yaml.safe_load(TEXT)


def errors(instance: object, component: str) -> list[str]:
    """Return what is wrong with an instance of a component."""
    schema = DOCUMENT | {"$ref": f"#/components/schemas/{component}"}
    return [f"{error.json_path}: {error.message}" for error in Draft202012Validator(schema).iter_errors(instance)]


def paths(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of every key of every object."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        if isinstance(value, dict):
            yield (*at, key)
        yield from paths(inner, (*at, key))


def test_the_example_response_of_the_docs_is_valid() -> None:
    """Every field of it is known, and of the right type."""
    assert errors(EXAMPLE, "RowsPage") == []


@pytest.mark.parametrize("path", list(paths(EXAMPLE)), ids=lambda path: ".".join(map(str, path)))
def test_every_field_of_the_example_is_described(path: tuple[Any, ...]) -> None:
    """A field that holds what no schema of ours allows is noticed, unless the docs leave its type open."""
    if path[-1] == "foo" or path[-1].endswith("_at"):
        return
    broken = json.loads(json.dumps(EXAMPLE))
    target: Any = broken
    for part in path[:-1]:
        target = target[part]
    target[path[-1]] = [None, [None]]
    assert errors(broken, "RowsPage")


def test_yaml_1_1_and_1_2_read_the_same_spec() -> None:
    """Python's loader is of the one kind, JavaScript's tools are of the other."""
    assert YAML(typ="safe", pure=True).load(TEXT) == DOCUMENT


def test_every_object_and_enum_is_a_named_component() -> None:
    """So that every generator gives it the same name."""
    inline = [
        path
        for path in paths(with_assumptions(DOCUMENT))
        if path[-1] in {"enum", "properties"}
        and not (len(path) == 4 and path[:2] == ("components", "schemas"))
        # The fields of a body become arguments, so that its object needs no name.
        and not (path[-1] == "properties" and path[-5:-4] == ("requestBody",))
        # A field that is called `properties` or `enum` would be a name, not a keyword.
        and path[-2:-1] != ("properties",)
    ]
    assert inline == []


def test_every_component_is_used() -> None:
    """Nothing is left over."""
    unused = [name for name in with_assumptions(DOCUMENT)["components"]["schemas"] if f"/{name}'" not in TEXT]
    assert unused == []
