"""The errors of the library.

    RevoxError
    ├── APIError
    │   ├── APIConnectionError            the request failed on the way
    │   │   └── APITimeoutError           it took too long
    │   ├── APIResponseValidationError    the response is not what the spec says
    │   └── APIStatusError                the server answered with an error status
    │       ├── BadRequestError           400
    │       ├── AuthenticationError       401
    │       ├── PermissionDeniedError     403
    │       ├── NotFoundError             404
    │       ├── ConflictError             409
    │       ├── UnprocessableEntityError  422
    │       ├── RateLimitError            429
    │       └── InternalServerError       500 and above
    ├── IncompleteError                   reading all pages of a list did not see every item
    │   └── ItemsMovedError               items have moved since reading was interrupted, so that it cannot go on
    └── ArgumentError                     an argument that the spec does not allow, a ValueError; nothing was sent

Errors can be pickled, and nothing that is reachable from one holds the API key: not even where a server repeats it. Of
the request an error keeps the method, the path, the names in the query, and which page it was; of the response, all.
"""

from typing import Any

import httpx
from revox_api.runtime.arguments import RevoxError as RevoxError


class DiallingRefused(RevoxError):
    """The operation can make phones ring, and the client was made with `dialling=False`. Nothing was sent.

    Attributes:
        operation: The operation, such as `call.create`.
    """

    def __init__(self, operation: str) -> None:
        super().__init__(operation)
        self.operation = operation

    def __str__(self) -> str:
        return f"{self.operation}: can make phones ring, which is off here (dialling=False, or REVOX_DIALLING=off)"


class WaitTimeoutError(RevoxError, TimeoutError):
    """What was waited for was not over in time. It goes on at the server."""


class APIError(RevoxError):
    """A call of the API failed.

    Attributes:
        message: What happened, in one line.
        request: The last request that was sent, without credentials, or None.
        body: The body of the response as JSON, or as text where it is not JSON; None where there is none.
        operation: The operation that was called, such as `campaigns.get_rows`.
        attempts: How many times the request was sent.
        maybe_delivered: Whether the server may have acted on the request. Matters for writes, which are not sent again
            when this is true.
    """

    def __init__(
        self,
        message: str = "Connection error.",
        request: httpx.Request | None = None,
        *,
        body: Any = None,
        operation: str | None = None,
        attempts: int = 1,
        maybe_delivered: bool = True,
    ) -> None:
        # A server could have put the escape codes of a terminal into it, or a line of a log.
        self.message = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in message)
        super().__init__(self.message)
        self.request = request
        self.body = body
        self.operation = operation
        self.attempts = attempts
        self.maybe_delivered = maybe_delivered

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (type(self), self.args, self.__dict__)


def _rebuild(cls: type[APIError], args: tuple[object, ...], attributes: dict[str, Any]) -> APIError:
    error = cls.__new__(cls, *args)
    vars(error).update(attributes)
    return error


class APIConnectionError(APIError):
    """The request or its response was lost on the way."""


class APITimeoutError(APIConnectionError):
    """The request took longer than its timeout."""

    def __init__(
        self, request: httpx.Request | None = None, *, message: str = "Request timed out.", **about: Any
    ) -> None:
        super().__init__(message, request, **about)


class _ResponseError(APIError):
    """An error that has a response.

    Attributes:
        response: The response.
        status_code: Its status code.
        request_id: The ID that the server gave the request, or None.
    """

    def __init__(self, message: str, *, response: httpx.Response, **about: Any) -> None:
        super().__init__(message, response.request, **about)
        self.response = response

    @property
    def status_code(self) -> int:
        """The status code of the response."""
        return self.response.status_code

    @property
    def request_id(self) -> str | None:
        """The ID that the server gave the request, or None."""
        value: str | None = self.response.headers.get("x-request-id")
        return value


class APIResponseValidationError(_ResponseError):
    """The response is not what the spec says: not JSON, cut short, something else, or deviating under `strict=True`.

    Attributes:
        is_passing: Whether another attempt may mend it, as where the response was cut short.
    """

    is_passing = False

    def __init__(self, response: httpx.Response, body: Any = None, *, message: str | None = None, **about: Any) -> None:
        told = message or "Data returned by API invalid for expected schema."
        super().__init__(told, response=response, body=body, **about)


class APIStatusError(_ResponseError):
    """The server answered with an error status.

    Attributes:
        retry_after: How long the server asked to wait, in seconds, or None.
    """

    retry_after: float | None = None


class BadRequestError(APIStatusError):
    """400: a parameter is missing or malformed."""


class AuthenticationError(APIStatusError):
    """401: the API key is missing or not valid."""


class PermissionDeniedError(APIStatusError):
    """403: the API key may not do this."""


class NotFoundError(APIStatusError):
    """404: there is no such thing."""


class ConflictError(APIStatusError):
    """409: the request conflicts with the state of the server."""


class UnprocessableEntityError(APIStatusError):
    """422: the request was understood, but cannot be carried out."""


class RateLimitError(APIStatusError):
    """429: too many requests."""


class InternalServerError(APIStatusError):
    """500 and above: the server failed."""


STATUS_ERRORS: dict[int, type[APIStatusError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    422: UnprocessableEntityError,
    429: RateLimitError,
}


def status_error_type(status_code: int) -> type[APIStatusError]:
    """Return the class of the error for a status code of 300 or above."""
    return STATUS_ERRORS.get(status_code, InternalServerError if status_code >= 500 else APIStatusError)


class IncompleteError(RevoxError):
    """Reading all pages of a list ended before every item was seen, however often it looked.

    Attributes:
        operation: The operation that gives the pages, such as `campaigns.get_rows`.
        resource: The path of the list, such as `/campaigns/demo/rows`.
        total: How many items the server says there are.
        seen: How many items were seen; each of them was yielded. Some may be gone by now.
        missing: How many items of those that the server has now may not have been yielded, at most; None where that is
            not known. Which ones, nobody can say: an item that was never sent has no name here.
    """

    def __init__(self, operation: str, resource: str, total: float, seen: int, missing: int | None = None) -> None:
        super().__init__(operation, resource, total, seen, missing)
        self.operation = operation
        self.resource = resource
        self.total = total
        self.seen = seen
        self.missing = missing

    def __str__(self) -> str:
        if self.missing is not None and self.seen >= self.total:
            return (
                f"{self.operation} {self.resource}: items kept coming and going while they were read. The server"
                f" says there are {self.total:g}, and up to {self.missing} of them may not be among the {self.seen}"
                " that were seen; try again."
            )
        return (
            f"{self.operation} {self.resource}: saw {self.seen} items, but the server says there are {self.total:g}."
            " Items may have been added, removed or moved meanwhile; try again."
        )


class ItemsMovedError(IncompleteError):
    """Reading cannot go on where it was interrupted: the items before that place are not those that were read then."""

    def __str__(self) -> str:
        return (
            f"{self.operation} {self.resource}: items have moved since {self.seen} of them were read, so that reading"
            " on could miss some. Start again without the token."
        )
