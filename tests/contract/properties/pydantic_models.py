"""The pydantic models that datamodel-code-generator writes from the same spec, made anew and never committed."""

import importlib.util
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

import yaml
from datamodel_code_generator import generate
from datamodel_code_generator.config import GenerateConfig
from datamodel_code_generator.enums import DataModelType, InputFileType, OpenAPIScope
from datamodel_code_generator.format import Formatter, PythonVersion
from pydantic import TypeAdapter

from tests.contract.properties.contract import SPEC


@cache
def generated() -> ModuleType:
    """Return the module of the models."""
    with TemporaryDirectory() as directory:
        target = Path(directory, "pydantic_output.py")
        generate(
            yaml.safe_dump(SPEC, allow_unicode=True),
            config=GenerateConfig(
                input_file_type=InputFileType.OpenAPI,
                output=target,
                output_model_type=DataModelType.PydanticV2BaseModel,
                target_python_version=PythonVersion.PY_311,
                openapi_scopes=[OpenAPIScope.Schemas],
                formatters=[Formatter.BUILTIN],
                allow_remote_refs=False,
                field_constraints=True,
                use_annotated=True,
                use_standard_collections=True,
                use_union_operator=True,
                strict_nullable=True,
            ),
        )
        spec = importlib.util.spec_from_file_location(target.stem, target)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[target.stem] = module
        spec.loader.exec_module(module)
    return module


@cache
def adapter_of(name: str) -> TypeAdapter[Any]:
    """Return what validates a component."""
    return TypeAdapter(getattr(generated(), name))
