# Generated from openapi.yaml (Revox API 2026.3.0) by: python -m tools.generate. Do not edit.

"""The phone numbers of the organization."""

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
from . import delete as _delete
from . import list_ as _list
from . import update as _update


class PhoneNumbers:
    """The phone numbers of the organization."""

    def __init__(self, executor: Executor, *, raw: bool = False) -> None:
        self._executor = executor
        self._raw = raw

    @property
    def with_raw_response(self) -> "PhoneNumbersWithRawResponse":
        """The same methods; they return the response before it is read, an `APIResponse`."""
        return PhoneNumbersWithRawResponse(PhoneNumbers(self._executor, raw=True))

    def delete(
        self,
        id: str,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.Success:
        """Delete a phone number. `DELETE /phone-numbers/{id}`.

        It may not be possible to get the number again.

        Args:
            id: The ID of the phone number.
            extra_headers: Headers to send as well; they replace headers of the same name.
            extra_query: Query parameters to send as well; they replace arguments of the same name and are not checked.
            timeout: How long to wait, in seconds; what the client was made with by default, None for ever.

        Returns:
            Whether it was done.

        Raises:
            ArgumentError: An argument is not what the spec allows; nothing was sent.
            APIError: The call failed; its subclasses say how.
        """
        return self._executor.execute(
            _delete.build_request(id=id), RequestOptions(extra_headers, extra_query, timeout, self._raw)
        )

    def list(
        self,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.PhoneNumberList:
        """List phone numbers. `GET /phone-numbers`.

        All phone numbers of the organization.

        Args:
            extra_headers: Headers to send as well; they replace headers of the same name.
            extra_query: Query parameters to send as well; they replace arguments of the same name and are not checked.
            timeout: How long to wait, in seconds; what the client was made with by default, None for ever.

        Returns:
            All phone numbers.

        Raises:
            ArgumentError: An argument is not what the spec allows; nothing was sent.
            APIError: The call failed; its subclasses say how.
        """
        return self._executor.execute(
            _list.build_request(), RequestOptions(extra_headers, extra_query, timeout, self._raw)
        )

    def update(
        self,
        id: str,
        *,
        inbound_assistant_id: str | None | Omit = omit,
        label: str | None | Omit = omit,
        extra_body: Mapping[str, object] | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.PhoneNumberResponse:
        """Change a phone number. `PATCH /phone-numbers/{id}`.

        Which assistant answers it, and what it is called.

        Args:
            id: The ID of the phone number.
            inbound_assistant_id: The ID of the assistant that answers calls to it; null for none.
            label: What it is called.
            extra_body: Further fields of the body; they replace fields of the same name and are not checked.
            extra_headers: Headers to send as well; they replace headers of the same name.
            extra_query: Query parameters to send as well; they replace arguments of the same name and are not checked.
            timeout: How long to wait, in seconds; what the client was made with by default, None for ever.

        Returns:
            A phone number.

        Raises:
            ArgumentError: An argument is not what the spec allows; nothing was sent.
            APIError: The call failed; its subclasses say how.
        """
        return self._executor.execute(
            _update.build_request(id=id, inbound_assistant_id=inbound_assistant_id, label=label, extra_body=extra_body),
            RequestOptions(extra_headers, extra_query, timeout, self._raw),
        )


class PhoneNumbersWithRawResponse:
    """The methods of `PhoneNumbers`; they return an `APIResponse`, or pages before they are read."""

    def __init__(self, resource: PhoneNumbers) -> None:
        self.delete = raw_method(resource.delete)
        self.list = raw_method(resource.list)
        self.update = raw_method(resource.update)


class AsyncPhoneNumbers:
    """The phone numbers of the organization."""

    def __init__(self, executor: AsyncExecutor, *, raw: bool = False) -> None:
        self._executor = executor
        self._raw = raw

    @property
    def with_raw_response(self) -> "AsyncPhoneNumbersWithRawResponse":
        """The same methods; they return the response before it is read, an `APIResponse`."""
        return AsyncPhoneNumbersWithRawResponse(AsyncPhoneNumbers(self._executor, raw=True))

    async def delete(
        self,
        id: str,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.Success:
        """See `PhoneNumbers.delete`."""
        return await self._executor.execute(
            _delete.build_request(id=id), RequestOptions(extra_headers, extra_query, timeout, self._raw)
        )

    async def list(
        self,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.PhoneNumberList:
        """See `PhoneNumbers.list`."""
        return await self._executor.execute(
            _list.build_request(), RequestOptions(extra_headers, extra_query, timeout, self._raw)
        )

    async def update(
        self,
        id: str,
        *,
        inbound_assistant_id: str | None | Omit = omit,
        label: str | None | Omit = omit,
        extra_body: Mapping[str, object] | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.PhoneNumberResponse:
        """See `PhoneNumbers.update`."""
        return await self._executor.execute(
            _update.build_request(id=id, inbound_assistant_id=inbound_assistant_id, label=label, extra_body=extra_body),
            RequestOptions(extra_headers, extra_query, timeout, self._raw),
        )


class AsyncPhoneNumbersWithRawResponse:
    """The methods of `AsyncPhoneNumbers`; they return an `APIResponse`, or pages before they are read."""

    def __init__(self, resource: AsyncPhoneNumbers) -> None:
        self.delete = raw_method_async(resource.delete)
        self.list = raw_method_async(resource.list)
        self.update = raw_method_async(resource.update)
