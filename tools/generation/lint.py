"""Rules that the validators do not have, and without which the generators would write wrong code.

Those for operations are in `lint_operations`, those for schemas in `lint_schemas` and `lint_unions`.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from tools.generation.document import Pointer, SpecError, raise_all
from tools.generation.lint_operations import OPERATION_RULES, iterators
from tools.generation.lint_schemas import SCHEMA_RULES
from tools.generation.runtime.document import ASSUMED
from tools.generation.schemas import parts, schema_roots, schemas
from tools.generation.spec import Spec

RESERVED_VERBS = {"with_raw_response"}

Problem = tuple[Pointer, str]


def lint(spec: Spec) -> None:
    """Check a spec, as documented and with its assumptions.

    Raises:
        SpecError: All rules that are broken, each with its place.
    """
    raise_all(_findings(spec, [_assumptions(spec)]))
    found = list(_all_findings(spec))
    try:
        found += _all_findings(spec.with_assumptions())
    except SpecError as error:
        found.append(error)
    raise_all(found)


def _all_findings(spec: Spec) -> list[SpecError]:
    # The other rules take every schema for a mapping.
    return list(_findings(spec, [_booleans(spec)])) or list(_findings(spec, _checks(spec)))


def _findings(spec: Spec, checks: Iterable[Iterator[Problem]]) -> Iterator[SpecError]:
    """Carry out checks; one that cannot go on does not keep the others from it."""
    for check in checks:
        try:
            yield from (spec.error(pointer, problem) for pointer, problem in check)
        except SpecError as error:
            yield error


def _checks(spec: Spec) -> Iterator[Iterator[Problem]]:
    yield _paths(spec)
    yield from (rule(spec, at, schema) for at, schema in schemas(spec.document) for rule in SCHEMA_RULES)
    yield from (rule(spec, operation) for operation in spec.operations() for rule in OPERATION_RULES)
    yield _method_names(spec)


def _method_names(spec: Spec) -> Iterator[Problem]:
    names: set[str] = set()
    for operation in spec.operations():
        tag, _, verb = operation.name.partition(".")
        own = [("operationId", verb), *(("x-pagination", name) for name in iterators(operation).values())]
        for keyword, name in own:
            if name in RESERVED_VERBS:
                yield (*operation.pointer, keyword), f"{name} is a name that every resource needs for something else"
            elif f"{tag}.{name}" in names:
                yield (*operation.pointer, keyword), f"{tag}.{name} is the name of another method, too"
            names.add(f"{tag}.{name}")


def _assumptions(spec: Spec) -> Iterator[Problem]:
    for pointer, node in _nodes(spec.document, ()):
        assumptions = node.get(ASSUMED, {})
        if not isinstance(assumptions, dict):
            yield (*pointer, ASSUMED), "expected a map from keywords to what is assumed of them"
            continue
        for keyword, assumption in assumptions.items():
            if not isinstance(assumption, dict) or set(assumption) != {"value", "because"}:
                yield (*pointer, ASSUMED, keyword), "expected a value, and because, which says why it is assumed"
            elif keyword in node and not (isinstance(node[keyword], dict) and isinstance(assumption["value"], dict)):
                yield (*pointer, ASSUMED, keyword), f"{keyword} is documented already"


def _nodes(node: object, at: Pointer) -> Iterator[tuple[Pointer, dict[str, Any]]]:
    if isinstance(node, dict):
        yield at, node
    for key, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield from _nodes(value, (*at, key))


def _paths(spec: Spec) -> Iterator[Problem]:
    for path, item in (spec.document.get("paths") or {}).items():
        if "$ref" in item:
            yield ("paths", path, "$ref"), "a path must be written here, not referred to"


def _booleans(spec: Spec) -> Iterator[Problem]:
    found = [*schema_roots(spec.document)]
    for at, schema in schemas(spec.document):
        found += parts(at, schema)
    for pointer, schema in found:
        if isinstance(schema, bool) and pointer[-1] != "additionalProperties":
            yield pointer, "true or false as a schema is supported for additionalProperties only"
