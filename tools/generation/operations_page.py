"""Writes the list of all operations, for people."""

from tools.generation.spec import Spec, SpecOperation

HEAD = "| operation | method | path | effect | pages | source |\n| --- | --- | --- | --- | --- | --- |\n"


def operations_page(spec: Spec) -> str:
    """Return a Markdown page with a table of the operations for each tag, in the order of the spec."""
    info, parts = spec.document["info"], []
    operations = list(spec.operations())
    tags = {entry["name"]: entry.get("description", "") for entry in spec.document.get("tags", [])}
    for tag in dict.fromkeys(name for operation in operations for name in operation.node["tags"]):
        lines = [_line(operation) for operation in operations if tag in operation.node["tags"]]
        parts.append(f"## {tag}\n\n{tags.get(tag, '')}\n\n{HEAD}{''.join(lines)}")
    about = "What **dials** can make phones ring; it is never sent again where it may have arrived."
    return f"# {info['title']} {info['version']}: {len(operations)} operations\n\n{about}\n\n" + "\n".join(parts)


def _line(operation: SpecOperation) -> str:
    node, effect = operation.node, operation.effect
    pages = node.get("x-pagination", {}).get("iterators", {})
    cells = [
        f"`{operation.name}`",
        operation.method.upper(),
        f"`{operation.path}`",
        ("**dials**" if effect == "dials" else effect) + (", costs money" if node.get("x-costs") else ""),
        ", ".join(f"`{name}`" for name in pages.values()),
        ", ".join(node.get("x-sources", [])),
    ]
    return f"| {' | '.join(cells)} |\n"
