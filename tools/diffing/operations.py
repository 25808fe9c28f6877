"""Compares the operations of two documents: which there are, how they are called, and how they are reached."""

from collections.abc import Iterator

from tools.diffing.exchange import compare_body, compare_responses
from tools.diffing.model import Difference
from tools.diffing.nodes import Node
from tools.diffing.notes import compare_notes
from tools.diffing.parameters import compare_parameters
from tools.diffing.renames import bare, likely_renames
from tools.diffing.security import compare_security
from tools.diffing.uses import operation_name, operations
from tools.diffing.walk import Context, Walk
from tools.generation.spec import METHODS

READS = {"get", "head", "options"}


def compare_operations(walk: Walk) -> None:
    """Report the differences between the operations."""
    before, after = ({operation_name(node): node for node in operations(root)} for root in (walk.old, walk.new))
    matched = dict(_matched(before, after))
    for name, other in matched.items():
        _compare_operation(walk, Context("operation", other, operations=(other,)), before[name], after[other])
    for name, node in before.items():
        if name not in matched:
            context = Context("operation", name, operations=(name,))
            _claim_path(walk, walk.report("operation-removed", context, node, node.gone), node, walk.new)
    for name, node in after.items():
        if name not in matched.values():
            context = Context("operation", name, operations=(name,))
            _claim_path(walk, walk.report("operation-added", context, node.gone, node), node, walk.old)


def _matched(old: dict[str, Node], new: dict[str, Node]) -> Iterator[tuple[str, str]]:
    """Yield which operations are the same: by their name, by their place, or by all that they are."""
    gone = {name: node for name, node in old.items() if name not in new}
    fresh = {name: node for name, node in new.items() if name not in old}
    yield from ((name, name) for name in old if name in new)
    for name, node in list(gone.items()):
        other = next((other for other, known in fresh.items() if known.pointer == node.pointer), None)
        if other is not None:
            del gone[name], fresh[other]
            yield name, other
    yield from likely_renames(gone, fresh, lambda node: bare(node, without=("operationId", "tags"))).items()


def _claim_path(walk: Walk, difference: Difference, node: Node, other: Node) -> None:
    """Account for what is said of the whole path, where the other document has no such path."""
    if not other.at(*node.pointer[:-1]):
        path = node.up()
        walk.claim(difference, *(part for part in path.children if part.pointer[-1] not in METHODS))


def _compare_operation(walk: Walk, context: Context, old: Node, new: Node) -> None:
    if old.pointer != new.pointer:
        walk.pair(old, new)
        _compare_route(walk, context, old, new)
    _compare_name(walk, context, old, new)
    compare_notes(walk, context, old.up(), new.up())
    compare_notes(walk, context, old, new)
    compare_security(walk, context, old, new)
    compare_parameters(walk, context, old, new)
    compare_body(walk, context, old["requestBody"], new["requestBody"])
    compare_responses(walk, context, old["responses"], new["responses"])


def _compare_route(walk: Walk, context: Context, old: Node, new: Node) -> None:
    """Report that an operation is reached in another way. What stands in the operation is compared on its own."""
    (_, path, method), (_, new_path, new_method) = (map(str, node.pointer) for node in (old, new))
    if path != new_path:
        walk.report("path-changed", context, old, new, f"`{path}`", f"`{new_path}`", claims=())
    if method != new_method:
        kind = "method-changed" if (method in READS) == (new_method in READS) else "writes-now"
        kind = "reads-now" if kind == "writes-now" and new_method in READS else kind
        walk.report(kind, context, old, new, f"`{method.upper()}`", f"`{new_method.upper()}`", claims=())


def _compare_name(walk: Walk, context: Context, old: Node, new: Node) -> None:
    names, tags = (old["operationId"], new["operationId"]), (old["tags"], new["tags"])
    if names[0].value != names[1].value:
        was, now = (f"`{operation_name(node)}`" for node in (old, new))
        walk.report("operation-renamed", context, *names, was, now, claims=[*names, *tags])
    elif tags[0].value != tags[1].value:
        was, now = (", ".join(f"`{tag.value}`" for tag in node.children) or "none" for node in tags)
        walk.report("resource-renamed", context, *tags, was, now)
