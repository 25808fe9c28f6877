"""Faults on request: what they do to clients over a socket and within the process, and how they are asked for."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import attrs
import httpx
import pytest
from click.testing import CliRunner
from revox.sandbox import Sandbox, SandboxError
from revox.sandbox._command import sandbox as command
from revox.sandbox.faults import Answer, Ask, Fault, Request, Strike

ROWS = "/campaigns/demo/rows"
KEY = {"Authorization": "Bearer sandbox-key"}
Open = Callable[..., Any]


@contextmanager
def over_a_socket(*faults: str | Fault, rows: int = 20) -> Iterator[httpx.Client]:
    """A client of a sandbox with faults, on a port."""
    with Sandbox(faults=faults) as local:
        local.add_campaign(rows=rows)
        with local.serve() as url, httpx.Client(base_url=url, headers=KEY, trust_env=False, timeout=2) as client:
            yield client


@contextmanager
def in_the_process(*faults: str | Fault, rows: int = 20) -> Iterator[httpx.Client]:
    """A client of a sandbox with faults, without a port."""
    with Sandbox(faults=faults) as local:
        local.add_campaign(rows=rows)
        with httpx.Client(transport=local.transport(), base_url=local.base_url, headers=KEY) as client:
            yield client


@pytest.fixture(params=[over_a_socket, in_the_process])
def opened(request: pytest.FixtureRequest) -> Open:
    """A function that opens a client of a sandbox with faults, in one of the two ways."""
    way: Open = request.param
    return way


def get(client: httpx.Client, page: int = 0, size: int = 5, **parameters: Any) -> httpx.Response:
    """Read a page."""
    return client.get(ROWS, params={"page": page, "page_size": size} | parameters)


def indices(client: httpx.Client, page: int, size: int = 5) -> list[int]:
    """Read a page, and list the positions of its rows."""
    return [row["row_index"] for row in get(client, page, size).json()["rows"]]


@pytest.mark.parametrize("fault", ["latency=0.05", "trickle=0.005"])
def test_a_slow_answer_is_waited_for(opened: Open, fault: str) -> None:
    """It takes as long as was asked, and is right."""
    with opened(fault) as client:
        start = time.perf_counter()
        assert get(client).json()["total"] == 20
        assert time.perf_counter() - start >= 0.05


@pytest.mark.parametrize(
    ("fault", "status", "header", "text"),
    [
        ("busy", 429, "retry-after", "1"),
        ("busy=7", 429, "retry-after", "7"),
        ("error", 503, "content-type", "application/json"),
        ("error=500", 500, "content-type", "application/json"),
        ("gateway", 502, "content-type", "text/html"),
    ],
)
def test_errors_have_their_status_and_headers(opened: Open, fault: str, status: int, header: str, text: str) -> None:
    """The value after the name is the status, or what to wait for."""
    with opened(fault) as client:
        response = get(client)
    assert (response.status_code, response.headers[header]) == (status, text)


@pytest.mark.parametrize(
    ("faults", "error"),
    [
        (["drop"], httpx.RemoteProtocolError),
        (["cut=0"], httpx.RemoteProtocolError),
        (["cut=0.5"], httpx.RemoteProtocolError),
        (["cut=0.5", "chunked"], httpx.RemoteProtocolError),
        (["cut-head"], httpx.RemoteProtocolError),
        (["garbage"], httpx.RemoteProtocolError),
        (["reset"], httpx.ReadError),
        (["stall=0"], httpx.ReadTimeout),
        (["stall=0.5"], httpx.ReadTimeout),
        (["truncate=0.5", "gzip"], httpx.HTTPError),
        (["corrupt=0.9", "gzip"], httpx.DecodingError),
    ],
)
def test_an_answer_that_does_not_come_whole_is_an_error(
    opened: Open, faults: list[str], error: type[Exception]
) -> None:
    """There is no answer, or a part of one; afterwards a new connection works the same."""
    with opened(*faults, rows=100) as client:
        client.timeout = 0.2
        for _ in range(2):
            with pytest.raises((error, ValueError)):
                get(client, size=100).json()


def test_a_dropped_connection_is_not_logged(capfd: pytest.CaptureFixture[str]) -> None:
    """The server takes what it was told to do for no mistake."""
    with over_a_socket("drop,first=1", "reset,first=1", "cut,first=2") as client:
        for _ in range(3):
            with pytest.raises(httpx.TransportError):
                get(client)
        assert get(client).status_code == 200
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("fault", ["chunked", "gzip", "trickle=0"])
def test_what_is_right_on_another_way_is_read(opened: Open, fault: str) -> None:
    """The answer is the one of a sandbox without faults, request after request."""
    with opened() as plain, opened(fault) as client:
        for page in range(4):
            assert get(client, page).json() == get(plain, page).json()


@pytest.mark.parametrize("fault", ["twice", "idle-close"])
def test_a_connection_may_be_of_no_more_use(opened: Open, fault: str) -> None:
    """The first answer is right, and the next one is as soon as there is a new connection."""
    with opened(fault) as client:
        assert get(client).status_code == 200
        try:
            get(client)
        except httpx.TransportError:
            assert get(client).status_code == 200


def test_a_truncated_body_looks_complete(opened: Open) -> None:
    """Its length is right, and its JSON ends too early."""
    with opened("truncate=0.5") as client:
        response = get(client)
        assert int(response.headers["content-length"]) == len(response.content)
        with pytest.raises(ValueError, match=r"Unterminated|Expecting"):
            response.json()


def test_nulls_are_where_the_docs_know_none(opened: Open) -> None:
    """Each row or its call has one more null than it should, and its ID."""
    with opened() as plain, opened("nulls") as client:
        rows, bent = get(plain, size=20).json()["rows"], get(client, size=20).json()["rows"]
    fields = {name for row, wrong in zip(rows, bent, strict=True) for name in row if row[name] != wrong[name]}
    assert [row["id"] for row in bent] == [row["id"] for row in rows]
    assert {"call", "phone_number"} <= fields


def test_rows_move_while_somebody_pages(opened: Open) -> None:
    """At each request the first row goes to the end; what is there stays the same set of rows."""
    with opened("moving-rows", rows=10) as client:
        assert indices(client, 0) == [0, 1, 2, 3, 4]
        assert indices(client, 1) == [6, 7, 8, 9, 0]
        assert sorted(indices(client, 0, 10)) == list(range(10))
        assert get(client, 9).json()["rows"] == []


def test_a_cache_answers_what_it_remembers(opened: Open) -> None:
    """A page that is asked for again comes as it was, although rows have moved."""
    with opened("stale", "moving-rows", rows=10) as client:
        assert indices(client, 0) == indices(client, 0) == [0, 1, 2, 3, 4]
        assert indices(client, 1) == [6, 7, 8, 9, 0]


def test_pages_can_be_counted_from_1(opened: Open) -> None:
    """Page 1 is the first one, and page 0 the same."""
    with opened("pages-from-1") as client:
        assert indices(client, 0) == indices(client, 1) == [0, 1, 2, 3, 4]
        assert indices(client, 2) == [5, 6, 7, 8, 9]
        assert get(client, 2).json()["page"] == 2
        assert get(client, 0, 0).status_code == 400


def test_pages_from_1_may_refuse_page_0(opened: Open) -> None:
    """It is a 400 that names the parameter; what else is wrong with a request is told as ever."""
    with opened("refuses-page-0") as client:
        refused = get(client, 0)
        assert (refused.status_code, indices(client, 1)) == (400, [0, 1, 2, 3, 4])
        assert "page must be" in refused.json()["error"]["message"]
        assert client.get(ROWS.replace("demo", "nobody"), params={"page": 0, "page_size": 5}).status_code == 404


def test_a_cap_on_pages_is_said(opened: Open) -> None:
    """The page says how many rows it holds at most."""
    with opened("page-size-cap=3") as client:
        assert get(client, 1, 10).json()["page_size"] == 3
        assert indices(client, 1, 10) == [3, 4, 5]
        assert indices(client, 1, 2) == [2, 3]


def test_the_later_api_answers_all_rows(opened: Open) -> None:
    """There is nothing but rows, whatever was asked, and errors stay errors."""
    with opened("rows-only") as client:
        page = client.get(ROWS).json()
        assert (list(page), len(page["rows"])) == (["rows"], 20)
        assert get(client, 3, query="nobody").json() == page
        assert client.get("/campaigns/nowhere/rows").status_code == 404


def test_several_faults_add_up(opened: Open) -> None:
    """The first one is nearest to the client."""
    with opened("error,first=1", "gzip", "page-size-cap=2") as client:
        assert get(client).status_code == 503
        assert len(get(client).json()["rows"]) == 2


def test_a_rate_strikes_the_same_requests_for_the_same_seed() -> None:
    """About as many as were asked for, others for another seed, whatever the order; and the strikes are counted."""

    def struck(seed: int, pages: range) -> dict[int, bool]:
        with Sandbox(faults=[f"busy,rate=0.3,seed={seed}"]) as local:
            local.add_campaign(rows=1)
            with httpx.Client(transport=local.transport(), base_url=local.base_url, headers=KEY) as client:
                found = {page: get(client, page).status_code == 429 for page in pages}
            assert local.strikes == {"busy": sum(found.values())}
            return found

    forward = struck(1, range(40))
    assert forward == struck(1, range(39, -1, -1)) != struck(2, range(40))
    assert 4 <= sum(forward.values()) <= 20


def test_a_fault_of_your_own_is_one_function(opened: Open) -> None:
    """It has the request and the answer, and strikes when it is told to."""

    async def teapot(request: Request, ask: Ask, strike: Strike) -> Answer:
        assert (request.get("page"), request.headers["authorization"]) == ("0", KEY["Authorization"])
        answer = await ask(request.put(page=3))
        return attrs.evolve(answer, status=418, headers=answer.headers | {"x-count": str(strike.count)})

    with opened("gzip", Fault("teapot", "Answers are 418.", teapot, first=1)) as client:
        response = get(client)
        assert (response.status_code, response.headers["x-count"], response.json()["page"]) == (418, "1", 3)
        assert get(client).status_code == 200


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        ("nothing", "There is no fault 'nothing'"),
        ("", "There is no fault ''"),
        ("drop=1", "The fault 'drop' takes no value."),
        ("latency=soon", "The value of the fault 'latency' must be a number, not 'soon'."),
        ("latency=-1", "must be a number"),
        ("latency=nan", "must be a number"),
        ("drop,rate=2", "The rate of the fault 'drop' must be a number, not '2'."),
        ("drop,often=1", "has the settings rate, first and seed"),
    ],
)
def test_a_fault_that_is_asked_for_wrongly_is_refused(fault: str, message: str) -> None:
    """The error is one sentence, in Python and on the command line."""
    with pytest.raises(SandboxError, match=message):
        Sandbox(faults=[fault])
    result = CliRunner().invoke(command, ["--port", "0", "--rows", "1", "--fault", fault])
    assert (result.exit_code, result.stdout) == (1, "")
    assert message in result.stderr


def test_every_fault_that_is_listed_can_be_asked_for() -> None:
    """The list has each name once, with the usual value and a line about it."""
    result = CliRunner().invoke(command, ["--faults"])
    shown = [line.split()[0] for line in result.stdout.splitlines() if line.startswith("  ")]
    assert result.exit_code == 0
    assert len({text.partition("=")[0] for text in shown}) == len(shown) > 20
    Sandbox(faults=shown).close()
