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
FIRST, SECOND, ALL = [0, 1, 2, 3, 4], [5, 6, 7, 8, 9], [*range(20)]
MOVED = [*range(6, 11)]


@pytest.fixture(params=["over a socket", "in the process"])
def opened(request: pytest.FixtureRequest) -> Open:
    """A function that opens a client of a sandbox with faults, on a port or without one."""

    @contextmanager
    def client_with(*faults: str | Fault) -> Iterator[httpx.Client]:
        with Sandbox(faults=faults) as local:
            local.add_campaign(rows=20)
            if request.param == "over a socket":
                with local.serve() as url, httpx.Client(base_url=url, headers=KEY, trust_env=False) as client:
                    yield client
            else:
                with httpx.Client(transport=local.transport(), base_url=local.base_url, headers=KEY) as client:
                    yield client

    return client_with


def get(client: httpx.Client, page: int = 0, size: int = 5, **parameters: Any) -> httpx.Response:
    """Read a page."""
    return client.get(ROWS, params={"page": page, "page_size": size} | parameters, timeout=2)


@pytest.mark.parametrize(
    ("faults", "asked", "answered"),
    [
        *((fault, [(0, 5), (1, 5)], [(0, 5, FIRST), (1, 5, SECOND)]) for fault in ("chunked", "gzip", "trickle=0")),
        ("moving-rows", [(0, 5), (1, 5), (0, 20), (9, 5)], [(0, 5, FIRST), (1, 5, MOVED), (0, 20, ALL), (9, 5, [])]),
        ("stale moving-rows", [(0, 5), (0, 5), (1, 5)], [(0, 5, FIRST), (0, 5, FIRST), (1, 5, MOVED)]),
        ("pages-from-1", [(0, 5), (1, 5), (2, 5)], [(0, 5, FIRST), (1, 5, FIRST), (2, 5, SECOND)]),
        ("refuses-page-0", [(1, 5)], [(1, 5, FIRST)]),
        ("page-size-cap=3", [(1, 10), (1, 2)], [(1, 3, [3, 4, 5]), (1, 2, [2, 3])]),
        ("rows-only", [(0, 5), (3, 5)], [(None, None, ALL)] * 2),
    ],
)
def test_pages_are_what_the_fault_says(opened: Open, faults: str, asked: list[Any], answered: list[Any]) -> None:
    """Each page has its number, its size and its rows; where rows move, the set of them stays the same."""
    with opened(*faults.split()) as client:
        for (page, size), (number, said, indices) in zip(asked, answered, strict=True):
            body = get(client, page, size).json()
            found = [row["row_index"] for row in body["rows"]]
            assert (body.get("page"), body.get("page_size")) == (number, said)
            assert (sorted(found) if len(found) == len(ALL) else found) == indices


@pytest.mark.parametrize(
    ("fault", "path", "status", "header", "text"),
    [
        ("busy", ROWS, 429, "retry-after", "1"),
        ("busy=7", ROWS, 429, "retry-after", "7"),
        ("error", ROWS, 503, "content-type", "application/json"),
        ("error=500", ROWS, 500, "content-type", "application/json"),
        ("gateway", ROWS, 502, "content-type", "text/html"),
        ("refuses-page-0", f"{ROWS}?page=0&page_size=5", 400, "content-type", "application/json"),
        ("refuses-page-0", "/campaigns/nobody/rows?page=0&page_size=5", 404, "content-type", "application/json"),
        ("pages-from-1", f"{ROWS}?page=0&page_size=0", 400, "content-type", "application/json"),
        ("rows-only", "/campaigns/nowhere/rows", 404, "content-type", "application/json"),
        ("rows-only", f"{ROWS}?query=nobody&page=3", 200, "content-type", "application/json"),
    ],
)
def test_errors_have_their_status_and_headers(
    opened: Open, fault: str, path: str, status: int, header: str, text: str
) -> None:
    """The value of a fault is the status, or what to wait for; what else is wrong with a request is told as ever."""
    with opened(fault) as client:
        response = client.get(path)
    assert (response.status_code, response.headers[header]) == (status, text)


@pytest.mark.parametrize(
    ("faults", "error"),
    [
        *((fault, httpx.RemoteProtocolError) for fault in ("drop", "cut=0", "cut=0.5", "cut=0.5 chunked", "cut-head")),
        ("garbage", httpx.RemoteProtocolError),
        ("reset", httpx.ReadError),
        ("stall=0", httpx.ReadTimeout),
        ("stall=0.5", httpx.ReadTimeout),
        ("truncate=0.5", ValueError),
        ("truncate=0.5 gzip", (httpx.HTTPError, ValueError)),
        ("corrupt=0.9 gzip", httpx.DecodingError),
    ],
)
def test_an_answer_that_does_not_come_whole_is_an_error(opened: Open, faults: str, error: type[Exception]) -> None:
    """There is no answer, or a part of one; a new connection works the same."""
    with opened(*faults.split()) as client:
        for _ in range(2):
            with pytest.raises(error):
                client.get(ROWS, params={"page": 0, "page_size": 20}, timeout=0.2 if "stall" in faults else 9).json()


def test_a_truncated_body_looks_complete(opened: Open) -> None:
    """Its length is right."""
    with opened("truncate=0.5") as client:
        response = get(client)
    assert int(response.headers["content-length"]) == len(response.content)


@pytest.mark.parametrize("fault", ["latency=0.05", "trickle=0.005"])
def test_a_slow_answer_is_waited_for(opened: Open, fault: str) -> None:
    """It takes as long as was asked, and is right."""
    with opened(fault) as client:
        start = time.perf_counter()
        assert get(client).json()["total"] == 20
        assert time.perf_counter() - start >= 0.05


def test_a_dropped_connection_is_not_logged(capfd: pytest.CaptureFixture[str], opened: Open) -> None:
    """The server takes what it was told to do for no mistake."""
    with opened("drop,first=1", "reset,first=1", "cut,first=2") as client:
        for _ in range(3):
            with pytest.raises(httpx.TransportError):
                get(client)
        assert get(client).status_code == 200
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("fault", ["twice", "idle-close"])
def test_a_connection_may_be_of_no_more_use(opened: Open, fault: str) -> None:
    """The first answer is right, and the next one is as soon as there is a new connection."""
    with opened(fault) as client:
        assert get(client).status_code == 200
        try:
            get(client)
        except httpx.TransportError:
            assert get(client).status_code == 200


def test_nulls_are_where_the_docs_know_none(opened: Open) -> None:
    """Each row or its call has one more null than it should, and its ID."""
    with opened() as plain, opened("nulls") as client:
        rows, bent = get(plain, size=20).json()["rows"], get(client, size=20).json()["rows"]
    fields = {name for row, wrong in zip(rows, bent, strict=True) for name in row if row[name] != wrong[name]}
    assert [row["id"] for row in bent] == [row["id"] for row in rows]
    assert {"call", "phone_number"} <= fields


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
