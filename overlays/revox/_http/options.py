"""What a client is made with: one immutable value, checked when it is made."""

import os
import threading
from collections.abc import Mapping
from typing import Any, Generic, NamedTuple, TypeVar

import attrs
import httpx
import msgspec
from revox_api import SERVER_URL, Omit, omit

from revox._errors import RevoxError
from revox._http.limits import Limits, RateLimit
from revox._http.retries import Clock, RetryPolicy

PoolT = TypeVar("PoolT")

DEFAULT_TIMEOUT = httpx.Timeout(60.0, connect=5.0)
MAX_RESPONSE_SIZE = 512 * 2**20
API_KEY = "REVOX_API_KEY"
BASE_URL = "REVOX_BASE_URL"
DIALLING = "REVOX_DIALLING"


def _check_key(_: object, attribute: object, key: str) -> None:
    if not key:
        raise RevoxError(f"No API key. Set the environment variable {API_KEY}, or pass api_key=.")
    if not key.isascii() or not key.isprintable() or " " in key:
        raise RevoxError("The API key has a character that cannot be in a key, such as a space or a newline.")


def _check_url(_: object, attribute: object, url: str) -> None:
    try:
        parsed = httpx.URL(url)
        is_host = bool(parsed.host and parsed.raw_host.decode().encode("idna"))  # as the system asks for its address
    except (httpx.InvalidURL, UnicodeError):
        is_host = False
    if not is_host or parsed.scheme not in {"http", "https"}:
        got = "" if "@" in url else f", got {url!r}"
        raise RevoxError(f"base_url: expected an http or https URL such as {SERVER_URL}{got}")
    if parsed.userinfo or parsed.query or parsed.fragment:
        raise RevoxError("base_url: expected a URL without a user, a query or a fragment")


def _check_size(_: object, attribute: object, size: object) -> None:
    if size is not None and (not isinstance(size, int) or isinstance(size, bool) or size < 1):
        raise ValueError(f"max_response_size: expected a number of bytes above 0 or None, got {size!r}")


def is_timeout(seconds: object) -> bool:
    """Return whether something is a time that can be waited for."""
    return isinstance(seconds, int | float) and seconds is not True and 0 < seconds < threading.TIMEOUT_MAX


def _check_timeout(_: object, attribute: object, timeout: object) -> None:
    parts = timeout.as_dict().values() if isinstance(timeout, httpx.Timeout) else [timeout]
    if not all(seconds is None or is_timeout(seconds) for seconds in parts):
        raise ValueError(f"timeout: expected seconds > 0, an httpx.Timeout or None, got {timeout!r}")


def _key_or_default(key: str | None) -> str:
    return os.environ.get(API_KEY, "") if key is None else key


def _url_or_default(url: str | httpx.URL | None) -> str:
    return (os.environ.get(BASE_URL) or SERVER_URL if url is None else str(url)).rstrip("/")


def _may_dial(dialling: bool) -> bool:
    setting = os.environ.get(DIALLING, "on").lower()
    if setting not in {"on", "off"}:
        raise RevoxError(f"{DIALLING}: expected on or off, got {setting!r}")
    return dialling and setting == "on"


def _frozen(mapping: Mapping[str, Any] | tuple[tuple[str, Any], ...] | None) -> tuple[tuple[str, Any], ...]:
    return tuple(dict(mapping or ()).items())


def _retry(policy: RetryPolicy | None) -> RetryPolicy:
    return policy or RetryPolicy()


def _rate_limit(limit: RateLimit | None) -> RateLimit:
    return limit or RateLimit()


def _clock(clock: Clock | None) -> Clock:
    return clock or Clock()


@attrs.frozen(kw_only=True)
class ClientOptions:
    """What a client is made with. Its `repr` does not show the key."""

    api_key: str = attrs.field(repr=False, converter=_key_or_default, validator=_check_key)
    base_url: str = attrs.field(converter=_url_or_default, validator=_check_url)
    timeout: float | httpx.Timeout | None = attrs.field(default=DEFAULT_TIMEOUT, validator=_check_timeout)
    retry: RetryPolicy = attrs.field(converter=_retry)
    rate_limit: RateLimit = attrs.field(converter=_rate_limit)
    default_headers: tuple[tuple[str, str], ...] = attrs.field(converter=_frozen, repr=False)
    default_query: tuple[tuple[str, object], ...] = attrs.field(converter=_frozen, repr=False)
    strict: bool = False
    max_response_size: int | None = attrs.field(default=MAX_RESPONSE_SIZE, validator=_check_size)
    dialling: bool = attrs.field(default=True, converter=_may_dial)
    clock: Clock = attrs.field(converter=_clock, repr=False)

    @property
    def max_retries(self) -> int:
        """How often a failed read is sent again at most."""
        return self.retry.max_retries

    @classmethod
    def of(cls, *, max_retries: int | Omit, **options: Any) -> "ClientOptions":
        """Return the options of a client; what is `omit`, or None where that has no meaning, is as it is by default.

        Raises:
            RevoxError: There is no API key, or the key or the URL cannot be one.
            ValueError: A number that makes no sense.
        """
        made = cls(**{name: value for name, value in options.items() if value is not omit})
        return made.with_changes(max_retries=max_retries)

    def with_changes(self, **changes: Any) -> "ClientOptions":
        """Return these options with some changed; what is `omit` stays as it is, and so does that dialling is off."""
        changes = {name: value for name, value in changes.items() if value is not omit}
        changes["dialling"] = self.dialling and changes.get("dialling", True)
        for name in {"default_headers", "default_query"} & changes.keys():
            changes[name] = dict(getattr(self, name)) | dict(changes[name] or {})
        for name in {"set_default_headers", "set_default_query"} & changes.keys():
            changes[name.removeprefix("set_")] = changes.pop(name)
        if "max_retries" in changes:
            policy = changes.get("retry", self.retry)
            changes["retry"] = msgspec.structs.replace(policy, max_retries=changes.pop("max_retries"))
        return attrs.evolve(self, **changes)


class Line(NamedTuple, Generic[PoolT]):
    """What all calls of a client share."""

    options: ClientOptions
    limits: Limits
    pool: PoolT
