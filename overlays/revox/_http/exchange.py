"""One call of an operation: it is tried, its response is opened, and read whole or in chunks. All calls go this way.

A response that was opened can wait for its turn to be read, as bytes, which take a fraction of the memory of objects.
"""

import math
import os
from collections.abc import AsyncGenerator, Callable, Generator
from typing import Any, Generic, Protocol, TypeVar

import httpx
from revox_api.runtime import Request, RequestOptions

from revox._errors import APIError, APIResponseValidationError
from revox._http.attempts import Attempts, Outcome, Wait
from revox._http.failures import foreign
from revox._http.options import Line
from revox._http.pools import AsyncPool, Pool
from revox._http.receiving import AsyncReceiving, Body, Receiving, within
from revox._logs import redacted_logs

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
PoolT = TypeVar("PoolT", bound=Pool | AsyncPool)
ReceivingT = TypeVar("ReceivingT", Receiving, AsyncReceiving)
Chunk = tuple[T, bool]
"""What a chunk of a response says, and whether it is the last one."""


class Reader(Protocol[T_co]):
    """Reads responses."""

    def read(self, response: httpx.Response) -> T_co:
        """Return what a response says that was received whole.

        Raises:
            APIResponseValidationError: It cannot be read.
        """

    def read_chunk(self, document: bytes, response: httpx.Response) -> T_co:
        """Return what a chunk says, a part of a response of which more is to come."""


class _Exchange(Generic[T, PoolT, ReceivingT]):
    """What both kinds of exchanges share."""

    _received: ReceivingT

    def __init__(
        self,
        line: Line[PoolT],
        request: Request[Any],
        options: RequestOptions,
        reader: Reader[T],
        *,
        body: Callable[[], Body] = Body,
        enough: float = math.inf,
    ) -> None:
        """Prepare a call.

        Args:
            line: What all calls of the client share.
            request: What to send.
            options: What the caller said about this one call.
            reader: Reads the response.
            body: Makes what holds the response as it arrives.
            enough: When more items than this have arrived, the response is opened, though more is to come.
        """
        self._line, self._reader, self._body, self._enough = line, reader, body, enough
        self._attempts = Attempts(request, options, line.options, line.limits, line.pool.given)
        self._clock = line.options.clock
        self._opened = 0.0

    def _result(self) -> T:
        """Read what was received; with that, the call is over."""
        result = self._reader.read(self._received.response)
        self._line.limits.give_back(self._attempts.count - 1)
        return result

    def _chunk(self) -> T:
        return self._reader.read_chunk(self._received.take(), self._received.response)

    def _failure(self, error: httpx.HTTPError | APIResponseValidationError) -> APIError | None:
        """Return the error that what went wrong within a response amounts to."""
        if isinstance(error, httpx.HTTPError):
            return self._attempts.error(error, self._received.response.request)
        return error


class Exchange(_Exchange[T, Pool, Receiving]):
    """One call of an operation by a blocking client."""

    def open(self, failed: APIError | None = None) -> None:
        """Send the request, again where that is safe, until there is a response that is a success.

        Args:
            failed: What went wrong with the response that was opened before, if there was one.

        Raises:
            APIError: The call failed.
        """
        steps = self._attempts.steps(failed)
        outcome: Outcome = None
        while True:
            try:
                step = steps.send(outcome)
            except StopIteration:
                self._opened = self._clock.monotonic()
                return
            outcome = None
            if isinstance(step, Wait):
                self._clock.sleep(step.seconds)
                continue
            try:
                outcome = self._send(step)
            except httpx.HTTPError as error:
                outcome = error

    def _send(self, request: httpx.Request) -> httpx.Response:
        size, time_left = self._line.options.max_response_size, self._attempts.time_left
        with self._line.limits.slot(), redacted_logs(), foreign(), within(time_left):
            response = self._answer(request)
            self._received = Receiving(response, self._body(), size, time_left)
            self._received.receive(self._enough)
        return response

    def _answer(self, request: httpx.Request) -> httpx.Response:
        client = self._line.pool.client()
        for _ in range(client.max_redirects + 1):
            response = client.send(request, follow_redirects=False, stream=True)
            redirected = self._attempts.redirected(response)
            if redirected is None:
                return response
            response.close()  # without its body, which may be as long as it likes
            request = redirected
        raise httpx.TooManyRedirects("too many redirects", request=request)

    def read(self) -> T:
        """Return what the response says. If it cannot be read, it is asked for again, where that is safe.

        Raises:
            APIError: The call failed.
        """
        self._attempts.exclude(self._opened)
        while True:
            try:
                return self._result()
            except APIResponseValidationError as invalid:
                self.open(invalid)

    def chunks(self) -> Generator[Chunk[T] | None, None, None]:
        """Yield chunks of the response as they arrive; None when it broke off, and comes again from its beginning.

        Raises:
            APIError: The call failed.
        """
        while True:
            try:
                while not self._received.is_whole:
                    chunk, paused, pid = (self._chunk(), False), self._clock.monotonic(), os.getpid()
                    yield chunk
                    del chunk  # before the next one comes, so that there is one in memory at a time
                    self._attempts.exclude(paused)
                    if pid != os.getpid():
                        raise httpx.ReadError("the process was forked, and the connection is that of its parent")
                    self._received.receive(0)
                yield self._result(), True
                return
            except (httpx.HTTPError, APIResponseValidationError) as error:
                failed = self._failure(error)
            finally:
                self._received.close()
            yield None
            self.open(failed)


class AsyncExchange(_Exchange[T, AsyncPool, AsyncReceiving]):
    """One call of an operation by an asynchronous client; see `Exchange`."""

    async def open(self, failed: APIError | None = None) -> None:
        """Send the request until there is a response that is a success. See `Exchange.open`."""
        steps = self._attempts.steps(failed)
        outcome: Outcome = None
        while True:
            try:
                step = steps.send(outcome)
            except StopIteration:
                self._opened = self._clock.monotonic()
                return
            outcome = None
            if isinstance(step, Wait):
                await self._clock.sleep_async(step.seconds)
                continue
            try:
                outcome = await self._send(step)
            except httpx.HTTPError as error:
                outcome = error

    async def _send(self, request: httpx.Request) -> httpx.Response:
        size, time_left = self._line.options.max_response_size, self._attempts.time_left
        async with self._line.limits.slot_async():
            with redacted_logs(), foreign(), within(time_left):
                response = await self._answer(request)
                self._received = AsyncReceiving(response, self._body(), size, time_left)
                await self._received.receive(self._enough)
        return response

    async def _answer(self, request: httpx.Request) -> httpx.Response:
        client = await self._line.pool.client()
        for _ in range(client.max_redirects + 1):
            response = await client.send(request, follow_redirects=False, stream=True)
            redirected = self._attempts.redirected(response)
            if redirected is None:
                return response
            await response.aclose()  # as in `Exchange`
            request = redirected
        raise httpx.TooManyRedirects("too many redirects", request=request)

    async def read(self) -> T:
        """Return what the response says. See `Exchange.read`."""
        self._attempts.exclude(self._opened)
        while True:
            try:
                return self._result()
            except APIResponseValidationError as invalid:
                await self.open(invalid)

    async def chunks(self) -> AsyncGenerator[Chunk[T] | None, None]:
        """Yield chunks of the response as they arrive. See `Exchange.chunks`."""
        while True:
            try:
                while not self._received.is_whole:
                    chunk, paused = (self._chunk(), False), self._clock.monotonic()
                    yield chunk
                    del chunk  # as in `Exchange`
                    self._attempts.exclude(paused)
                    await self._received.receive(0)
                yield self._result(), True
                return
            except (httpx.HTTPError, APIResponseValidationError) as error:
                failed = self._failure(error)
            finally:
                await self._received.close()
            yield None
            await self.open(failed)
