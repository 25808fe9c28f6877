"""What both clients share: how they are made, their options, and what they have seen of the API."""

from collections.abc import Callable, Mapping
from typing import Generic, Self, TypeVar

import httpx
from revox_api import UNSET, UnsetType

from revox._deviations import Deviation, Deviations
from revox._limits import Limits, RateLimit
from revox._options import MAX_RESPONSE_SIZE, ClientOptions
from revox._retry import Clock, RetryPolicy

HttpClientT = TypeVar("HttpClientT")
PoolT = TypeVar("PoolT")


class BaseClient(Generic[HttpClientT, PoolT]):
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
