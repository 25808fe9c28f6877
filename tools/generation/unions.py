"""What a union means: its variants, whether it is an enum that takes any text, and how objects are told apart."""

from typing import Any

from tools.generation.spec import Spec

UNIONS = ("oneOf", "anyOf")


def variants_of(schema: dict[str, Any]) -> list[Any]:
    """Return the variants of a union, those of unions written within it among them; none where it is no union."""
    found: list[Any] = []
    for variant in [*schema.get("oneOf", []), *schema.get("anyOf", [])]:
        is_union = isinstance(variant, dict) and any(key in variant for key in UNIONS)
        found += variants_of(variant) if is_union else [variant]
    return found


def extensible_enum(spec: Spec, variants: list[Any]) -> str | None:
    """Return the reference to the enum of a union of a named enum and any text, or None if it is something else."""
    texts = [variant for variant in variants if spec.resolve(variant).get("type") == "string"]
    enums = [variant["$ref"] for variant in texts if "$ref" in variant and "enum" in spec.resolve(variant)]
    is_any_text = any(not {"$ref", "enum", "const"} & set(variant) for variant in texts)
    return enums[0] if len(texts) == 2 and len(enums) == 1 and is_any_text else None


def discriminator_of(spec: Spec, schema: dict[str, Any]) -> dict[str, Any] | None:
    """Return what tells the objects of a union apart: what the spec says, or the constant that each of them has.

    Returns:
        `propertyName`, and `mapping` from each constant to the reference of its variant; None where there is neither.
    """
    objects = [variant for variant in variants_of(schema) if "properties" in spec.resolve(variant)]
    given = schema.get("discriminator") or next(
        (inner["discriminator"] for key in UNIONS for inner in schema.get(key, []) if "discriminator" in inner), None
    )
    if given is not None:
        return dict(given)
    shared = set.intersection(*(set(_constants(spec, variant)) for variant in objects)) if len(objects) > 1 else set()
    for name in sorted(shared):
        mapping = {_constants(spec, variant)[name]: variant.get("$ref") for variant in objects}
        if len(mapping) == len(objects) and None not in mapping.values():
            return {"propertyName": name, "mapping": mapping}
    return None


def _constants(spec: Spec, variant: Any) -> dict[str, str]:
    """Return the required properties of an object that are a constant text."""
    target = spec.resolve(variant)
    properties = {name: spec.resolve(prop) for name, prop in target.get("properties", {}).items()}
    return {
        name: prop["const"]
        for name, prop in properties.items()
        if isinstance(prop, dict) and isinstance(prop.get("const"), str) and name in target.get("required", [])
    }
