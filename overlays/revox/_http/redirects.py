"""Where a redirect leads, and what must not follow to another origin."""

import httpx

MOVES_ALONG = frozenset({"accept", "accept-encoding", "content-length", "content-type", "host", "user-agent"})
"""The headers that another origin may see. Any other may be a secret: of this library, or of whoever set it."""


def redirected(response: httpx.Response) -> httpx.Request | None:
    """Return the request that a response redirects to, if it does; the response forgets it, and so the key in it."""
    request, response.next_request = response.next_request, None
    if request is None:
        return None
    sent = response.request
    if _origin(request.url) != _origin(sent.url):
        for name in set(request.headers) - MOVES_ALONG:
            del request.headers[name]
    elif "cookie" in sent.headers:
        request.headers["cookie"] = sent.headers["cookie"]  # httpx would take it from a jar
    return request


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port
