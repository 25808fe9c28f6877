"""The spec that the tests compare with edited ones."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.support.edits import Change, MovedTo, edit

Document = dict[str, Any]
SHOP = Path(__file__).parent / "shop.yaml"


@cache
def _read(file: Path) -> str:
    return json.dumps(yaml.safe_load(file.read_text(encoding="utf-8")))


def edited(*changes: Change, file: Path = SHOP) -> Document:
    """Return a spec after some changes; where a model gets another name, so do all references to it."""
    text = _read(file)
    for pointer, value in changes:
        if isinstance(value, MovedTo) and pointer.startswith("/components/schemas/"):
            text = text.replace(f'"#{pointer}"', f'"#{value.pointer}"')
    document: Document = json.loads(text)
    edit(document, *changes)
    return document
