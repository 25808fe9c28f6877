"""What a schema admits, however it is written: nullable or not, and one or several variants."""

from attrs import frozen

from tools.diffing.nodes import MISSING, Node

NOTES = {"title", "summary", "description", "deprecated", "default", "examples", "example", "readOnly", "writeOnly"}
NOTES |= {"$comment", "externalDocs", "xml", "uniqueItems"}
# Extensions that the generator reads, or uses between its own steps: no mere notes.
SPEAKING = {"x-list-of", "x-list-separator", "x-separator", "x-default", "x-doc"}
KINDS_OF_VALUES = {str: "string", bool: "boolean", int: "integer", float: "number", list: "array", dict: "object"}


def is_note(key: str) -> bool:
    """Whether a keyword says something about a value, and not what it is."""
    return key in NOTES or (key.startswith("x-") and key not in SPEAKING)


@frozen
class Shape:
    """What a schema admits.

    Attributes:
        nullable: Whether it admits null; None where it admits anything at all.
        variants: The alternatives, without null and without the notes of the schema itself.
        nulls: Where null stands.
        tag: The field that tells the variants apart.
    """

    nullable: bool | None
    variants: list[Node]
    nulls: list[Node]
    tag: str


def shape(node: Node) -> Shape:
    """Return what a schema admits."""
    tag = node["discriminator"]["propertyName"].text
    for key in ("oneOf", "anyOf"):
        if isinstance(node[key].value, list):
            parts = list(node[key].children)
            variants = [part for part in parts if part["type"].value != "null"]
            nulls = [part["type"] for part in parts if _has_null(part)]
            return Shape(bool(nulls), variants, nulls, tag)
    parts = list(node["allOf"].children)
    if node.ref or (len(parts) == 1 and parts[0].ref and "properties" not in node):
        return Shape(False, [node.only({"$ref"}) if node.ref else parts[0]], [], tag)
    plain = node.only({key for key in node.keys if not is_note(key)}) if node.keys else node
    nulls = [node["type"]] if _has_null(node) else []
    return Shape(None if kinds(plain) is None else bool(nulls), [plain], nulls, tag)


def _has_null(node: Node) -> bool:
    given = node["type"].value
    return given == "null" or (isinstance(given, list) and "null" in given)


def kinds(node: Node) -> frozenset[str] | None:
    """Return the JSON types beside null that a plain schema admits; None where it admits any."""
    given = node["type"].value
    if isinstance(given, str):
        return frozenset({given}) - {"null"}
    if isinstance(given, list):
        return frozenset(kind for kind in given if isinstance(kind, str)) - {"null"}
    if "properties" in node or "allOf" in node:
        return frozenset({"object"})
    values = node["enum"].value if isinstance(node["enum"].value, list) else [node["const"].value]
    found = {KINDS_OF_VALUES.get(type(value), "") for value in values if value not in (None, MISSING)}
    return frozenset(found) or None


def is_wider(kinds: frozenset[str] | None, others: frozenset[str] | None) -> bool:
    """Whether one set of types admits all that another one admits; a number can be an integer."""
    if kinds is None or others is None:
        return kinds is None
    return others <= kinds | ({"integer"} if "number" in kinds else set())


def words(node: Node) -> str:
    """Return the type of a variant in words."""
    if node.ref:
        return f"`{node.ref.rpartition('/')[2]}`"
    found = kinds(node)
    if found is None:
        return "anything"
    items = node["items"]
    if found == {"array"} and items:
        return f"array of {union_words(shape(items).variants)}"
    return " or ".join(sorted(found)) or "null"


def union_words(variants: list[Node]) -> str:
    """Return the type of some variants in words."""
    return " or ".join(sorted(map(words, variants))) or "null"
