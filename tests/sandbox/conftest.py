"""A sandbox with two campaigns for all tests that only read, and ways to ask it."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator
from revox.sandbox import Sandbox
from revox_api.runtime.document import spec, with_assumptions

ROWS = 400


@pytest.fixture(scope="session")
def local() -> Iterator[Sandbox]:
    """A sandbox with the campaigns `demo`, of 400 rows, and `other`, of 30."""
    with Sandbox() as sandbox:
        sandbox.add_campaign("demo", rows=ROWS, seed=1)
        sandbox.add_campaign("other", rows=30, seed=1)
        yield sandbox


@pytest.fixture(scope="session")
def http(local: Sandbox) -> Iterator[httpx.Client]:
    """A client with the right key, within the process."""
    headers = {"Authorization": f"Bearer {local.api_key}"}
    with httpx.Client(transport=local.transport(), base_url=local.base_url, headers=headers) as client:
        yield client


@pytest.fixture(scope="session")
def get_page(http: httpx.Client) -> Callable[..., Any]:
    """A function that reads a page of `demo`, of 1000 rows where nothing else is said."""

    def get(**parameters: Any) -> Any:
        response = http.get("/campaigns/demo/rows", params={"page": 0, "page_size": 1000} | parameters)
        assert response.status_code == 200, response.text
        return response.json()

    return get


@pytest.fixture(scope="session")
def rows(get_page: Callable[..., Any]) -> list[Any]:
    """All rows of `demo`, without a filter."""
    found = get_page()["rows"]
    assert len(found) == ROWS
    return list(found)


@pytest.fixture(scope="session")
def schemas() -> Any:
    """The schemas of the spec by name, with its assumptions in place."""
    return with_assumptions(spec())["components"]["schemas"]


@pytest.fixture(scope="session")
def validate(schemas: Any) -> Callable[[str, Any], None]:
    """A function that holds JSON against a named schema of the spec."""

    def check(name: str, value: Any) -> None:
        schema = {"$ref": f"#/components/schemas/{name}", "components": {"schemas": schemas}}
        Draft202012Validator(schema).validate(value)

    return check
