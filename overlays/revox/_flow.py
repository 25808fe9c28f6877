"""One call of the API as a generator: it yields what to send and how long to wait, and returns the response.

Sync and async clients differ only in who sends and who waits, so that everything else stands here once.
"""

import logging
import math
from typing import Generic, TypeVar

import httpx
from revox_api.types import APIResponse, Payload, Request, RequestOptions, ResponseType, UnsetType

from revox._deviations import Deviations
from revox._drive import Flow, Outcome, Wait
from revox._errors import APIError, APIStatusError, APITimeoutError
from revox._failures import connection_error, is_worth_another_attempt, status_error
from revox._http_request import http_request, without_credentials
from revox._limits import Limits
from revox._options import ClientOptions
from revox._reader import read

logger = logging.getLogger("revox")
T = TypeVar("T")


class Call(Generic[T]):
    """One call of an operation, over all its attempts."""

    def __init__(
        self,
        request: Request[T],
        options: RequestOptions,
        client: ClientOptions,
        deviations: Deviations,
        limits: Limits,
    ) -> None:
        self.request = request
        self.options = options
        self.client = client
        self.deviations = deviations
        self.attempts = 0
        self._limits = limits
        self._started = client.clock.monotonic()

    def flow(self, failed: APIError | None = None) -> Flow[httpx.Response]:
        """Yield requests to send and waits, take responses and errors, and return the response of a success.

        Args:
            failed: What went wrong with the response to the last attempt after it had begun to be used, if anything.

        Raises:
            APIError: The last attempt failed, or the first one did and must not be repeated.
        """
        if failed is not None:
            yield Wait(self._wait_after(failed))
        while True:
            if (turn := self._limits.wait_for_turn(self.client.clock.monotonic())) > 0:
                if turn >= self.time_left():
                    raise self._timed_out()
                yield Wait(turn)
            sent = http_request(self.request, self.options, self.client, self._timeouts())
            self.attempts += 1
            outcome = yield sent
            error = self.error(outcome, without_credentials(sent))
            if error is None:
                assert isinstance(outcome, httpx.Response)
                return outcome
            yield Wait(self._wait_after(error))

    def exclude(self, seconds: float) -> None:
        """Leave out of the time of the call what was spent by others, between two parts of its response."""
        self._started += seconds

    def time_left(self) -> float:
        """Return how long the call may still take, in seconds."""
        deadline = self.client.retry.deadline
        return math.inf if deadline is None else max(0.0, self._started + deadline - self.client.clock.monotonic())

    def _timeouts(self) -> dict[str, float | None]:
        """Return how long each step of the next attempt may take, cut to the time that is left."""
        timeout = self.client.timeout if isinstance(self.options.timeout, UnsetType) else self.options.timeout
        timeouts, left = httpx.Timeout(timeout).as_dict(), self.time_left()
        if left == math.inf:
            return timeouts
        return {name: left if seconds is None else min(seconds, left) for name, seconds in timeouts.items()}

    def _timed_out(self) -> APITimeoutError:
        name = self.request.operation.name
        message = f"{name}: the rate limit leaves no turn to send before the deadline"
        return APITimeoutError(message, operation=name, attempts=self.attempts, maybe_delivered=False)

    def error(self, outcome: Outcome, sent: httpx.Request) -> APIError | None:
        """Return the error that an outcome amounts to, if it does; its request loses its credentials."""
        name = self.request.operation.name
        if isinstance(outcome, httpx.HTTPError):
            return connection_error(name, outcome, sent)
        assert outcome is not None
        for response in (outcome, *outcome.history):
            response.request = without_credentials(response.request)
        logger.debug("%s: %s %s", name, outcome.request.method, outcome.status_code)
        return None if outcome.is_success else status_error(name, outcome, self.client.clock.now())

    def result(self, response: httpx.Response) -> T:
        """Return what a successful response says; with that, the call is over.

        Raises:
            APIResponseValidationError: It is not what the spec says; `flow` knows what to do.
        """
        operation = self.request.operation

        def parse() -> T:
            return read(operation, response, self.deviations, strict=self.client.strict)

        if not self.options.raw:
            parsed = parse()
            self._limits.give_back()
            return parsed
        self._limits.give_back()
        known = operation.response_type(response.status_code)
        return APIResponse(response, known or ResponseType(0, 0, Payload.EMPTY, None), parse)  # type: ignore[return-value]  # with_raw_response retypes the method

    def _wait_after(self, error: APIError) -> float:
        """Return how long to wait before another attempt; raise the error where there is none."""
        error.attempts = self.attempts
        delay = self._delay(error)
        if delay is None:
            raise error
        logger.info("%s: %s; trying again in %.1f s", self.request.operation.name, type(error).__name__, delay)
        return delay

    def _delay(self, error: APIError) -> float | None:
        """Return how long to wait before another attempt, or None. A write is not sent again if it may have arrived."""
        if not is_worth_another_attempt(error) or (error.maybe_delivered and not self.request.operation.is_read):
            return None
        retry_after = error.retry_after if isinstance(error, APIStatusError) else None
        delay = self.client.retry.delay(self.attempts - 1, retry_after, self.client.clock.random())
        if delay is None or delay >= self.time_left() or not self._limits.take_retry():
            return None
        return delay
