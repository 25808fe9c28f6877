"""One call of the API as a generator: it yields what to send and how long to wait, and returns the result.

Sync and async clients differ only in who sends and who waits, so that everything else stands here once.
"""

import logging
import math
from collections.abc import Awaitable, Callable, Generator, Iterable
from typing import Generic, TypeVar

import attrs
import httpx
import msgspec
from revox_api import ArgumentError
from revox_api.types import APIResponse, Payload, Request, RequestOptions, ResponseType, UnsetType

from revox._deviations import Deviations
from revox._errors import (
    APIConnectionError,
    APIError,
    APIResponseValidationError,
    APIStatusError,
    APITimeoutError,
    status_error_type,
)
from revox._limits import Limits
from revox._options import ClientOptions
from revox._reader import read
from revox._redaction import without_traces
from revox._retry import is_retried_status, parse_retry_after
from revox._version import USER_AGENT

logger = logging.getLogger("revox")
T = TypeVar("T")

CREDENTIALS = ("authorization", "proxy-authorization", "cookie", "x-api-key")
# These fail before a byte of the request has left.
NOT_DELIVERED = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)
# These are mistakes of the caller or of the server's set-up; another attempt ends the same.
HOPELESS = (httpx.UnsupportedProtocol, httpx.LocalProtocolError, httpx.TooManyRedirects)


@attrs.frozen
class Wait:
    """A step of a call: wait some seconds."""

    seconds: float


Step = httpx.Request | Wait
Outcome = httpx.Response | httpx.HTTPError | None
Flow = Generator[Step, Outcome, T]


@attrs.define
class Call(Generic[T]):
    """One call of an operation, over all its attempts."""

    request: Request[T]
    options: RequestOptions
    client: ClientOptions
    deviations: Deviations
    limits: Limits
    attempts: int = 0
    _started: float = attrs.field(init=False)

    @_started.default
    def _now(self) -> float:
        return self.client.clock.monotonic()

    def flow(self) -> Flow[T]:
        """Yield requests to send and waits, take responses and errors, and return the result.

        Raises:
            APIError: The last attempt failed, or the first one did and must not be repeated.
        """
        while True:
            if (turn := self.limits.wait_for_turn(self.client.clock.monotonic())) > 0:
                if turn >= self.time_left():
                    raise self._timed_out()
                yield Wait(turn)
            http_request = self._http_request()
            self.attempts += 1
            outcome = yield http_request
            error = self._error(outcome, without_credentials(http_request))
            if isinstance(outcome, httpx.Response) and error is None:
                try:
                    result = self._result(outcome)
                    self.limits.give_back()
                    return result
                except APIResponseValidationError as invalid:
                    error = invalid
            assert error is not None
            error.attempts = self.attempts
            delay = self._delay(error)
            if delay is None:
                raise error
            logger.info("%s: %s; trying again in %.1f s", self.request.operation.name, type(error).__name__, delay)
            yield Wait(delay)

    def _http_request(self) -> httpx.Request:
        client, request = self.client, self.request
        names = {name for name, _ in request.query}
        defaults = {name: value for name, value in client.default_query if name not in names}
        headers = httpx.Headers({"Accept": "application/json", "User-Agent": USER_AGENT})
        if request.content is not None and request.operation.content_type:
            headers["Content-Type"] = request.operation.content_type
        for part in (client.default_headers, request.headers, tuple((self.options.extra_headers or {}).items())):
            headers.update(checked_headers(request.operation.name, part))
        if request.operation.is_secured:
            headers.setdefault("Authorization", f"Bearer {client.api_key}")
        timeout = client.timeout if isinstance(self.options.timeout, UnsetType) else self.options.timeout
        return httpx.Request(
            request.operation.method,
            client.base_url + request.path,
            params=tuple(request.query_with(defaults | dict(self.options.extra_query or {}))),
            headers=headers,
            content=request.content,
            extensions={"timeout": self._cut(httpx.Timeout(timeout).as_dict())},
        )

    def _timed_out(self) -> APITimeoutError:
        name = self.request.operation.name
        message = f"{name}: the rate limit leaves no turn to send before the deadline"
        return APITimeoutError(message, operation=name, attempts=self.attempts, maybe_delivered=False)

    def time_left(self) -> float:
        """Return how long the call may still take, in seconds."""
        deadline = self.client.retry.deadline
        return math.inf if deadline is None else max(0.0, self._started + deadline - self.client.clock.monotonic())

    def _cut(self, timeouts: dict[str, float | None]) -> dict[str, float | None]:
        left = self.time_left()
        if left == math.inf:
            return timeouts
        return {name: left if timeout is None else min(timeout, left) for name, timeout in timeouts.items()}

    def _error(self, outcome: Outcome, sent: httpx.Request) -> APIError | None:
        name = self.request.operation.name
        if isinstance(outcome, httpx.Response):
            for response in (outcome, *outcome.history):
                response.request = without_credentials(response.request)
            logger.debug("%s: %s %s", name, outcome.request.method, outcome.status_code)
            return None if outcome.is_success else status_error(name, outcome, self.client.clock.now())
        assert outcome is not None
        outcome.request = sent
        without_traces(outcome)
        kind = APITimeoutError if isinstance(outcome, httpx.TimeoutException) else APIConnectionError
        reason = str(outcome) or type(outcome).__name__
        error = kind(
            f"{name}: {reason} ({sent.url.scheme}://{sent.url.netloc.decode()})",
            operation=name,
            request=sent,
            maybe_delivered=not isinstance(outcome, NOT_DELIVERED),
        )
        error.__cause__ = outcome
        return error

    def _result(self, response: httpx.Response) -> T:
        operation = self.request.operation

        def parse() -> T:
            return read(operation, response, self.deviations, strict=self.client.strict)

        if not self.options.raw:
            return parse()
        known = operation.response_type(response.status_code)
        return APIResponse(response, known or ResponseType(0, 0, Payload.EMPTY, None), parse)  # type: ignore[return-value]  # with_raw_response retypes the method

    def _delay(self, error: APIError) -> float | None:
        """Return how long to wait before another attempt, or None. A write is not sent again if it may have arrived."""
        if isinstance(error, APIStatusError) and not is_retried_status(error.status_code):
            return None
        if not self.request.operation.is_read and error.maybe_delivered:
            return None
        if isinstance(error.__cause__, HOPELESS):
            return None
        retry_after = error.retry_after if isinstance(error, APIStatusError) else None
        delay = self.client.retry.delay(self.attempts - 1, retry_after, self.client.clock.random())
        if delay is None or delay >= self.time_left() or not self.limits.take_retry():
            return None
        return delay


def checked_headers(operation: str, headers: Iterable[tuple[str, object]]) -> dict[str, str]:
    """Return headers, if they can be sent; the error does not show the value, which may be a secret."""
    checked = {}
    for name, value in headers:
        if not isinstance(value, str) or not value.isascii() or any(character in value for character in "\r\n\0"):
            raise ArgumentError(operation, name, "expected a header value of one line of ASCII text")
        checked[name] = value
    return checked


def without_credentials(request: httpx.Request) -> httpx.Request:
    """Remove the credentials from a request that was sent, so that no error or log can show them."""
    for name in CREDENTIALS:
        request.headers.pop(name, None)
    return request


def status_error(name: str, response: httpx.Response, now: float) -> APIStatusError:
    """Return the error for a response that is not a success."""
    try:
        body = msgspec.json.decode(response.content)
    except (ValueError, RecursionError):
        body = response.text
    told = _message_in(body)
    text = f"{name}: {response.status_code} {response.reason_phrase}{': ' + told if told else ''}"
    error = status_error_type(response.status_code)(
        text, response=response, body=body, operation=name, request=response.request
    )
    error.retry_after = parse_retry_after(response.headers, now)
    return error


def _message_in(body: object) -> str:
    """Return what an error body tells people, in whichever of the common places it stands."""
    for key in ("error", "message", "detail"):
        if isinstance(body, dict) and key in body:
            return _message_in(body[key])
    return " ".join(body.split())[:300] if isinstance(body, str) and not body.lstrip().startswith("<") else ""


def drive(flow: Flow[T], send: Callable[[httpx.Request], httpx.Response], sleep: Callable[[float], None]) -> T:
    """Carry out a flow with blocking functions."""
    outcome: Outcome = None
    while True:
        try:
            step = flow.send(outcome)
        except StopIteration as stop:
            return stop.value  # type: ignore[no-any-return]  # the type of the flow
        outcome = None
        if isinstance(step, Wait):
            sleep(step.seconds)
            continue
        try:
            outcome = send(step)
        except httpx.HTTPError as error:
            outcome = error


async def drive_async(
    flow: Flow[T],
    send: Callable[[httpx.Request], Awaitable[httpx.Response]],
    sleep: Callable[[float], Awaitable[None]],
) -> T:
    """Carry out a flow with asynchronous functions."""
    outcome: Outcome = None
    while True:
        try:
            step = flow.send(outcome)
        except StopIteration as stop:
            return stop.value  # type: ignore[no-any-return]  # the type of the flow
        outcome = None
        if isinstance(step, Wait):
            await sleep(step.seconds)
            continue
        try:
            outcome = await send(step)
        except httpx.HTTPError as error:
            outcome = error
