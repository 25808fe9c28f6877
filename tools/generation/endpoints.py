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
from openapi_python_client.strings import PythonIdentifier, snake_case

from tools.generation.adapt import is_json
from tools.generation.document import SpecError
from tools.generation.facts import Facts, body_properties
from tools.generation.spec import Spec
from tools.generation.text import in_docstring, sentence, wrapped

TEMPLATES = Path(__file__).parent.parent / "templates" / "endpoints"
# What every method of a resource has already, and the words that types and bodies of methods are written with.
TAKEN = {"self", "body", "extra_headers", "extra_query", "extra_body", "timeout", "page_request", "omit"}
TAKEN |= {"str", "int", "float", "bool", "bytes", "object", "datetime", "httpx", "models"}
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
    for collection in data.endpoint_collections_by_tag.values():
        _rename(collection)
    project = Project(openapi=data, config=config, custom_template_path=TEMPLATES)
    project.env.globals.update(Facts(spec).as_globals())
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


def _rename(collection: EndpointCollection) -> None:
    """Give tags, verbs and arguments the names that the docs use: only a keyword needs an underscore behind it."""
    collection.tag = _named(collection.tag.removesuffix("_"))
    for endpoint in collection.endpoints:
        endpoint.tags = [collection.tag]
        endpoint.name = _named(endpoint.name.removesuffix("_"))
        _rename_arguments(endpoint)


def _rename_arguments(endpoint: Endpoint) -> None:
    parameters = [prop for _, prop in endpoint.iter_all_parameters()]
    plain = {id(prop): snake_case(re.sub(r"\W+", " ", prop.name.get_untrusted_value())) for prop in parameters}
    times = Counter(plain.values())
    for prop in parameters:
        name = plain[id(prop)]
        # Where two have one name, or it is none, the generator has found names already.
        if times[name] == 1 and name.isidentifier():
            prop.python_name = _named(f"{name}_" if name in TAKEN else name)
    taken = TAKEN | {str(prop.python_name) for prop in parameters}
    for prop in body_properties(endpoint):
        name = snake_case(re.sub(r"\W+", " ", prop.name.get_untrusted_value()))
        prop.python_name = _named(f"body_{name}" if name in taken or not name.isidentifier() else name)
        taken.add(prop.python_name)


def _named(name: str) -> PythonIdentifier:
    return cast(PythonIdentifier, f"{name}_" if keyword.iskeyword(name) else name)
