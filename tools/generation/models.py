"""Writes the models with datamodel-code-generator."""

import warnings
from pathlib import Path
from typing import Any

import yaml
from datamodel_code_generator import LiteralType, generate
from datamodel_code_generator.config import GenerateConfig
from datamodel_code_generator.enums import DataModelType, InputFileType, OpenAPIScope
from datamodel_code_generator.format import Formatter, PythonVersion

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
                base_class=f"{package}.types.Model",
                base_class_map=dict.fromkeys(sorted(response_models), f"{package}.types.ResponseModel"),
                import_overrides=dict.fromkeys(("UNSET", "UnsetType"), f"{package}.types"),
                additional_imports=[
                    "typing.ClassVar",
                    "typing.Literal",
                    f"{package}.types.OpenStrEnum",
                    f"{package}.types.OpenIntEnum",
                ],
                custom_template_dir=TEMPLATES,
                field_extra_keys={"x-doc"},
                formatters=[Formatter.BUILTIN],
                allow_remote_refs=False,
                capitalise_enum_members=True,
                empty_enum_field_name="EMPTY",
                custom_file_header='"""The models of the spec, written by datamodel-code-generator."""',
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
