"""From what httpx says of a failure, or a server of an error, to an error of this library."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import httpx
import msgspec
from revox_api.runtime import untyped

from revox._errors import (
    APIConnectionError,
    APIError,
    APIResponseValidationError,
    APIStatusError,
    APITimeoutError,
    status_error_type,
)
from revox._http.receiving import ResponseTooLarge, UnknownEncoding, text_of
from revox._http.retries import is_retried_status, parse_retry_after

# These fail before a byte of the request has left.
NOT_DELIVERED = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)
# These are mistakes of the caller or of the server's set-up; another attempt ends the same.
HOPELESS = (
    httpx.UnsupportedProtocol,
    httpx.LocalProtocolError,
    httpx.TooManyRedirects,
    ResponseTooLarge,
    UnknownEncoding,
)
LONGEST_MESSAGE = 300
MESSAGE_DEPTH = 5
HIDDEN = "[API key]"
# What it raises to make an HTTP client where the environment names a proxy or certificates that cannot be.
SET_UP = (httpx.InvalidURL, ImportError, OSError, ValueError)
CERTIFICATES = ("SSL_CERT_FILE", "SSL_CERT_DIR")
PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")


@contextmanager
def named(*kinds: type[Exception]) -> Iterator[None]:
    """Turn errors that are none of httpx into one that is, and that names what to mend."""
    try:
        yield
    except kinds as error:
        raise httpx.UnsupportedProtocol(_what_to_mend(error)) from None


@contextmanager
def foreign() -> Iterator[None]:
    """Turn errors of a transport or a hook of the user's into errors of httpx; their text may say why."""
    with named(UnicodeError):
        try:
            yield
        except (httpx.HTTPError, UnicodeError, MemoryError):
            raise
        except Exception as error:
            raise httpx.TransportError(f"{type(error).__name__}: {error}") from None


def _what_to_mend(error: Exception) -> str:
    """Say what to mend; no proxy is shown, because its URL may hold a password."""
    if isinstance(error, UnicodeError):
        return f"the host of the URL, or of a proxy, cannot be a name: {error}"
    if isinstance(error, OSError):
        files = ", ".join(f"{name}={os.environ[name]}" for name in CERTIFICATES if name in os.environ)
        return f"the certificates cannot be read: {files}: {error}"
    names = " or ".join(name for name in os.environ if name.upper() in PROXIES)
    needed = "expected an http or https URL; socks5 needs pip install 'httpx[socks]'"
    return f"the proxy in the environment variable {names} cannot be used: {needed}"


def connection_error(operation: str, failure: httpx.HTTPError, sent: httpx.Request) -> APIConnectionError:
    """Return the error for a request that got no response.

    Args:
        operation: The name of the operation.
        failure: What httpx raised; the frames of the libraries below are removed from it.
        sent: The request, without its credentials.
    """
    failure.request = sent
    # The local variables of the frames below hold the key.
    failure.__traceback__ = failure.__cause__ = failure.__context__ = None
    kind = APITimeoutError if isinstance(failure, httpx.TimeoutException) else APIConnectionError
    reason = str(failure) or type(failure).__name__
    error = kind(
        message=f"{operation}: {reason} ({sent.url.scheme}://{sent.url.netloc.decode()})",
        operation=operation,
        request=sent,
        maybe_delivered=not isinstance(failure, NOT_DELIVERED),
    )
    error.__cause__ = failure
    return error


def status_error(operation: str, response: httpx.Response, now: float) -> APIStatusError:
    """Return the error for a response that is not a success.

    Args:
        operation: The name of the operation.
        response: The response, received whole.
        now: The current time, in seconds since the epoch.
    """
    try:
        body = msgspec.json.decode(response.content)
    except (ValueError, RecursionError):
        body = text_of(response)
    told = message_in(body)
    text = f"{operation}: {response.status_code} {response.reason_phrase}{': ' + told if told else ''}"
    error_type = status_error_type(response.status_code)
    error = error_type(text, response=response, body=body, operation=operation)
    error.retry_after = parse_retry_after(response.headers, now)
    return error


def conceal(error: APIError, secrets: Sequence[str]) -> None:
    """Blot credentials out of an error and its response: a server, or a library below, may have repeated them."""

    def hidden(text: Any) -> Any:
        for secret in secrets:
            if isinstance(text, str):
                text = text.replace(secret, HIDDEN)
            elif isinstance(text, bytes):
                text = text.replace(secret.encode(), HIDDEN.encode())
        return text

    error.message = hidden(error.message)
    error.args = (error.message,)
    if error.__cause__ is not None:
        error.__cause__.args = tuple(map(hidden, error.__cause__.args))
    if not isinstance(error, APIStatusError | APIResponseValidationError):
        return
    for response in (error.response, *error.response.history):
        response.headers = httpx.Headers([(name, hidden(value)) for name, value in response.headers.multi_items()])
        response.extensions = {name: hidden(value) for name, value in response.extensions.items()}
        if hasattr(response, "_content"):
            response._content = hidden(response.content)
    body = msgspec.json.encode(error.body)
    if (shown := hidden(body)) != body:  # JSON can write a key in many ways
        error.body = untyped(shown)
        error.response._content = shown


def message_in(body: object) -> str:
    """Return what an error body tells people, in whichever of the common places it stands."""
    for _ in range(MESSAGE_DEPTH):
        if not isinstance(body, dict):
            break
        body = next((body[key] for key in ("error", "message", "detail") if key in body), None)
    is_told = isinstance(body, str) and not body.lstrip().startswith("<")
    return " ".join(str(body).split())[:LONGEST_MESSAGE] if is_told else ""


def is_worth_another_attempt(error: APIError) -> bool:
    """Return whether a read that ended with this error may succeed when it is sent again."""
    if isinstance(error, APIStatusError):
        said = error.response.headers.get("x-should-retry")
        return said == "true" if said in {"true", "false"} else is_retried_status(error.status_code)
    if isinstance(error, APIResponseValidationError):
        return error.is_passing
    return not isinstance(error.__cause__, HOPELESS)
