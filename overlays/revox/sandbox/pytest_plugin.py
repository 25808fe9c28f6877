"""Fixtures for every test suite that has this package installed: `revox_sandbox` and `revox_server`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from ._sandbox import Sandbox


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known."""
    config.addinivalue_line("markers", "revox_faults(*faults): what the sandbox does wrong, such as 'drop,rate=0.1'")


@pytest.fixture
def revox_sandbox(request: pytest.FixtureRequest) -> "Iterator[Sandbox]":
    """A local Revox in memory with a campaign `demo` of 100 rows, new for each test.

    `@pytest.mark.revox_faults("drop,rate=0.1")` makes it fail, as `Sandbox(faults=...)` does.
    """
    from . import SandboxError

    try:
        from . import Sandbox
    except SandboxError as error:
        pytest.fail(str(error), pytrace=False)
    faults = [fault for marker in request.node.iter_markers("revox_faults") for fault in marker.args]
    with Sandbox(faults=faults) as sandbox:
        sandbox.add_campaign("demo", rows=100, seed=0)
        yield sandbox


@pytest.fixture
def revox_server(revox_sandbox: "Sandbox", monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The base URL of `revox_sandbox` on a port, for code that makes its own client: the environment tells it.

    `REVOX_BASE_URL` and `REVOX_API_KEY` are set for the time of the test.
    """
    with revox_sandbox.serve() as base_url:
        monkeypatch.setenv("REVOX_BASE_URL", base_url)
        monkeypatch.setenv("REVOX_API_KEY", revox_sandbox.api_key)
        yield base_url
