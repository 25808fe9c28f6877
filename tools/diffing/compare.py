"""Compares two OpenAPI documents: the API as a whole, its models, its operations and the parts that they share."""

from typing import Any

from tools.diffing.model import Difference, Direction, Group
from tools.diffing.nodes import Node, pairs
from tools.diffing.operations import compare_operations, direction_of, operations
from tools.diffing.schemas import compare_schema
from tools.diffing.shapes import SCHEMAS, bare, matched
from tools.diffing.walk import Context, Table, Walk
from tools.generation.schemas import schemas, within

Uses = dict[str, list[tuple[Direction, str]]]
ORDER = list(Group)
API = Context("document", "the API")
TOLD_BY_OPERATIONS = {"key-needed", "key-not-needed", "security-changed"}


def compare(old: Any, new: Any) -> list[Difference]:
    """Return all differences between two valid documents, the gravest first.

    No place is overlooked: what no rule knows is a breaking difference of its own.
    """
    walk = Walk(Node.whole(old), Node.whole(new))
    _compare_models(walk)
    compare_operations(walk)
    _compare_document(walk)
    _compare_parts(walk)
    if not walk.told and walk.old.canonical != walk.new.canonical:
        walk.report("unclassified", API, walk.old, walk.new)
    return sorted(walk.differences, key=lambda one: (ORDER.index(one.verdict.group), -one.verdict.bump))


def _compare_document(walk: Walk) -> None:
    table: Table = {"openapi": "openapi-changed", "tags": "tag-changed", "servers": _compare_servers}
    security, info = (
        _security(walk),
        {key: "info-changed" for node in (walk.old, walk.new) for key in node["info"].keys},
    )
    walk.keywords(
        API, walk.old, walk.new, {**table, **dict.fromkeys(("info", "paths", "components")), "security": security}
    )
    walk.keywords(API, walk.old["info"], walk.new["info"], info | {"version": "version-changed"})


def _security(walk: Walk) -> str | None:
    """Return the rule for what is said of authentication, unless operations have told what it means for them."""
    is_told = any(one.rule.name in TOLD_BY_OPERATIONS for one in walk.differences)
    return None if is_told else "written-differently"


def _compare_servers(walk: Walk, context: Context, old: Node, new: Node) -> None:
    was, now = _server(old), _server(new)
    walk.report("other-servers-changed" if was == now else "server-changed", context, old, new, was, now)


def _server(servers: Node) -> str:
    """Return the URL of the first server, its variables filled in with their defaults."""
    url = servers[0]["url"].text
    for variable in servers[0]["variables"].keys:
        url = url.replace(f"{{{variable}}}", servers[0]["variables"][variable]["default"].text)
    return f"`{url}`" if url else ""


def _compare_parts(walk: Walk) -> None:
    """Report the shared parts that come and go; their content is compared where it is used."""
    rooms = walk.old["components"], walk.new["components"]
    walk.keywords(API, *rooms, dict.fromkeys(key for node in rooms for key in node.keys if not key.startswith("x-")))
    for before, after in pairs(*rooms):
        room = before.pointer[-1]
        if room == "schemas" or str(room).startswith("x-"):
            continue
        for old, new in pairs(before, after):
            context = Context("place", "/".join(map(str, old.pointer)))
            if not (old and new):
                walk.report("shared-part-removed" if old else "shared-part-added", context, old, new)
            elif room == "securitySchemes":
                walk.keywords(context, old, new, dict.fromkeys(("type", "scheme", "in", "name"), _security(walk)))
            elif old.pointer not in walk.visited and old.canonical != new.canonical:
                walk.report("unused-part-changed", context, old, new)


def _compare_models(walk: Walk) -> None:
    before, after = (root["components"]["schemas"] for root in (walk.old, walk.new))
    used = _uses(walk.old), _uses(walk.new)
    known_as = _known_as(walk, before, after)
    for name in before.keys:
        if other := known_as.get(name):
            context = _context(used, name, other)
            if other != name:
                walk.report("model-renamed", context, before[name], after[other], f"`{name}`", f"`{other}`")
            compare_schema(walk, context, before[name], after[other])
        else:
            walk.report("model-removed", _context(used, name, name), before[name], after[name])
    for name in after.keys:
        if name not in known_as.values():
            walk.report("model-added", _context(used, name, name), before[name], after[name])


def _known_as(walk: Walk, before: Node, after: Node) -> dict[str, str]:
    """Return what models are called now. One can also be known by that it refers to others that were renamed."""

    def content(model: Node) -> str:
        return bare(model, walk.renamed | {f"{SCHEMAS}{model.pointer[-1]}": "#"})

    old, new = ({name: node[name] for name in node.keys} for node in (before, after))
    found: dict[str, str] = {}
    for _ in old:
        found, known = matched(old, new, content), walk.renamed
        walk.renamed = {f"{SCHEMAS}{name}": f"{SCHEMAS}{now}" for name, now in found.items() if name != now}
        if walk.renamed == known:
            break
    return found


def _context(used: tuple[Uses, Uses], name: str, other: str) -> Context:
    """Return the context of a model. A use that comes or goes is reported where it is; only the others are judged."""
    both = used[0].get(name, []), used[1].get(other, [])
    before, after = ({direction for direction, _ in uses} for uses in both)
    directions = ((before & after) or (before | after)) - {Direction.UNUSED}
    operations = dict.fromkeys(operation for uses in both for _, operation in uses)
    return Context("model", other, frozenset(directions or {Direction.UNUSED}), tuple(operations))


def _uses(root: Node) -> Uses:
    """Return in which direction and by which operation every model is used."""
    models = root["components"]["schemas"]
    direct = {name: {inner.get("$ref", "") for _, inner in within((), models[name].value)} for name in models.keys}
    found: Uses = {}
    for operation, node in operations(root).items():
        sent = [*node.up["parameters"].children, *node["parameters"].children, node["requestBody"]]
        parts = [(Direction.SENT, part) for part in sent]
        parts += [(direction_of(code), node["responses"][code]) for code in node["responses"].keys]
        for direction, part in parts:
            carried = {"carried": part.resolved().value} if part else {}
            waiting, reached = [inner.get("$ref", "") for _, inner in schemas(carried)], set[str]()
            while waiting:
                name = waiting.pop().removeprefix(SCHEMAS)
                if name in direct and name not in reached:
                    reached.add(name)
                    waiting += direct[name]
            for name in reached:
                found.setdefault(name, []).append((direction, operation))
    return found
