"""What goes wrong on the way becomes one of our errors, with everything one needs and no credentials."""

import logging
import pickle
import traceback
from typing import Any

import pytest
import revox
from revox import APIError, APIStatusError
from revox._errors import STATUS_ERRORS
from revox_api.runtime.document import spec, with_assumptions

from tests.support.clients import BOTH_CLIENTS, KEY, ask, get_rows
from tests.support.rows import page, row
from tests.support.scripted_server import CLOSE, answer

PHONE = "+15550123"
STATUSES = {
    **dict.fromkeys([300, 305, 402, 418], revox.APIStatusError),
    400: revox.BadRequestError,
    401: revox.AuthenticationError,
    403: revox.PermissionDeniedError,
    404: revox.NotFoundError,
    409: revox.ConflictError,
    422: revox.UnprocessableEntityError,
    429: revox.RateLimitError,
    **dict.fromkeys([500, 503, 599], revox.InternalServerError),
}


@BOTH_CLIENTS
@pytest.mark.parametrize(("status", "error_type"), STATUSES.items())
def test_every_status_has_its_error(using: Any, status: int, error_type: type[APIStatusError]) -> None:
    """The error carries status, body, request ID and the server's own words."""
    body = {"error": {"code": "x", "message": "what happened"}}
    error = ask(using, get_rows, answer(body, f"{status} Whatever", x_request_id="id-7"), max_retries=0).error
    assert type(error) is error_type
    assert (error.status_code, error.body, error.request_id) == (status, body, "id-7")
    assert str(error) == f"campaigns.get_rows: {status} Whatever: what happened"


@BOTH_CLIENTS
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
    outcome = ask(using, get_rows, answer(body, "400 Bad Request"))
    assert str(outcome.error) == f"campaigns.get_rows: 400 Bad Request{told}"


FAILURES = {
    "a status": {"answers": [answer(b"", "401 Unauthorized")]},
    "a redirect without end": {"answers": [answer(b"", "302 Found", location="/")]},
    "a closed connection": {"answers": [CLOSE]},
    "HTML": {"answers": [answer(b"<html>", content_type="text/html")]},
    "half of the JSON": {"answers": [answer(b"{")]},
    "no server": {"answers": [CLOSE], "base_url": "http://127.0.0.1:1"},
}


@BOTH_CLIENTS
@pytest.mark.parametrize("failure", FAILURES.values(), ids=FAILURES)
def test_an_error_survives_pickling_and_holds_no_key(
    using: Any, failure: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    """Not in its request, response, cause, pickle, in what is logged, or in a traceback with local variables."""
    options = {name: value for name, value in failure.items() if name != "answers"}
    error = ask(using, get_rows, *failure["answers"], max_retries=0, **options).error
    assert isinstance(error, APIError)
    copy = pickle.loads(pickle.dumps(error))
    for name in ("operation", "attempts", "maybe_delivered", "status_code"):
        assert getattr(copy, name, None) == getattr(error, name, None)
    assert (type(copy), str(copy), copy.operation) == (type(error), str(error), "campaigns.get_rows")
    holders = [error, getattr(error, "response", None), error.__cause__]
    requests = [getattr(holder, "request", None) for holder in holders]
    logging.getLogger("user").error("It failed.", exc_info=error)
    shown = "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())
    assert "campaigns.get_rows" in shown
    assert KEY not in shown + repr(vars(error)) + caplog.text + repr([r and r.headers.raw for r in requests])
    assert KEY.encode() not in pickle.dumps(error)


@pytest.mark.parametrize(
    "error",
    [
        revox.ArgumentError("o", "a", "p"),
        revox.IncompleteError("o", "/c", 5, 3),
        revox.ItemsMovedError("o", "/c", 5, 3),
    ],
)
def test_errors_with_more_than_a_message_survive_pickling(error: Exception) -> None:
    """A process pool can hand them back."""
    copy = pickle.loads(pickle.dumps(error))
    assert (type(copy), str(copy), vars(copy)) == (type(error), str(error), vars(error))


@BOTH_CLIENTS
def test_logs_hold_neither_key_nor_query(using: Any, caplog: pytest.LogCaptureFixture) -> None:
    """Not even those of httpx and httpcore at their most talkative."""
    with caplog.at_level(logging.DEBUG):
        ask(using, lambda client: get_rows(client, query=PHONE), answer(page()))
    assert "HTTP Request: GET http://127.0.0.1:" in caplog.text
    assert "/campaigns/c/rows " in caplog.text
    assert KEY not in caplog.text
    assert PHONE[1:] not in caplog.text


def test_all_documented_error_statuses_have_a_class() -> None:
    """Whatever the spec comes to document, the classes keep up."""
    nodes = [node for path in with_assumptions(spec())["paths"].values() for node in path.values()]
    operations = [node for node in nodes if isinstance(node, dict)]
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


@BOTH_CLIENTS
@pytest.mark.parametrize(("reply", "told"), NOT_THE_ENVELOPE, ids=[told for _, told in NOT_THE_ENVELOPE])
def test_what_is_not_the_documented_object_is_an_error(using: Any, reply: bytes, told: str) -> None:
    """A success without the envelope is never handed out as one, and JSON is not quoted, since it may hold rows."""
    error = ask(using, get_rows, reply, max_retries=0).error
    assert isinstance(error, revox.APIResponseValidationError)
    assert told in str(error)
    assert "secret-name" not in str(error)
