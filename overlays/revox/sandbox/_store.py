"""The database of a sandbox: SQLite, in a file or in memory. Any other file is refused untouched.

A record is a JSON document as it is answered, with columns beside it for what records are found by.
"""

import os
import sqlite3
import threading
import weakref
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from ._errors import SandboxError

APPLICATION_ID = 0x5265766F
SCHEMA_VERSION = 2

_SCHEMA = f"""
BEGIN;
CREATE TABLE campaigns (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    row_count INTEGER NOT NULL,
    seed TEXT NOT NULL
);
CREATE TABLE assistants (
    id TEXT PRIMARY KEY,
    document TEXT NOT NULL
);
-- Documents of calls lack what follows from the rest: the assistant, the last attempt, counts and flags.
CREATE TABLE calls (
    id TEXT PRIMARY KEY,
    assistant_id TEXT REFERENCES assistants (id),
    status TEXT AS (json_extract(document, '$.status')) STORED,
    result TEXT AS (json_extract(document, '$.call_attempts[0].result')) STORED,
    document TEXT NOT NULL
);
CREATE TABLE rows (
    id TEXT PRIMARY KEY,
    campaign_id TEXT NOT NULL REFERENCES campaigns (id),
    row_index INTEGER NOT NULL,
    call_id TEXT UNIQUE REFERENCES calls (id),
    document TEXT NOT NULL,
    UNIQUE (campaign_id, row_index)
);
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
    def transaction(self, *, writes: bool = False) -> Iterator[sqlite3.Connection]:
        """Give the connection to a `with` block, and undo what an error in it has left half-done."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE" if writes else "BEGIN DEFERRED")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                # SQLite itself has rolled back after some errors, such as a full disk.
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise


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
    try:
        connection.executescript("PRAGMA foreign_keys = ON; PRAGMA cache_size = -65536;" + _SCHEMA * is_new)
    except sqlite3.Error:
        connection.close()
        raise
    return connection
