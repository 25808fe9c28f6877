"""Names that programs for the official SDK import. The rest of the library does not know them, nor imports this."""

import inspect
import pkgutil
import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from types import ModuleType
from typing import Any, TypedDict

import httpx
from revox_api import api
from revox_api.runtime import APIResponse, Model, Omit, omit

from revox._client import AsyncRevox, Revox
from revox._http.options import DEFAULT_TIMEOUT
from revox._http.retries import RetryPolicy

__all__ = [
    "DEFAULT_MAX_RETRIES",
    "NOT_GIVEN",
    "AsyncAPIResponse",
    "AsyncClient",
    "BaseModel",
    "Client",
    "DefaultAsyncHttpxClient",
    "DefaultHttpxClient",
    "NotGiven",
    "RequestOptions",
    "Timeout",
    "__title__",
]

__title__ = "revox"
DEFAULT_MAX_RETRIES = RetryPolicy().max_retries
NOT_GIVEN = omit
NotGiven = Omit
Timeout = httpx.Timeout
Client, AsyncClient = Revox, AsyncRevox
BaseModel = Model
AsyncAPIResponse = APIResponse
_DEFAULTS: Any = {
    "timeout": DEFAULT_TIMEOUT,
    "follow_redirects": True,
    "limits": httpx.Limits(max_connections=1000, max_keepalive_connections=100),
}


class DefaultHttpxClient(httpx.Client):
    """An HTTP client for `http_client=` with the defaults of the official SDK."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**_DEFAULTS | options)


class DefaultAsyncHttpxClient(httpx.AsyncClient):
    """An asynchronous HTTP client for `http_client=` with the defaults of the official SDK."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**_DEFAULTS | options)


class RequestOptions(TypedDict, total=False):
    """What may be said about one request."""

    headers: Mapping[str, str]
    params: Mapping[str, object]
    timeout: float | httpx.Timeout | None
    max_retries: int


def _modules(package: ModuleType) -> Iterator[ModuleType]:
    for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        yield import_module(module.name)


def _joined(name: str) -> str:
    return "".join(word.capitalize() for word in name.rpartition(".")[2].split("_"))


def type_of(name: str) -> Any:
    """Return what a name such as `CampaignGetRowsResponse` or `CampaignGetRowsParams` stands for.

    Raises:
        AttributeError: The API has no such operation.
    """
    for resource in _modules(api):
        singular = re.sub("(?<![su])s$", "", _joined(resource.__name__))
        for module in _modules(resource):
            if name == (prefix := singular + _joined(module.__name__)) + "Response":
                return module.OPERATION.responses[0].type
            if name == prefix + "Params":
                arguments = inspect.signature(module.build_request).parameters.values()
                named = [each for each in arguments if each.kind is each.KEYWORD_ONLY and each.name != "extra_body"]
                make: Any = TypedDict  # which type checkers take for what can only be written out
                return make(name, {each.name: each.annotation for each in named}, total=False)
    raise AttributeError(f"module 'revox.types' has no attribute {name!r}")


def resource_of(name: str) -> Any:
    """Return the class that a name such as `AsyncCampaignsResource` stands for.

    Raises:
        AttributeError: The API has no such resource.
    """
    ours = name.replace("Resource", "")
    for resource in _modules(api):
        found = getattr(resource, ours, None)
        if ours.removeprefix("Async").removesuffix("WithRawResponse") == _joined(resource.__name__) and found:
            return getattr(import_module("revox._waiting"), ours, found)
    raise AttributeError(f"module 'revox.resources' has no attribute {name!r}")
