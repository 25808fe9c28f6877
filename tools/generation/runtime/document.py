"""The spec that a package was generated from, as its data."""

from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

ASSUMED = "x-assumed"


@cache
def spec() -> dict[str, Any]:
    """Return the OpenAPI document that this package was generated from. It is shared: copy it before you change it."""
    package = __name__.rsplit(".", 2)[0]
    document: dict[str, Any] = msgspec.json.decode(files(package).joinpath("openapi.json").read_bytes())
    return document


def with_assumptions(node: Any) -> Any:
    """Return a copy of a spec, or a part of one, in which what is assumed stands beside what is documented.

    Args:
        node: The spec. `x-assumed` maps keywords to `{value, because}`: each value is put in place, and a map is merged
            into the one that is there.
    """
    if isinstance(node, list):
        return [with_assumptions(item) for item in node]
    if not isinstance(node, dict):
        return node
    live = {key: with_assumptions(value) for key, value in node.items() if key != ASSUMED}
    for keyword, assumption in node.get(ASSUMED, {}).items():
        value = with_assumptions(assumption["value"])
        live[keyword] = {**live.get(keyword, {}), **value} if isinstance(value, dict) and "$ref" not in value else value
    return live
