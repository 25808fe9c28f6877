"""Writes the models with datamodel-code-generator."""

import warnings
from collections import defaultdict
from pathlib import Path
from typing import Any

import yaml
from datamodel_code_generator import LiteralType, generate
from datamodel_code_generator.config import GenerateConfig
from datamodel_code_generator.enums import DataModelType, InputFileType, OpenAPIScope
from datamodel_code_generator.format import Formatter, PythonVersion

HEADER = '"""The models of the spec, written by datamodel-code-generator."""'
TEMPLATES = Path(__file__).parent.parent / "templates" / "models"


def write_models(document: dict[str, Any], response_models: set[str], package: str, target: Path) -> None:
    """Write `models.py`.

    Args:
        document: The adapted document.
        response_models: The names of the schemas that are a whole response.
        package: The name of the generated package.
        target: The file to write.

    Raises:
        Warning: The generator warned about something; its warnings are errors.
    """
    if not document["components"]["schemas"]:
        target.write_text(f"{HEADER}\n", encoding="utf-8")
        return
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.filterwarnings("ignore", category=PendingDeprecationWarning)
        generate(
            yaml.safe_dump(document, sort_keys=False, allow_unicode=True),
            config=GenerateConfig(
                input_file_type=InputFileType.OpenAPI,
                output=target,
                output_model_type=DataModelType.MsgspecStruct,
                target_python_version=PythonVersion.PY_311,
                openapi_scopes=[OpenAPIScope.Schemas],
                base_class=f"{package}.runtime.models.Model",
                base_class_map=dict.fromkeys(sorted(response_models), f"{package}.runtime.models.RawModel"),
                additional_imports=[
                    "typing.ClassVar",
                    "typing.Literal",
                    f"{package}.runtime.enums.ExtensibleStrEnum",
                    f"{package}.runtime.enums.OpenIntEnum",
                    f"{package}.runtime.enums.OpenStrEnum",
                ],
                custom_template_dir=TEMPLATES,
                extra_template_data=_extensible(document),
                field_extra_keys={"x-doc"},
                formatters=[Formatter.BUILTIN],
                allow_remote_refs=False,
                capitalise_enum_members=True,
                empty_enum_field_name="EMPTY",
                custom_file_header=HEADER,
                disable_timestamp=True,
                enum_field_as_literal=LiteralType.Off,
                field_constraints=True,
                keep_model_order=True,
                use_annotated=True,
                use_schema_description=True,
                use_specialized_enum=True,
                use_standard_collections=True,
                use_union_operator=True,
                keyword_only=True,
            ),
        )


def _extensible(document: dict[str, Any]) -> defaultdict[str, dict[str, Any]]:
    """Say which enums the spec itself leaves open."""
    found = (name for name, schema in document["components"]["schemas"].items() if schema.get("x-extensible"))
    return defaultdict(dict, {name: {"is_extensible": True} for name in found})
