"""The fixture `revox_sandbox`, for every test suite that has this package installed."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from ._sandbox import Sandbox


@pytest.fixture
def revox_sandbox() -> "Iterator[Sandbox]":
    """A local Revox in memory with a campaign `demo` of 100 rows, new for each test."""
    from . import SandboxError

    try:
        from . import Sandbox
    except SandboxError as error:
        pytest.fail(str(error), pytrace=False)
    with Sandbox() as sandbox:
        sandbox.add_campaign("demo", rows=100, seed=0)
        yield sandbox
