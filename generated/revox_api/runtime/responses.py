# Generated from openapi.yaml (Revox API 2026.3.0) by: python -m tools.generate. Do not edit.

"""A response that was received, before it is read."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

import httpx

from .json_values import untyped

T = TypeVar("T")


class APIResponse(Generic[T]):
    """A response that was received, before it is read.

    Attributes:
        http_response: The response of httpx; its request does not hold the API key.
    """

    def __init__(self, http_response: httpx.Response, parse: Callable[[], T]) -> None:
        self.http_response = http_response
        self._parse = parse

    @property
    def status_code(self) -> int:
        """The status code, such as 200."""
        return self.http_response.status_code

    @property
    def headers(self) -> httpx.Headers:
        """The headers."""
        return self.http_response.headers

    @property
    def content(self) -> bytes:
        """The body as bytes."""
        return self.http_response.content

    def text(self) -> str:
        """Return the body as text."""
        return self.http_response.text

    def json(self) -> Any:
        """Return the body as untyped JSON, with the fields that the spec does not know."""
        return untyped(self.http_response.content)

    def parse(self) -> T:
        """Return what the call without `with_raw_response` returns."""
        return self._parse()
