"""Compares the parameters of two operations, which are the arguments of a method."""

import re
from collections.abc import Callable

from attrs import frozen
from openapi_python_client.strings import snake_case

from tools.diffing.model import Direction
from tools.diffing.nodes import Node
from tools.diffing.notes import compare_notes, compare_required
from tools.diffing.renames import bare, likely_renames
from tools.diffing.schemas import compare_schema
from tools.diffing.walk import Context, Walk

SENT = frozenset({Direction.SENT})
STYLE = ("style", "explode", "allowReserved", "allowEmptyValue")


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
    def key(self) -> tuple[str, str]:
        """Its name and its place."""
        return self.name, self.node["in"].text

    @property
    def argument(self) -> str:
        """Its name in Python, but for an underscore behind a name that is taken."""
        return str(snake_case(re.sub(r"\W+", " ", self.name)))


def compare_parameters(walk: Walk, context: Context, old: Node, new: Node) -> None:
    """Report the differences between the arguments of two methods."""
    before, after = _parameters(old), _parameters(new)
    matched = _matched(before, after)
    for one, other in matched:
        _compare(walk, _argument(context, other), one, other)
    for one in before:
        if not any(one is known for known, _ in matched):
            walk.report(_name("removed", one), _argument(context, one), one.use, one.use.gone)
    for one in after:
        if not any(one is known for _, known in matched):
            walk.report(_name("added", one), _argument(context, one), one.use.gone, one.use)
    names = {one.name: other.name for one, other in matched if one.node["in"].text == other.node["in"].text == "path"}
    _compare_order(walk, context, old, new, names)


def _parameters(operation: Node) -> list[Parameter]:
    """Return the parameters of an operation, and those of its path that it does not replace."""
    found: dict[tuple[str, str], Parameter] = {}
    for holder in (operation.up(), operation):
        for use in holder["parameters"].children:
            parameter = Parameter(use, use.resolved())
            found[parameter.key] = parameter
    return list(found.values())


def _matched(old: list[Parameter], new: list[Parameter]) -> list[tuple[Parameter, Parameter]]:
    """Return which parameters are the same: by name and place, by name, by the name in Python, or by content."""
    found: list[tuple[Parameter, Parameter]] = []
    gone, fresh = list(old), list(new)
    by: list[Callable[[Parameter], object]] = [lambda one: one.key, lambda one: one.name, lambda one: one.argument]
    for identity in by:
        for one in list(gone):
            other = next((other for other in fresh if identity(other) == identity(one)), None)
            if other is not None:
                gone.remove(one)
                fresh.remove(other)
                found.append((one, other))
    left, right = ({one.name: one for one in side} for side in (gone, fresh))
    renamed = likely_renames(left, right, lambda one: bare(one.node, without=("name",)))
    return found + [(left[name], right[other]) for name, other in renamed.items()]


def _argument(context: Context, parameter: Parameter) -> Context:
    return Context("argument", context.subject, SENT, context.operations, parameter.argument)


def _name(change: str, parameter: Parameter) -> str:
    return f"parameter-{change}-{'required' if parameter.node['required'].value is True else 'optional'}"


def _compare(walk: Walk, context: Context, one: Parameter, other: Parameter) -> None:
    old, new = walk.resolve(context, one.use, other.use)
    if one.name != other.name:
        rule = "parameter-renamed-on-the-wire" if one.argument == other.argument else "parameter-renamed"
        known_as = Context("argument", context.subject, SENT, context.operations, one.argument)
        walk.report(rule, known_as, old["name"], new["name"], f"`{one.name}`", f"`{other.name}`")
    _compare_place(walk, context, old["in"], new["in"])
    compare_required(walk, context, "parameter", old, new)
    for key in STYLE:
        if old[key].value != new[key].value:
            walk.report("parameter-style-changed", context, old[key], new[key], key, key)
    compare_notes(walk, context, old, new)
    if old["schema"] and new["schema"]:
        compare_schema(walk, context, old["schema"], new["schema"])


def _compare_place(walk: Walk, context: Context, old: Node, new: Node) -> None:
    if old.value == new.value:
        return
    rule = {old.text: "parameter-by-name", new.text: "parameter-by-position"}.get("path", "parameter-moved")
    walk.report(rule, context, old, new, old.text, new.text)


def _compare_order(walk: Walk, context: Context, old: Node, new: Node, names: dict[str, str]) -> None:
    """Report that arguments that are given by position have changed places."""
    before, after = (re.findall(r"{([^{}]*)}", str(node.pointer[1])) for node in (old, new))
    known = [names.get(name, name) for name in before]
    shared = min(len(known), len(after))
    if before != after and known[:shared] != after[:shared]:
        was, now = (", ".join(f"`{name}`" for name in order) for order in (before, after))
        walk.report("path-arguments-reordered", context, old, new, was, now, claims=())
