"""What goes wrong on the way becomes one of our errors, with everything one needs and no credentials."""

import io
import logging
import pickle
import traceback
from typing import Any

import pytest
import revox
from revox import APIError, APIStatusError
from revox._errors import STATUS_ERRORS
from revox_api.runtime.document import spec, with_assumptions

from tests.support.clients import BOTH_CLIENTS, KEY, get_rows
from tests.support.rows import page, row
from tests.support.scripted_server import CLOSE, answer, scripted_server

pytestmark = BOTH_CLIENTS

STATUSES = {
    300: revox.APIStatusError,
    305: revox.APIStatusError,
    400: revox.BadRequestError,
    401: revox.AuthenticationError,
    402: revox.APIStatusError,
    403: revox.PermissionDeniedError,
    404: revox.NotFoundError,
    409: revox.ConflictError,
    418: revox.APIStatusError,
    422: revox.UnprocessableEntityError,
    429: revox.RateLimitError,
    500: revox.InternalServerError,
    503: revox.InternalServerError,
    599: revox.InternalServerError,
}


@pytest.mark.parametrize(("status", "error_type"), STATUSES.items())
def test_every_status_has_its_error(using: Any, status: int, error_type: type[APIStatusError]) -> None:
    """The error carries status, body, request ID and the server's own words."""
    body = {"error": {"code": "x", "message": "what happened"}}
    reply = answer(body, f"{status} Whatever", x_request_id="id-7")
    with scripted_server(reply) as server, pytest.raises(APIStatusError) as caught:
        using(get_rows, base_url=server.url, max_retries=0)
    assert type(caught.value) is error_type
    assert (caught.value.status_code, caught.value.body, caught.value.request_id) == (status, body, "id-7")
    assert str(caught.value) == f"campaigns.get_rows: {status} Whatever: what happened"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({"message": "m"}, ": m"),
        ({"error": "e"}, ": e"),
        ({"detail": [1]}, ""),
        ([], ""),
        (b"plain words\nmore", ": plain words more"),
        (b"<html>Bad gateway</html>", ""),
        (b"", ""),
        (b"\xff\xfe", ": \ufffd\ufffd"),
    ],
)
def test_any_error_body_is_read(using: Any, body: Any, told: str) -> None:
    """The form of error bodies is not documented: words are found where they commonly stand, HTML is left out."""
    with scripted_server(answer(body, "400 Bad Request")) as server, pytest.raises(APIStatusError) as caught:
        using(get_rows, base_url=server.url)
    assert str(caught.value) == f"campaigns.get_rows: 400 Bad Request{told}"


def failures(using: Any) -> list[APIError]:
    """Make one error of each kind."""
    errors: list[APIError] = []
    for reply in (answer(b"", "401 Unauthorized"), CLOSE, answer(b"<html>", content_type="text/html")):
        with scripted_server(reply) as server, pytest.raises(APIError) as caught:
            using(get_rows, base_url=server.url, max_retries=0)
        errors.append(caught.value)
    with pytest.raises(APIError) as caught:
        using(get_rows, base_url="http://127.0.0.1:1", max_retries=0)
    return [*errors, caught.value]


def test_nothing_that_an_error_leads_to_holds_the_key(using: Any) -> None:
    """Not its request, its response, its cause, its traceback, its pickle, nor what is logged about it."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    logging.getLogger().addHandler(handler)
    try:
        errors = failures(using)
    finally:
        logging.getLogger().removeHandler(handler)
    for error in errors:
        requests = [error.request, getattr(getattr(error, "response", None), "request", None)]
        requests.append(getattr(error.__cause__, "request", None))
        shown = "".join(traceback.format_exception(error)) + repr([r and r.headers.raw for r in requests])
        assert KEY not in shown + repr(vars(error))
        assert KEY.encode() not in pickle.dumps(error)
    assert KEY not in stream.getvalue()


def test_errors_survive_pickling(using: Any) -> None:
    """A process pool can hand an error back."""
    for error in failures(using):
        copy = pickle.loads(pickle.dumps(error))
        assert (type(copy), str(copy), copy.operation) == (type(error), str(error), "campaigns.get_rows")
        assert getattr(copy, "status_code", 0) == getattr(error, "status_code", 0)
        assert (copy.attempts, copy.maybe_delivered) == (error.attempts, error.maybe_delivered)


def test_errors_of_arguments_and_walks_survive_pickling(using: Any) -> None:
    """So do the errors that have more than a message."""
    for error in (
        revox.ArgumentError("o", "a", "p"),
        revox.IncompleteError("o", "/c", 5, 3),
        revox.ItemsMovedError("o", "/c", 5, 3),
    ):
        copy = pickle.loads(pickle.dumps(error))
        assert (type(copy), str(copy), vars(copy)) == (type(error), str(error), vars(error))


def test_all_documented_error_statuses_have_a_class(using: Any) -> None:
    """Whatever the spec comes to document, the classes keep up."""
    operations = [operation for path in with_assumptions(spec())["paths"].values() for operation in path.values()]
    documented = {int(code) for operation in operations for code in operation["responses"] if code.startswith("4")}
    assert documented, "spec/openapi.yaml documents no error, nor assumes any"
    assert documented <= set(STATUS_ERRORS)


NOT_THE_ENVELOPE = [
    (answer(b"<html>maintenance</html>", content_type="text/html"), "text/html: '<html>maintenance</html>'"),
    (answer(b""), "0 bytes"),
    (answer(b'{"page": 0, "rows": [{"id": "secret-name'), "end too early"),
    (answer(b"{}"), "lacks page, page_size, rows, total"),
    (answer({"error": "no"}), "lacks page, page_size, rows, total"),
    (answer({"page": 0, "page_size": 1, "total": 0}), "lacks rows"),
    (answer(page() | {"rows": None}), "lacks rows"),
    (answer(page() | {"rows": {}}), "lacks rows"),
    (answer(b"null"), "got null"),
    (answer([]), "got a list"),
    (answer(b'"text"'), "got text"),
    (answer(b"3"), "got a number"),
    (answer(b"true"), "got a boolean"),
    (answer(b"[" * 100_000), "nested too deeply"),
    (answer(b"NaN"), "not JSON"),
    (answer(b"\xff\xfe{}"), "not JSON"),
    (answer(b"", "204 No Content"), "expected status 200, got 204"),
    (answer(page(row()), "201 Created"), "expected status 200, got 201"),
]


@pytest.mark.parametrize(("reply", "told"), NOT_THE_ENVELOPE, ids=[told for _, told in NOT_THE_ENVELOPE])
def test_what_is_not_the_documented_object_is_an_error(using: Any, reply: bytes, told: str) -> None:
    """A success without the envelope is never handed out as one, and JSON is not quoted, since it may hold rows."""
    with scripted_server(reply) as server, pytest.raises(revox.APIResponseValidationError) as caught:
        using(get_rows, base_url=server.url, max_retries=0)
    assert told in str(caught.value)
    assert "secret-name" not in str(caught.value)
