"""Compares what stands around the operations: the API, its servers and tags, and the shared parts."""

from tools.diffing.model import Direction
from tools.diffing.nodes import Node, pairs
from tools.diffing.notes import compare_notes
from tools.diffing.schemas import compare_schema
from tools.diffing.uses import Use, uses
from tools.diffing.walk import Context, Walk, shown

DOCUMENT = Context("document", "the API")


def compare_document(walk: Walk) -> None:
    """Report the differences in what is said of the whole API."""
    old, new = walk.old, walk.new
    compare_notes(walk, DOCUMENT, old, new)
    if old["openapi"].value != new["openapi"].value:
        before, after = old["openapi"], new["openapi"]
        walk.report("openapi-changed", DOCUMENT, before, after, shown(before), shown(after))
    for before, after in pairs(old["info"], new["info"]):
        if before.value != after.value:
            rule = "version-changed" if before.pointer[-1] == "version" else "info-changed"
            walk.report(rule, DOCUMENT, before, after, shown(before), shown(after))
    if old["tags"].value != new["tags"].value:
        walk.report("tag-changed", DOCUMENT, old["tags"], new["tags"])
    _compare_servers(walk, old["servers"], new["servers"])


def _compare_servers(walk: Walk, old: Node, new: Node) -> None:
    if old.value == new.value:
        return
    was, now = _server(old), _server(new)
    walk.report("other-servers-changed" if was == now else "server-changed", DOCUMENT, old, new, was, now)


def _server(servers: Node) -> str:
    """Return the URL of the first server, its variables filled in with their defaults."""
    url = servers[0]["url"].text
    for variable in servers[0]["variables"].keys:
        url = url.replace(f"{{{variable}}}", servers[0]["variables"][variable]["default"].text)
    return f"`{url}`" if url else "not given"


def compare_parts(walk: Walk) -> None:
    """Report the shared parts that come and go; their content is compared where it is used."""
    for before, after in pairs(walk.old["components"], walk.new["components"]):
        if before.pointer[-1] == "schemas":
            continue
        for old, new in pairs(before, after):
            context = Context("place", "/".join(map(str, old.pointer)))
            if not (old and new):
                walk.report("shared-part-removed" if old else "shared-part-added", context, old, new)
            elif before.pointer[-1] == "securitySchemes":
                compare_notes(walk, context, old, new)
                if old["bearerFormat"].value != new["bearerFormat"].value:
                    formats = old["bearerFormat"], new["bearerFormat"]
                    walk.report("annotation-changed", context, *formats, "`bearerFormat`", "`bearerFormat`")


def compare_models(walk: Walk, renamed: dict[str, str]) -> None:
    """Report the differences between the models."""
    before, after = walk.old["components"]["schemas"], walk.new["components"]["schemas"]
    used = uses(walk.old), uses(walk.new)
    for name, other in renamed.items():
        context = _model(used, name, other)
        walk.renamed[name] = walk.report("model-renamed", context, before[name], after[other], name, other)
    for name in before.keys:
        other = renamed.get(name, name)
        if other not in after:
            walk.report("model-removed", _model(used, name, name), before[name], after[name], was=name)
            continue
        if other != name:
            walk.pair(before[name], after[other])
        compare_schema(walk, _model(used, name, other), before[name], after[other])
    for name in after.keys:
        if name not in before and name not in renamed.values():
            walk.report("model-added", _model(used, name, name), before[name], after[name], now=name)


def _model(used: tuple[dict[str, Use], dict[str, Use]], name: str, other: str) -> Context:
    """Return the context of a model. A use that comes or goes is reported where it is; only the others are judged."""
    before, after = used[0].get(name, Use()), used[1].get(other, Use())
    directions = (before.directions & after.directions) or (before.directions | after.directions)
    directions = (directions - {Direction.UNUSED}) or {Direction.UNUSED}
    operations = dict.fromkeys([*before.operations, *after.operations])
    return Context("model", other, frozenset(directions), tuple(operations))
