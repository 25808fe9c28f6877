# Generated from openapi.yaml (Revox API 2026.3.0) by: python -m tools.generate. Do not edit.

"""The person who the API key belongs to."""

from collections.abc import Mapping

import httpx

from ... import models
from ...runtime.arguments import Omit, omit
from ...runtime.operations import Request as Request
from ...runtime.operations import RequestOptions
from ...runtime.resources import AsyncExecutor, Executor, raw_method, raw_method_async
from ...runtime.resources import AsyncItemIterator as AsyncItemIterator
from ...runtime.resources import AsyncPageIterator as AsyncPageIterator
from ...runtime.resources import ItemIterator as ItemIterator
from ...runtime.resources import Keys as Keys
from ...runtime.resources import PageIterator as PageIterator
from ...runtime.resources import Paging as Paging
from ...runtime.resources import raw_pages as raw_pages
from ...runtime.resources import raw_pages_async as raw_pages_async
from . import retrieve as _retrieve


class Users:
    """The person who the API key belongs to."""

    def __init__(self, executor: Executor, *, raw: bool = False) -> None:
        self._executor = executor
        self._raw = raw

    @property
    def with_raw_response(self) -> "UsersWithRawResponse":
        """The same methods; they return the response before it is read, an `APIResponse`."""
        return UsersWithRawResponse(Users(self._executor, raw=True))

    def retrieve(
        self,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.UserResponse:
        """Get the user. `GET /users/me`.

        The person who the API key belongs to.

        Args:
            extra_headers: Headers to send as well; they replace headers of the same name.
            extra_query: Query parameters to send as well; they replace arguments of the same name and are not checked.
            timeout: How long to wait, in seconds; what the client was made with by default, None for ever.

        Returns:
            The person who the API key belongs to.

        Raises:
            ArgumentError: An argument is not what the spec allows; nothing was sent.
            APIError: The call failed; its subclasses say how.
        """
        return self._executor.execute(
            _retrieve.build_request(), RequestOptions(extra_headers, extra_query, timeout, self._raw)
        )


class UsersWithRawResponse:
    """The methods of `Users`; they return an `APIResponse`, or pages before they are read."""

    def __init__(self, resource: Users) -> None:
        self.retrieve = raw_method(resource.retrieve)


class AsyncUsers:
    """The person who the API key belongs to."""

    def __init__(self, executor: AsyncExecutor, *, raw: bool = False) -> None:
        self._executor = executor
        self._raw = raw

    @property
    def with_raw_response(self) -> "AsyncUsersWithRawResponse":
        """The same methods; they return the response before it is read, an `APIResponse`."""
        return AsyncUsersWithRawResponse(AsyncUsers(self._executor, raw=True))

    async def retrieve(
        self,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.UserResponse:
        """See `Users.retrieve`."""
        return await self._executor.execute(
            _retrieve.build_request(), RequestOptions(extra_headers, extra_query, timeout, self._raw)
        )


class AsyncUsersWithRawResponse:
    """The methods of `AsyncUsers`; they return an `APIResponse`, or pages before they are read."""

    def __init__(self, resource: AsyncUsers) -> None:
        self.retrieve = raw_method_async(resource.retrieve)
