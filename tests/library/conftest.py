"""Fixtures for the tests of the library."""

from pathlib import Path
from typing import Any

import pytest
import yaml

SPEC = Path(__file__).parents[2] / "spec" / "openapi.yaml"


@pytest.fixture(scope="session")
def spec() -> dict[str, Any]:
    """The spec."""
    document: dict[str, Any] = yaml.safe_load(SPEC.read_text(encoding="utf-8"))
    return document
