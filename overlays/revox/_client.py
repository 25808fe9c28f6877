"""The clients that people make: `Revox` and `AsyncRevox`."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Generator, Mapping
from types import TracebackType
from typing import Generic, Self, TypeVar

import httpx
from revox_api import UNSET, AsyncResources, Resources, UnsetType
from revox_api.models import RowsPage
from revox_api.types import Request, RequestOptions

from revox._arrival import Arrival, AsyncArrival
from revox._campaigns import AsyncCampaigns, Campaigns
from revox._deviations import Deviation, Deviations
from revox._fetch import fetch, fetch_async
from revox._flow import Call
from revox._limits import Limits, RateLimit
from revox._options import MAX_RESPONSE_SIZE, ClientOptions
from revox._parts import LIST, CallInParts, Part, parts_of_page, parts_of_page_async
from revox._pools import AsyncPool, Pool
from revox._receive import begin, begin_async, receive, receive_async
from revox._redaction import redacted_logs
from revox._retry import Clock, RetryPolicy

T = TypeVar("T")
HttpClientT = TypeVar("HttpClientT")
PoolT = TypeVar("PoolT")


class _Client(Generic[HttpClientT, PoolT]):
    """What both clients share: how they are made, their options, and what they have seen of the API."""

    _pool_type: Callable[[HttpClientT | None], PoolT]

    def __init__(
        self,
        *,
        api_key: str | None = None,
        base_url: str | httpx.URL | None = None,
        timeout: float | httpx.Timeout | None | UnsetType = UNSET,
        max_retries: int | UnsetType = UNSET,
        default_headers: Mapping[str, str] | None = None,
        default_query: Mapping[str, object] | None = None,
        http_client: HttpClientT | None = None,
        retry: RetryPolicy | None = None,
        rate_limit: RateLimit | None = None,
        strict: bool = False,
        max_response_size: int | None = MAX_RESPONSE_SIZE,
        clock: Clock | None = None,
    ) -> None:
        """Make a client. It connects when it is first used.

        Args:
            api_key: The API key; the environment variable `REVOX_API_KEY` by default.
            base_url: The URL of the server; the environment variable `REVOX_BASE_URL` by default, else the server of
                the spec.
            timeout: How long each wait may take, to connect, to send, and for the next bytes, in seconds; 60, and 5 to
                connect, by default. None is for ever. `RetryPolicy.deadline` bounds a whole call.
            max_retries: How often a failed read is sent again at most; 2 by default.
            default_headers: Headers to send with every request.
            default_query: Query parameters to send with every request.
            http_client: The HTTP client to send through, for proxies or tests; it is yours to close.
            retry: How a failed read is tried again; `max_retries` counts before its number.
            rate_limit: How fast to send; as fast as it is asked to by default.
            strict: Whether a response that deviates from the spec is an error; by default it is read as well as
                possible and the deviation is reported in `deviations` and logged.
            max_response_size: How many bytes of a response may be held, decompressed; 512 MiB by default. None is
                without a limit. More is an `APIConnectionError`, and is not asked for again. Rows that are handed out
                while a response arrives are not held.
            clock: The time to live by, for tests.

        Raises:
            RevoxError: There is no key, or the key or the URL cannot be one.
            ValueError: A number that makes no sense.
        """
        self._options = ClientOptions.from_arguments(
            api_key=api_key,
            base_url=base_url,
            timeout=timeout,
            max_retries=max_retries,
            retry=retry,
            default_headers=default_headers,
            default_query=default_query,
            rate_limit=rate_limit,
            strict=strict,
            max_response_size=max_response_size,
            clock=clock or Clock(),
        )
        self._deviations = Deviations()
        self._limits = Limits(self._options.rate_limit, self._options.retry.budget)
        self._pool = self._pool_type(http_client)
        self._owns_pool = True

    @property
    def base_url(self) -> httpx.URL:
        """The URL of the server."""
        return httpx.URL(self._options.base_url)

    @property
    def timeout(self) -> float | httpx.Timeout | None:
        """How long each wait of an attempt may take, in seconds."""
        return self._options.timeout

    @property
    def max_retries(self) -> int:
        """How often a failed read is sent again at most."""
        return self._options.retry.max_retries

    @property
    def deviations(self) -> tuple[Deviation, ...]:
        """How the responses so far differ from the spec, each difference once."""
        return tuple(self._deviations)

    def __repr__(self) -> str:
        return f"{type(self).__name__}(base_url={self._options.base_url!r})"

    def with_options(
        self,
        *,
        api_key: str | UnsetType = UNSET,
        base_url: str | UnsetType = UNSET,
        timeout: float | httpx.Timeout | None | UnsetType = UNSET,
        max_retries: int | UnsetType = UNSET,
        retry: RetryPolicy | UnsetType = UNSET,
        default_headers: Mapping[str, str] | UnsetType = UNSET,
        default_query: Mapping[str, object] | UnsetType = UNSET,
        strict: bool | UnsetType = UNSET,
        max_response_size: int | None | UnsetType = UNSET,
    ) -> Self:
        """Return a client with some options changed. It shares the connections, and closing it does not close them.

        Args:
            api_key: As at construction.
            base_url: As at construction.
            timeout: As at construction.
            max_retries: As at construction.
            retry: As at construction.
            default_headers: As at construction; replaces the headers of this client.
            default_query: As at construction; replaces the query parameters of this client.
            strict: As at construction.
            max_response_size: As at construction.

        Raises:
            RevoxError: A key or a URL that cannot be one.
            ValueError: A number that makes no sense.
        """
        copy = object.__new__(type(self))
        copy.__dict__.update(self.__dict__, _owns_pool=False)
        options = self._options.with_changes(
            api_key=api_key,
            base_url=base_url,
            timeout=timeout,
            max_retries=max_retries,
            retry=retry,
            default_headers=default_headers,
            default_query=default_query,
            strict=strict,
            max_response_size=max_response_size,
        )
        if options.retry.budget != self._options.retry.budget:
            copy._limits = Limits(options.rate_limit, options.retry.budget)
        copy._options = options
        return copy

    copy = with_options


class Revox(_Client[httpx.Client, Pool], Resources):
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


class AsyncRevox(_Client[httpx.AsyncClient, AsyncPool], AsyncResources):
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
