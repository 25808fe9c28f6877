"""The sandbox as people hold it: a database, an application over it, and ways to reach that."""

import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import httpx
from starlette.applications import Starlette
from starlette.types import ASGIApp

from ._app import API_PATH, HANDLERS, build_app
from ._campaigns import add_campaign, campaign_ids
from ._errors import SandboxError
from ._fault_catalogue import parse_fault
from ._server import serve_in_thread
from ._store import Store
from ._transport import AsyncTransport, Portal, Transport
from .faults import ActiveFault, Fault, with_faults

if TYPE_CHECKING:
    from revox import AsyncRevox, Revox

DEFAULT_API_KEY = "sandbox-key"
DEFAULT_CAMPAIGN = "demo"


class Sandbox:
    """A local Revox, over a database of its own.

    Use it in a `with` block, or close it.

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
    ) -> None:
        """Open a sandbox.

        Args:
            database: An SQLite file that keeps the campaigns, created if need be; None keeps them in memory.
            api_key: The bearer key that requests must carry: printable ASCII without spaces.
            faults: What it does wrong, each as `NAME[=VALUE][,rate=R][,first=N][,seed=S]`, such as `latency=0.2` or
                `busy,rate=0.1,seed=7`; `revox sandbox --faults` lists the names. The same seed strikes the same
                requests. Faults of your own are objects of `revox.sandbox.faults`.

        Raises:
            SandboxError: The key cannot be sent, the file is not a database of the sandbox, or there is no such fault.
        """
        if not re.fullmatch(r"[!-~]+", api_key):
            raise SandboxError("An API key must be printable ASCII without spaces, and not empty.")
        self.api_key = api_key
        self._faults = [ActiveFault(parse_fault(fault) if isinstance(fault, str) else fault) for fault in faults]
        self._store = Store(database)
        self._portal = Portal()
        app = build_app(self._store, api_key=api_key)
        self.app: ASGIApp = with_faults(app, self._faults) if self._faults else app

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

    def add_campaign(self, name: str = DEFAULT_CAMPAIGN, *, rows: int = 100, seed: int = 0) -> str:
        """Make up a campaign; the same name, rows and seed give the same campaign everywhere.

        Args:
            name: Its name.
            rows: How many rows (contacts) it has, 0 or more.
            seed: What its content is drawn from.

        Returns:
            Its ID. A campaign that exists already with the same arguments is left as it is.

        Raises:
            SandboxError: The arguments make no campaign, or there is another one with this ID.
        """
        return add_campaign(self._store, name, rows, seed)

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
    app = sandbox.app
    assert isinstance(app, Starlette)
    app.state.sandbox = sandbox
    return app
