"""The spec grows by operations of every kind, and nothing else needs an edit."""

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
from tools.generate import main

TEXT, NUMBER, TEXTS = {"type": "string"}, {"type": "integer"}, {"type": "array", "items": {"type": "string"}}


def named(name: str) -> dict[str, Any]:
    """Return a reference to a schema."""
    return {"$ref": f"#/components/schemas/{name}"}


def content(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a body of JSON."""
    return {"description": "A body.", "content": {"application/json": {"schema": schema}}}


def operation(verb: str, status: str, response: dict[str, Any], **parts: Any) -> dict[str, Any]:
    """Return an operation."""
    common = {"operationId": f"contacts.{verb}", "tags": ["contacts"], "summary": f"{verb.title()} contacts"}
    return common | parts | {"responses": {status: response}}


def record(required: list[str], **properties: Any) -> dict[str, Any]:
    """Return the schema of an object."""
    return {"type": "object", "required": required, "properties": properties}


SCHEMAS = {
    "EntriesPage": record(["data", "count"], data={"type": "array", "items": named("Entry")}, count=NUMBER),
    "Entry": record(["contact_id", "address"], contact_id=TEXT, address=named("EntryAddress"), tags=TEXTS),
    "EntryAddress": record(["lines"], lines=TEXTS, country={"type": ["string", "null"]}),
    "EntryChange": record([], address=named("EntryAddress")),
    "Up": record(["state"], state=TEXT | {"const": "up"}),
    "Down": record(["state"], state=TEXT | {"const": "down"}, until=TEXT),
}
PAGES = {"items": "data", "key": "contact_id", "page": "number", "page_size": "per_page", "total": "count"}
PAGES_OF = PAGES | {"iterators": {"items": "iter_contacts", "pages": "iter_contact_pages"}}
QUERY = [
    {"name": n, "in": "query", "schema": s} for n, s in (("number", NUMBER), ("per_page", NUMBER), ("search", TEXT))
]
CONTACT = content(named("Entry"))
PATHS = {
    "/contacts": {
        "get": operation("list", "200", content(named("EntriesPage")), parameters=QUERY, **{"x-pagination": PAGES_OF}),
        "post": operation("create", "201", CONTACT, requestBody=content(SCHEMAS["Entry"]) | {"required": True}),
    },
    "/contacts/{contact_id}": {
        "parameters": [{"name": "contact_id", "in": "path", "required": True, "schema": TEXT}],
        "patch": operation("change", "200", CONTACT, requestBody=content(named("EntryChange"))),
        "delete": operation("delete", "204", {"description": "It is gone."}),
    },
    "/status": {"get": operation("status", "200", content({"anyOf": [named("Up"), named("Down")]}))},
}
TESTS = "pytest -q -m 'not deep' -n 2 --dist=loadfile"
METHODS = """
from revox_api.api.contacts import AsyncContacts, Contacts
from revox_api import Resources, models, omit
def use(contacts: Contacts, client: Resources) -> None:
    for page in contacts.iter_contact_pages(search="x"):
        count: int = page.count
    for contact in client.contacts.iter_contacts():
        country: str | None = contact.address.country
    contacts.create(contact_id="1", address={"lines": []}, tags=omit)
    contacts.change("1", address=models.EntryAddress(lines=["x"]))
    contacts.delete("1")
    status: models.Up | models.Down = contacts.status()
"""


@pytest.fixture(scope="module")
def spec(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The spec with more operations."""
    text = (ROOT / "spec" / "openapi.yaml").read_text(encoding="utf-8")
    is_copy = PATHS.keys() <= yaml.safe_load(text)["paths"].keys()  # this is the project of the deep test
    for place, added, depth in () if is_copy else (("\npaths:\n", PATHS, 2), ("\n  schemas:\n", SCHEMAS, 4)):
        assert text.count(place) == 1
        written = yaml.dump(added, Dumper=type("Plain", (yaml.SafeDumper,), {"ignore_aliases": lambda *_: True}))
        text = text.replace(place, place + textwrap.indent(written, " " * depth))
    spec = tmp_path_factory.mktemp("spec") / "openapi.yaml"
    spec.write_text(text, encoding="utf-8")
    return spec


def test_the_package_of_a_larger_spec_is_typed_and_can_be_imported(spec: Path, tmp_path: Path, type_check: Any) -> None:
    """Its new methods are there with their types, and every module of it passes the strict type checker."""
    assert main(["--spec", str(spec), "--out", str(tmp_path / "revox_api")]) == 0
    type_check(tmp_path / "revox_api", METHODS)


@pytest.mark.deep
def test_everything_is_green_with_no_other_edit(spec: Path, tmp_path: Path) -> None:
    """Format, lint, types, the check of the generated package, and all quick tests, which know no operation by name."""
    copied = tmp_path / "copy"
    caches = shutil.ignore_patterns(".*_cache", ".venv", ".git", "__pycache__", ".hypothesis", "build", "dist")
    shutil.copytree(ROOT, copied, ignore=caches)
    shutil.copy(spec, copied / "spec" / "openapi.yaml")
    paths = os.pathsep.join(str(copied / room) for room in ("", "generated", "overlays"))  # before this project's code
    for command in ("tools.generate", "ruff format --check .", "ruff check .", "mypy", "tools.generate --check", TESTS):
        done = subprocess.run(
            [sys.executable, "-m", *shlex.split(command)],
            cwd=copied,
            env=os.environ | {"PYTHONPATH": paths},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-5000:]
