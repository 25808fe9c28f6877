"""The spec grows by operations of every kind, and nothing else needs an edit."""

import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.generation.command import ROOT

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


PAGES = {"items": "data", "key": "contact_id", "page": "number", "page_size": "per_page", "total": "count"}
PAGES_OF = PAGES | {"iterators": {"items": "iter_contacts", "pages": "iter_contact_pages"}}
QUERY = [
    {"name": n, "in": "query", "schema": s} for n, s in (("number", NUMBER), ("per_page", NUMBER), ("search", TEXT))
]
CONTACT = content(named("Contact"))
PATHS = {
    "/contacts": {
        "get": operation("list", "200", content(named("ContactsPage")), parameters=QUERY, **{"x-pagination": PAGES_OF}),
        "post": operation("create", "201", CONTACT, requestBody=CONTACT | {"required": True}),
    },
    "/contacts/{contact_id}": {
        "parameters": [{"name": "contact_id", "in": "path", "required": True, "schema": TEXT}],
        "patch": operation("change", "200", CONTACT, requestBody=content(named("ContactChange"))),
        "delete": operation("delete", "204", {"description": "It is gone."}),
    },
    "/status": {"get": operation("status", "200", content({"anyOf": [named("Up"), named("Down")]}))},
}
SCHEMAS = {
    "ContactsPage": record(["data", "count"], data={"type": "array", "items": named("Contact")}, count=NUMBER),
    "Contact": record(["contact_id", "address"], contact_id=TEXT, address=named("ContactAddress"), tags=TEXTS),
    "ContactAddress": record(["lines"], lines=TEXTS, country={"type": ["string", "null"]}),
    "ContactChange": record([], address=named("ContactAddress")),
    "Up": record(["state"], state=TEXT | {"const": "up"}),
    "Down": record(["state"], state=TEXT | {"const": "down"}, until=TEXT),
}
METHODS = """
from revox_api.api.contacts import AsyncContacts, Contacts
from revox_api import Resources, models, omit
def use(contacts: Contacts, client: Resources) -> None:
    for page in contacts.iter_contact_pages(search="x"):
        count: int = page.count
    for contact in client.contacts.iter_contacts():
        country: str | None = contact.address.country
    contacts.create(contact_id="1", address={"lines": []}, tags=omit)
    contacts.change("1", address=models.ContactAddress(lines=["x"]))
    contacts.delete("1")
    status: models.Up | models.Down = contacts.status()
"""


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project whose spec has more operations, generated anew."""
    copied = tmp_path_factory.mktemp("project") / "copy"
    caches = shutil.ignore_patterns(".*_cache", ".venv", ".git", "__pycache__", ".hypothesis", "build", "dist")
    shutil.copytree(ROOT, copied, ignore=caches)
    spec = copied / "spec" / "openapi.yaml"
    text = spec.read_text(encoding="utf-8")
    for place, added, depth in (("\npaths:\n", PATHS, 2), ("\n  schemas:\n", SCHEMAS, 4)):
        assert text.count(place) == 1
        written = yaml.dump(added, Dumper=type("Plain", (yaml.SafeDumper,), {"ignore_aliases": lambda *_: True}))
        text = text.replace(place, place + textwrap.indent(written, " " * depth))
    spec.write_text(text, encoding="utf-8")
    run(copied, "tools.generate")
    return copied


def run(project: Path, *command: object) -> str:
    """Run a module in the copy, with its code before that of this project."""
    paths = [str(project / room) for room in ("", "generated", "overlays")]
    environment = dict(os.environ) | {"PYTHONPATH": os.pathsep.join(paths)}
    done = subprocess.run(
        [sys.executable, "-m", *map(str, command)],
        cwd=project,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-5000:]
    return done.stdout


def test_the_package_of_a_larger_spec_is_typed_and_can_be_imported(copied: Path, tmp_path: Path) -> None:
    """Its new methods are there with their types, and every module of it passes the strict type checker."""
    (tmp_path / "use.py").write_text(METHODS)
    run(
        copied,
        "mypy",
        "--config-file=",
        "--strict",
        f"--cache-dir={tmp_path}",
        "generated/revox_api",
        tmp_path / "use.py",
    )
    assert "up to date" in run(copied, "tools.generate", "--check")


@pytest.mark.deep
def test_everything_is_green_with_no_other_edit(copied: Path) -> None:
    """Format, lint, types, the check of the generated package, and all quick tests, which know no operation by name."""
    run(copied, "ruff", "format", "--check", ".")
    run(copied, "ruff", "check", ".")
    run(copied, "mypy")
    run(copied, "tools.generate", "--check")
    assert " passed" in run(copied, "pytest", "-q", "-m", "not deep", "-n", "2", "--dist=loadfile")
