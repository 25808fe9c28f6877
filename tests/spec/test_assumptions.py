"""What no source says, or says in prose alone, and what holds for the whole spec.

What the sources say is held to `spec/evidence` instead, by `tests/evidence`.
"""

from typing import Any

import pytest

from tests.spec.test_spec import DOCUMENT, SPEC, paths
from tools.generation.lint import lint
from tools.generation.runtime.document import with_assumptions
from tools.generation.schemas import schemas
from tools.generation.spec import Spec

MARKS = [path for path in paths(DOCUMENT) if path[-1] == "x-assumed"]


def at(path: tuple[Any, ...]) -> Any:
    """Return what is at a path of the spec."""
    node: Any = DOCUMENT
    for part in path:
        node = node[part]
    return node


def test_the_generator_takes_it() -> None:
    """Neither our rules nor the validator of OpenAPI have anything to say against it."""
    spec = Spec.read(SPEC)
    lint(spec)
    spec.validate_meaning()


def test_every_operation_needs_a_bearer_token() -> None:
    """Nothing can be asked without a key, at the one server that there is."""
    (scheme,) = DOCUMENT["components"]["securitySchemes"].values()
    assert (scheme["type"], scheme["scheme"]) == ("http", "bearer")
    assert DOCUMENT["security"] == [{name: [] for name in DOCUMENT["components"]["securitySchemes"]}]
    assert [server["url"] for server in DOCUMENT["servers"]] == ["https://www.getrevox.com/api"]


@pytest.mark.parametrize("mark", MARKS, ids=lambda mark: ".".join(map(str, mark)))
def test_every_assumption_has_a_value_and_a_reason(mark: tuple[Any, ...]) -> None:
    """And it says something that is not live already."""
    for keyword, assumption in at(mark).items():
        assert set(assumption) == {"value", "because"}
        assert isinstance(assumption["because"], str)
        assert assumption["because"]
        assert at(mark[:-1]).get(keyword) != assumption["value"]
        assert with_assumptions(at(mark[:-1]))[keyword] != at(mark[:-1]).get(keyword)


def test_a_list_in_text_is_spelled_out_for_tools() -> None:
    """The pattern of a parameter with `x-list-of` is a list of these values."""
    for _, node in schemas(DOCUMENT):
        if "x-list-of" in node:
            *_, name = node["x-list-of"]["$ref"].split("/")
            one, separator = f"({'|'.join(DOCUMENT['components']['schemas'][name]['enum'])})", node["x-list-separator"]
            assert with_assumptions(node)["pattern"] == f"^{one}({separator}{one})*$"


def test_every_schema_says_its_type() -> None:
    """Tools guess differently where only `properties` or `enum` tell."""
    telling = {"properties", "enum", "const", "items", "additionalProperties", "minLength", "minimum"}
    assert [at for at, node in schemas(DOCUMENT) if telling & node.keys() and "type" not in node] == []


def test_no_object_refuses_what_it_does_not_know() -> None:
    """An API that grows breaks nobody."""
    assert [at for at, node in schemas(DOCUMENT) if node.get("additionalProperties") is False] == []
