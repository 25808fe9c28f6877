"""A sandbox in a file, under many threads, on ports, and at its end."""

import asyncio
import os
import socket
import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest
import revox.sandbox
from revox.sandbox import ASSUMPTIONS, Assumption, Sandbox, SandboxError, create_app

KEY = {"Authorization": "Bearer sandbox-key"}


def read(sandbox: Sandbox, campaign: str = "demo", page: int = 0) -> httpx.Response:
    """Read a page of 20 rows within the process."""
    with httpx.Client(transport=sandbox.transport(), base_url=sandbox.base_url, headers=KEY) as client:
        return client.get(f"/campaigns/{campaign}/rows?page={page}&page_size=20")


def test_a_file_keeps_its_campaigns(tmp_path: Path) -> None:
    """What was made up in one session is served byte for byte in the next."""
    with Sandbox(tmp_path / "a.db") as first:
        first.add_campaign("demo", rows=50)
        answer = read(first).content
    with Sandbox(str(tmp_path / "a.db")) as second:
        assert second.campaigns == ["demo"]
        assert read(second).content == answer
        assert second.add_campaign("demo", rows=50) == "demo"
        assert read(second).content == answer


def test_a_file_has_a_record_for_each_thing(tmp_path: Path) -> None:
    """Assistants, calls and rows are records that refer to each other, and can be looked at with SQL."""
    with Sandbox(tmp_path / "a.db") as sandbox:
        sandbox.add_campaign(rows=100)
    with closing(sqlite3.connect(tmp_path / "a.db")) as connection:
        tables = ("campaigns", "assistants", "rows", "calls")
        counts = [connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables]
        assert counts == [1, 3, 100, 85]
        assert connection.execute("SELECT count(*) > 9 FROM calls WHERE status = 'completed'").fetchone() == (1,)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("text", "mine.* is not a database of the sandbox"),
        ("long text", "mine.* is not a database of the sandbox"),
        ("damaged", "mine.* is not a database of the sandbox"),
        ("other database", "mine.* is a database, but not one of the sandbox"),
        ("other version", r"mine.* was made by another version of the sandbox \(schema 999, not 2\)"),
    ],
)
def test_a_file_that_is_not_ours_is_refused_untouched(tmp_path: Path, kind: str, message: str) -> None:
    """The error is one sentence that names the file and says what it is."""
    path = _make_foreign_file(tmp_path / "it's 100% mine?#.db", kind)
    before = path.read_bytes()
    with pytest.raises(SandboxError, match=message):
        Sandbox(path)
    assert path.read_bytes() == before
    assert os.listdir(tmp_path) == [path.name]


@pytest.mark.parametrize("name", ["missing/a.db", ".", "a\0b"])
def test_a_path_that_cannot_be_a_file_is_refused(tmp_path: Path, name: str) -> None:
    """No directory is made, and the error is one sentence."""
    with pytest.raises(SandboxError, match="Cannot open the database"):
        Sandbox(tmp_path / name)
    assert os.listdir(tmp_path) == []


def test_an_empty_file_becomes_a_database(tmp_path: Path) -> None:
    """There is nothing in it to lose; programs make such files to reserve a name."""
    (tmp_path / "a.db").touch()
    with Sandbox(tmp_path / "a.db") as sandbox:
        assert sandbox.campaigns == []


def test_a_campaign_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    """When SQLite refuses, here since a table is gone, the error is one sentence and no part of the campaign stays."""
    with Sandbox(tmp_path / "a.db") as sandbox, closing(sqlite3.connect(tmp_path / "a.db")) as other:
        other.execute("DROP TABLE rows")
        with pytest.raises(SandboxError, match="Cannot write the campaign 'demo' to the database: no such table"):
            sandbox.add_campaign("demo", rows=3)
        assert sandbox.campaigns == []


@pytest.mark.parametrize("other", [{"rows": 11}, {"seed": 1}, {"name": "my demo"}])
def test_a_campaign_is_not_replaced_by_another(other: dict[str, Any]) -> None:
    """The same ID with other numbers is an error that tells the numbers there are."""
    arguments: dict[str, Any] = {"name": "my-demo", "rows": 10, "seed": 0} | other
    with Sandbox() as sandbox:
        assert sandbox.add_campaign("my-demo", rows=10, seed=0) == "my-demo"
        with pytest.raises(SandboxError, match=r"'my-demo' exists already: name 'my-demo', rows 10, seed 0\."):
            sandbox.add_campaign(**arguments)
        assert read(sandbox, "my-demo").json()["total"] == 10


@pytest.mark.parametrize(
    ("name", "campaign_id"),
    [
        ("demo", "demo"),
        ("A_b-9", "A_b-9"),
        ("Spring sale, 2026!", "Spring-sale-2026"),
        ("a/b?c#d%", "a-b-c-d"),
        ("../x", "x"),
        ("Été à Köln", "t-K-ln"),
        ("日本", "campaign-cf2abf0c"),
    ],
)
def test_the_id_of_a_campaign_comes_from_its_name(name: str, campaign_id: str) -> None:
    """The ID needs no encoding in a URL, and calls tell the name as it was given."""
    with Sandbox() as sandbox:
        assert sandbox.add_campaign(name, rows=20) == campaign_id
        page = read(sandbox, campaign_id).json()
        assert {"id": campaign_id, "name": name} in [row["call"]["campaign"] for row in page["rows"] if "call" in row]


@pytest.mark.parametrize("arguments", [{"name": ""}, {"name": "  "}, {"name": "\ud800"}, {"rows": -1}])
def test_a_campaign_that_makes_no_sense_is_refused(arguments: dict[str, Any]) -> None:
    """The error comes before anything is stored."""
    with Sandbox() as sandbox:
        with pytest.raises(SandboxError):
            sandbox.add_campaign(**arguments)
        assert sandbox.campaigns == []


def test_a_campaign_can_be_empty_and_its_seed_huge() -> None:
    """No rows are an empty page, and a seed can be any whole number."""
    with Sandbox() as sandbox:
        sandbox.add_campaign("none", rows=0, seed=-(10**30))
        assert read(sandbox, "none").json() == {"page": 0, "page_size": 20, "rows": [], "total": 0}


@pytest.mark.parametrize("api_key", ["", " ", "a b", "a\n", "schlüssel", "\0"])
def test_a_key_that_no_header_can_carry_is_refused(api_key: str) -> None:
    """The error does not repeat the key."""
    with pytest.raises(SandboxError, match="An API key must be printable ASCII"):
        Sandbox(api_key=api_key)


def test_another_key_opens_another_sandbox() -> None:
    """Only the key that was given counts."""
    with Sandbox(api_key="secret") as sandbox:
        sandbox.add_campaign(rows=1)
        assert read(sandbox).status_code == 401
        headers = {"Authorization": "Bearer secret"}
        with httpx.Client(transport=sandbox.transport(), headers=headers) as client:
            assert client.get(f"{sandbox.base_url}/campaigns/demo/rows?page=0&page_size=1").status_code == 200


@pytest.mark.parametrize("database", [None, "a.db"])
def test_requests_at_the_same_time_do_not_mix(tmp_path: Path, database: str | None) -> None:
    """300 requests from 16 threads, over a socket, each get their own page, while campaigns are added."""
    with Sandbox(database and tmp_path / database) as sandbox, sandbox.serve() as base_url:
        sandbox.add_campaign(rows=300)
        with httpx.Client(base_url=base_url, headers=KEY, trust_env=False) as client, ThreadPoolExecutor(16) as pool:
            adding = [pool.submit(sandbox.add_campaign, f"c{number}", rows=20) for number in range(5)]
            pages = pool.map(
                lambda page: client.get(f"/campaigns/demo/rows?page={page}&page_size=1").json(), range(300)
            )
            assert [page["rows"][0]["row_index"] for page in pages] == list(range(300))
            assert [future.result() for future in adding] == [f"c{number}" for number in range(5)]


def test_one_transport_serves_many_threads() -> None:
    """The transport without a port can be shared, and the body of a request may be a stream."""
    with Sandbox() as sandbox, httpx.Client(transport=sandbox.transport(), headers=KEY) as client:
        sandbox.add_campaign(rows=50)
        url = f"{sandbox.base_url}/campaigns/demo/rows?page_size=1&page="
        with ThreadPoolExecutor(8) as pool:
            rows = list(pool.map(lambda page: client.get(f"{url}{page}").json()["rows"][0]["row_index"], range(50)))
        assert rows == list(range(50))
        assert client.post(url, content=iter([b"a", b"b"])).status_code == 405


def test_asynchronous_clients_are_served_in_their_own_loop() -> None:
    """Two loops, one after the other, get the same answers."""

    async def get(sandbox: Sandbox) -> bytes:
        async with httpx.AsyncClient(transport=sandbox.async_transport(), headers=KEY) as client:
            return (await client.get(f"{sandbox.base_url}/campaigns/demo/rows?page=0&page_size=20")).content

    with Sandbox() as sandbox:
        sandbox.add_campaign(rows=20)
        assert asyncio.run(get(sandbox)) == asyncio.run(get(sandbox)) == read(sandbox).content


def test_a_closed_sandbox_leaves_no_thread_and_no_port() -> None:
    """After the `with` blocks the threads that were started end, and nobody listens."""
    before = set(threading.enumerate())
    with Sandbox() as sandbox, sandbox.serve() as base_url:
        sandbox.add_campaign(rows=1)
        assert read(sandbox).status_code == 200
        assert httpx.get(base_url, trust_env=False).status_code == 404
        started = set(threading.enumerate()) - before
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


def test_a_port_in_use_is_an_error_of_the_sandbox() -> None:
    """The error names the address."""
    with Sandbox() as sandbox, socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with (
            pytest.raises(SandboxError, match=f"127.0.0.1, port {port}: Address already in use"),
            sandbox.serve(port=port),
        ):
            pass


@pytest.mark.parametrize(("host", "shown"), [("localhost", "127.0.0.1"), ("0.0.0.0", "127.0.0.1"), ("::1", "[::1]")])
def test_the_base_url_can_be_called_whatever_the_host(host: str, shown: str) -> None:
    """Names, wildcards and IPv6 give a URL that works."""
    if host == "::1" and not _has_ipv6():
        pytest.skip("This machine has no IPv6.")
    with Sandbox() as sandbox, sandbox.serve(host) as base_url:
        assert base_url.startswith(f"http://{shown}:")
        assert httpx.get(base_url, trust_env=False).status_code == 404


def test_an_error_within_the_block_stops_the_server() -> None:
    """The error comes out, and the port is free again."""
    with Sandbox() as sandbox, pytest.raises(ZeroDivisionError), sandbox.serve() as base_url:
        raise ZeroDivisionError
    with pytest.raises(httpx.ConnectError):
        httpx.get(base_url, trust_env=False)


def test_a_bug_is_answered_as_json(tmp_path: Path) -> None:
    """A request that the sandbox cannot handle, here since a table is gone, is a 500 with a body."""
    with Sandbox(tmp_path / "a.db") as sandbox, closing(sqlite3.connect(tmp_path / "a.db")) as other:
        sandbox.add_campaign("demo", rows=3)
        other.execute("DROP TABLE rows")
        response = read(sandbox)
    assert (response.status_code, response.json()["error"]["code"]) == (500, "internal_error")


def test_create_app_is_ready_to_serve(tmp_path: Path) -> None:
    """A factory for other servers: one call, and there is a campaign."""
    app = create_app(tmp_path / "a.db", api_key="k", campaign="c", rows=3, seed=5)
    with app.state.sandbox as sandbox:
        assert sandbox.app is app
        assert (sandbox.api_key, sandbox.campaigns) == ("k", ["c"])


def test_the_public_names_are_sorted_and_there() -> None:
    """`__all__` is the public surface, whether it was imported yet or not."""
    assert revox.sandbox.__all__ == sorted(revox.sandbox.__all__)
    assert set(revox.sandbox.__all__) == {"Assumption", "ASSUMPTIONS", "Sandbox", "SandboxError", "create_app"}
    assert set(revox.sandbox.__all__) <= set(dir(revox.sandbox))
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        revox.sandbox.nothing  # noqa: B018


def test_assumptions_are_data() -> None:
    """Each has a topic of its own, a decision and a reason, and none can be changed."""
    assert len({assumption.topic for assumption in ASSUMPTIONS}) == len(ASSUMPTIONS) > 10
    assert all(assumption.decision and assumption.reason for assumption in ASSUMPTIONS)
    assert {type(assumption) for assumption in ASSUMPTIONS} == {Assumption}
    with pytest.raises(AttributeError):
        ASSUMPTIONS[0].topic = "another"  # type: ignore[misc]  # This is what must fail.


def _has_ipv6() -> bool:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        return False
    return True


def _make_foreign_file(path: Path, kind: str) -> Path:
    if kind == "text":
        path.write_text("hello")
    elif kind == "long text":
        path.write_text("hello\n" * 10_000)
    elif kind == "other database":
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("CREATE TABLE rows (id)")
    else:
        Sandbox(path).close()
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA user_version = 999")
    if kind == "damaged":
        path.write_bytes(b"SQLite format 2\0" + path.read_bytes()[16:])
    return path
