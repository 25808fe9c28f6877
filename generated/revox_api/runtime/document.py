# Generated from openapi.yaml (Revox API 2026.3.0) by: python -m tools.generate. Do not edit.

"""The spec that a package was generated from, as its data."""

import re
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

ASSUMED = "x-assumed"
_ASSUMED_COMPONENT = re.compile(rf"^#/components/{ASSUMED}/(\w+)/value/")


@cache
def spec() -> dict[str, Any]:
    """Return the OpenAPI document that this package was generated from. It is shared: copy it before you change it."""
    package = __name__.rsplit(".", 2)[0]
    document: dict[str, Any] = msgspec.json.decode(files(package).joinpath("openapi.json").read_bytes())
    return document


def with_assumptions(node: Any) -> Any:
    """Return a copy of a spec, or a part of one, in which what is assumed stands beside what is documented.

    Args:
        node: The spec. `x-assumed` maps keywords to `{value, because}`: each value is put in place, a map is merged
            into the one that is there, and a reference to an assumed component follows it to its place.
    """
    if isinstance(node, list):
        return [with_assumptions(item) for item in node]
    if not isinstance(node, dict):
        return _ASSUMED_COMPONENT.sub(r"#/components/\1/", node) if isinstance(node, str) else node
    live = {key: with_assumptions(value) for key, value in node.items() if key != ASSUMED}
    for keyword, assumption in node.get(ASSUMED, {}).items():
        value = with_assumptions(assumption["value"])
        live[keyword] = {**live.get(keyword, {}), **value} if isinstance(value, dict) and "$ref" not in value else value
    return live
