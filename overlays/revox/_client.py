"""The clients that people make: `Revox` and `AsyncRevox`."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from types import TracebackType
from typing import Self, TypeVar

import httpx
from revox_api import AsyncResources, Resources
from revox_api.models import RowsPage
from revox_api.types import Request, RequestOptions

from revox._arrival import Arrival, AsyncArrival
from revox._base_client import BaseClient
from revox._campaigns import AsyncCampaigns, Campaigns
from revox._fetch import fetch, fetch_async
from revox._flow import Call
from revox._parts import LIST, CallInParts, Part, parts_of_page, parts_of_page_async
from revox._pools import AsyncPool, Pool
from revox._receive import begin, begin_async, receive, receive_async
from revox._redaction import redacted_logs

T = TypeVar("T")


class Revox(BaseClient[httpx.Client, Pool], Resources):
    """A client of the Revox API. Threads may share it."""

    _pool_type = Pool

    @property
    def campaigns(self) -> Campaigns:
        """Campaigns and the contacts they call."""
        return Campaigns(self)

    def execute(self, request: Request[T], options: RequestOptions) -> T:
        """Send a request that was built by a resource, again where that is safe, and return what it answers.

        Args:
            request: The request.
            options: What the caller said about this one call.

        Raises:
            APIError: The request failed, or its response is an error or not what the spec says.
        """
        return self.fetch(request, options)()

    def fetch(self, request: Request[T], options: RequestOptions) -> Callable[[], T]:
        """Send a request and receive its response, and return what reads it. See `execute`."""
        call = Call(request, options, self._options, self._deviations, self._limits)
        size = self._options.max_response_size

        def send(http_request: httpx.Request) -> httpx.Response:
            with self._limits.slot(), redacted_logs():
                return receive(self._pool.client(), http_request, request.operation.is_read, call.time_left, size)

        return fetch(call, send, self._options.clock.sleep)

    def execute_in_parts(
        self, request: Request[RowsPage], options: RequestOptions, size: int
    ) -> Generator[Part | None, None, None]:
        """Send a request for rows, and yield them while they arrive if there are more than were asked for.

        Args:
            request: The request.
            options: What the caller said about this one call.
            size: How many rows were asked for.

        Yields:
            See `parts_of_page`.
        """
        call = CallInParts(request, options, self._options, self._deviations, self._limits)

        def begin_one(http_request: httpx.Request) -> Arrival:
            with self._limits.slot(), redacted_logs():
                response = begin(self._pool.client(), http_request, request.operation.is_read, call.time_left)
                arrival = Arrival(response, LIST, self._options.max_response_size)
                arrival.wait(size)
                return arrival

        return parts_of_page(call, begin_one, self._options.clock.sleep)

    def close(self) -> None:
        """Close the connections. The client can be used again, and then opens new ones."""
        if self._owns_pool:
            self._pool.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


class AsyncRevox(BaseClient[httpx.AsyncClient, AsyncPool], AsyncResources):
    """A client of the Revox API for asyncio. Tasks may share it, and so may event loops, one after the other."""

    _pool_type = AsyncPool

    @property
    def campaigns(self) -> AsyncCampaigns:
        """Campaigns and the contacts they call."""
        return AsyncCampaigns(self)

    async def execute(self, request: Request[T], options: RequestOptions) -> T:
        """Send a request that was built by a resource. See `Revox.execute`."""
        return await (await self.fetch(request, options))()

    async def fetch(self, request: Request[T], options: RequestOptions) -> Callable[[], Awaitable[T]]:
        """Send a request and receive its response, and return what reads it. See `Revox.execute`."""
        call = Call(request, options, self._options, self._deviations, self._limits)
        size = self._options.max_response_size

        async def send(http_request: httpx.Request) -> httpx.Response:
            async with self._limits.slot_async():
                with redacted_logs():
                    client = await self._pool.client()
                    return await receive_async(client, http_request, request.operation.is_read, call.time_left, size)

        return await fetch_async(call, send, self._options.clock.sleep_async)

    def execute_in_parts(
        self, request: Request[RowsPage], options: RequestOptions, size: int
    ) -> AsyncGenerator[Part | None, None]:
        """Send a request for rows, and yield them while they arrive. See `Revox.execute_in_parts`."""
        call = CallInParts(request, options, self._options, self._deviations, self._limits)

        async def begin_one(http_request: httpx.Request) -> AsyncArrival:
            async with self._limits.slot_async():
                with redacted_logs():
                    client = await self._pool.client()
                    response = await begin_async(client, http_request, request.operation.is_read, call.time_left)
                    arrival = AsyncArrival(response, LIST, self._options.max_response_size)
                    await arrival.wait(size)
                    return arrival

        return parts_of_page_async(call, begin_one, self._options.clock.sleep_async)

    async def close(self) -> None:
        """Close the connections of this event loop. The client can be used again, and then opens new ones."""
        if self._owns_pool:
            await self._pool.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.close()
