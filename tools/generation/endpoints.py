"""Writes request building, response reading and the resource classes with openapi-python-client."""

from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

from openapi_python_client import Project
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser.errors import GeneratorError
from openapi_python_client.parser.openapi import Endpoint, GeneratorData
from openapi_python_client.parser.properties import Property
from openapi_python_client.parser.responses import Response
from openapi_python_client.strings import pascal_case

from tools.generation.spec import Spec, SpecError

TEMPLATES = Path(__file__).parent.parent / "templates" / "endpoints"


def write_endpoints(spec: Spec, document: dict[str, Any], package: str, target: Path) -> None:
    """Write the package around the models.

    Args:
        spec: The spec, for what the generator does not hand to its templates.
        document: The adapted document.
        package: The name of the generated package.
        target: The directory to write, which must not exist.

    Raises:
        SpecError: The generator could not read a part of the document; its warnings are errors.
    """
    config = Config.from_sources(
        ConfigFile(post_hooks=[], package_name_override=package, content_type_overrides=_binary_types(document)),
        MetaType.NONE,
        document_source=spec.file,
        file_encoding="utf-8",
        overwrite=False,
        output_path=target,
    )
    data = GeneratorData.from_dict(document, config=config)
    if isinstance(data, GeneratorError):
        raise SpecError(spec.file, f"{data.header} {data.detail or ''}")
    project = Project(openapi=data, config=config, custom_template_path=TEMPLATES)
    project.env.globals.update(_Facts(spec).as_globals())
    with redirect_stdout(StringIO()):
        errors = project.build()
    for error in errors:
        raise SpecError(spec.file, f"{error.header} {error.detail or ''}".strip())


def _binary_types(document: dict[str, Any]) -> dict[str, str]:
    """Map every content type that is neither JSON nor text to the one that the generator knows to be bytes."""
    found: set[str] = set()

    def collect(node: Any) -> None:
        if isinstance(node, dict):
            if isinstance(node.get("content"), dict):
                found.update(node["content"])
            for value in node.values():
                collect(value)
        elif isinstance(node, list):
            for value in node:
                collect(value)

    collect(document.get("paths", {}))
    collect(document.get("components", {}).get("responses", {}))
    return {kind: "application/octet-stream" for kind in sorted(found) if "json" not in kind and "text/" not in kind}


class _Facts:
    """What the templates ask about an endpoint that the generator does not keep of the spec."""

    def __init__(self, spec: Spec) -> None:
        self._document = spec.document
        self._resolve = spec.resolve
        self._operations = {operation["operationId"]: (operation, found) for _, _, operation, found in spec.operations()}

    def as_globals(self) -> dict[str, Any]:
        """Return the functions, under the names that the templates use."""
        return {
            "operation_name": self.operation_name,
            "parameter_description": self.parameter_description,
            "query_class": self.query_class,
            "separators": self.separators,
            "server_url": next((server["url"] for server in self._document.get("servers", [])), ""),
            "success_description": self.success_description,
            "successes": successes,
            "tag_description": self.tag_description,
        }

    def operation_name(self, endpoint: Endpoint) -> str:
        return next(
            name
            for name, (operation, _) in self._operations.items()
            if name.split(".")[1] == endpoint.name and operation["tags"][0] == endpoint.tags[0]
        )

    def query_class(self, endpoint: Endpoint) -> str:
        return f"{pascal_case(self.operation_name(endpoint))}ParametersQuery"

    def _parameters(self, endpoint: Endpoint) -> list[dict[str, Any]]:
        return self._operations[self.operation_name(endpoint)][1]

    def parameter_description(self, endpoint: Endpoint, prop: Property) -> str:
        found = next(p for p in self._parameters(endpoint) if prop.name == p["name"])
        schema = self._resolve(found.get("schema", {}))
        text = found.get("description") or schema.get("description") or "Not described."
        limits = [form.format(schema[keyword]) for keyword, form in LIMITS.items() if keyword in schema]
        return f"{text} ({', '.join(limits).capitalize()}.)" if limits else str(text)

    def separators(self, endpoint: Endpoint) -> dict[str, str]:
        """Return the separator of each query parameter whose items are joined on the wire."""
        styles = {"form": ",", "spaceDelimited": " ", "pipeDelimited": "|"}
        return {
            parameter["name"]: parameter.get("schema", {}).get("x-list-separator", styles[parameter.get("style", "form")])
            for parameter in self._parameters(endpoint)
            if parameter["in"] == "query" and parameter.get("explode") is False
        }

    def success_description(self, endpoint: Endpoint) -> str:
        responses = self._operations[self.operation_name(endpoint)][0]["responses"]
        return " ".join(self._resolve(r)["description"] for code, r in responses.items() if str(code).startswith("2"))

    def tag_description(self, tag: str) -> str:
        found = next((t for t in self._document.get("tags", []) if t["name"] == tag), {})
        return str(found.get("description", f"The operations on {tag}."))


LIMITS = {
    "minimum": "at least {}",
    "exclusiveMinimum": "more than {}",
    "maximum": "at most {}",
    "exclusiveMaximum": "less than {}",
    "minLength": "at least {} characters",
    "maxLength": "at most {} characters",
}


def successes(endpoint: Endpoint) -> list[Response]:
    """Return the responses of an endpoint that are not errors."""
    found = [response for response in endpoint.responses.patterns if response.status_code.range]
    return [r for r in found if r.status_code.range and 200 <= r.status_code.range[0] < 300]
