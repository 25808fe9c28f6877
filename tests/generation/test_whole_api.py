"""The spec grows by a resource, and nothing else needs an edit."""

import os
import shlex
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.generation.support import ROOT

TEXT, NUMBER = {"type": "string"}, {"type": "integer"}
GADGET, IN_PATH = {"$ref": "#/components/schemas/Gadget"}, {"in": "path", "required": True, "schema": TEXT}
FIELDS = {"gadget_key": TEXT, "name": {"type": ["string", "null"]}}
SCHEMAS = {
    "Gadget": {"type": "object", "required": ["gadget_key"], "properties": FIELDS},
    "Gadgets": {"type": "object", "required": ["data"], "properties": {"data": {"type": "array", "items": GADGET}}},
}
PAGES: dict[str, Any] = {"items": "data", "key": "gadget_key", "page": "number", "page_size": "per_page"}
PAGES["iterators"] = {"items": "iter_gadgets", "pages": "iter_gadget_pages"}
QUERY = [{"name": name, "in": "query", "schema": NUMBER} for name in ("number", "per_page")]


def operation(verb: str, schema: dict[str, Any] | None, **more: Any) -> dict[str, Any]:
    """Return an operation that answers with a schema, or with nothing."""
    response = {"description": "A body.", "content": {"application/json": {"schema": schema}}}
    responses = {"200": response} if schema else {"204": {"description": "It is gone."}}
    return {"operationId": f"gadgets.{verb}", "tags": ["gadgets"], "summary": "Gadgets", "responses": responses} | more


BODY = {"required": True, "content": {"application/json": {"schema": GADGET}}}
PATHS = {
    "/gadgets": {
        "get": operation("list", {"$ref": "#/components/schemas/Gadgets"}, parameters=QUERY, **{"x-pagination": PAGES}),
        "post": operation("create", GADGET, requestBody=BODY),
    },
    "/gadgets/{id}": {"delete": operation("delete", None, parameters=[{"name": "id"} | IN_PATH])},
}
TESTS = "pytest -q -m 'not deep' -n 2 --dist=loadfile"


@pytest.mark.deep
def test_everything_is_green_with_no_other_edit(tmp_path: Path) -> None:
    """Format, lint, types, the check of the generated package, and all quick tests, which know no operation by name."""
    copied = tmp_path / "copy"
    caches = shutil.ignore_patterns(".*_cache", ".venv", ".git", "__pycache__", ".hypothesis", "build", "dist")
    shutil.copytree(ROOT, copied, ignore=caches)
    spec = copied / "spec" / "openapi.yaml"
    text = spec.read_text(encoding="utf-8")
    for place, added, depth in (("\npaths:\n", PATHS, 2), ("\n  schemas:\n", SCHEMAS, 4)):
        assert text.count(place) == 1
        written = yaml.dump(added, Dumper=type("Plain", (yaml.SafeDumper,), {"ignore_aliases": lambda *_: True}))
        text = text.replace(place, place + textwrap.indent(written, " " * depth))
    spec.write_text(text, encoding="utf-8")
    paths = os.pathsep.join(str(copied / room) for room in ("", "generated", "overlays"))  # before this project's code
    for command in ("tools.generate", "ruff format --check .", "ruff check .", "mypy", "tools.generate --check", TESTS):
        done = subprocess.run(
            [sys.executable, "-m", *shlex.split(command)],
            cwd=copied,
            env=os.environ | {"PYTHONPATH": paths},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-5000:]
