"""The campaign in the sandbox's own database: what is in it, and changes to it while somebody reads."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import attrs
import httpx
import msgspec
from revox.sandbox import Sandbox

from .plans import ADD, REMOVE, STILL

CAMPAIGN = "demo"
ROWS = 240
CHILDREN = ("transcript_messages", "call_attempts", "calls")
OUT_OF_THE_WAY = 1_000_000
SEPARATOR = ","
Rows = dict[str, dict[str, Any]]
"""Rows as JSON values, by their ID."""


def make_database(file: Path) -> None:
    """Make a database with the campaign."""
    with Sandbox(file) as sandbox:
        sandbox.add_campaign(CAMPAIGN, rows=ROWS, seed=1)


def read_rows(sandbox: Sandbox, file: Path, filters: Mapping[str, Any]) -> Rows:
    """Return what a campaign holds, past the network and past the library.

    Args:
        sandbox: The sandbox.
        file: Its database, which has the last word on what rows there are.
        filters: Which rows.
    """
    query = {name: value if isinstance(value, str) else SEPARATOR.join(value) for name, value in filters.items()}
    headers = {"Authorization": f"Bearer {sandbox.api_key}"}
    with httpx.Client(transport=sandbox.transport(), base_url=sandbox.base_url, headers=headers) as client:
        response = client.get(f"/campaigns/{CAMPAIGN}/rows", params={"page": "0", "page_size": "1000"} | query)
    page = msgspec.json.decode(response.raise_for_status().content)
    rows = {row["id"]: row for row in page["rows"]}
    with closing(sqlite3.connect(file)) as connection:
        stored = dict(connection.execute("SELECT id, phone_number FROM rows"))
    assert len(rows) == len(page["rows"]) == page["total"]
    assert {key: stored[key] for key in rows} == {key: row["phone_number"] for key, row in rows.items()}
    assert filters or rows.keys() == stored.keys()
    return rows


@attrs.define
class Changes:
    """Changes to a campaign while it is read. They are of one kind, so that the total tells of each that it can tell.

    Attributes:
        file: The database.
        kind: One of `plans.CHANGES`.
        left: How many there will be at most.
        dice: What decides when, and which rows.
        made: How many there were.
    """

    file: Path
    kind: str
    left: int
    dice: Random
    made: int = 0

    def maybe(self) -> None:
        """Change something, now and then."""
        if self.kind == STILL or not self.left or self.dice.random() < 0.5:
            return
        self.left -= 1
        self.made += 1
        with closing(sqlite3.connect(self.file, isolation_level=None)) as connection:
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("BEGIN IMMEDIATE")
            self._change(connection)
            connection.execute("COMMIT")

    def _change(self, connection: sqlite3.Connection) -> None:
        keys = [key for (key,) in connection.execute("SELECT key FROM rows ORDER BY row_index")]
        if self.kind == ADD:
            row = (max(keys) + 1, f"added-{self.made}", CAMPAIGN, len(keys), "+15550100", '{"city":"1"}')
            connection.execute("INSERT INTO rows VALUES (?, ?, ?, ?, ?, ?)", row)
            keys.append(row[0])
        key = keys.pop(-1 if self.kind == ADD else self.dice.randrange(len(keys)))
        if self.kind == REMOVE:
            for table in CHILDREN:
                connection.execute(f"DELETE FROM {table} WHERE row_key = ?", (key,))
            connection.execute("DELETE FROM rows WHERE key = ?", (key,))
        else:
            keys.insert(self.dice.randrange(len(keys) + 1), key)
        connection.execute("UPDATE rows SET row_index = row_index + ?", (OUT_OF_THE_WAY,))
        connection.executemany("UPDATE rows SET row_index = ? WHERE key = ?", enumerate(keys))
