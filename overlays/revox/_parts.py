"""A page whose rows are handed out while it arrives, where it turns out to have more of them than were asked for.

That is how a server that does not page shows itself: a later API answers with a whole campaign at once. An ordinary
page is received whole before its rows are handed out, so that no connection waits while somebody works on them.
"""

from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from contextlib import aclosing
from functools import cache
from typing import Any

import httpx
import msgspec
from revox_api import UNSET, UnsetType
from revox_api.models import RowsPage

from revox._arrival import Arrival, AsyncArrival
from revox._drive import drive, drive_async
from revox._errors import APIError, APIResponseValidationError
from revox._flow import Call
from revox._http_request import without_credentials
from revox._reader import read

LIST = "rows"
Part = tuple[RowsPage, bool]
"""Rows, and whether they are the last ones of their page."""


@cache
def part_type(page_type: type[RowsPage]) -> Any:
    """Return the type of a part of a page: what stands around the rows may be missing."""
    fields = [
        (field.name, field.type | UnsetType, UNSET) for field in msgspec.structs.fields(page_type) if field.name != LIST
    ]
    return msgspec.defstruct(f"PartOf{page_type.__name__}", fields, bases=(page_type,), kw_only=True)


class CallInParts(Call[RowsPage]):
    """One call whose response is handed out while it arrives, over all its attempts."""

    def part(self, document: bytes, response: httpx.Response) -> RowsPage:
        """Return rows of a page of which more is to come."""
        operation = self.request.operation
        responses = tuple(msgspec.structs.replace(known, type=part_type(known.type)) for known in operation.responses)
        received = httpx.Response(response.status_code, content=document, request=response.request)
        operation = msgspec.structs.replace(operation, responses=responses)
        return read(operation, received, self.deviations, strict=self.client.strict)

    def failure(self, error: httpx.HTTPError | APIResponseValidationError, response: httpx.Response) -> APIError | None:
        """Return the error that what went wrong within a response amounts to."""
        if isinstance(error, httpx.HTTPError):
            return self.error(error, without_credentials(response.request))
        return error


def parts_of_page(
    call: CallInParts, begin: Callable[[httpx.Request], Arrival], sleep: Callable[[float], None]
) -> Generator[Part | None, None, None]:
    """Yield a page in parts, or whole where it is an ordinary one.

    Args:
        call: The call.
        begin: Sends a request and returns what has arrived of the response: all of it, or a part.
        sleep: Waits some seconds.

    Yields:
        Rows as they arrive; None when the response broke off, and its rows come again from the first one.

    Raises:
        APIError: The call failed.
    """
    arrival: Arrival | None = None

    def send(request: httpx.Request) -> httpx.Response:
        nonlocal arrival
        arrival = begin(request)
        return arrival.response

    failed: APIError | None = None
    while True:
        response = drive(call.flow(failed), send, sleep)
        assert arrival is not None
        try:
            if not arrival.is_whole:
                for document in arrival.parts():
                    paused = call.client.clock.monotonic()
                    yield call.part(document, response), False
                    call.exclude(call.client.clock.monotonic() - paused)
            yield call.result(response), True
            return
        except (httpx.HTTPError, APIResponseValidationError) as error:
            failed = call.failure(error, response)
        finally:
            arrival.close()
        yield None


async def parts_of_page_async(
    call: CallInParts,
    begin: Callable[[httpx.Request], Awaitable[AsyncArrival]],
    sleep: Callable[[float], Awaitable[None]],
) -> AsyncGenerator[Part | None, None]:
    """Yield a page in parts, or whole where it is an ordinary one; see `parts_of_page`."""
    arrival: AsyncArrival | None = None

    async def send(request: httpx.Request) -> httpx.Response:
        nonlocal arrival
        arrival = await begin(request)
        return arrival.response

    failed: APIError | None = None
    while True:
        response = await drive_async(call.flow(failed), send, sleep)
        assert arrival is not None
        try:
            if not arrival.is_whole:
                async with aclosing(arrival.parts()) as documents:
                    async for document in documents:
                        paused = call.client.clock.monotonic()
                        yield call.part(document, response), False
                        call.exclude(call.client.clock.monotonic() - paused)
            yield call.result(response), True
            return
        except (httpx.HTTPError, APIResponseValidationError) as error:
            failed = call.failure(error, response)
        finally:
            await arrival.close()
        yield None
