"""What the templates ask about an endpoint, and the generator does not keep of the spec."""

from typing import Any

from openapi_python_client.parser.openapi import Endpoint
from openapi_python_client.parser.properties import Property
from openapi_python_client.parser.responses import Response

from tools.generation.adapt import PLACES, is_json, parameters_class, parameters_to_check
from tools.generation.spec import Spec, SpecOperation
from tools.generation.text import sentence

SEPARATORS = {"form": ",", "spaceDelimited": " ", "pipeDelimited": "|"}
LIMITS = {
    "minimum": "at least {}",
    "exclusiveMinimum": "more than {}",
    "maximum": "at most {}",
    "exclusiveMaximum": "less than {}",
    "minLength": "at least {} character",
    "maxLength": "at most {} character",
    "minItems": "at least {} value",
    "maxItems": "at most {} value",
    "x-default": "{} by default",
}


class Facts:
    """Answers the templates; each public method is one of their functions."""

    def __init__(self, spec: Spec) -> None:
        """Take the adapted spec."""
        self._spec = spec
        self._operations = {operation.name: operation for operation in spec.operations()}

    def as_globals(self) -> dict[str, Any]:
        """Return the functions, under the names that the templates use."""
        names = [name for name in dir(self) if not name.startswith("_") and name != "as_globals"]
        return {name: getattr(self, name) for name in names}

    def operation(self, endpoint: Endpoint) -> SpecOperation:
        """Return an endpoint as the spec has it; a verb that is a keyword has an underscore behind it."""
        return self._operations[f"{endpoint.tags[0].removesuffix('_')}.{endpoint.name.removesuffix('_')}"]

    def is_deprecated(self, endpoint: Endpoint) -> bool:
        """Whether an operation should not be used any more."""
        return bool(self.operation(endpoint).node.get("deprecated"))

    def is_component(self, prop: Any) -> bool:
        """Whether the class of a property is one of the models; else it is a map."""
        return str(prop.class_info.name) in self._spec.components

    def enum_values(self, prop: Any) -> list[str | int]:
        """Return the values of an enum in the order of the spec; the generator keeps a set."""
        return list(self._spec.components[prop.class_info.name]["enum"])

    def check_types(self, endpoint: Endpoint) -> dict[str, str]:
        """Return the name of the model for each place whose parameters need a check."""
        operation = self.operation(endpoint)
        return {place: parameters_class(operation, place) for place in PLACES if parameters_to_check(operation, place)}

    def argument_names(self, endpoint: Endpoint) -> dict[str, dict[str, str]]:
        """Return, for each place, the arguments whose parameters have another name on the wire."""
        found: dict[str, dict[str, str]] = {}
        for place, prop in endpoint.iter_all_parameters():
            name = prop.name.get_untrusted_value()
            if name != prop.python_name:
                found.setdefault(str(place.value), {})[name] = str(prop.python_name)
        return found

    def separators(self, endpoint: Endpoint) -> dict[str, str]:
        """Return the separator of each query parameter whose items are joined on the wire."""
        found = {}
        for parameter in (found.node for found in self.operation(endpoint).parameters):
            style = parameter.get("style", "form")
            if parameter["in"] == "query" and not parameter.get("explode", style == "form"):
                found[parameter["name"]] = parameter.get("x-separator", SEPARATORS[style])
        return found

    def parameter_description(self, endpoint: Endpoint, prop: Property, place: str) -> str:
        """Return what the spec says of a parameter, in prose."""
        parameters = [found.node for found in self.operation(endpoint).parameters]
        found = next(p for p in parameters if prop.name == p["name"] and p["in"] == place)
        schema = self._spec.resolve(found["schema"])
        text = sentence(found.get("description") or schema.get("description") or f"Sent as `{found['name']}`")
        deprecated = "Deprecated. " if found.get("deprecated") or found["schema"].get("deprecated") else ""
        return f"{deprecated}{text}{_limits(found['schema'] | schema)}"

    def body_description(self, endpoint: Endpoint) -> str:
        """Return what the spec says of the body of a request, in prose."""
        body = self._spec.body(self.operation(endpoint))
        if body is None:
            return ""
        schema = self._spec.resolve(next(iter(body.node["content"].values()))["schema"])
        text = sentence(body.node.get("description") or schema.get("description") or "")
        return f"{text} Sent as {next(iter(body.node['content']))}.".strip()

    def payload(self, response: Response) -> str:
        """Return the member of `Payload` that says what the body of a response holds."""
        content = getattr(response.data, "content", None) or {}
        for content_type in (key.get_untrusted_value() for key in content):
            return "JSON" if is_json(content_type) else "TEXT" if content_type.startswith("text/") else "BYTES"
        return "EMPTY"

    def successes(self, endpoint: Endpoint) -> list[Response]:
        """Return the responses of an endpoint that are not errors, a range of status codes behind a single one."""
        return [r for r in endpoint.responses.patterns if r.status_code.pattern.startswith("2")]

    def success_description(self, endpoint: Endpoint) -> str:
        """Return what the spec says of the successful responses."""
        found = self._spec.successes(self.operation(endpoint)).values()
        return " ".join(sentence(response.node["description"]) for response in found)

    def server_url(self) -> str:
        """Return the URL of the first server, its variables filled in with their defaults."""
        server: dict[str, Any] = next(iter(self._spec.document.get("servers", [])), {"url": ""})
        url = str(server["url"])
        for name, variable in server.get("variables", {}).items():
            url = url.replace(f"{{{name}}}", variable["default"])
        return url

    def tag_description(self, tag: str) -> str:
        """Return what the spec says of a tag."""
        texts = {entry["name"]: entry.get("description") for entry in self._spec.document.get("tags", [])}
        return sentence(texts.get(tag.removesuffix("_")) or f"The operations on {tag}")


def _limits(schema: dict[str, Any]) -> str:
    """Return the bounds and the default of a parameter in words, such as ` At least 1 character.`"""
    texts = []
    for keyword, form in LIMITS.items():
        if keyword in schema:
            value = schema[keyword]
            plural = "s" if form.endswith(("character", "value")) and value != 1 else ""
            texts.append(form.format(repr(value) if isinstance(value, str) else value) + plural)
    words = ", ".join(texts)
    return f" {words[:1].upper()}{words[1:]}." if words else ""
