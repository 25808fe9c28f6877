"""The official SDK, any release: `python -m tools.bench.workers.official`, in an environment that has it."""

from functools import cache
from importlib import import_module
from typing import Any

from .common import API_KEY, replaying, serve, start

sdk: Any = import_module("revox")
HAS_PAGES = "page" in sdk.resources.campaigns.CampaignsResource.get_rows.__annotations__
held: list[Any] = []


@cache
def client(base_url: str) -> Any:
    """Return a client with its default settings, the same one each time, as people keep theirs."""
    return sdk.Revox(api_key=API_KEY, base_url=base_url)


def get_rows(campaigns: Any, campaign: str, page: int, page_size: int) -> Any:
    """Call the one method; releases without pages get the whole campaign."""
    paging = {"page": page, "page_size": page_size} if HAS_PAGES else {}
    return campaigns.get_rows(id=campaign, **paging)


def page(base_url: str, campaign: str, page_size: int, repeat: int, in_memory: bool) -> int:
    """Read the same page again and again."""
    campaigns = client(base_url).campaigns
    if in_memory:
        http_client = replaying(base_url, campaign, page_size)
        campaigns = sdk.Revox(api_key=API_KEY, base_url=base_url, http_client=http_client).campaigns
    return [len(get_rows(campaigns, campaign, 0, page_size).rows) for _ in range(repeat)][-1]


def walk(base_url: str, campaign: str, page_size: int, keep: bool = False) -> int:
    """Read all rows, in the loop that people write by hand, and keep them where that is asked for."""
    campaigns = client(base_url).campaigns
    seen, number, total = 0, 0, 1.0
    while seen < total:
        page = get_rows(campaigns, campaign, number, page_size)
        for row in page.rows:
            seen += 1
            if keep:
                held.append(row)
        number, total = number + 1, page.total
    return seen


def start_up(base_url: str) -> int:
    """Make a connection, so that only the rows are measured after it."""
    return page(base_url, "small-1", 1, 1, False)


if __name__ == "__main__":
    serve({"page": page, "walk": walk, "start_up": start_up, "start": start})
