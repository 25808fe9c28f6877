"""The clients that people make: `Revox` and `AsyncRevox`."""

from collections.abc import Callable, Mapping
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar, cast

import httpx
from revox_api import AsyncResources, Omit, Resources, omit
from revox_api.runtime import Effect, Operation, Paging, Request, RequestOptions
from revox_api.runtime.resources import PageRequest

from revox._errors import DiallingRefused
from revox._http.limits import Limits, RateLimit
from revox._http.options import MAX_RESPONSE_SIZE, ClientOptions, Line
from revox._http.pools import AsyncPool, Pool, timeout_of
from revox._http.retries import Clock, RetryPolicy
from revox._reading.deviations import Deviation, Deviations

if TYPE_CHECKING:  # the rest is imported when it is first used, for the sake of those who only look for help
    from revox._http.exchange import Reader as ResponseReader
    from revox._paging.iterators import AsyncItemIterator, AsyncPageIterator, ItemIterator, PageIterator
    from revox._waiting import AsyncCall, AsyncCampaigns, Call, Campaigns
    from revox.webhooks import AsyncWebhooks, Webhooks

T = TypeVar("T")
PageT = TypeVar("PageT")
ItemT = TypeVar("ItemT")
HttpClientT = TypeVar("HttpClientT")
PoolT = TypeVar("PoolT")


class Option(Generic[T]):
    """An option of a client: it is as at construction, and calls that begin after it was set know the new value."""

    def __init__(self, read: Callable[[Any], T] = lambda value: cast("T", value)) -> None:
        self._read = read

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, client: Any, owner: type) -> T:
        if client is None:
            return cast("T", self)
        return self._read(getattr(client._line.options, self._name))

    def __set__(self, client: "BaseClient[Any, Any]", value: T) -> None:
        name = f"set_{self._name}" if self._name.startswith("default_") else self._name
        client._line = client._line._replace(options=client._line.options.with_changes(**{name: value}))


class BaseClient(Generic[HttpClientT, PoolT]):
    """What both clients share: how they are made, their options, and what they have seen of the API."""

    _pool_type: Callable[[HttpClientT | None], PoolT]
    api_key = Option[str]()
    base_url = Option[httpx.URL](httpx.URL)
    timeout = Option[float | httpx.Timeout | None]()
    max_retries = Option[int]()
    default_headers = Option[dict[str, str]](dict)
    default_query = Option[dict[str, object]](dict)

    def __init__(
        self,
        *,
        api_key: str | None = None,
        base_url: str | httpx.URL | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
        max_retries: int | Omit = omit,
        default_headers: Mapping[str, str] | None = None,
        default_query: Mapping[str, object] | None = None,
        http_client: HttpClientT | None = None,
        retry: RetryPolicy | None = None,
        rate_limit: RateLimit | None = None,
        strict: bool = False,
        max_response_size: int | None = MAX_RESPONSE_SIZE,
        dialling: bool = True,
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
            http_client: The HTTP client to send through, for proxies or tests; it is yours to close. Its timeout holds
                where none is given here, its headers, cookies and parameters are sent as well, and redirects are
                followed only if it does so.
            retry: How a failed read is tried again; `max_retries` counts before its number.
            rate_limit: How fast to send; as fast as it is asked to by default.
            strict: Whether a response that deviates from the spec is an error; by default it is read as well as
                possible and the deviation is reported in `deviations` and logged.
            max_response_size: How many bytes of a response may be held, decompressed; 512 MiB by default. None is
                without a limit. More is an `APIConnectionError`, and is not asked for again. Items that are handed out
                while a response arrives are not held.
            dialling: Whether operations may be called that can make phones ring; true by default. Where this is false,
                or the environment variable `REVOX_DIALLING` is `off`, they raise `DiallingRefused` and send nothing.
            clock: The time to live by, for tests.

        Raises:
            RevoxError: There is no key, or the key or the URL cannot be one.
            TypeError: The HTTP client is not one, or of the other kind.
            ValueError: A number that makes no sense.
        """
        pool = self._pool_type(http_client)
        if timeout is omit and http_client is not None:
            timeout = timeout_of(http_client)
        options = ClientOptions.of(
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
            dialling=dialling,
            clock=clock,
        )
        self._deviations = Deviations()
        self._line = Line(options, Limits(options.rate_limit, options.retry.budget), pool)
        self._owns_pool = True

    @property
    def clock(self) -> Clock:
        """The time that the client lives by."""
        return self._line.options.clock

    @property
    def deviations(self) -> tuple[Deviation, ...]:
        """How the responses so far differ from the spec, each difference once."""
        return tuple(self._deviations)

    def __repr__(self) -> str:
        return f"{type(self).__name__}(base_url={self._line.options.base_url!r})"

    def with_options(
        self,
        *,
        api_key: str | Omit = omit,
        base_url: str | httpx.URL | Omit = omit,
        timeout: float | httpx.Timeout | None | Omit = omit,
        max_retries: int | Omit = omit,
        retry: RetryPolicy | Omit = omit,
        default_headers: Mapping[str, str] | Omit = omit,
        set_default_headers: Mapping[str, str] | Omit = omit,
        default_query: Mapping[str, object] | Omit = omit,
        set_default_query: Mapping[str, object] | Omit = omit,
        http_client: HttpClientT | None = None,
        strict: bool | Omit = omit,
        max_response_size: int | None | Omit = omit,
        dialling: bool | Omit = omit,
    ) -> Self:
        """Return a client with some options changed. It shares the connections, and closing it does not close them.

        Each option is as at construction; headers and query parameters are added to those of this client, or replace
        all of them where they are given as `set_default_...`. A client that may not dial has no copies that may.

        Raises:
            RevoxError: A key or a URL that cannot be one.
            ValueError: A number that makes no sense.
        """
        copy, line = object.__new__(type(self)), self._line
        options = line.options.with_changes(
            api_key=api_key,
            base_url=base_url,
            timeout=timeout,
            max_retries=max_retries,
            retry=retry,
            default_headers=default_headers,
            set_default_headers=set_default_headers,
            default_query=default_query,
            set_default_query=set_default_query,
            strict=strict,
            max_response_size=max_response_size,
            dialling=dialling,
        )
        is_same_budget = options.retry.budget == line.options.retry.budget
        limits = line.limits if is_same_budget else Limits(options.rate_limit, options.retry.budget)
        copy._deviations, copy._owns_pool = self._deviations, False
        copy._line = Line(options, limits, line.pool if http_client is None else self._pool_type(http_client))
        return copy

    copy = with_options

    def _check_dialling(self, operation: Operation[Any]) -> None:
        if operation.effect is Effect.DIALS and not self._line.options.dialling:
            raise DiallingRefused(operation.name)

    def _reader(self, operation: Operation[T], options: RequestOptions) -> "ResponseReader[T]":
        from revox._reading.reader import RawReader, Reader

        reader = Reader(operation, self._deviations, strict=self._line.options.strict)
        return cast("ResponseReader[T]", RawReader(reader)) if options.raw else reader


class Revox(BaseClient[httpx.Client, Pool], Resources):
    """A client of the Revox API. Threads may share it."""

    _pool_type = Pool

    @cached_property
    def campaigns(self) -> "Campaigns":
        """The operations on campaigns, and waiting until one is over."""
        from revox._waiting import Campaigns

        return Campaigns(self)

    @cached_property
    def call(self) -> "Call":
        """The operations on calls, and waiting until one is over."""
        from revox._waiting import Call

        return Call(self)

    @cached_property
    def webhooks(self) -> "Webhooks":
        """Events that arrive at a `webhook_url`."""
        from revox.webhooks import Webhooks

        return Webhooks(self)

    def execute(self, request: Request[T], options: RequestOptions) -> T:
        """Send a request that was built by a resource, again where that is safe, and return what it answers.

        Args:
            request: The request.
            options: What the caller said about this one call.

        Raises:
            APIError: The request failed, or its response is an error or not what the spec says.
            DiallingRefused: The operation can make phones ring, which this client may not.
        """
        self._check_dialling(request.operation)
        from revox._http.exchange import Exchange

        exchange = Exchange(self._line, request, options, self._reader(request.operation, options))
        exchange.open()
        return exchange.read()

    def iter_pages(
        self, page_request: PageRequest[PageT], paging: Paging, options: RequestOptions
    ) -> "PageIterator[PageT]":
        """Iterate over pages; with `options.raw`, over pages whose items are as the server wrote them.

        Args:
            page_request: Builds the request for the page with a number.
            paging: How to go through the pages.
            options: What the caller said about each of the calls.

        Raises:
            ArgumentError: An argument is not what the spec allows, or makes no sense.
        """
        from revox._paging.iterators import PageIterator, listing

        pages = listing(self._line, self._deviations, page_request, paging, options, streams=options.raw)
        return PageIterator(pages)

    def iter_items(
        self, page_request: PageRequest[PageT], item_type: type[ItemT], paging: Paging, options: RequestOptions
    ) -> "ItemIterator[ItemT]":
        """Iterate over the items of all pages, each one once. See `iter_pages`."""
        from revox._paging.iterators import ItemIterator, PageIterator, listing

        pages = listing(self._line, self._deviations, page_request, paging, options, streams=True)
        return ItemIterator(PageIterator(pages))

    def close(self) -> None:
        """Close the connections. The client can be used again, and then opens new ones."""
        if self._owns_pool:
            self._line.pool.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


class AsyncRevox(BaseClient[httpx.AsyncClient, AsyncPool], AsyncResources):
    """A client of the Revox API for asyncio. Tasks may share it, and so may event loops, one after the other."""

    _pool_type = AsyncPool

    @cached_property
    def campaigns(self) -> "AsyncCampaigns":
        """The operations on campaigns, and waiting until one is over."""
        from revox._waiting import AsyncCampaigns

        return AsyncCampaigns(self)

    @cached_property
    def call(self) -> "AsyncCall":
        """The operations on calls, and waiting until one is over."""
        from revox._waiting import AsyncCall

        return AsyncCall(self)

    @cached_property
    def webhooks(self) -> "AsyncWebhooks":
        """Events that arrive at a `webhook_url`."""
        from revox.webhooks import AsyncWebhooks

        return AsyncWebhooks(self)

    async def execute(self, request: Request[T], options: RequestOptions) -> T:
        """Send a request that was built by a resource. See `Revox.execute`."""
        self._check_dialling(request.operation)
        from revox._http.exchange import AsyncExchange

        exchange = AsyncExchange(self._line, request, options, self._reader(request.operation, options))
        await exchange.open()
        return await exchange.read()

    def iter_pages(
        self, page_request: PageRequest[PageT], paging: Paging, options: RequestOptions
    ) -> "AsyncPageIterator[PageT]":
        """Iterate over pages with `async for`. See `Revox.iter_pages`."""
        from revox._paging.iterators import AsyncPageIterator, listing

        return AsyncPageIterator(
            listing(self._line, self._deviations, page_request, paging, options, streams=options.raw)
        )

    def iter_items(
        self, page_request: PageRequest[PageT], item_type: type[ItemT], paging: Paging, options: RequestOptions
    ) -> "AsyncItemIterator[ItemT]":
        """Iterate over the items of all pages with `async for`. See `Revox.iter_items`."""
        from revox._paging.iterators import AsyncItemIterator, AsyncPageIterator, listing

        pages = listing(self._line, self._deviations, page_request, paging, options, streams=True)
        return AsyncItemIterator(AsyncPageIterator(pages))

    async def close(self) -> None:
        """Close the connections of this event loop. The client can be used again, and then opens new ones."""
        if self._owns_pool:
            await self._line.pool.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.close()
