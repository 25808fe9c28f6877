# Generated from openapi.yaml (Revox API 2026.3.0) by: python -m tools.generate. Do not edit.

"""The clients of the generated package."""

from typing import Any, TypeVar, cast

import attrs
import httpx

from . import SERVER_URL
from .api import AsyncResources, Resources
from .errors import UnexpectedStatus
from .types import APIResponse, Request, RequestOptions, UnsetType

T = TypeVar("T")


def _settings(request: Request[T], options: RequestOptions, token: str) -> dict[str, Any]:
    extra = options.extra_headers or {}
    headers = [(name, value) for name, value in request.headers if name not in extra] + list(extra.items())
    if request.operation.is_secured:
        headers.append(("Authorization", f"Bearer {token}"))
    if request.operation.content_type and request.content is not None:
        headers.append(("Content-Type", request.operation.content_type))
    timeout = {} if isinstance(options.timeout, UnsetType) else {"timeout": options.timeout}
    return {"params": request.query_with(options.extra_query), "headers": headers, "content": request.content} | timeout


def _read(request: Request[T], options: RequestOptions, response: httpx.Response) -> T:
    response_type = request.operation.response_type(response.status_code)
    if response_type is None:
        raise UnexpectedStatus(response.status_code, response.content)
    api_response = APIResponse(response, response_type)
    return cast(T, api_response) if options.raw else api_response.parse()


@attrs.define
class Client(Resources):
    """Sends each request once and reads its response strictly.

    Attributes:
        token: The API key, sent as a bearer token.
        base_url: The URL that the paths are relative to.
        httpx_client: The HTTP client; one with the defaults of httpx by default.
    """

    token: str = attrs.field(repr=False)
    base_url: str = SERVER_URL
    httpx_client: httpx.Client = attrs.field(factory=httpx.Client, repr=False)

    def execute(self, request: Request[T], options: RequestOptions) -> T:
        """Send a request and return what it answers.

        Raises:
            UnexpectedStatus: The spec knows no success with this status code.
            msgspec.MsgspecError: The body is not what the spec says.
            httpx.HTTPError: The request failed.
        """
        settings = _settings(request, options, self.token)
        response = self.httpx_client.request(request.operation.method, self.base_url + request.path, **settings)
        return _read(request, options, response)


@attrs.define
class AsyncClient(AsyncResources):
    """Like `Client`, for asyncio."""

    token: str = attrs.field(repr=False)
    base_url: str = SERVER_URL
    httpx_client: httpx.AsyncClient = attrs.field(factory=httpx.AsyncClient, repr=False)

    async def execute(self, request: Request[T], options: RequestOptions) -> T:
        """Send a request and return what it answers. Raises what `Client.execute` raises."""
        settings = _settings(request, options, self.token)
        response = await self.httpx_client.request(request.operation.method, self.base_url + request.path, **settings)
        return _read(request, options, response)
