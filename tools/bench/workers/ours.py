"""This library, and what it stands on: bare msgspec and bare httpx in the same environment."""

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import msgspec

from .common import API_KEY, body, replaying, serve, start

if TYPE_CHECKING:
    from revox import Revox

held: list[Any] = []


@cache
def client(base_url: str) -> "Revox":
    """Return a client with its default settings, the same one each time, as people keep theirs."""
    from revox import Revox

    return Revox(api_key=API_KEY, base_url=base_url)


@cache
def bare_client() -> httpx.Client:
    """Return a bare HTTP client."""
    return httpx.Client(headers={"Authorization": f"Bearer {API_KEY}"}, timeout=60.0)


def page(base_url: str, campaign: str, page_size: int, repeat: int, in_memory: bool) -> int:
    """Read the same page again and again."""
    from revox import Revox

    campaigns = client(base_url).campaigns
    if in_memory:
        http_client = replaying(base_url, campaign, page_size)
        campaigns = Revox(api_key=API_KEY, base_url=base_url, http_client=http_client).campaigns
    return [len(campaigns.get_rows(campaign, page=0, page_size=page_size).rows) for _ in range(repeat)][-1]


def decode(base_url: str, campaign: str, page_size: int, repeat: int) -> int:
    """Decode the bytes of the same page into the same types, and nothing else."""
    from revox_api.models import RowsPage

    content, decoder = body(base_url, campaign, page_size), msgspec.json.Decoder(RowsPage)
    return [len(decoder.decode(content).rows) for _ in range(repeat)][-1]


def get(base_url: str, campaign: str, page_size: int, repeat: int) -> int:
    """Get the bytes of the same page again and again, with bare httpx."""
    return [page_size for _ in _responses(base_url, campaign, page_size, repeat)][-1]


def get_and_decode(base_url: str, campaign: str, page_size: int, repeat: int) -> int:
    """Get the same page again and again with bare httpx, and decode it with bare msgspec."""
    from revox_api.models import RowsPage

    decoder = msgspec.json.Decoder(RowsPage)
    return [len(decoder.decode(content).rows) for content in _responses(base_url, campaign, page_size, repeat)][-1]


def _responses(base_url: str, campaign: str, page_size: int, repeat: int) -> Iterator[bytes]:
    http_client, params = bare_client(), {"page": 0, "page_size": page_size}
    for _ in range(repeat):
        yield http_client.get(f"{base_url}/campaigns/{campaign}/rows", params=params).raise_for_status().content


def walk(base_url: str, campaign: str, keep: bool = False, **options: Any) -> int:
    """Read all rows, and keep them where that is asked for."""
    seen = 0
    for row in client(base_url).campaigns.iter_rows(campaign, **options):
        seen += 1
        if keep:
            held.append(row)
    return seen


def start_up(base_url: str) -> int:
    """Export one row, so that only the rows are measured after it."""
    return export(base_url, "small-1", False)


def export(base_url: str, campaign: str, to_file: bool) -> int:
    """Export all rows as JSON lines with the command line, to a file or to nowhere."""
    from revox.cli import main

    os.environ["REVOX_API_KEY"] = API_KEY
    with output(to_file) as name:
        sys.argv = ["revox", "rows", campaign, "--base-url", base_url, "--quiet", "--format", "jsonl", "-o", name]
        try:
            main()
        except SystemExit as end:
            if end.code:
                raise
    return int(campaign.rpartition("-")[2])


def stream(base_url: str, campaign: str, page_size: int, to_file: bool) -> int:
    """Stream the same pages with bare httpx to a file or to nowhere."""
    url, rows = f"{base_url}/campaigns/{campaign}/rows", int(campaign.rpartition("-")[2])
    # A client of its own, as the export has one.
    with httpx.Client(timeout=60.0) as http_client, output(to_file) as name, open(name, "wb") as file:
        for number in range(-(-rows // page_size)):
            with http_client.stream("GET", url, params={"page": number, "page_size": page_size}) as response:
                file.writelines(response.iter_bytes())
    return rows


@contextlib.contextmanager
def output(to_file: bool) -> Any:
    """Yield the name of a file that is removed afterwards, or of the device that takes everything."""
    if not to_file:
        yield os.devnull
        return
    with tempfile.TemporaryDirectory() as directory:
        yield str(Path(directory) / "rows.jsonl")


if __name__ == "__main__":
    tasks = (page, decode, get, get_and_decode, walk, start_up, export, stream, start)
    serve({task.__name__: task for task in tasks})
