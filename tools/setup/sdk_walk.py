"""Walks a campaign with the official SDK, and writes every row as a line of JSON.

Runs in the environment of the official SDK, whose name is `revox` as well, and sees nothing of this project:
`python -I sdk_walk.py BASE_URL API_KEY CAMPAIGN PAGE_SIZE`
"""

import json
import sys
from importlib import import_module
from typing import Any


def main(base_url: str, api_key: str, campaign: str, page_size: str) -> None:
    """Write the version of the SDK and then the rows, page by page, up to the total that the first page names."""
    sdk: Any = import_module("revox")
    print(json.dumps(sdk.__version__))
    client = sdk.Revox(api_key=api_key, base_url=base_url)
    total, seen, number = 1.0, 0, 0
    while seen < total:
        page = client.campaigns.get_rows(id=campaign, page=number, page_size=int(page_size))
        for row in page.rows:
            print(json.dumps({"status": row.call and row.call.status, "row": row.to_dict()}))
        total, seen, number = page.total, seen + len(page.rows), number + 1
        if not page.rows:
            raise SystemExit(f"page {number - 1} is empty after {seen} of {total:g} rows")


if __name__ == "__main__":
    main(*sys.argv[1:])
