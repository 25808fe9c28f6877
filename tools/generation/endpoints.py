"""Writes request building, response reading and the resource classes with openapi-python-client."""

import keyword
import re
import shutil
from collections import Counter
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any, cast

from openapi_python_client import Project
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser.errors import GeneratorError
from openapi_python_client.parser.openapi import Endpoint, EndpointCollection, GeneratorData
from openapi_python_client.parser.properties import Property
from openapi_python_client.strings import PythonIdentifier, snake_case

from tools.generation.document import SpecError
from tools.generation.facts import Facts, body_properties, wire_name
from tools.generation.runtime.operations import is_json
from tools.generation.spec import Spec
from tools.generation.text import in_docstring, sentence, wrapped

TEMPLATES = Path(__file__).parent.parent / "templates" / "endpoints"
# What every method of a resource has already, and the words that types and bodies of methods are written with.
TAKEN = {"self", "body", "extra_headers", "extra_query", "extra_body", "timeout", "omit"}
TAKEN |= {"str", "int", "float", "bool", "bytes", "object", "datetime", "httpx", "models"}
# What iterators have as well.
PAGING = {"page_request", "page_number_", "page_size", "prefetch", "resume", "known", "keep_raw"}
# What our templates do without.
UNUSED = ("client.py", "errors.py", "types.py")


def write_endpoints(spec: Spec, document: dict[str, Any], package: str, target: Path) -> None:
    """Write the package around the models.

    The generator writes models of its own as well: its build has no way to leave them out. They are thrown away.

    Args:
        spec: The adapted spec, for what the generator does not hand to its templates.
        document: The document for the generator.
        package: The name of the generated package.
        target: The directory to write, which must not exist.

    Raises:
        SpecError: The generator could not read a part of the document; its warnings are errors.
    """
    config = Config.from_sources(
        ConfigFile(
            post_hooks=[],
            package_name_override=package,
            content_type_overrides=_byte_types(document),
            literal_enums=True,  # The other kind needs a name for each value, which is the work of the models.
        ),
        MetaType.NONE,
        document_source=spec.file,
        file_encoding="utf-8",
        overwrite=False,
        output_path=target,
    )
    data = GeneratorData.from_dict(document, config=config)
    if isinstance(data, GeneratorError):
        raise SpecError(spec.file, f"openapi-python-client: {data.header} {data.detail or ''}")
    facts = Facts(spec)
    for collection in data.endpoint_collections_by_tag.values():
        _rename(collection, facts)
    project = Project(openapi=data, config=config, custom_template_path=TEMPLATES)
    project.env.globals.update(facts.as_globals())
    project.env.filters.update(in_docstring=in_docstring, sentence=sentence, wrapped=wrapped)
    with redirect_stdout(StringIO()):
        errors = project.build()
    for error in errors:
        raise SpecError(spec.file, f"openapi-python-client: {error.header} {error.detail or ''}")
    shutil.rmtree(target / "models")
    for name in UNUSED:
        (target / name).unlink()


def _byte_types(node: Any) -> dict[str, str]:
    """Map every content type that is not JSON to the one that the generator takes in requests and responses alike."""
    found: dict[str, str] = {}
    for key, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        if key == "content" and isinstance(value, dict):
            found |= {kind: "application/octet-stream" for kind in value if not is_json(kind)}
        found |= _byte_types(value)
    return found


def _rename(collection: EndpointCollection, facts: Facts) -> None:
    """Give tags, verbs and arguments the names that the docs use: only a keyword needs an underscore behind it."""
    tag = collection.tag.removesuffix("_")
    collection.tag = _named(tag)
    for endpoint in collection.endpoints:
        endpoint.tags = [collection.tag]
        endpoint.name = _named(
            endpoint.name.removeprefix(f"{tag}_").removesuffix("_")
        )  # what the tag says need not be said
        _rename_arguments(endpoint, facts.operation(endpoint).node.get("x-pagination"))


def _rename_arguments(endpoint: Endpoint, pagination: dict[str, Any] | None) -> None:
    parameters = [prop for _, prop in endpoint.iter_all_parameters()]
    times = Counter(map(_plain_name, parameters))
    for prop in parameters:
        name = _plain_name(prop)
        # Where two have one name, or it is none, the generator has found names already.
        if times[name] == 1 and name.isidentifier():
            prop.python_name = _named(f"{name}_" if name in _taken_for(prop, pagination) else name)
    given = {str(prop.python_name) for prop in parameters}
    for prop in body_properties(endpoint):
        name = _plain_name(prop)
        while _named(name) in _taken_for(prop, pagination) | given or not name.isidentifier():
            name = f"body_{name}"
        prop.python_name = _named(name)
        given.add(prop.python_name)


def _taken_for(prop: Property, pagination: dict[str, Any] | None) -> set[str]:
    """Return the names that an argument cannot have; those of iterators, where it is not what they turn pages by."""
    turns = pagination is not None and wire_name(prop) in (pagination["page"], pagination["page_size"])
    return TAKEN if pagination is None or turns else TAKEN | PAGING


def _plain_name(prop: Property) -> str:
    return snake_case(re.sub(r"\W+", " ", wire_name(prop)))


def _named(name: str) -> PythonIdentifier:
    return cast(PythonIdentifier, f"{name}_" if keyword.iskeyword(name) else name)
