"""What the templates ask about an endpoint, and the generator does not keep of the spec."""

from typing import Any

from attrs import evolve, frozen
from openapi_python_client.parser.openapi import Endpoint
from openapi_python_client.parser.properties import Property
from openapi_python_client.parser.responses import Response

from tools.generation.adapt import BODY, PLACES, parameters_class, parameters_to_check
from tools.generation.bodies import body_fields, item_schema
from tools.generation.runtime.operations import is_json
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


@frozen
class Argument:
    """An argument of an operation.

    Attributes:
        prop: What the generator knows of it; its `python_name` is the name of the argument.
        place: `path`, `query`, `header` or `cookie`; `fields` for a field of the body, `body` for all of it.
        is_required: Whether it must be given. No field of a body that can be left out must be.
        is_content: Whether it is a body of text or bytes.
        default: What is sent where it is left out, as Python code; by default nothing is.
    """

    prop: Property
    place: str
    is_required: bool
    is_content: bool = False
    default: str = ""

    @property
    def is_named(self) -> bool:
        """Whether it is passed by name."""
        return self.place != "path"


def body_properties(endpoint: Endpoint) -> list[Property]:
    """Return the properties of the body of an endpoint, if it is an object whose fields become arguments."""
    if not endpoint.bodies or endpoint.bodies[0].body_type.value != "json":
        return []
    prop: Any = endpoint.bodies[0].prop
    return [*(getattr(prop, "required_properties", None) or ()), *(getattr(prop, "optional_properties", None) or ())]


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

    def is_extensible(self, prop: Any) -> bool:
        """Whether the spec says that an enum takes any text."""
        return bool(self._spec.components[prop.class_info.name].get("x-extensible"))

    def arguments(self, endpoint: Endpoint) -> list[Argument]:
        """Return the arguments of an operation: first those of the path, then the required ones."""
        found = [Argument(prop, str(place.value), prop.required) for place, prop in endpoint.iter_all_parameters()]
        fields = body_fields(self._spec, self.operation(endpoint))
        for body in endpoint.bodies:
            if not fields:
                found.append(Argument(body.prop, BODY, body.prop.required, body.body_type.value == "content"))
            for prop in body_properties(endpoint):
                if wire_name(prop) in fields:
                    found.append(Argument(prop, "fields", prop.required and body.prop.required))
        return sorted(found, key=lambda argument: (argument.is_named, not argument.is_required))

    def takes_extra_body(self, endpoint: Endpoint) -> bool:
        """Whether the body is a JSON object, to which people can add fields that the spec does not know."""
        return bool(body_fields(self._spec, self.operation(endpoint)))

    def filters(self, endpoint: Endpoint) -> list[Argument]:
        """Return the arguments that stay the same for every page; lists that are left out filter nothing."""
        pagination = self.operation(endpoint).node["x-pagination"]
        turned = {pagination["page"], pagination["page_size"]}
        found = [argument for argument in self.arguments(endpoint) if wire_name(argument.prop) not in turned]
        found = [evolve(each, is_required=False, default="()") if _is_list_filter(each) else each for each in found]
        return sorted(found, key=lambda argument: (argument.is_named, not argument.is_required))

    def page_arguments(self, endpoint: Endpoint) -> dict[str, str]:
        """Return the names of the arguments for the number and the size of a page."""
        pagination = self.operation(endpoint).node["x-pagination"]
        names = {wire_name(argument.prop): str(argument.prop.python_name) for argument in self.arguments(endpoint)}
        return {"page": names[pagination["page"]], "page_size": names[pagination["page_size"]]}

    def pagination(self, endpoint: Endpoint) -> dict[str, Any] | None:
        """Return what the spec says of the pages of an operation, the iterators apart; None where there are none."""
        given = self.operation(endpoint).node.get("x-pagination", {})
        return {name: value for name, value in given.items() if name != "iterators"} or None

    def iterators(self, endpoint: Endpoint) -> dict[str, str]:
        """Return the names of the iterators over `items` and `pages`."""
        return dict(self.operation(endpoint).node["x-pagination"]["iterators"])

    def item_type(self, endpoint: Endpoint) -> str:
        """Return the name of the model of the items that come in pages."""
        return item_schema(self._spec, self.operation(endpoint))

    def effect(self, endpoint: Endpoint) -> str:
        """Return what an operation does at the server."""
        return self.operation(endpoint).effect

    def costs(self, endpoint: Endpoint) -> bool:
        """Whether an operation costs money."""
        return bool(self.operation(endpoint).node.get("x-costs"))

    def verify_with(self, endpoint: Endpoint) -> str:
        """Return the operation that shows whether another one took effect, or nothing."""
        return str(self.operation(endpoint).node.get("x-verify-with", ""))

    def is_secured(self, endpoint: Endpoint) -> bool:
        """Whether an operation takes the API key; not where the only requirement is `{}`, which asks for nothing."""
        return any(self.operation(endpoint).node["security"])

    def check_types(self, endpoint: Endpoint) -> dict[str, str]:
        """Return the name of the model for each place whose parameters need a check."""
        operation = self.operation(endpoint)
        places = [place for place in PLACES if parameters_to_check(operation, place)]
        places += [BODY] if body_fields(self._spec, operation) else []
        return {place: parameters_class(operation, place) for place in places}

    def argument_names(self, endpoint: Endpoint) -> dict[str, dict[str, str]]:
        """Return, for each place, the arguments whose parameters have another name on the wire."""
        found: dict[str, dict[str, str]] = {}
        for argument in self.arguments(endpoint):
            name, place = wire_name(argument.prop), BODY if argument.place == "fields" else argument.place
            if argument.place != BODY and name != argument.prop.python_name:
                found.setdefault(place, {})[name] = str(argument.prop.python_name)
        return found

    def separators(self, endpoint: Endpoint) -> dict[str, str]:
        """Return the separator of each query parameter whose items are joined on the wire."""
        found = {}
        for parameter in (found.node for found in self.operation(endpoint).parameters):
            style = parameter.get("style", "form")
            if parameter["in"] == "query" and not parameter.get("explode", style == "form"):
                found[parameter["name"]] = parameter.get("x-separator", SEPARATORS[style])
        return found

    def description(self, endpoint: Endpoint, argument: Argument) -> str:
        """Return what the spec says of an argument, in prose."""
        operation = self.operation(endpoint)
        name = wire_name(argument.prop)
        if argument.place == BODY:
            return self._body_description(operation)
        if argument.place == "fields":
            found = body_fields(self._spec, operation)[name]
            said, given = found, found
        else:
            parameters = [found.node for found in operation.parameters]
            said = next(p for p in parameters if name == p["name"] and p["in"] == argument.place)
            given = said["schema"]
        schema = self._spec.resolve(given)
        text = sentence(said.get("description") or schema.get("description") or f"Sent as `{name}`")
        text += f" One or several of {', '.join(said['x-values'])}." if "x-values" in said else ""
        deprecated = "Deprecated. " if said.get("deprecated") or given.get("deprecated") else ""
        return f"{deprecated}{text}{_limits(given | schema)}"

    def _body_description(self, operation: SpecOperation) -> str:
        body = self._spec.body(operation)
        assert body is not None
        content_type, media_type = next(iter(body.node["content"].items()))
        schema = self._spec.resolve(media_type["schema"])
        text = sentence(body.node.get("description") or schema.get("description") or "")
        return f"{text} Sent as {content_type}.".strip()

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


def _is_list_filter(argument: Argument) -> bool:
    return argument.place == "fields" and argument.is_required and hasattr(argument.prop, "inner_property")


def wire_name(prop: Property) -> str:
    """Return the name of a property in the API."""
    return str(prop.name.get_untrusted_value())


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
