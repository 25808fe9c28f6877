"""Clients as small as can be: they send over a real socket, read strictly, and remember their iterators."""

from functools import partial
from typing import Any

import httpx


class Blocking:
    """The blocking client; `asked` holds the arguments of every iterator that was made."""

    def __init__(self, library: Any, url: str) -> None:
        self.library, self.url, self.asked = library, url, list[Any]()
        self.iter_items = self.iter_pages = lambda *asked: self.asked.append(asked)

    def execute(self, request: Any, options: Any) -> Any:
        """Send a request and read the response."""
        with httpx.Client(verify=False) as http:  # nothing here speaks TLS, and to load certificates takes long
            return self._read(request, options, http.send(self._to_send(request, options)))

    def _to_send(self, request: Any, options: Any) -> httpx.Request:
        operation, headers = request.operation, httpx.Headers(request.headers)
        headers.update({"Authorization": "Bearer token"} if operation.is_secured else {})
        headers.update({"Content-Type": operation.content_type} if request.content is not None else {})
        headers.update(options.extra_headers)
        url, query = self.url + request.path, request.query_with(options.extra_query)
        return httpx.Request(operation.method, url, params=query, headers=headers, content=request.content)

    def _read(self, request: Any, options: Any, response: httpx.Response) -> Any:
        kind = request.operation.response_type(response.raise_for_status().status_code)
        made = self.library.runtime.APIResponse(
            response, partial(kind.decode, response.content, response.charset_encoding or "utf-8")
        )
        return made if options.raw else made.parse()


class Asynchronous(Blocking):
    """The asynchronous client."""

    async def execute(self, request: Any, options: Any) -> Any:
        """Send a request and read the response."""
        async with httpx.AsyncClient(verify=False) as http:
            return self._read(request, options, await http.send(self._to_send(request, options)))
