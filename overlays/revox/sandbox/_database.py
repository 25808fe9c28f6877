"""Opens a database of the sandbox, in a file or in memory, and refuses every other file untouched."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from ._errors import SandboxError
from ._schema import APPLICATION_ID, SCHEMA, SCHEMA_VERSION


def open_database(database: str | os.PathLike[str] | None) -> sqlite3.Connection:
    """Open a database, and create its tables where it is new.

    Args:
        database: The file, which is created if it does not exist or is empty; None keeps everything in memory.

    Returns:
        A connection in autocommit mode that any thread can use, one at a time.

    Raises:
        SandboxError: The file is not a database of this version of the sandbox, or cannot be opened.
    """
    if database is None:
        return _prepare(_connect(":memory:"), new=True)
    path = Path(database).absolute()
    try:
        new = not path.exists() or (path.is_file() and path.stat().st_size == 0)
        if not new:
            _check(path)
        return _prepare(_connect(str(path)), new=new)
    except (OSError, ValueError, sqlite3.Error) as error:
        raise SandboxError(f"Cannot open the database {str(path)!r}: {error}.") from error


def _connect(name: str) -> sqlite3.Connection:
    return sqlite3.connect(name, isolation_level=None, check_same_thread=False)


def _check(path: Path) -> None:
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        try:
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            version = connection.execute("PRAGMA user_version").fetchone()[0]
        except sqlite3.DatabaseError as error:
            raise SandboxError(f"{str(path)!r} is not a database of the sandbox: {error}.") from error
    if application != APPLICATION_ID:
        raise SandboxError(f"{str(path)!r} is a database, but not one of the sandbox.")
    if version != SCHEMA_VERSION:
        raise SandboxError(
            f"{str(path)!r} was made by another version of the sandbox (schema {version}, not {SCHEMA_VERSION})."
        )


def _prepare(connection: sqlite3.Connection, *, new: bool) -> sqlite3.Connection:
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA cache_size = -65536")
        if new:
            connection.executescript(SCHEMA)
    except sqlite3.Error:
        connection.close()
        raise
    return connection
