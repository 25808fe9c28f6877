"""The attempts of one call as a generator: it yields what to send and how long to wait, and ends with a success.

Sync and async clients differ only in who sends and who waits, so that everything else stands here once.
"""

import logging
import math
from collections.abc import Generator
from typing import Any

import attrs
import httpx
import msgspec
from revox_api.runtime import Effect, Omit, Request, RequestOptions

from revox._errors import APIError, APIStatusError, APITimeoutError
from revox._http.failures import conceal, connection_error, is_worth_another_attempt, status_error
from revox._http.limits import Limits
from revox._http.options import ClientOptions
from revox._http.redirects import redirected
from revox._http.requests import Given, http_request, redact, secrets

logger = logging.getLogger("revox")
SHORTEST = 0.001  # in seconds: a timeout of nothing is no timeout but an error


class Wait(msgspec.Struct, frozen=True):
    """A step: wait some seconds."""

    seconds: float


Outcome = httpx.Response | httpx.HTTPError | None
Steps = Generator[httpx.Request | Wait, Outcome, None]


@attrs.define
class Attempts:
    """The attempts of one call of an operation.

    Attributes:
        request: What to send.
        options: What the caller said about this one call.
        client: What the client was made with.
        limits: What all calls of the client share.
        given: The HTTP client of the user's that sends, if there is one.
        count: How many attempts there were.
    """

    request: Request[Any]
    options: RequestOptions
    client: ClientOptions
    limits: Limits
    given: Given = None
    count: int = 0
    _started: float = attrs.field(init=False)

    @_started.default
    def _now(self) -> float:
        return self.client.clock.monotonic()

    def steps(self, failed: APIError | None = None) -> Steps:
        """Yield requests to send and waits, take responses and errors; end when a response is a success.

        Args:
            failed: What went wrong with the response to the last attempt after it had begun to be used, if anything.

        Raises:
            APIError: The last attempt failed, or the first one did and must not be repeated.
        """
        if failed is not None:
            yield Wait(self._wait_after(failed))
        while True:
            if (turn := self.limits.wait_for_turn(self.client.clock.monotonic())) > 0:
                if turn >= self.time_left():
                    raise self._timed_out()
                yield Wait(turn)
            sent = http_request(self.request, self.options, self.client, self._timeouts(), self.given)
            self.count += 1
            outcome = yield sent
            error = self.error(outcome, redact(sent, self.request.operation))
            if error is None:
                return
            yield Wait(self._wait_after(error))

    def exclude(self, since: float) -> None:
        """Leave out of the time of the call what has passed since a moment: somebody worked on what had come."""
        self._started += self.client.clock.monotonic() - since

    def time_left(self) -> float:
        """Return how long the call may still take, in seconds."""
        deadline = self.client.retry.deadline
        return math.inf if deadline is None else max(0.0, self._started + deadline - self.client.clock.monotonic())

    def error(self, outcome: Outcome, sent: httpx.Request) -> APIError | None:
        """Return the error that an outcome amounts to, if it does; its request loses its credentials."""
        name = self.request.operation.name
        if isinstance(outcome, httpx.HTTPError):
            return connection_error(name, outcome, sent)
        assert outcome is not None
        for response in (outcome, *outcome.history):
            response.request, response.next_request = redact(response.request, self.request.operation), None
        logger.debug("%s: %s %s", name, outcome.request.method, outcome.status_code)
        return None if outcome.is_success else status_error(name, outcome, self.client.clock.now())

    def redirected(self, response: httpx.Response) -> httpx.Request | None:
        """Return the request that a response redirects to, unless it is for a write.

        A redirected write could become a read that counts as its success.
        """
        request = redirected(response)
        may_follow = self.request.operation.is_read and (self.given is None or self.given.follow_redirects)
        if request is None or not may_follow:
            return None
        request.extensions = request.extensions | {"timeout": self._timeouts()}
        return request

    def _timeouts(self) -> dict[str, float | None]:
        """Return how long each step of the next attempt may take, cut to the time that is left."""
        timeout = self.client.timeout if isinstance(self.options.timeout, Omit) else self.options.timeout
        timeouts, left = httpx.Timeout(timeout).as_dict(), max(self.time_left(), SHORTEST)
        if left == math.inf:
            return timeouts
        return {name: left if seconds is None else min(seconds, left) for name, seconds in timeouts.items()}

    def _timed_out(self) -> APITimeoutError:
        name = self.request.operation.name
        message = f"{name}: the rate limit leaves no turn to send before the deadline"
        return APITimeoutError(message=message, operation=name, attempts=self.count, maybe_delivered=False)

    def _wait_after(self, error: APIError) -> float:
        """Return how long to wait before another attempt; raise the error where there is none."""
        error.attempts = self.count
        conceal(error, secrets(self.request, self.options, self.client, self.given))
        delay = self._delay(error)
        if delay is None:
            self._advise(error)
            raise error
        logger.info("%s: %s; trying again in %.1f s", self.request.operation.name, type(error).__name__, delay)
        return delay

    def _advise(self, error: APIError) -> None:
        """Say what to look at where phones may ring though the answer was lost."""
        operation = self.request.operation
        if operation.effect is Effect.DIALS and error.maybe_delivered:
            check = f", see `{operation.verify_with}`" if operation.verify_with else ""
            error.message += f"; it may have arrived, and phones may ring: look before you try again{check}"
            error.args = (error.message,)

    def _delay(self, error: APIError) -> float | None:
        """Return how long to wait before another attempt, or None. A write is not sent again if it may have arrived."""
        if not is_worth_another_attempt(error) or (error.maybe_delivered and not self.request.operation.is_read):
            return None
        retry_after = error.retry_after if isinstance(error, APIStatusError) else None
        delay = self.client.retry.delay(self.count - 1, retry_after, self.client.clock.random())
        if delay is None or delay >= self.time_left() or not self.limits.take_retry():
            return None
        return delay
