"""The sandbox as people hold it: a database, an application over it, and ways to reach that."""

import os
import re
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import msgspec
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.types import ASGIApp

from ._app import API_PATH, HANDLERS, build_app
from ._clock import Clock, Webhook
from ._errors import SandboxError
from ._fault_catalogue import parse_fault
from ._own_data import add_campaign, add_script, campaign_ids, set_up
from ._recording import RecordedRequest, recording
from ._server import serve_in_thread
from ._store import Store
from ._transport import AsyncTransport, Portal, Transport
from .faults import ActiveFault, Fault, with_faults

if TYPE_CHECKING:
    from revox import AsyncRevox, Revox

DEFAULT_API_KEY = "sandbox-key"
DEFAULT_CAMPAIGN = "demo"
_MOST_REQUESTS = 10_000


class Sandbox:
    """A local Revox, over a database of its own.

    Use it in a `with` block, or close it.

        with Sandbox() as sandbox:
            campaign = sandbox.add_campaign("spring", rows=[{"phone_number": "+14155550100"}])
            sandbox.script("+14155550100", result="human", structured_output={"interest": "yes"})
            ...  # your program launches the campaign
            sandbox.advance(minutes=30)
            assert sandbox.phones_rung == {"+14155550100": 1}

    Attributes:
        api_key: The bearer key that requests must carry.
        app: The ASGI application.
        base_url: The base URL for requests within the process; `serve` gives one for a real port.
    """

    base_url = "http://sandbox/api"

    def __init__(
        self,
        database: str | os.PathLike[str] | None = None,
        *,
        api_key: str = DEFAULT_API_KEY,
        faults: Sequence[str | Fault] = (),
        seed: int = 0,
        speed: float = 0.0,
        unpaged_rows: bool = False,
        dials_on_creation: bool = False,
        on_request: Callable[[RecordedRequest], None] | None = None,
    ) -> None:
        """Open a sandbox.

        Args:
            database: An SQLite file that keeps everything, created if need be; None keeps it in memory.
            api_key: The bearer key that requests must carry: printable ASCII without spaces.
            faults: What it does wrong, each as `NAME[=VALUE][,rate=R][,first=N][,seed=S]`, such as `latency=0.2` or
                `busy,rate=0.1,seed=7`; `revox sandbox --faults` lists the names. The same seed strikes the same
                requests. Faults of your own are objects of `revox.sandbox.faults`.
            seed: What IDs, and calls that no script settles, are drawn from, in a new database.
            speed: How many times as fast as real time it goes on; 0 for only by `advance`.
            unpaged_rows: Whether all rows of a campaign come at once, as the API of July 2026 answers.
            dials_on_creation: Whether the calls of a campaign begin when it is created, as in March 2026.
            on_request: Told of each request when it has been answered.

        Raises:
            SandboxError: The key cannot be sent, the file is not a database of the sandbox, or there is no such fault.
        """
        if not re.fullmatch(r"[!-~]+", api_key):
            raise SandboxError("An API key must be printable ASCII without spaces, and not empty.")
        self.api_key = api_key
        faults = [*faults, "rows-only"] if unpaged_rows else faults
        self._faults = [ActiveFault(parse_fault(fault) if isinstance(fault, str) else fault) for fault in faults]
        self._store = Store(database)
        set_up(self._store, seed)
        self._clock = Clock(self._store, speed)
        self._portal = Portal()
        self._requests = deque[RecordedRequest](maxlen=_MOST_REQUESTS)
        self._on_request = on_request
        app = build_app(self._store, self._clock, api_key=api_key, dials_on_creation=dials_on_creation)
        self.app: ASGIApp = recording(with_faults(app, self._faults) if self._faults else app, self._record)

    def __enter__(self) -> "Sandbox":
        """Give the sandbox to a `with` block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the sandbox."""
        self.close()

    def close(self) -> None:
        """Close the database and everything that was handed out; closing twice does no harm."""
        self._portal.close()
        self._store.close()

    @property
    def operations(self) -> list[str]:
        """The names of the operations that it serves, such as `campaigns.get_rows`."""
        return list(HANDLERS)

    @property
    def campaigns(self) -> list[str]:
        """The IDs of all campaigns, sorted."""
        return campaign_ids(self._store)

    @property
    def strikes(self) -> Counter[str]:
        """How often each fault has struck, by its name."""
        found = Counter[str]()
        for active in self._faults:
            found[active.fault.name] += active.strikes
        return found

    @property
    def requests(self) -> list[RecordedRequest]:
        """What was asked of it, the oldest first: the last 10,000 requests, without keys."""
        return list(self._requests)

    @property
    def phones_rung(self) -> dict[str, int]:
        """How often each phone number was called, since the database is there; made-up calls do not count."""
        with self._store.transaction() as records:
            return dict(records.execute("SELECT phone_number, times FROM phones_rung ORDER BY rowid").fetchall())

    @property
    def webhooks(self) -> list[Webhook]:
        """What was sent to the webhooks of assistants, the oldest first."""
        return self._clock.webhooks()

    @property
    def now(self) -> datetime:
        """What time it is in the sandbox, in UTC. A new one begins on a Monday, 9 March 2026, at 15:00."""
        return self._clock.now.replace(tzinfo=UTC)

    def advance(self, **duration: float) -> None:
        """Let time pass: calls begin, are answered and end, and webhooks are sent.

        Where there is a speed, the time that has really passed since the last request passes first.

        Args:
            duration: How long, as `datetime.timedelta` takes it: `minutes=30`, or `days=1, hours=2`.
        """
        self._clock.advance(timedelta(**duration))

    def add_campaign(
        self,
        name: str = DEFAULT_CAMPAIGN,
        *,
        rows: int | Sequence[Mapping[str, Any] | Any] = 100,
        seed: int = 0,
        assistant: str | Mapping[str, Any] | Any = None,
        **settings: Any,
    ) -> str:
        """Make up a campaign, or make one of your own rows.

        Args:
            name: Its name.
            rows: How many rows (contacts) are made up, 0 or more; or rows, as dicts or models. Of those, what is
                missing is filled up from the schemas; a row without a `call` has one that was not launched.
            seed: What made-up content is drawn from: the same arguments give the same campaign everywhere.
            assistant: Who calls: the ID of an assistant, or what is special about a new one.
            settings: More fields of the campaign, such as `max_concurrent_calls=2`.

        Returns:
            Its ID. A campaign that exists already with the same arguments is left as it is.

        Raises:
            SandboxError: The arguments make no campaign, or there is another one with this ID.
        """
        return add_campaign(self._store, name, rows, seed, assistant, settings)

    def script(
        self,
        phone_number: str,
        *,
        result: str,
        transcript: Sequence[Mapping[str, Any] | Any] | None = None,
        structured_output: Mapping[str, Any] | None = None,
        outcome: str | None = None,
        after: int = 0,
    ) -> None:
        """Settle how a phone number answers.

        Args:
            phone_number: The number.
            result: Who or what answers, such as `human` or `voicemail`, or why nobody does, such as `busy`.
            transcript: What is said, as dicts or models.
            structured_output: What is extracted from that.
            outcome: What comes of the call, such as `interested`.
            after: How many attempts come before that: they end as earlier scripts of the number say, or nobody answers.

        Raises:
            SandboxError: No call can be like this.
        """
        answer = {"result": result, "transcript": transcript, "structured_output": structured_output}
        add_script(self._store, phone_number, after, answer | {"outcome": outcome})

    def load(self, path: str | os.PathLike[str]) -> list[str]:
        """Add what is in a JSON file: `{"campaigns": [...], "scripts": [...]}`, with the arguments of both methods.

        Returns:
            The IDs of the campaigns.

        Raises:
            SandboxError: The file cannot be read, or something in it is not what the methods take.
        """
        try:
            fixtures = msgspec.json.decode(Path(path).read_bytes(), type=dict[str, list[dict[str, Any]]])
            for script in fixtures.get("scripts", ()):
                self.script(**script)
            return [self.add_campaign(**campaign) for campaign in fixtures.get("campaigns", ())]
        except (OSError, msgspec.MsgspecError, TypeError) as error:
            raise SandboxError(f"Cannot load {os.fspath(path)!r}: {error}.") from error

    def transport(self) -> httpx.BaseTransport:
        """Give a transport for `httpx.Client` that calls the sandbox within the process, until that is closed."""
        return Transport(self.app, self._portal)

    def async_transport(self) -> httpx.AsyncBaseTransport:
        """Give a transport for `httpx.AsyncClient` that calls the sandbox within the process."""
        return AsyncTransport(self.app)

    def client(self, **options: Any) -> "Revox":
        """Give a client that calls the sandbox within the process; `options` are further ones of `revox.Revox`."""
        from revox import Revox

        http_client = httpx.Client(transport=self.transport(), follow_redirects=True)
        return Revox(api_key=self.api_key, base_url=self.base_url, http_client=http_client, **options)

    def async_client(self, **options: Any) -> "AsyncRevox":
        """Give an asynchronous client of the same kind; `options` are further ones of `revox.AsyncRevox`."""
        from revox import AsyncRevox

        http_client = httpx.AsyncClient(transport=self.async_transport(), follow_redirects=True)
        return AsyncRevox(api_key=self.api_key, base_url=self.base_url, http_client=http_client, **options)

    @contextmanager
    def serve(self, host: str = "127.0.0.1", port: int = 0) -> Iterator[str]:
        """Serve the sandbox on a port, from a thread, for the time of a `with` block.

        Yields:
            The base URL, such as `http://127.0.0.1:49152/api`; the port 0 takes any free one.

        Raises:
            SandboxError: The port cannot be had.
        """
        with serve_in_thread(self.app, host, port) as url:
            yield url + API_PATH

    def _record(self, request: RecordedRequest) -> None:
        self._requests.append(request)
        if self._on_request is not None:
            self._on_request(request)


def create_app(
    database: str | os.PathLike[str] | None = None,
    *,
    api_key: str = DEFAULT_API_KEY,
    campaign: str = DEFAULT_CAMPAIGN,
    rows: int = 100,
    seed: int = 0,
) -> Starlette:
    """Make the sandbox as an ASGI application, for a server of your own: `uvicorn --factory revox.sandbox:create_app`.

    Returns:
        The application, with a campaign. It keeps its `Sandbox` in `app.state.sandbox`, for closing it.

    Raises:
        SandboxError: The database or the campaign cannot be had.
    """
    sandbox = Sandbox(database, api_key=api_key)
    sandbox.add_campaign(campaign, rows=rows, seed=seed)
    app = Starlette(routes=[Mount("/", sandbox.app)])
    app.state.sandbox = sandbox
    return app
