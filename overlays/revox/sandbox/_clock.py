"""The time of a sandbox: it stands still, or runs so many times as fast as real time, and calls go on in it."""

import ipaddress
import threading
import time
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import httpx
import msgspec
from attrs import frozen

from ._life import CallInLife, from_number, to_number
from ._spec import Json
from ._store import Records, Store, to_text

START = datetime(2026, 3, 9, 15)
"""When the time of a new sandbox begins: a Monday, at an hour at which people can be called in Europe and America."""

_RETRIES = (timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=10))
_WEBHOOK_SECONDS = 5.0


@frozen
class Webhook:
    """What is sent when a call is over.

    Attributes:
        url: The assistant's `webhook_url`.
        body: What is sent as JSON.
        statuses: What was answered each time that it was sent: a status, or None where nothing was. It stays empty
            where the URL is not on this machine, as nothing is sent there.
        is_due: Whether it is still to be sent, or sent again.
    """

    url: str
    body: Json
    statuses: list[int | None]
    is_due: bool


class Clock:
    """Lets time pass: what is due is done in order, and webhooks are sent."""

    def __init__(self, store: Store, speed: float) -> None:
        """Go on at the time that the database says, this many times as fast as real time (0: only by `advance`)."""
        self._store, self._speed = store, speed
        self._lock = threading.Lock()
        self._last_tick = time.monotonic()

    @property
    def now(self) -> datetime:
        """What time it is in the sandbox, in UTC."""
        with self._store.transaction() as records:
            return now_in(records)

    def tick(self) -> None:
        """Let the time pass that has really passed since the last time, unless somebody else is at it."""
        if self._speed and self._lock.acquire(blocking=False):
            try:
                seconds = time.monotonic() - self._last_tick
                self._last_tick += seconds
                self._run(timedelta(seconds=seconds * self._speed))
            finally:
                self._lock.release()

    def advance(self, delta: timedelta) -> None:
        """Let time pass, with all that happens in it."""
        self.tick()
        with self._lock:
            self._run(delta)

    def webhooks(self) -> list[Webhook]:
        """List all webhooks, the oldest first."""
        with self._store.transaction() as records:
            found = records.execute("SELECT url, body, statuses, due FROM webhooks ORDER BY rowid").fetchall()
        decode = msgspec.json.decode
        return [Webhook(url, decode(body), decode(statuses), due is not None) for url, body, statuses, due in found]

    def _run(self, delta: timedelta) -> None:
        with self._store.transaction() as records:
            until = now_in(records) + delta
        while True:
            with self._store.transaction() as records:
                webhook = self._go_on(records, until)
            if webhook is None:
                return
            # The transaction is over: who gets the webhook may ask the sandbox at once.
            rowid, url, body, statuses = webhook
            statuses = msgspec.json.decode(statuses)
            is_sent = _is_on_this_machine(url)
            if is_sent:
                statuses.append(_send(url, body))
            with self._store.transaction() as records:
                is_over = not is_sent or 200 <= (statuses[-1] or 0) < 300 or len(statuses) > len(_RETRIES)
                due = None if is_over else to_number(now_in(records) + _RETRIES[len(statuses) - 1])
                change = (due, to_text(statuses), rowid)
                records.execute("UPDATE webhooks SET due = ?, statuses = ? WHERE rowid = ?", change)

    def _go_on(self, records: Records, until: datetime) -> tuple[Any, ...] | None:
        """Let calls go on until a webhook is due, and return that, or until nothing is due any more."""
        last = to_number(until)
        while True:
            webhook: tuple[Any, ...] | None
            call, webhook = (
                records.execute(f"{query} WHERE due <= ? ORDER BY due, rowid LIMIT 1", (last,)).fetchone()
                for query in ("SELECT due, id FROM call", "SELECT due, rowid, url, body, statuses FROM webhooks")
            )
            due = min((found[0] for found in (call, webhook) if found), default=last)
            now = max(now_in(records), from_number(due))
            records.change_setting("now", to_number(now))
            if webhook is not None and webhook[0] == due:
                return webhook[1:]
            if call is None:
                return None
            CallInLife(records, call[1], now).go_on()


def now_in(records: Records) -> datetime:
    """What time it is in the sandbox, within a transaction."""
    return from_number(records.setting("now", to_number(START)))


def _is_on_this_machine(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _send(url: str, body: str) -> int | None:
    headers = {"Content-Type": "application/json"}
    try:
        # On this machine nobody is in between, and to read the certificates of the world takes long.
        with httpx.Client(trust_env=False, timeout=_WEBHOOK_SECONDS, verify=False) as client:
            return client.post(url, content=body, headers=headers).status_code
    except (httpx.HTTPError, httpx.InvalidURL):
        return None
