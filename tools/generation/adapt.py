"""Rewrites a spec for the generators: the same contract, in the words that make them write what we want."""

import copy
import re
from typing import Any

from tools.generation.lint import schemas
from tools.generation.spec import Spec


def adapted(spec: Spec) -> Spec:
    """Return a copy of a spec with the rewritings that both generators need."""
    copied = copy.copy(spec)
    copied.document = copy.deepcopy(spec.document)
    for _, _, operation, parameters in copied.operations():
        operation.setdefault("security", copied.document.get("security", []))
        for parameter in parameters:
            _spell_out_list(parameter)
    for at, schema in schemas(copied.document):
        # A default is what the server assumes; a client that filled it in would not give back what the wire said.
        schema.pop("default", None)
        if at[:2] == ("components", "schemas"):
            _keep_integers(schema)
    return copied


def _spell_out_list(parameter: dict[str, Any]) -> None:
    """Turn `x-list-of` into plain OpenAPI: text, or an array that is joined with the separator."""
    schema = parameter.get("schema", {})
    if "x-list-of" not in schema:
        return
    parameter |= {"style": "form", "explode": False}
    parameter["schema"] = {"anyOf": [{"type": "string"}, {"type": "array", "items": schema["x-list-of"]}]}


def _keep_integers(schema: dict[str, Any]) -> None:
    """Let a number be an integer as well, so that what came in as 0 goes out as 0."""
    kinds = schema.get("type")
    if kinds == "number":
        schema["type"] = ["integer", "number"]
    elif isinstance(kinds, list) and "number" in kinds:
        schema["type"] = ["integer", *(kind for kind in kinds if kind != "integer")]


def for_models(spec: Spec) -> dict[str, Any]:
    """Return the document for the generator of the models: the description of a field moves to where our template looks."""
    document = copy.deepcopy(spec.document)
    components = document.get("components", {}).get("schemas", {})
    for component in components.values():
        for field in component.get("properties", {}).values():
            target = components.get(str(field.get("$ref", "")).rpartition("/")[2], {})
            text = field.pop("description", None) or target.get("description", "")
            if field.get("deprecated"):
                text = f"Deprecated. {text}"
            if text:
                field["x-doc"] = _in_docstring(text)
    return document


def _in_docstring(text: str) -> str:
    text = re.sub(r"[\x00-\x08\x0b-\x1f]", "", text.strip()).replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    return f'{text[:-1]}\\"' if text.endswith('"') else text


def for_endpoints(spec: Spec) -> dict[str, Any]:
    """Return the document for the generator of the endpoints: within its tag, an operation needs only its verb."""
    document = copy.deepcopy(spec.document)
    for path in document.get("paths", {}).values():
        for operation in path.values():
            if isinstance(operation, dict) and "operationId" in operation:
                operation["operationId"] = operation["operationId"].split(".")[1]
    return document


def response_models(spec: Spec) -> set[str]:
    """Return the names of the schemas that are a whole successful response."""
    names = set()
    for _, _, operation, _ in spec.operations():
        for code, response in operation.get("responses", {}).items():
            for media_type in spec.resolve(response).get("content", {}).values():
                reference = media_type.get("schema", {}).get("$ref", "")
                if str(code).startswith("2") and "properties" in spec.resolve({"$ref": reference} if reference else {}):
                    names.add(reference.rpartition("/")[2])
    return names
