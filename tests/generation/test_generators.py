"""What a generator only warns of is an error here, and so is what it writes but nobody can read."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.generation.support import changed
from tools.generate import main
from tools.generation.adapt import adapted, for_endpoints, for_models
from tools.generation.document import SpecError
from tools.generation.endpoints import write_endpoints
from tools.generation.models import write_models
from tools.generation.render import PROBE

OBJECTS = [{"type": "object", "properties": {name: {"type": "string"}}} for name in "ab"]


def test_a_warning_about_an_endpoint_is_an_error(tmp_path: Path) -> None:
    """openapi-python-client would leave the operation out and go on."""
    spec = adapted(changed())
    document = for_endpoints(spec)
    document["paths"]["/books"]["get"]["parameters"][0]["schema"] = {"type": "array"}
    with pytest.raises(SpecError, match="WARNING parsing GET /books within books"):
        write_endpoints(spec, document, "library_api", tmp_path / "library_api")


def test_a_warning_about_a_model_is_an_error(tmp_path: Path) -> None:
    """datamodel-code-generator would write a union that no decoder can be made for, and go on."""
    document = for_models(adapted(changed()))
    document["components"]["schemas"]["Either"] = {"type": "object", "properties": {"x": {"oneOf": OBJECTS}}}
    with pytest.raises(UserWarning, match="cannot decode the union"):
        write_models(document, set(), "library_api", tmp_path / "models.py")


@pytest.mark.parametrize(
    ("addition", "problem"),
    [
        ("Genre = Book | Shelf", "Genre\nTypeError: If a type union contains multiple Struct types"),
        ("raise ValueError('x')", "\nValueError: x"),
        ("'\\d'", "\nSyntaxError: "),
    ],
)
def test_the_probe_names_what_nobody_can_read(own_tree: Path, addition: str, problem: str) -> None:
    """The package is tried in a process of its own before it takes the place of the old one."""
    with (own_tree / "models.py").open("a", encoding="utf-8") as models:
        models.write(f"\n{addition}\n")
    command = [*PROBE, str(own_tree.parent), "library_api", "Genre", "Book"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout.startswith(problem)
    assert not list(own_tree.rglob("__pycache__"))


def counts(tag: str) -> str:
    """Return an operation whose response is a map of its own."""
    schema = "{schema: {type: object, additionalProperties: {type: integer}}}"
    response = f"{{description: x, content: {{application/json: {schema}}}}}"
    return f"/{tag}: {{get: {{operationId: {tag}.b, tags: [{tag}], responses: {{'200': {response}}}}}}}"


SPECS = {
    "nothing": "components: {}",
    "no path": "paths: {}\ncomponents: {schemas: {Time: {type: object, properties: {hour: {type: integer}}}}}\n"
    "webhooks: {rung: {post: {requestBody: {content: {application/json: {schema: {type: string}}}}}}}",
    "one verb of two tags, each with a map, and no components": f"paths: {{{counts('a')}, {counts('c')}}}",
}


@pytest.mark.parametrize("content", SPECS.values(), ids=SPECS)
def test_a_spec_may_lack_almost_everything(tmp_path: Path, content: str) -> None:
    """The package can be imported, and holds the spec."""
    (tmp_path / "spec.yaml").write_text(f"openapi: 3.1.0\ninfo: {{title: x, version: '1'}}\n{content}\n")
    options = ["--spec", str(tmp_path / "spec.yaml"), "--out", str(tmp_path / "bare_api"), "--package", "bare_api"]
    assert main(options) == 0
    code = "import bare_api.api; from bare_api.runtime.document import spec; print(spec()['info']['title'])"
    command = [sys.executable, "-W", "error", "-c", code]
    assert subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path).stdout == "x\n"
