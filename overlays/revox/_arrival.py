"""A response whose list is handed out while it arrives, if it turns out to be a long one."""

from collections.abc import AsyncGenerator, Iterator

import httpx

from revox._arriving import ArrivingObject
from revox._receive import check_size, let_go


class _Arrival:
    """What has arrived of a response.

    Attributes:
        response: The response.
        is_whole: Whether all of it has arrived; then it has its content, apart from the parts that were taken.
    """

    def __init__(self, response: httpx.Response, key: str, max_size: int | None) -> None:
        self.response = response
        self.is_whole = False
        self._object = ArrivingObject(key)
        self._max_size = max_size

    def _take_in(self, data: bytes, more_than: int) -> bool:
        """Take in the next bytes, and return whether there are more than so many items.

        Raises:
            ResponseTooLarge: More is held than there may be.
        """
        self._object.feed(data)
        check_size(self._object.size, self._max_size, self.response.request)
        return self.response.is_success and self._object.items > more_than

    def _end(self) -> None:
        self.response._content = self._object.rest()  # as response.read() does, which keeps what it has read
        self.is_whole = True
        let_go(self.response)


class Arrival(_Arrival):
    """What has arrived of a response to a client that blocks."""

    def __init__(self, response: httpx.Response, key: str, max_size: int | None) -> None:
        super().__init__(response, key, max_size)
        self._data = response.iter_bytes()

    def wait(self, more_than: int) -> None:
        """Read until there are more than so many items, or to the end.

        Raises:
            httpx.HTTPError: The connection failed, or its time was up.
        """
        try:
            for data in self._data:
                if self._take_in(data, more_than):
                    return
            self._end()
        except BaseException:
            self.close()
            raise
        self.response.close()

    def parts(self) -> Iterator[bytes]:
        """Yield objects with the items that have arrived, until all of the response has."""
        while not self.is_whole:
            yield self._object.take()
            self.wait(0)

    def close(self) -> None:
        """Let go of the connection."""
        self.response.close()
        let_go(self.response)


class AsyncArrival(_Arrival):
    """What has arrived of a response to an asynchronous client; see `Arrival`."""

    def __init__(self, response: httpx.Response, key: str, max_size: int | None) -> None:
        super().__init__(response, key, max_size)
        self._data = response.aiter_bytes()

    async def wait(self, more_than: int) -> None:
        """Read until there are more than so many items, or to the end."""
        try:
            async for data in self._data:
                if self._take_in(data, more_than):
                    return
            self._end()
        except BaseException:
            await self.close()
            raise
        await self.response.aclose()

    async def parts(self) -> AsyncGenerator[bytes, None]:
        """Yield objects with the items that have arrived, until all of the response has."""
        while not self.is_whole:
            yield self._object.take()
            await self.wait(0)

    async def close(self) -> None:
        """Let go of the connection."""
        await self.response.aclose()
        let_go(self.response)
