"""The database of a sandbox: SQLite, in a file or in memory. Any other file is refused untouched.

A record is a JSON document as it is answered, but for what follows from other records: an assistant is its ID there.
"""

import os
import sqlite3
import threading
import weakref
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import msgspec

from ._dice import Dice
from ._errors import SandboxError
from ._spec import Json

APPLICATION_ID = 0x5265766F
SCHEMA_VERSION = 3

RESOURCES = ("assistants", "call", "campaigns", "phone_numbers", "users", "voices")
"""What the API has: each has a table of documents, and what the sandbox keeps to itself of them."""

_TABLES = dict.fromkeys(RESOURCES, "")
_TABLES["call"] = """,
    status TEXT AS (json_extract(document, '$.status')) STORED,
    result TEXT AS (json_extract(document, '$.call_attempts[0].result')) STORED,
    attempts INTEGER AS (json_array_length(document, '$.call_attempts')) STORED,
    contends_for TEXT AS (json_extract(state, '$.contends_for')) STORED,
    due INTEGER AS (json_extract(state, '$.due')) STORED"""
_SCHEMA = f"""
BEGIN;
{
    "".join(
        f"CREATE TABLE {name} (position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document TEXT NOT NULL, "
        f"state TEXT NOT NULL DEFAULT '{{}}', is_deleted INTEGER NOT NULL DEFAULT 0{columns});"
        for name, columns in _TABLES.items()
    )
}
CREATE INDEX calls_that_go_on ON call (due) WHERE due IS NOT NULL;
CREATE INDEX calls_that_contend ON call (contends_for) WHERE contends_for IS NOT NULL;
CREATE TABLE rows (
    id TEXT PRIMARY KEY,
    campaign_id TEXT NOT NULL REFERENCES campaigns (id),
    row_index INTEGER NOT NULL,
    call_id TEXT UNIQUE REFERENCES call (id),
    document TEXT NOT NULL,
    UNIQUE (campaign_id, row_index)
);
CREATE TABLE scripts (phone_number TEXT NOT NULL, after INTEGER NOT NULL, attempt TEXT NOT NULL);
CREATE TABLE phones_rung (phone_number TEXT PRIMARY KEY, times INTEGER NOT NULL);
CREATE TABLE webhooks (url TEXT NOT NULL, body TEXT NOT NULL, due INTEGER, statuses TEXT NOT NULL DEFAULT '[]');
CREATE TABLE settings (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
PRAGMA application_id = {APPLICATION_ID};
PRAGMA user_version = {SCHEMA_VERSION};
COMMIT;
"""


class Store:
    """The database of a sandbox. Any thread can use it; they take turns."""

    def __init__(self, database: str | os.PathLike[str] | None) -> None:
        """Open a file, which is created if it does not exist or is empty; None keeps everything in memory.

        Raises:
            SandboxError: The file is not a database of this version of the sandbox, or cannot be opened.
        """
        self._lock = threading.Lock()
        self._connection = _open(database)
        # For those who forget to close: since Python 3.13, a connection left open is warned of.
        weakref.finalize(self, self._connection.close)

    def close(self) -> None:
        """Close the database."""
        with self._lock:
            self._connection.close()

    @contextmanager
    def transaction(self, *, writes: bool = True) -> Iterator["Records"]:
        """Give the records to a `with` block, and undo what an error in it has left half-done."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE" if writes else "BEGIN DEFERRED")
            try:
                yield Records(self._connection)
                self._connection.execute("COMMIT")
            except BaseException:
                # SQLite itself has rolled back after some errors, such as a full disk.
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise


class Records:
    """The records of a sandbox, within a transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Read and write over this connection."""
        self.execute = connection.execute
        self.executemany = connection.executemany

    def get(self, resource: str, record_id: str, *, deleted: bool = False) -> Json | None:
        """Return a document; one that was deleted only if those are wanted as well."""
        query = f"SELECT document FROM {resource} WHERE id = ? AND is_deleted <= ?"
        found = self.execute(query, (record_id, deleted)).fetchone()
        return None if found is None else msgspec.json.decode(found[0], type=Json)

    def state(self, resource: str, record_id: str) -> Json:
        """Return what the sandbox keeps to itself of a record."""
        (found,) = self.execute(f"SELECT state FROM {resource} WHERE id = ?", (record_id,)).fetchone()
        state: Json = msgspec.json.decode(found)
        return state

    def all(self, resource: str) -> list[Json]:
        """Return all documents, in the order in which they came."""
        found = self.execute(f"SELECT document FROM {resource} WHERE NOT is_deleted ORDER BY position")
        return [msgspec.json.decode(document) for (document,) in found]

    def save(self, resource: str, document: Json, state: Json | None = None, *, is_deleted: bool = False) -> Json:
        """Write a document, new or changed, and return it; the state stays where none is given."""
        self.execute(
            f"INSERT INTO {resource} (id, document, state, is_deleted) VALUES (:id, :document, :state, :deleted) "
            "ON CONFLICT (id) DO UPDATE SET document = :document, state = iif(:keeps, state, :state), "
            "is_deleted = :deleted",
            {
                "id": document["id"],
                "document": to_text(document),
                "state": to_text(state or {}),
                "deleted": is_deleted,
                "keeps": state is None,
            },
        )
        return document

    def setting(self, name: str, default: Any) -> Any:
        """Return a setting of the sandbox, which is written down where there is none yet."""
        self.execute("INSERT OR IGNORE INTO settings VALUES (?, ?)", (name, default))
        return self.execute("SELECT value FROM settings WHERE name = ?", (name,)).fetchone()[0]

    def change_setting(self, name: str, value: Any) -> None:
        """Write a setting down."""
        self.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (name, value))

    def new_id(self) -> str:
        """Make an ID that was never there; the same for the same seed and the same number of IDs before it."""
        number = self.setting("ids", 0) + 1
        self.change_setting("ids", number)
        return Dice(f"{self.setting('seed', '0')}/{number}").uuid()


def _row_contains(needle: str, document: str) -> bool:
    """Whether a row has this text in its phone number or its columns, whatever the case."""
    row = msgspec.json.decode(document)
    return any(needle in text.casefold() for text in (row["phone_number"], *row["input_data"].values()))


def to_text(document: Any) -> str:
    """Write JSON as text, for a column."""
    return msgspec.json.encode(document).decode()


def _open(database: str | os.PathLike[str] | None) -> sqlite3.Connection:
    if database is None:
        return _connect(":memory:", is_new=True)
    path = Path(database).absolute()
    try:
        is_new = not path.exists() or (path.is_file() and path.stat().st_size == 0)
        if not is_new:
            _check(path)
        return _connect(str(path), is_new=is_new)
    except (OSError, ValueError, sqlite3.Error) as error:
        raise SandboxError(f"Cannot open the database {str(path)!r}: {error}.") from error


def _check(path: Path) -> None:
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        try:
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            (version,) = connection.execute("PRAGMA user_version").fetchone()
        except sqlite3.DatabaseError as error:
            raise SandboxError(f"{str(path)!r} is not a database of the sandbox: {error}.") from error
    if application != APPLICATION_ID:
        raise SandboxError(f"{str(path)!r} is a database, but not one of the sandbox.")
    if version != SCHEMA_VERSION:
        was = f"was made by another version of the sandbox (schema {version}, not {SCHEMA_VERSION})"
        raise SandboxError(f"{str(path)!r} {was}.")


def _connect(name: str, *, is_new: bool) -> sqlite3.Connection:
    connection = sqlite3.connect(name, isolation_level=None, check_same_thread=False)
    connection.create_function("row_contains", 2, _row_contains, deterministic=True)
    try:
        connection.executescript("PRAGMA foreign_keys = ON; PRAGMA synchronous = OFF;" + _SCHEMA * is_new)
    except sqlite3.Error:
        connection.close()
        raise
    return connection
