"""Compares what is sent and what comes back: bodies and responses."""

from tools.diffing.model import Direction
from tools.diffing.nodes import Node
from tools.diffing.notes import compare_notes, compare_required
from tools.diffing.renames import bare
from tools.diffing.schemas import compare_schema
from tools.diffing.uses import SCHEMAS, direction_of
from tools.diffing.walk import Context, Walk
from tools.generation.adapt import is_json


def compare_body(walk: Walk, context: Context, old: Node, new: Node) -> None:
    """Report the differences between the bodies of two requests."""
    context = Context("body", context.subject, frozenset({Direction.SENT}), context.operations)
    if not (old and new):
        if one := old or new:
            kind = "required" if one.resolved()["required"].value is True else "optional"
            walk.report(f"body-{'removed' if old else 'added'}-{kind}", context, old, new)
        return
    old, new = walk.resolve(context, old, new)
    compare_required(walk, context, "body", old, new)
    compare_notes(walk, context, old, new)
    _compare_content(walk, context, old["content"], new["content"])


def compare_responses(walk: Walk, context: Context, old: Node, new: Node) -> None:
    """Report the differences between the responses of two operations."""
    for code in dict.fromkeys([*old.keys, *new.keys]):
        direction = direction_of(code)
        is_success = direction is Direction.RECEIVED
        path = "" if is_success else code
        inner = Context(
            "result" if is_success else "error", context.subject, frozenset({direction}), context.operations, path
        )
        before, after = old[code], new[code]
        if before and after:
            _compare_response(walk, inner, *walk.resolve(inner, before, after))
        elif is_success:
            _compare_returns(walk, inner, old, new, code)
        else:
            rule = "error-documented" if after else "error-undocumented"
            walk.report(rule, inner, before, after, f"`{code}`", f"`{code}`")


def _compare_response(walk: Walk, context: Context, old: Node, new: Node) -> None:
    compare_notes(walk, context, old, new)
    _compare_content(walk, context, old["content"], new["content"])
    if old["headers"].value != new["headers"].value:
        walk.report("headers-changed", context, old["headers"], new["headers"])


def _compare_returns(walk: Walk, context: Context, old: Node, new: Node, code: str) -> None:
    """Report a success that is on one side only, by whether the other side returns the same type as well."""
    holder, other = (new, old) if new[code] else (old, new)
    names = {f"{SCHEMAS}{name}": f"{SCHEMAS}{renamed.now}" for name, renamed in walk.renamed.items()}
    successes = [other[status] for status in other.keys if direction_of(status) is Direction.RECEIVED]
    is_known = _returned(holder[code], names) in {_returned(response, names) for response in successes}
    rules = ("success-added", "success-removed") if is_known else ("return-type-widened", "return-type-narrowed")
    walk.report(rules[0 if new[code] else 1], context, old[code], new[code], f"`{code}`", f"`{code}`")


def _returned(response: Node, names: dict[str, str]) -> str:
    """Return what a response brings, in a form that can be compared."""
    content = response.resolved()["content"]
    found = []
    for content_type in content.keys:
        kind = payload(content_type)
        found.append(f"{kind} {bare(content[content_type]['schema'], names)}" if kind == "JSON" else kind)
    return "; ".join(found)


def payload(content_type: str) -> str:
    """Return what the client makes of a content type."""
    return "JSON" if is_json(content_type) else "text" if content_type.startswith("text/") else "bytes"


def _compare_content(walk: Walk, context: Context, old: Node, new: Node) -> None:
    for content_type in old.keys:
        if content_type in new:
            _compare_media(walk, context, old[content_type], new[content_type])
    gone, fresh = ([one[key] for key in one.keys if key not in other] for one, other in ((old, new), (new, old)))
    if len(gone) == len(fresh) == 1:
        _compare_types(walk, context, gone[0], fresh[0])
    elif not (old.keys and new.keys) and len(gone) + len(fresh) == 1:
        was, now = (str(side[0].pointer[-1]) if side else "nothing" for side in (gone, fresh))
        walk.report("payload-changed", context, (gone or [old.gone])[0], (fresh or [new.gone])[0], was, now)


def _compare_types(walk: Walk, context: Context, old: Node, new: Node) -> None:
    was, now = (str(node.pointer[-1]) for node in (old, new))
    if payload(was) != payload(now):
        walk.report("payload-changed", context, old, new, was, now)
        return
    empty = [node for node in (old, new) if not node.keys]
    walk.report("content-type-changed", context, old, new, was, now, claims=empty)
    walk.pair(old, new)
    _compare_media(walk, context, old, new)


def _compare_media(walk: Walk, context: Context, old: Node, new: Node) -> None:
    compare_notes(walk, context, old, new)
    schemas = old["schema"], new["schema"]
    if payload(str(new.pointer[-1])) == "JSON":
        compare_schema(walk, context, *schemas)
    elif schemas[0].value != schemas[1].value:
        walk.report("annotation-changed", context, *schemas, "`schema`", "`schema`")
