"""What goes wrong on the way becomes one of our errors, with everything one needs and no credentials."""

import json
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
from tests.support.scripted_server import CLOSE, Answer, answer

from .test_retries import act

PHONE = "+15550123"
TOKEN = "another-secret"
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


ESCAPED = "".join(f"\\u{ord(character):04x}" for character in KEY)
# Those that hold a key are functions, because a traceback shows the bytes of the others.
FAILURES: dict[str, dict[str, Any]] = {
    "a status": {"reply": answer(b"", "401 Unauthorized")},
    "a redirect without end": {"reply": answer(b"", "302 Found", location="/")},
    "a redirect that is not followed": {"reply": answer(b"", "302 Found", location="/x"), "action": act},
    "a closed connection": {"reply": CLOSE},
    "HTML": {"reply": answer(b"<html>", content_type="text/html")},
    "half of the JSON": {"reply": answer(b"{")},
    "no server": {"reply": CLOSE, "base_url": "http://127.0.0.1:1"},
    "the key in JSON": {"reply": lambda _: answer({"error": f"{KEY} is not valid", KEY: [KEY]}, "401 Unauthorized")},
    "the key escaped": {"reply": lambda _: answer(f'{{"message": "{ESCAPED}"}}'.encode(), "400 Bad Request")},
    "the key in text": {"reply": lambda _: answer(KEY.encode(), "500 Oops", content_type="text/plain; charset=utf-16")},
    "the key in the head": {"reply": lambda _: answer(b"", f"403 {KEY}", x_seen=KEY, set_cookie=KEY)},
    "the key in HTML": {"reply": lambda _: answer(f"<p>{KEY}</p>".encode(), content_type="text/html")},
    "the key in no HTTP": {"reply": lambda _: f"HTTP/1.1 200 OK\r\n{KEY}\r\n\r\n".encode()},
    "another secret": {"reply": lambda _: answer(TOKEN.encode(), "400 Bad Request")},
}


@BOTH_CLIENTS
@pytest.mark.parametrize("failure", FAILURES.values(), ids=FAILURES)
def test_an_error_survives_pickling_and_holds_no_key(
    using: Any, failure: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    """Not in its request, response, cause, pickle, in what is logged, or in a traceback with local variables.

    Nor the values of headers that may be secret, nor of the query or the body, which may be phone numbers.
    """
    caplog.set_level(logging.DEBUG)
    arguments = {"default_headers": {"X-Api-Key": TOKEN, "X-Mine": "other-secret"}, "default_query": {"q": PHONE}}
    options = arguments | {"action": get_rows} | failure
    error = ask(using, options.pop("action"), options.pop("reply"), max_retries=0, **options).error
    assert isinstance(error, APIError)
    copy = pickle.loads(pickle.dumps(error))
    for name in ("operation", "attempts", "maybe_delivered", "status_code", "body"):
        assert getattr(copy, name, None) == getattr(error, name, None)
    assert (type(copy), str(copy), copy.operation) == (type(error), str(error), error.operation)
    response, cause = getattr(error, "response", None), error.__cause__
    logging.getLogger("user").error("It failed.", exc_info=error)
    shown = "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())
    assert str(error.operation) in shown
    assert not {word for word in (KEY, ESCAPED) if word in shown + caplog.text}
    kept = [pickle.dumps(error), repr([vars(error), cause and vars(cause), response and vars(response)]).encode()]
    secrets = [KEY, ESCAPED, KEY.encode("utf-16-le").decode("latin-1"), TOKEN, "other-secret", PHONE[1:], "15550100"]
    assert not {secret for secret in secrets if any(secret.encode("latin-1") in text for text in kept)}


@BOTH_CLIENTS
@pytest.mark.parametrize(
    ("action", "seen"), [(get_rows, "/campaigns/c/rows?page=0&page_size=1&q=***"), (act, "/calls?q=***")]
)
def test_an_error_says_what_was_asked(using: Any, action: Any, seen: str) -> None:
    """The method, the path, the names in the query and which page it was; headers that are the same for everybody."""
    error = ask(using, action, answer(b"", "404 Not Found"), default_query={"q": PHONE}).error
    assert (error.request.url.raw_path.decode(), error.response.request.url) == (seen, error.request.url)
    assert set(error.request.headers) == {"accept", "accept-encoding", "content-type", "user-agent"}


@BOTH_CLIENTS
def test_an_answer_that_repeats_the_key_is_told_without_it(using: Any) -> None:
    """All else of it is as it came, and it cannot steer a terminal."""
    body = {"error": {"message": f"No:\x1b[2J {KEY}", "seen": [1.0, None, f"Bearer {KEY}"]}}
    error = ask(using, get_rows, answer(body, "400 Bad Request", x_request_id=f"{KEY}-7")).error
    assert str(error) == "campaigns.get_rows: 400 Bad Request: No:\ufffd[2J [API key]"
    assert error.body == {"error": {"message": "No:\x1b[2J [API key]", "seen": [1.0, None, "Bearer [API key]"]}}
    assert (json.loads(error.response.content), error.request_id) == (error.body, "[API key]-7")


@pytest.mark.parametrize("client_type", [revox.Revox, revox.AsyncRevox])
def test_a_client_cannot_be_pickled(client_type: Any) -> None:
    """It holds a key, and connections, which are not for other processes."""
    with pytest.raises(TypeError, match="cannot pickle"):
        pickle.dumps(client_type(api_key=KEY))


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
    """Not even those of httpx and httpcore at their most talkative, with a server that repeats both in its head."""
    replies: list[Answer] = [answer(b"", "302 Found", location=f"/x?query={PHONE[1:]}"), answer(page(), x_seen=KEY)]
    with caplog.at_level(logging.DEBUG):
        ask(using, lambda client: get_rows(client, query=PHONE), *replies)
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
