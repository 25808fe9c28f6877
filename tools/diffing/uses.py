"""Where each model is used: sent, received or neither, and by which operations."""

from collections.abc import Iterator
from typing import Any

from attrs import define, field

from tools.diffing.model import Direction
from tools.diffing.nodes import Node
from tools.generation.spec import METHODS, OPAQUE

SCHEMAS = "#/components/schemas/"


@define
class Use:
    """How a model is used."""

    directions: set[Direction] = field(factory=set)
    operations: list[str] = field(factory=list)


def operations(root: Node) -> Iterator[Node]:
    """Yield every operation of a document."""
    for item in root["paths"].children:
        yield from (item[method] for method in METHODS if method in item)


def operation_name(operation: Node) -> str:
    """Return what an operation is called: its operationId, or its method and path where it has none."""
    return operation["operationId"].text or f"{str(operation.pointer[-1]).upper()} {operation.pointer[-2]}"


def uses(root: Node) -> dict[str, Use]:
    """Return the use of every model that an operation leads to."""
    models = root["components"]["schemas"]
    direct = {name: list(_references(models[name].value)) for name in models.keys}
    found: dict[str, Use] = {}
    for operation in operations(root):
        for direction, part in _parts(operation):
            waiting, reached = list(_references(part.value)), set[str]()
            while waiting:
                name = waiting.pop()
                if name not in reached:
                    reached.add(name)
                    waiting += direct.get(name, [])
            for name in reached:
                use = found.setdefault(name, Use())
                use.directions.add(direction)
                if operation_name(operation) not in use.operations:
                    use.operations.append(operation_name(operation))
    return found


def _parts(operation: Node) -> Iterator[tuple[Direction, Node]]:
    for parameter in [*operation.up()["parameters"].children, *operation["parameters"].children]:
        yield Direction.SENT, parameter.resolved()
    yield Direction.SENT, operation["requestBody"].resolved()
    for code in operation["responses"].keys:
        yield direction_of(code), operation["responses"][code].resolved()


def direction_of(code: str) -> Direction:
    """Return whether a response with this status is returned; the body of an error is not made an object."""
    return Direction.RECEIVED if code.startswith("2") else Direction.UNUSED


def _references(value: Any, inside: object = None) -> Iterator[str]:
    """Yield the names of the models that a part of a document refers to. A field can have the name of a keyword."""
    if isinstance(value, dict):
        reference = value.get("$ref")
        if isinstance(reference, str) and reference.startswith(SCHEMAS):
            yield reference.removeprefix(SCHEMAS)
        for key, item in value.items():
            if key not in OPAQUE or inside == "properties":
                yield from _references(item, key)
    elif isinstance(value, list):
        for item in value:
            yield from _references(item)
