"""A sandbox in a file, under many threads, on ports, and at its end."""

import asyncio
import os
import socket
import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, nullcontext
from pathlib import Path
from typing import Any

import httpx
import pytest
import revox.sandbox
from revox.sandbox import Sandbox, SandboxError, create_app

KEY = {"Authorization": "Bearer sandbox-key"}


def read(sandbox: Sandbox, campaign: str = "demo", page: int = 0) -> httpx.Response:
    """Read a page of 20 rows within the process."""
    with httpx.Client(transport=sandbox.transport(), base_url=sandbox.base_url, headers=KEY) as client:
        return client.get(f"/campaigns/{campaign}/rows?page={page}&page_size=20")


def test_a_file_keeps_its_campaigns(tmp_path: Path) -> None:
    """What was made up in one session is served byte for byte in the next, from records that SQL can look at."""
    with Sandbox(tmp_path / "a.db") as first:
        first.add_campaign("demo", rows=100)
        answer = read(first).content
    with Sandbox(str(tmp_path / "a.db")) as second:
        assert second.campaigns == ["demo"]
        assert second.add_campaign("demo", rows=100) == "demo"
        assert read(second).content == answer
    with closing(sqlite3.connect(tmp_path / "a.db")) as connection:
        tables = ("campaigns", "rows", "call")
        counts = [connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables]
        assert counts == [1, 100, 85]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize(
    ("content", "statements", "message"),
    [
        (b"hello", "", "is not a database of the sandbox"),
        (b"SQLite format 2\0" + bytes(5000), "", "is not a database of the sandbox"),
        (None, "CREATE TABLE rows (id)", "is a database, but not one of the sandbox"),
        (b"", "PRAGMA user_version = 999", r"was made by another version of the sandbox \(schema 999, not 3\)"),
    ],
)
def test_a_file_that_is_not_ours_is_refused_untouched(
    tmp_path: Path, content: bytes | None, statements: str, message: str
) -> None:
    """The error is one sentence that names the file and says what it is; an empty file becomes a database."""
    path = tmp_path / "it's 100% mine?#.db"
    if content is not None:
        path.write_bytes(content)
    if content == b"":
        Sandbox(path).close()
    if statements:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute(statements)
    before = path.read_bytes()
    with pytest.raises(SandboxError, match=f"mine.* {message}"):
        Sandbox(path)
    assert (path.read_bytes(), os.listdir(tmp_path)) == (before, [path.name])


@pytest.mark.parametrize("name", ["missing/a.db", ".", "a\0b"])
def test_a_path_that_cannot_be_a_file_is_refused(tmp_path: Path, name: str) -> None:
    """No directory is made, and the error is one sentence."""
    with pytest.raises(SandboxError, match="Cannot open the database"):
        Sandbox(tmp_path / name)
    assert os.listdir(tmp_path) == []


def test_a_broken_database_is_told(tmp_path: Path) -> None:
    """When SQLite refuses, here since a table is gone, a request is a 500 as JSON, and no part of a campaign stays."""
    with Sandbox(tmp_path / "a.db") as sandbox, closing(sqlite3.connect(tmp_path / "a.db")) as other:
        sandbox.add_campaign("demo", rows=3)
        other.execute("DROP TABLE rows")
        response = read(sandbox)
        assert (response.status_code, response.json()["error"]["code"]) == (500, "internal_error")
        with pytest.raises(SandboxError, match="Cannot write the campaign 'more' to the database: no such table"):
            sandbox.add_campaign("more", rows=3)
        assert sandbox.campaigns == ["demo"]


@pytest.mark.parametrize("other", [{"rows": 11}, {"seed": 1}, {"name": "my demo"}])
def test_a_campaign_is_not_replaced_by_another(other: dict[str, Any]) -> None:
    """The same ID with other numbers is an error that tells the numbers there are."""
    arguments: dict[str, Any] = {"name": "my-demo", "rows": 10, "seed": 0}
    with Sandbox() as sandbox:
        assert sandbox.add_campaign(**arguments) == "my-demo"
        with pytest.raises(SandboxError, match=r"'my-demo' exists already: name 'my-demo', rows 10, seed 0\."):
            sandbox.add_campaign(**arguments | other)
        assert read(sandbox, "my-demo").json()["total"] == 10


@pytest.mark.parametrize(
    ("name", "campaign_id"),
    [("A_b-9", "A_b-9"), ("Spring sale, 26!", "Spring-sale-26"), ("../a/b?c#d%", "a-b-c-d"),
     ("Été à Köln", "t-K-ln"), ("日本", "campaign-cf2abf0c")],
)  # fmt: skip
def test_the_id_of_a_campaign_comes_from_its_name(name: str, campaign_id: str) -> None:
    """The ID needs no encoding in a URL, and calls tell the name as it was given."""
    with Sandbox() as sandbox:
        assert sandbox.add_campaign(name, rows=20) == campaign_id
        page = read(sandbox, campaign_id).json()
        assert {"id": campaign_id, "name": name} in [row["call"]["campaign"] for row in page["rows"] if "call" in row]


@pytest.mark.parametrize("arguments", [{"name": ""}, {"name": "  "}, {"name": "\ud800"}, {"rows": -1}])
def test_a_campaign_that_makes_no_sense_is_refused(arguments: dict[str, Any]) -> None:
    """The error comes before anything is stored; no rows and a huge seed make sense."""
    with Sandbox() as sandbox:
        with pytest.raises(SandboxError):
            sandbox.add_campaign(**arguments)
        assert sandbox.campaigns == []
        sandbox.add_campaign("none", rows=0, seed=-(10**30))
        assert read(sandbox, "none").json() == {"page": 0, "page_size": 20, "rows": [], "total": 0}


@pytest.mark.parametrize("api_key", ["", " ", "a b", "a\n", "schlüssel", "\0"])
def test_a_key_that_no_header_can_carry_is_refused(api_key: str) -> None:
    """The error does not repeat the key."""
    with pytest.raises(SandboxError, match="An API key must be printable ASCII"):
        Sandbox(api_key=api_key)


@pytest.mark.parametrize("database", [None, "a.db"])
@pytest.mark.parametrize("over_a_socket", [True, False])
def test_requests_at_the_same_time_do_not_mix(tmp_path: Path, database: str | None, over_a_socket: bool) -> None:
    """200 requests from 16 threads, over one client, each get their own page, while campaigns are added."""
    with Sandbox(database and tmp_path / database) as sandbox, sandbox.serve() as served:
        sandbox.add_campaign(rows=200)
        transport, url = (None, served) if over_a_socket else (sandbox.transport(), sandbox.base_url)
        client = httpx.Client(transport=transport, base_url=url, headers=KEY, trust_env=False)
        with client, ThreadPoolExecutor(16) as pool:
            adding = [pool.submit(sandbox.add_campaign, f"c{number}", rows=20) for number in range(5)]
            pages = pool.map(
                lambda page: client.get(f"/campaigns/demo/rows?page={page}&page_size=1").json(), range(200)
            )
            assert [page["rows"][0]["row_index"] for page in pages] == list(range(200))
            assert [future.result() for future in adding] == [f"c{number}" for number in range(5)]


def test_asynchronous_clients_are_served_in_their_own_loop() -> None:
    """Two loops, one after the other, get the same answers."""

    async def get(sandbox: Sandbox) -> bytes:
        async with httpx.AsyncClient(transport=sandbox.async_transport(), headers=KEY) as client:
            return (await client.get(f"{sandbox.base_url}/campaigns/demo/rows?page=0&page_size=20")).content

    with Sandbox() as sandbox:
        sandbox.add_campaign(rows=20)
        assert asyncio.run(get(sandbox)) == asyncio.run(get(sandbox)) == read(sandbox).content


@pytest.mark.parametrize("error", [None, RuntimeError])
def test_a_closed_sandbox_leaves_no_thread_and_no_port(error: type[Exception] | None) -> None:
    """After the `with` blocks, or an error within them, the threads that were started end, and nobody listens."""
    before = set(threading.enumerate())
    with pytest.raises(error) if error else nullcontext(), Sandbox() as sandbox, sandbox.serve() as base_url:
        assert read(sandbox).status_code == 404
        assert httpx.get(base_url, trust_env=False).status_code == 404
        started = set(threading.enumerate()) - before
        if error is not None:
            raise error
    sandbox.close()
    for thread in started:
        thread.join(timeout=5)
    assert len(started) >= 2
    assert not set(threading.enumerate()) - before
    with pytest.raises(httpx.ConnectError):
        httpx.get(base_url, trust_env=False)
    with pytest.raises(httpx.ConnectError, match="closed"):
        read(sandbox)


def test_a_sandbox_that_nobody_closes_does_not_hold_up_the_end_of_a_program() -> None:
    """A script that forgets everything ends, without a warning."""
    script = (
        "import httpx; from revox.sandbox import Sandbox; s = Sandbox(); s.add_campaign(rows=5);"
        "cm = s.serve(); cm.__enter__();"
        "c = httpx.Client(transport=s.transport()); print(c.get(s.base_url).status_code)"
    )
    command = [sys.executable, "-W", "error", "-c", script]
    result = subprocess.run(command, capture_output=True, text=True, timeout=30)
    assert (result.returncode, result.stdout, result.stderr) == (0, "404\n", "")


@pytest.mark.parametrize(("host", "shown"), [("localhost", "127.0.0.1"), ("0.0.0.0", "127.0.0.1"), ("::1", "[::1]")])
def test_the_base_url_can_be_called_whatever_the_host(host: str, shown: str) -> None:
    """Names, wildcards and IPv6 give a URL that works."""
    if host == "::1" and not _has_ipv6():
        pytest.skip("This machine has no IPv6.")
    with Sandbox() as sandbox, sandbox.serve(host) as base_url:
        assert base_url.startswith(f"http://{shown}:")
        assert httpx.get(base_url, trust_env=False).status_code == 404


def test_create_app_is_ready_to_serve(tmp_path: Path) -> None:
    """A factory for other servers: one call, and there is a campaign."""
    app = create_app(tmp_path / "a.db", api_key="k", campaign="c", rows=3, seed=5)
    with app.state.sandbox as sandbox:
        assert (sandbox.api_key, sandbox.campaigns) == ("k", ["c"])


def test_the_public_names_are_there() -> None:
    """They are listed whether they were imported yet or not; another one is the usual error."""
    assert set(revox.sandbox.__all__) == {"Assumption", "ASSUMPTIONS", "Sandbox", "SandboxError", "create_app"}
    assert set(revox.sandbox.__all__) <= set(dir(revox.sandbox))
    assert not hasattr(revox.sandbox, "nothing")


def _has_ipv6() -> bool:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        return False
    return True
