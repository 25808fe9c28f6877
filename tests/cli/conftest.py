"""A sandbox on a real socket, with campaigns for all tests."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from revox.cli._main import run
from revox.sandbox import Sandbox

from .running import KEY, Result, Run, checked

ROWS = 300


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """A function that runs the command within the process, for what does not need one of its own."""

    def run_here(*arguments: str, url: str = "http://127.0.0.1:9") -> Result:
        monkeypatch.setenv("REVOX_API_KEY", KEY)
        monkeypatch.setenv("REVOX_BASE_URL", url)
        code = run(arguments)
        return checked(code, *capfdbinary.readouterr())

    return run_here


@pytest.fixture(scope="session")
def url() -> Iterator[str]:
    """The base URL of a sandbox with the campaigns `demo`, of 300 rows, and `empty`."""
    with Sandbox(api_key=KEY) as sandbox:
        sandbox.add_campaign("demo", rows=ROWS, seed=1)
        sandbox.add_campaign("empty", rows=0)
        with sandbox.serve() as base_url:
            yield base_url


@pytest.fixture(scope="session")
def page_bytes(url: str) -> bytes:
    """All rows of `demo` on one page, as the server sends it."""
    headers = {"Authorization": f"Bearer {KEY}"}
    response = httpx.get(f"{url}/campaigns/demo/rows?page=0&page_size=1000", headers=headers, trust_env=False)
    assert response.status_code == 200
    return response.content


@pytest.fixture(scope="session")
def rows(page_bytes: bytes) -> list[Any]:
    """All rows of `demo` as JSON."""
    found: list[Any] = httpx.Response(200, content=page_bytes).json()["rows"]
    assert len(found) == ROWS
    return found
