"""Keeps the facts of a page as a file of JSON: one line for each field, the same bytes for the same facts."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from tools.evidence.normal import Facts, Field, Question
from tools.evidence.page import Page

Scalar = str | int | float | bool


class _Line(msgspec.Struct, forbid_unknown_fields=True):
    """A field, as a file says it."""

    path: str
    type: str
    required: bool | None = None
    nullable: bool | None = None
    maybe: bool = False
    values: tuple[Scalar, ...] = ()
    bounds: dict[str, Scalar] = {}
    deprecated: bool = False
    rests_on: str = ""


class _Question(msgspec.Struct, forbid_unknown_fields=True):
    """A question, as a file says it."""

    paths: tuple[str, ...]
    text: str
    line: int


class _File(msgspec.Struct, forbid_unknown_fields=True):
    """A whole file."""

    page: str
    dialect: str
    method: str
    path: str
    tells_bounds: bool
    fields: list[_Line]
    questions: list[_Question] = []


def dump(facts: Facts) -> str:
    """Return the text of the file for the facts of a page."""
    head = {"page": facts.page, "dialect": facts.dialect, "method": facts.method, "path": facts.path}
    lines = [f" {_json(key)}: {_json(value)}," for key, value in {**head, "tells_bounds": facts.tells_bounds}.items()]
    fields = ",\n".join(f"  {_json(field_data(each))}" for each in facts.fields.values())
    questions = ",\n".join(
        f"  {_json({'paths': each.paths, 'text': each.text, 'line': each.line})}" for each in facts.questions
    )
    lines += [' "fields": [', fields, " ],", ' "questions": [', *([questions] if questions else []), " ]"]
    return "\n".join(["{", *lines, "}", ""])


def field_data(each: Field) -> dict[str, Any]:
    """Return a field as JSON; what is not said is left out."""
    said: dict[str, Any] = {"path": each.path, "type": each.type, "required": each.required, "nullable": each.nullable}
    said |= {"maybe": each.maybe or None, "values": list(each.values) or None, "deprecated": each.deprecated or None}
    said |= {"bounds": dict(sorted(each.bounds.items())) or None, "rests_on": each.rests_on or None}
    return {key: value for key, value in said.items() if value is not None}


def is_evidence(page: Page) -> bool:
    """Whether a page is a file of facts that was written before."""
    return Path(page.name).suffix == ".json"


def parse(page: Page) -> Facts:
    """Read the facts of a file.

    Raises:
        PageError: It does not hold facts.
    """
    try:
        found = msgspec.json.decode(page.text.encode(), type=_File)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise page.error(1, f"does not hold facts: {error}") from None
    fields: Mapping[str, Field] = {each.path: _field(each) for each in found.fields}
    questions = tuple(Question(each.paths, each.text, found.page, each.line) for each in found.questions)
    return Facts(found.page, found.dialect, found.method, found.path, fields, questions, found.tells_bounds)


def _field(line: _Line) -> Field:
    said = {name: getattr(line, name) for name in line.__struct_fields__ if name != "type"}
    return Field(types=tuple(line.type.split(" | ")), **said)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
