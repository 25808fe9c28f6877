"""Mutants of the generated models: every field, every enum, every variant."""

import ast
import re
from collections.abc import Iterator
from itertools import pairwise

from attrs import frozen

from tools.mutating.mutant import PACKAGE, ROOT, Kind, Mutant
from tools.mutating.python_text import PythonText

FILE = f"{PACKAGE}/models.py"
ROUND_TRIP = "tests/contract/properties/test_round_trip.py"
DIFFERENTIAL = "tests/contract/properties/test_differential.py"
# What lets more in is noticed where wrong values are read.
WIDENED = (
    "make optional",
    "admit null",
    "retype to Any",
    "move ",
    "lose max",
    "lose min",
    "lose ge",
    "lose le",
    "lose gt",
)
PACKAGE_TESTS = "tests/library/test_generated_package.py"
REQUESTS = (PACKAGE_TESTS, "tests/library/test_arguments.py", "tests/contract/properties/test_requests.py")
FUTURE = "from __future__ import annotations\n"
OTHER_TYPE = {"str": "int", "int | float": "int", "int": "str", "bool": "str", "Any": "str"}
Edited = tuple[str, str]


def model_mutants() -> Iterator[Mutant]:
    """Yield the mutants of the generated models."""
    source = PythonText((ROOT / FILE).read_text(encoding="utf-8"))
    for node in source.tree.body:
        if isinstance(node, ast.ClassDef):
            is_enum = any("Enum" in source.of(base) for base in node.bases)
            rule = _enum if is_enum else _model
            for place, change, text in rule(source, node):
                yield _mutant(place, change, text, node.name)
        elif isinstance(node, ast.AnnAssign) and node.value is not None and isinstance(node.target, ast.Name):
            for change, text in [*_variants(source, node.value), *_bounds(source, node.value)]:
                yield _mutant(node.target.id, change, text, _user(source, node.target.id))


def _user(source: PythonText, alias: str) -> str:
    """Return the one model that has fields of an alias, or the alias itself, which is a component where several do."""
    models = [node for node in source.tree.body if isinstance(node, ast.ClassDef)]
    users = [node.name for node in models if any(alias in each.type.split() for each in _fields(source, node))]
    return users[0] if len(users) == 1 else alias


def _mutant(place: str, change: str, text: str, name: str) -> Mutant:
    first: tuple[str, ...] = (ROUND_TRIP, "-k", f"[{name}] or -{name}]")
    if change.startswith(("derive", "close")):
        first = (PACKAGE_TESTS, "-k", "every_model or whole_answer")
    elif name.endswith("ParametersQuery"):
        first = REQUESTS
    elif change.startswith(WIDENED):
        first = (DIFFERENTIAL, "-k", f"every_wrong_value and [{name}]")
    return Mutant(Kind.CODE, f"models.{place}", change, FILE, lambda: text, first)


def _enum(source: PythonText, node: ast.ClassDef) -> Iterator[tuple[str, str, str]]:
    members = [each for each in node.body if isinstance(each, ast.Assign)]
    for each in members:
        place = f"{node.name}.{source.of(each.targets[0])}"
        yield place, "drop", source.with_node(each, "pass")
        yield place, "change the value", source.with_node(each.value, f"{source.of(each.value)} '_x'")
    closed = source.with_node(node.bases[0], "StrEnum")
    yield node.name, "close the enum", closed.replace(FUTURE, f"{FUTURE}from enum import StrEnum\n", 1)


@frozen
class _Field:
    """A field of a model, as it is written."""

    name: str
    node: ast.AnnAssign
    type: str
    default: str | None

    @property
    def is_optional(self) -> bool:
        return self.default is not None

    def on_the_wire(self, name: str) -> str:
        """Return the field with another name on the wire."""
        default = f"default={self.default}, " if self.is_optional else ""
        return f'{self.name}: {self.type} = wire({default}name="{name}")'


def _fields(source: PythonText, node: ast.ClassDef) -> list[_Field]:
    return [
        _Field(source.of(each.target), each, source.of(each.annotation), source.of(each.value) if each.value else None)
        for each in node.body
        if isinstance(each, ast.AnnAssign) and not source.of(each.annotation).startswith("ClassVar")
    ]


def _model(source: PythonText, node: ast.ClassDef) -> Iterator[tuple[str, str, str]]:
    fields = _fields(source, node)
    for one, other in pairwise(fields):
        spans = (
            (source.span(one.node), one.on_the_wire(other.name)),
            (source.span(other.node), other.on_the_wire(one.name)),
        )
        text = source.with_texts(*spans).replace(FUTURE, f"{FUTURE}from msgspec import field as wire\n", 1)
        yield f"{node.name}.{one.name}", f"swap with {other.name}", text
    for field in fields:
        place = f"{node.name}.{field.name}"
        yield place, "rename", source.with_node(field.node.target, f"{field.name}_x")
        for change, new in [*_presence(field), *_null(field), *_retyped(field)]:
            yield place, change, source.with_node(field.node, new)
        for change, text in _bounds(source, field.node.annotation):
            yield place, change, text
    for keyword in node.keywords:
        if keyword.arg == "tag":
            yield node.name, "change the tag", source.with_node(keyword.value, f"{source.of(keyword.value)} '_x'")
        if keyword.arg == "tag_field":
            yield node.name, "change the field of the tag", source.with_node(keyword.value, '"name"')
    base = {"Model": "ResponseModel", "ResponseModel": "Model"}.get(source.of(node.bases[0]))
    if base:
        yield node.name, f"derive from {base}", source.with_node(node.bases[0], base)


def _presence(field: _Field) -> Iterator[Edited]:
    if field.is_optional:
        kind = field.type.replace(" | UnsetType", "")
        yield "lose UNSET", f"{field.name}: {kind}"
        yield "None instead of UNSET", f"{field.name}: {kind.replace(' | None', '')} | None = None"
    else:
        yield "make optional", f"{field.name}: {field.type} | UnsetType = UNSET"


def _null(field: _Field) -> Iterator[Edited]:
    default = f" = {field.default}" if field.is_optional else ""
    if " | None" in field.type:
        yield "refuse null", f"{field.name}: {field.type.replace(' | None', '')}{default}"
    elif not field.type.startswith("Any"):
        yield "admit null", f"{field.name}: {field.type} | None{default}"


def _retyped(field: _Field) -> Iterator[Edited]:
    found = re.fullmatch(r"(.*?)((?: \| (?:None|UnsetType))*)", field.type)
    if found is None:
        raise AssertionError("everything matches")
    default = f" = {field.default}" if field.is_optional else ""
    new = OTHER_TYPE.get(found[1], "Any")
    yield f"retype to {new}", f"{field.name}: {new}{found[2]}{default}"


def _bounds(source: PythonText, annotation: ast.expr) -> Iterator[Edited]:
    """Yield what becomes of the bounds of an annotation: each is moved, and lost."""
    for call in [
        node for node in ast.walk(annotation) if isinstance(node, ast.Call) and source.of(node.func) == "Meta"
    ]:
        for keyword in call.keywords:
            if keyword.arg not in ("description", None):
                value = ast.literal_eval(keyword.value)
                for step in (-1, 1) if isinstance(value, int) else (-0.1, 0.1):
                    moved = round(value + step, 6)
                    if moved >= 0 or value <= 0:
                        yield f"move {keyword.arg} to {moved}", source.with_node(keyword.value, str(moved))
                yield f"lose {keyword.arg}", source.with_node(keyword, "description=None")


def _variants(source: PythonText, value: ast.expr) -> Iterator[Edited]:
    """Yield what becomes of a union without one of its two variants."""
    for union in [node for node in ast.walk(value) if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr)]:
        for kept, lost in ((union.left, union.right), (union.right, union.left)):
            yield f"lose the variant {source.of(lost)}", source.with_node(union, source.of(kept))
