"""Compares how two operations know who calls."""

from tools.diffing.nodes import Node
from tools.diffing.walk import Context, Walk

NONE, BEARER = "none", "bearer token"
KNOWN = {(NONE, BEARER): "key-needed", (BEARER, NONE): "key-not-needed"}
CHANGES = {*KNOWN.values(), "security-changed"}


def compare_security(walk: Walk, context: Context, old: Node, new: Node) -> None:
    """Report whether an operation needs another key, or none."""
    before, after = _demand(walk.old, old), _demand(walk.new, new)
    own = old["security"], new["security"]
    if before == after:
        if own[0].value != own[1].value:
            walk.report("written-differently", context, *own)
        return
    difference = walk.report(KNOWN.get((before, after), "security-changed"), context, *own, before, after)
    for root in (walk.old, walk.new):
        walk.claim(difference, root["security"])
        for scheme in root["components"]["securitySchemes"].children:
            walk.claim(difference, scheme["type"], scheme["scheme"], scheme["in"], scheme["name"])


def compare_default(walk: Walk) -> None:
    """Account for what holds where an operation says nothing, when that changes what no operation asks for."""
    before, after = walk.old["security"], walk.new["security"]
    is_told = any(one.rule.name in CHANGES for one in walk.differences)
    if before.value != after.value and not is_told:
        walk.report("written-differently", Context("document", "the API"), before, after)


def _demand(root: Node, operation: Node) -> str:
    """Return what an operation asks for, in words."""
    given = operation["security"] or root["security"]
    alternatives = {
        " and ".join(_scheme(root, name) for name in alternative.keys) or NONE for alternative in given.children
    }
    return " or ".join(sorted(alternatives)) or NONE


def _scheme(root: Node, name: str) -> str:
    scheme = root["components"]["securitySchemes"][name].resolved()
    if scheme["type"].value == "http":
        return BEARER if scheme["scheme"].text.lower() == "bearer" else f"http {scheme['scheme'].text}"
    return f"{scheme['type'].text or 'unknown'} {scheme['in'].text} {scheme['name'].text}".strip()
