"""Clients as small as can be: they send over a real socket, read strictly, and remember their iterators."""

from typing import Any

import httpx

# Nothing here speaks TLS, and to load certificates would take longer than a call.
PLAIN = False


class Sending:
    """What the two clients share; `asked` holds the arguments of every iterator that was made."""

    def __init__(self, library: Any, url: str) -> None:
        self.library, self.url, self.asked = library, url, list[Any]()

    def _to_send(self, request: Any, options: Any) -> httpx.Request:
        headers = httpx.Headers(request.headers)
        headers.update({"Authorization": "Bearer token"} if request.operation.is_secured else {})
        headers.update({"Content-Type": request.operation.content_type} if request.content is not None else {})
        headers.update(options.extra_headers)
        query = request.query_with(options.extra_query)
        url = self.url + request.path
        return httpx.Request(request.operation.method, url, params=query, headers=headers, content=request.content)

    def _read(self, request: Any, options: Any, response: httpx.Response) -> Any:
        response.raise_for_status()
        kind = request.operation.response_type(response.status_code)
        made = self.library.runtime.APIResponse(
            response, lambda: kind.decode(response.content, response.charset_encoding or "utf-8")
        )
        return made if options.raw else made.parse()

    def iter_pages(self, *asked: Any) -> Any:
        """Remember what was asked."""
        self.asked.append(asked)

    iter_items = iter_pages


class Blocking(Sending):
    """The blocking client."""

    def execute(self, request: Any, options: Any) -> Any:
        """Send a request and read the response."""
        with httpx.Client(verify=PLAIN) as http:
            return self._read(request, options, http.send(self._to_send(request, options)))


class Asynchronous(Sending):
    """The asynchronous client."""

    async def execute(self, request: Any, options: Any) -> Any:
        """Send a request and read the response."""
        async with httpx.AsyncClient(verify=PLAIN) as http:
            return self._read(request, options, await http.send(self._to_send(request, options)))
