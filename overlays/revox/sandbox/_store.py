"""Campaigns in SQLite: adds them, and answers pages of their rows with a fixed number of queries."""

import os
import sqlite3
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import msgspec

from ._assemble import Json, assemble_assistant, assemble_attempts, assemble_messages, assemble_row
from ._assumptions import ALL_RESULTS, NO_RESULT
from ._database import open_database
from ._errors import SandboxError
from ._parameters import RowsQuery
from ._seed import Batch, CampaignSeed

_LARGEST_INTEGER = 2**63 - 1
_MATCHING_ROWS = """
    FROM rows
    JOIN campaigns ON campaigns.id = rows.campaign_id
    LEFT JOIN calls ON calls.row_key = rows.key
    LEFT JOIN call_attempts AS last ON last.row_key = rows.key AND last.position = 0
    WHERE """
_ROW_COLUMNS = """SELECT rows.key, rows.id AS row_id, rows.row_index, rows.phone_number, rows.input_data_json,
    campaigns.name AS campaign_name, campaigns.organization_id, calls.*"""
_ATTEMPTS = """SELECT * FROM call_attempts
    WHERE row_key IN (SELECT value FROM json_each(?)) ORDER BY row_key, position"""
_MESSAGES = """SELECT row_key, attempt_position, role, content, tool_name, tool_is_error, tool_arguments_json
    FROM transcript_messages
    WHERE row_key IN (SELECT value FROM json_each(?)) ORDER BY row_key, attempt_position, position"""
_ASSISTANTS = """SELECT assistants.*, campaigns.organization_id
    FROM assistants JOIN campaigns ON campaigns.id = assistants.campaign_id WHERE campaigns.id = ?"""


class Store:
    """The database of a sandbox. Any thread can use it; they take turns."""

    def __init__(self, database: str | os.PathLike[str] | None) -> None:
        """Open a file, or a new database in memory for None; `SandboxError` if that cannot be done."""
        self._lock = threading.Lock()
        self._connection = open_database(database)
        # For those who forget to close: since Python 3.13, a connection left open is warned of.
        weakref.finalize(self, self._connection.close)
        self._connection.row_factory = sqlite3.Row
        self._connection.create_function("row_contains", 3, _row_contains, deterministic=True)

    def close(self) -> None:
        """Close the database."""
        with self._lock:
            self._connection.close()

    def campaigns(self) -> list[str]:
        """List the IDs of all campaigns."""
        with self._lock:
            return [record["id"] for record in self._connection.execute("SELECT id FROM campaigns ORDER BY id")]

    def add_campaign(self, campaign_id: str, name: str, rows: int, seed: int) -> None:
        """Make up a campaign, unless it is there already.

        Args:
            campaign_id: Its ID.
            name: Its name.
            rows: How many rows it has.
            seed: What its rows are drawn from.

        Raises:
            SandboxError: There is another campaign with this ID, or the database cannot be written.
        """
        wanted = (name, rows, str(seed))
        try:
            with self._transaction("IMMEDIATE") as connection:
                found = connection.execute(
                    "SELECT name, row_count, seed FROM campaigns WHERE id = ?", (campaign_id,)
                ).fetchone()
                if found is None:
                    _insert_campaign(connection, campaign_id, wanted, CampaignSeed(campaign_id, seed))
                elif tuple(found) != wanted:
                    raise SandboxError(_conflict(campaign_id, found))
        except sqlite3.Error as error:
            raise SandboxError(f"Cannot write the campaign {campaign_id!r} to the database: {error}.") from error

    def read_page(self, campaign_id: str, query: RowsQuery) -> bytes | None:
        """Answer a page of the rows of a campaign.

        Args:
            campaign_id: The ID of the campaign.
            query: Which rows.

        Returns:
            The page as JSON; None if there is no such campaign.
        """
        condition, values = _condition(campaign_id, query)
        offset = min(query.page * query.page_size, _LARGEST_INTEGER)
        with self._transaction("DEFERRED") as connection:
            if connection.execute("SELECT 1 FROM campaigns WHERE id = ?", (campaign_id,)).fetchone() is None:
                return None
            total = connection.execute(f"SELECT count(*) {_MATCHING_ROWS}{condition}", values).fetchone()[0]
            records = connection.execute(
                f"{_ROW_COLUMNS} {_MATCHING_ROWS}{condition} ORDER BY rows.row_index LIMIT ? OFFSET ?",
                (*values, query.page_size, offset),
            ).fetchall()
            rows = _assemble_rows(connection, campaign_id, records)
        return msgspec.json.encode({"page": query.page, "page_size": query.page_size, "rows": rows, "total": total})

    @contextmanager
    def _transaction(self, kind: str) -> Iterator[sqlite3.Connection]:
        with self._lock:
            self._connection.execute(f"BEGIN {kind}")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                # SQLite itself has rolled back after some errors, such as a full disk.
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise


def _condition(campaign_id: str, query: RowsQuery) -> tuple[str, list[Any]]:
    conditions: list[str] = ["rows.campaign_id = ?"]
    values: list[Any] = [campaign_id]
    if query.query:
        conditions.append("row_contains(?, rows.phone_number, rows.input_data_json)")
        values.append(query.query.casefold())
    if query.result == NO_RESULT:
        conditions.append("last.result IS NULL")
    elif query.result not in (None, ALL_RESULTS):
        conditions.append("last.result = ?")
        values.append(query.result)
    if query.statuses:
        conditions.append(f"calls.status IN ({', '.join('?' * len(query.statuses))})")
        values.extend(query.statuses)
    return " AND ".join(conditions), values


def _row_contains(needle: str, phone_number: str, input_data_json: str) -> bool:
    texts = (phone_number, *msgspec.json.decode(input_data_json, type=dict[str, str]).values())
    return any(needle in text.casefold() for text in texts)


def _assemble_rows(connection: sqlite3.Connection, campaign_id: str, records: list[sqlite3.Row]) -> list[Json]:
    keys = (msgspec.json.encode([record["key"] for record in records]).decode(),)
    transcripts = assemble_messages(connection.execute(_MESSAGES, keys))
    attempts = assemble_attempts(connection.execute(_ATTEMPTS, keys), transcripts)
    assistants: dict[str | None, msgspec.Raw] = {
        record["id"]: assemble_assistant(record) for record in connection.execute(_ASSISTANTS, (campaign_id,))
    }
    return [assemble_row(record, attempts.get(record["key"], []), assistants) for record in records]


def _insert_campaign(
    connection: sqlite3.Connection, campaign_id: str, wanted: tuple[str, int, str], content: CampaignSeed
) -> None:
    name, rows, seed = wanted
    connection.execute(
        "INSERT INTO campaigns VALUES (?, ?, ?, ?, ?)", (campaign_id, name, content.organization_id, rows, seed)
    )
    for assistant in content.assistants:
        identity = (assistant.pop("id"), campaign_id, assistant.pop("name"))
        config = msgspec.json.encode(assistant).decode()
        connection.execute("INSERT INTO assistants VALUES (?, ?, ?, ?)", (*identity, config))
    first_key = connection.execute("SELECT coalesce(max(key), 0) + 1 FROM rows").fetchone()[0]
    for batch in content.batches(rows, first_key):
        _insert_batch(connection, batch)


def _insert_batch(connection: sqlite3.Connection, batch: Batch) -> None:
    for table, records in (
        ("rows", batch.rows),
        ("calls", batch.calls),
        ("call_attempts", batch.attempts),
        ("transcript_messages", batch.messages),
    ):
        if records:
            marks = ", ".join("?" * len(records[0]))
            connection.executemany(f"INSERT INTO {table} VALUES ({marks})", records)


def _conflict(campaign_id: str, found: sqlite3.Row) -> str:
    return (
        f"The campaign {campaign_id!r} exists already: name {found['name']!r}, rows {found['row_count']}, "
        f"seed {found['seed']}. Give it the same numbers, or another name."
    )
