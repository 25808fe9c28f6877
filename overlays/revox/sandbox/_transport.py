"""Transports of httpx that call an ASGI application within the process, without a port."""

import math
import threading
import weakref
from contextlib import ExitStack

import anyio
import httpx
from anyio.from_thread import BlockingPortal, start_blocking_portal
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class AsyncTransport(httpx.AsyncBaseTransport):
    """A transport that fails as httpx does where an answer does not come, or not all of it."""

    def __init__(self, app: ASGIApp) -> None:
        """Call this application."""
        self._app = app

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer a request."""
        errors: list[httpx.TransportError] = []
        seconds = request.extensions.get("timeout", {}).get("read")

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            with anyio.CancelScope() as silence:

                async def send_in_time(message: Message) -> None:
                    silence.deadline = math.inf if seconds is None else anyio.current_time() + seconds
                    await send(message)

                silence.deadline = math.inf if seconds is None else anyio.current_time() + seconds
                try:
                    await self._app(scope, receive, send_in_time)
                except httpx.TransportError as error:
                    error.request = request
                    errors.append(error)
                    raise
            if silence.cancelled_caught:
                errors.append(httpx.ReadTimeout("The answer did not come in time.", request=request))
                raise errors[-1]

        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        with anyio.move_on_after(request.extensions.get("timeout", {}).get("read")) as waiting:
            response = await transport.handle_async_request(request)
        if waiting.cancelled_caught:
            raise httpx.ReadTimeout("The sandbox took too long.", request=request)
        if errors:
            raise errors[0]
        return response


class Portal:
    """An event loop in a thread of its own, started when it is first needed."""

    def __init__(self) -> None:
        """Prepare the loop without starting it."""
        self._lock = threading.Lock()
        self._stack = ExitStack()
        # At the end of a program that closes nothing, the loop must stop while its thread still runs.
        self._stop = weakref.finalize(self, self._stack.close)
        self._portal: BlockingPortal | None = None
        self._closed = False

    def open(self) -> BlockingPortal:
        """Start the loop if it does not run yet; an error of httpx if it was closed."""
        with self._lock:
            if self._closed:
                raise httpx.ConnectError("The sandbox is closed.")
            if self._portal is None:
                self._portal = self._stack.enter_context(start_blocking_portal(name="revox-sandbox"))
            return self._portal

    def close(self) -> None:
        """Stop the loop, for good; closing twice does no harm."""
        with self._lock:
            self._closed = True
            self._stop()


class Transport(httpx.BaseTransport):
    """The same for code that is not asynchronous.

    The portal belongs to whoever made it: closing a transport, or a client over it, leaves it open.
    """

    def __init__(self, app: ASGIApp, portal: Portal) -> None:
        """Call this application in the loop of this portal."""
        self._portal = portal
        self._transport = AsyncTransport(app)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer a request, with the whole body read."""
        request.read()
        return self._portal.open().call(self._answer, request)

    async def _answer(self, request: httpx.Request) -> httpx.Response:
        response = await self._transport.handle_async_request(request)
        # As it came: the client decompresses it.
        body = b"".join([chunk async for chunk in response.aiter_raw()])
        return httpx.Response(response.status_code, headers=response.headers, stream=httpx.ByteStream(body))
