"""Compares the operations of two documents: their names, arguments, bodies, responses and what they do."""

import re
from collections.abc import Callable
from functools import partial

from attrs import evolve, frozen
from openapi_python_client.strings import snake_case

from tools.diffing.model import Direction
from tools.diffing.nodes import Node, pairs
from tools.diffing.schemas import compare_schema
from tools.diffing.shapes import bare, matched
from tools.diffing.walk import Context, Table, Walk
from tools.generation.runtime.operations import is_json
from tools.generation.spec import METHOD_EFFECTS, METHODS

NONE, BEARER = "none", "bearer token"
SECURITY = {(NONE, BEARER): "key-needed", (BEARER, NONE): "key-not-needed"}

# The rules for an effect that comes and goes; the first one tells.
EFFECTS = {"dials": ("dials-now", "dials-no-more"), "reads": ("reads-now", "writes-now")}
EFFECTS |= {"deletes": ("deletes-now", "deletes-no-more")}


def operations(root: Node) -> dict[str, Node]:
    """Return every operation of a document by what it is called: its operationId, or its method and path."""
    found = [item[method] for item in root["paths"].children for method in METHODS if method in item]
    return {node["operationId"].text or f"{str(node.pointer[-1]).upper()} {node.pointer[-2]}": node for node in found}


def compare_operations(walk: Walk) -> None:
    """Report the differences between the operations."""
    before, after = operations(walk.old), operations(walk.new)
    content = partial(bare, without=("operationId", "tags"))
    known_as = matched(before, after, content, lambda node: node.pointer)
    for name, other in known_as.items():
        _compare_operation(walk, _context(other), name, before[name], after[other])
    for name, node in before.items():
        if name not in known_as:
            walk.report("operation-removed", _context(name), node, node.gone)
    for name, node in after.items():
        if name not in known_as.values():
            walk.report("operation-added", _context(name), node.gone, node)
    paths = {str(node.pointer[1]) for node in (*before.values(), *after.values())}
    walk.keywords(Context("place", "paths"), walk.old["paths"], walk.new["paths"], dict.fromkeys(paths))


def _context(name: str) -> Context:
    return Context("operation", name, operations=(name,))


def _compare_operation(walk: Walk, context: Context, name: str, old: Node, new: Node) -> None:
    (_, path, method), (_, new_path, new_method) = (map(str, node.pointer) for node in (old, new))
    if path != new_path:
        walk.report("path-changed", context, old, new, f"`{path}`", f"`{new_path}`")
    if method != new_method:
        walk.report("method-changed", context, old, new, f"`{method.upper()}`", f"`{new_method.upper()}`")
    if name != context.subject:
        was, now = f"`{name}`", f"`{context.subject}`"
        walk.report("operation-renamed", context, old["operationId"] or old, new["operationId"] or new, was, now)
    elif old["tags"].canonical != new["tags"].canonical:
        was, now = (", ".join(tag.words for tag in node["tags"].children) for node in (old, new))
        walk.report("resource-renamed", context, old["tags"], new["tags"], was, now)
    walk.keywords(context, old.up, new.up, dict.fromkeys((*METHODS, "parameters")))
    walk.keywords(context, old, new, OPERATION)
    _compare_security(walk, context, old, new)
    _compare_effect(walk, context, old, new)
    _compare_parameters(walk, context, old, new)
    _compare_body(walk, context, old["requestBody"], new["requestBody"])
    _compare_responses(walk, context, old["responses"], new["responses"])


def _compare_effect(walk: Walk, context: Context, old: Node, new: Node) -> None:
    was, now = (node["x-effect"].text or METHOD_EFFECTS.get(str(node.pointer[-1]), "writes") for node in (old, new))
    effect = next((effect for effect in EFFECTS if was != now and effect in (was, now)), None)
    if effect:
        walk.report(EFFECTS[effect][effect == was], context, old, new, f"`{was}`", f"`{now}`")
    elif old["x-effect"].canonical != new["x-effect"].canonical:
        walk.report("written-differently", context, old["x-effect"], new["x-effect"])


def _compare_pagination(walk: Walk, context: Context, old: Node, new: Node) -> None:
    told = walk.told
    walk.keywords(context, old["iterators"], new["iterators"], dict.fromkeys(("items", "pages"), "iterator-{}"))
    if (old and new) or walk.told == told:
        table = dict.fromkeys(("items", "page", "page_size", "total"), "pagination-changed")
        walk.keywords(context, old, new, {**table, "key": "item-key-changed", "iterators": None})


OPERATION: Table = {
    **dict.fromkeys(("operationId", "tags", "security", "parameters", "requestBody", "responses", "x-effect")),
    **{"x-costs": ("costs-now", "costs-no-more"), "x-pagination": _compare_pagination},
}


def _compare_security(walk: Walk, context: Context, old: Node, new: Node) -> None:
    """Report whether an operation needs another key, or none."""
    before, after, own = _demand(walk.old, old), _demand(walk.new, new), (old["security"], new["security"])
    if before != after:
        walk.report(SECURITY.get((before, after), "security-changed"), context, *own, before, after)
    elif own[0].canonical != own[1].canonical:
        walk.report("written-differently", context, *own)


def _demand(root: Node, operation: Node) -> str:
    """Return what an operation asks for, in words."""
    given = operation["security"] or root["security"]
    found = {" and ".join(_scheme(root, name) for name in one.keys) or NONE for one in given.children}
    return " or ".join(sorted(found)) or NONE


def _scheme(root: Node, name: str) -> str:
    scheme = root["components"]["securitySchemes"][name].resolved()
    if scheme["type"].value == "http":
        return BEARER if scheme["scheme"].text.lower() == "bearer" else f"http {scheme['scheme'].text}"
    return f"{scheme['type'].text or 'unknown'} {scheme['in'].text} {scheme['name'].text}".strip()


@frozen
class Parameter:
    """A parameter: where it is used, and what it is."""

    use: Node
    node: Node

    @property
    def name(self) -> str:
        """Its name on the wire."""
        return self.node["name"].text

    @property
    def argument(self) -> str:
        """Its name in Python, but for an underscore behind a name that is taken."""
        return str(snake_case(re.sub(r"\W+", " ", self.name)))

    @property
    def requirement(self) -> str:
        """Whether it has to be given."""
        needed = self.node["required"].value is True and self.node["x-omittable"].value is not True
        return "required" if needed else "optional"


SUCCESSES = ("success-removed", "return-type-narrowed"), ("success-added", "return-type-widened")
STYLES = ("style", "explode", "allowReserved", "allowEmptyValue")
PARAMETER: Table = {
    **dict.fromkeys(STYLES, "parameter-style-changed"),
    **dict.fromkeys(("name", "in", "required", "x-omittable", "schema")),
}


def _parameters(operation: Node) -> dict[str, Parameter]:
    """Return the parameters of an operation, and those of its path that it does not replace."""
    uses = [use for holder in (operation.up, operation) for use in holder["parameters"].children]
    return {f"{one.name} {one.node['in'].text}": one for one in (Parameter(use, use.resolved()) for use in uses)}


def _compare_parameters(walk: Walk, context: Context, old: Node, new: Node) -> None:
    context = evolve(context, kind="argument", directions=frozenset({Direction.SENT}))
    before, after = _parameters(old), _parameters(new)
    by: list[Callable[[Parameter], object]] = [lambda one: one.name, lambda one: one.argument]
    known_as = matched(before, after, lambda one: bare(one.node, without=("name",)), *by)
    for key, one in before.items():
        if key in known_as:
            _compare_parameter(walk, context, one, after[known_as[key]])
        else:
            walk.report(f"parameter-removed-{one.requirement}", context.at(one.argument), one.use, one.use.gone)
    for key, one in after.items():
        if key not in known_as.values():
            walk.report(f"parameter-added-{one.requirement}", context.at(one.argument), one.use.gone, one.use)
    for holder, other_holder in ((old.up, new.up), (old, new)):
        walk.order(context, holder["parameters"], other_holder["parameters"])
    _compare_positions(walk, context, old, new, {before[key].name: after[now].name for key, now in known_as.items()})


def _compare_parameter(walk: Walk, context: Context, one: Parameter, other: Parameter) -> None:
    known_as, context = context.at(one.argument), context.at(other.argument)
    old, new = walk.resolve(context, one.use, other.use)
    if one.name != other.name:
        rule = "parameter-renamed-on-the-wire" if one.argument == other.argument else "parameter-renamed"
        walk.report(rule, known_as, old["name"], new["name"])
    was, now = old["in"].text, new["in"].text
    if was != now:
        rule = {was: "parameter-by-name", now: "parameter-by-position"}.get("path", "parameter-moved")
        walk.report(rule, context, old["in"], new["in"], was, now)
    if one.requirement != other.requirement:
        walk.report(f"parameter-made-{other.requirement}", context, old, new, "", "")
    elif any(old[key].canonical != new[key].canonical for key in ("required", "x-omittable")):
        walk.report("written-differently", context, old, new)
    walk.keywords(context, old, new, PARAMETER)
    compare_schema(walk, context, old["schema"], new["schema"])


def _compare_positions(walk: Walk, context: Context, old: Node, new: Node, names: dict[str, str]) -> None:
    """Report that arguments that are given by position have changed places."""
    context = evolve(context, kind="operation")
    before, after = (re.findall(r"{([^{}]*)}", str(node.pointer[1])) for node in (old, new))
    known = [names.get(name, name) for name in before]
    shared = min(len(known), len(after))
    if before != after and known[:shared] != after[:shared]:
        was, now = (", ".join(f"`{name}`" for name in order) for order in (before, after))
        walk.report("path-arguments-reordered", context, old, new, was, now)


def _compare_body(walk: Walk, context: Context, old: Node, new: Node) -> None:
    context = evolve(context, kind="body", directions=frozenset({Direction.SENT}))
    if not (old and new):
        if one := old or new:
            kind = "required" if one.resolved()["required"].value is True else "optional"
            walk.report(f"body-{'removed' if old else 'added'}-{kind}", context, old, new)
        return
    old, new = walk.resolve(context, old, new)
    walk.keywords(context, old, new, {"required": ("body-made-required", "body-made-optional"), "content": None})
    _compare_content(walk, context, old["content"], new["content"])


def direction_of(code: str) -> Direction:
    """Return whether a response with this status is returned; the body of an error is not made an object."""
    return Direction.RECEIVED if code.startswith("2") else Direction.UNUSED


def _compare_responses(walk: Walk, context: Context, old: Node, new: Node) -> None:
    for before, after in pairs(old, new):
        code = str(before.pointer[-1])
        is_success = direction_of(code) is Direction.RECEIVED
        inner = evolve(context, kind="result" if is_success else "error", directions=frozenset({direction_of(code)}))
        inner = inner if is_success else inner.at(code)
        if before and after:
            was, now = walk.resolve(inner, before, after)
            walk.keywords(inner, was, now, {"headers": "headers-changed", "content": None})
            _compare_content(walk, inner, was["content"], now["content"])
        elif not is_success:
            walk.report("error-documented" if after else "error-undocumented", inner, before, after)
        else:
            holder, others = (new, old) if after else (old, new)
            known = {_returned(walk, others[status]) for status in others.keys if status.startswith("2")}
            same, other = SUCCESSES[bool(after)]
            walk.report(same if _returned(walk, holder[code]) in known else other, inner, before, after)


def _returned(walk: Walk, response: Node) -> str:
    """Return what a response brings, in a form that can be compared."""
    content = response.resolved()["content"]
    kinds = {key: payload(key) for key in content.keys}
    schemas = {key: bare(content[key]["schema"], walk.renamed) for key, kind in kinds.items() if kind == "JSON"}
    return "; ".join(f"{kind} {schemas.get(key, '')}" for key, kind in kinds.items())


def payload(content_type: str) -> str:
    """Return what the client makes of a content type."""
    return "JSON" if is_json(content_type) else "text" if content_type.startswith("text/") else "bytes"


def _compare_content(walk: Walk, context: Context, old: Node, new: Node) -> None:
    gone, fresh = ([one[key] for key in one.keys if key not in other] for one, other in ((old, new), (new, old)))
    for key in old.keys:
        if key in new:
            _compare_media(walk, context, old[key], new[key])
    if not gone and not fresh:
        return
    was, now = (", ".join(str(node.pointer[-1]) for node in side) for side in (gone, fresh))
    places = gone[0] if gone else old.gone, fresh[0] if fresh else new.gone
    is_whole = len(gone) == len(old.keys) and len(fresh) == len(new.keys)
    if len(gone) == len(fresh) == 1 and payload(was) == payload(now):
        walk.report("content-type-changed", context, *places, was, now)
        _compare_media(walk, context, *places)
    else:
        walk.report("payload-changed" if is_whole else "unclassified", context, *places, was, now)


def _compare_media(walk: Walk, context: Context, old: Node, new: Node) -> None:
    table: Table = {"schema": None if payload(str(new.pointer[-1])) == "JSON" else "annotation-changed"}
    walk.keywords(context, old, new, table)
    if table["schema"] is None:
        compare_schema(walk, context, old["schema"], new["schema"])
