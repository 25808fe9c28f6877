"""The spec grows by operations of every kind, and nothing else needs an edit."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.generation.command import ROOT

CONTACT = "{application/json: {schema: {$ref: '#/components/schemas/Contact'}}}"
PATHS = f"""
  /contacts:
    get:
      operationId: contacts.list
      tags: [contacts]
      summary: List contacts
      x-pagination:
        {{items: data, key: contact_id, page: number, page_size: per_page, total: count,
        iterators: {{items: iter_contacts, pages: iter_contact_pages}}}}
      parameters:
        - {{name: number, in: query, schema: {{type: integer, minimum: 1}}}}
        - {{name: per_page, in: query, schema: {{type: integer, maximum: 500}}}}
        - {{name: search, in: query, schema: {{type: string}}}}
      responses:
        '200':
          description: The contacts.
          content: {{application/json: {{schema: {{$ref: '#/components/schemas/ContactsPage'}}}}}}
    post:
      operationId: contacts.create
      tags: [contacts]
      summary: Add a contact
      requestBody: {{required: true, content: {CONTACT}}}
      responses:
        '201': {{description: The contact., content: {CONTACT}}}
  /contacts/{{contact_id}}:
    parameters:
      - {{name: contact_id, in: path, required: true, schema: {{type: string}}}}
    patch:
      operationId: contacts.change
      tags: [contacts]
      summary: Change a contact
      requestBody: {{content: {CONTACT.replace("Contact'", "ContactChange'")}}}
      responses:
        '200': {{description: The contact., content: {CONTACT}}}
    delete:
      operationId: contacts.delete
      tags: [contacts]
      summary: Remove a contact
      responses:
        '204': {{description: It is gone.}}
  /status:
    get:
      operationId: contacts.status
      tags: [contacts]
      summary: Get the status of the service
      responses:
        '200':
          description: Whether it works.
          content:
            application/json:
              schema:
                anyOf: [{{$ref: '#/components/schemas/Up'}}, {{$ref: '#/components/schemas/Down'}}]
"""
SCHEMAS = """
    ContactsPage:
      type: object
      required: [data, count]
      properties:
        data: {type: array, items: {$ref: '#/components/schemas/Contact'}}
        count: {type: integer}
    Contact:
      type: object
      required: [contact_id, address]
      properties:
        contact_id: {type: string}
        address: {$ref: '#/components/schemas/ContactAddress'}
        tags: {type: array, items: {type: string}}
    ContactAddress:
      type: object
      required: [lines]
      properties:
        lines: {type: array, items: {type: string}}
        country: {type: [string, 'null']}
    ContactChange:
      type: object
      properties:
        address: {$ref: '#/components/schemas/ContactAddress'}
    Up: {type: object, required: [state], properties: {state: {type: string, const: up}}}
    Down: {type: object, required: [state], properties: {state: {type: string, const: down}, until: {type: string}}}
"""
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
    for place, added in (("\ncomponents:\n", PATHS), ("\n  schemas:\n", SCHEMAS)):
        assert text.count(place) == 1
        text = text.replace(place, added + place if added == PATHS else place + added.lstrip("\n"))
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
