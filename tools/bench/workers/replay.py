"""What all sides share: the key, and a transport that answers from memory, without a socket."""

from functools import cache

import httpx

API_KEY = "bench-key"


@cache
def body(base_url: str, campaign: str, page_size: int) -> bytes:
    """Return the bytes of the first page, asked of the server once."""
    url = f"{base_url}/campaigns/{campaign}/rows"
    return httpx.get(url, params={"page": 0, "page_size": page_size}).raise_for_status().content


def replaying(base_url: str, campaign: str, page_size: int) -> httpx.Client:
    """Return an HTTP client that answers everything with the first page."""
    content = body(base_url, campaign, page_size)
    headers = {"content-type": "application/json"}
    transport = httpx.MockTransport(lambda _: httpx.Response(200, headers=headers, content=content))
    return httpx.Client(transport=transport)
