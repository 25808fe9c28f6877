"""The spec that the tests compare with edited ones."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.support.edits import Change, edit

Document = dict[str, Any]
SHOP = Path(__file__).parent / "shop.yaml"


@cache
def _read(file: Path) -> str:
    return json.dumps(yaml.safe_load(file.read_text(encoding="utf-8")))


def edited(*changes: Change, renamed: tuple[str, str] | None = None, file: Path = SHOP) -> Document:
    """Return a spec after some changes, in which a model can have another name in all references to it."""
    text = _read(file)
    if renamed:
        old, new = (json.dumps(f"#/components/schemas/{name}") for name in renamed)
        text = text.replace(old, new)
    document: Document = json.loads(text)
    edit(document, *changes)
    return document
