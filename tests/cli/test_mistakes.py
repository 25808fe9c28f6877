"""Mistakes: one line on standard error, the right exit code, nothing requested, and never the key."""

import pytest

from tests.support.rows import row
from tests.support.scripted_server import Received, answer, scripted_server

from .running import COMMAND, KEY, NOWHERE, Run, pages_of, run

RESUME = "--resume needs a file to go on with: -o FILE, as jsonl or csv."


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("rows", "Missing argument 'CAMPAIGN_ID'. Try 'revox rows --help'."),
        ("rows ''", "CAMPAIGN_ID: expected an ID"),
        ("rows ../x", "CAMPAIGN_ID: expected an ID"),
        ("rows a b", "unexpected extra argument (b)"),
        ("row x", "No such command 'row'. Did you mean 'rows'?"),
        ("rows x --statsu y", "No such option '--statsu'"),
        ("rows x --status ''", "'' is not one of initializing,"),
        ("rows x --result robot", "'robot' is not one of IVR, voicemail,"),
        ("rows x --result humans", "Did you mean 'human'? (--extra-query result=VALUE sends"),
        ("rows x --format jsnl", "'jsnl' is not one of table, jsonl, csv. Did you mean 'jsonl'?"),
        ("rows x -o rows.xlsx", "The format cannot be told from 'rows.xlsx': use --format"),
        ("rows x -o ''", "The format cannot be told from ''"),
        ("rows x --page-size 0", "0 is not in the range x>=1"),
        ("rows x --limit 0", "0 is not in the range x>=1"),
        ("rows x --timeout nan", "'nan' is not a number of seconds above 0"),
        ("rows x --max-retries -1", "-1 is not in the range x>=0"),
        ("rows x --extra-query page=3", "page cannot be set here; all pages are read"),
        ("rows x --extra-query page_size=3", "page_size cannot be set here; use --page-size"),
        ("rows x --extra-query =3", "'=3' is not of the form NAME=VALUE"),
        ("rows x --base-url localhost:80", "--base-url: expected an http or https URL"),
        ("rows x --base-url http://me:secret@localhost", "--base-url: expected a URL without a user"),
        ("rows x --resume", RESUME),
        ("rows x --resume -o - --format csv", RESUME),
        ("rows x --resume -o /dev/null", RESUME),
        ("rows x --resume -o x --format table", RESUME),
        (f"rows x --api-key {KEY}", "No such option '--api-key'"),
        ("completion tcsh", "'tcsh' is not one of 'bash', 'zsh', 'fish'"),
    ],
)
def test_a_wrong_command_line_is_one_line(here: Run, arguments: str, message: str) -> None:
    """The exit code is 2, and the line says what is wrong and where help is."""
    with scripted_server(pages_of([row()])) as server:
        result = here(*(argument.strip("'") for argument in arguments.split()), url=server.url)
    assert (result.code, result.stdout, server.received) == (2, b"", [])
    assert result.error.startswith("Error: ")
    assert message in result.error


@pytest.mark.parametrize(
    ("campaign", "changes", "message"),
    [
        ("demo", {"key": ""}, "No API key: set the environment variable REVOX_API_KEY."),
        ("demo", {"key": "a key with spaces"}, "The API key has a character that cannot be in a key"),
        ("demo", {"key": "another-key"}, "401 Unauthorized: The API key is not valid. Check the environment"),
        ("dmeo", {}, "404 Not Found: There is no such campaign. Nothing was written."),
        ("demo", {"url": NOWHERE}, f"Connection refused ({NOWHERE}) (after 2 attempts). Nothing was"),
    ],
)
def test_an_error_of_the_server_or_the_key_is_one_line(
    here: Run, url: str, campaign: str, changes: dict[str, str], message: str
) -> None:
    """The line says what the server said, or that there is none and how often it was tried, but never the key."""
    result = here("rows", campaign, "--max-retries", "1", **{"url": url} | changes)
    assert (result.code, result.stdout, result.error.startswith("Error: ")) == (1, b"", True)
    assert message in result.error
    assert (changes.get("key") or "another-key") not in result.error


def test_a_server_cannot_make_it_print_the_key_or_escape_codes(export: Run) -> None:
    """A server that puts the key of the request, line breaks and escape codes into its error has them taken out."""

    def echo(request: Received) -> bytes:
        message = f"bad\n\x1b[2J {request.headers['authorization']}\x07"
        return answer({"message": message}, status="403 Forbidden")

    assert "Error: 403 Forbidden: bad \ufffd[2J Bearer [API key]\ufffd" in export(echo).error


def test_a_web_page_in_the_place_of_the_api_is_one_line(export: Run) -> None:
    """It is named as such."""
    result = export(answer(b"<html>hi</html>", content_type="text/html"), "--max-retries", "0")
    assert (result.code, "expected JSON, got 15 bytes of text/html" in result.error) == (1, True)


def test_a_closed_standard_stream() -> None:
    """`>&-` is an error, as nothing could be written; with `2>&-` messages go nowhere, and never between the rows."""
    with scripted_server(pages_of([{"id": 1}])) as server:
        closed, silent = (
            run("rows", "x", url=server.url, command=["sh", "-c", f'"$@" {redirection}', "sh", *COMMAND])
            for redirection in (">&-", "2>&-")
        )
    assert (closed.code, closed.error) == (1, "Error: Cannot write to standard output: it is closed.")
    assert (silent.code, silent.stdout) == (0, b'{"id": 1}\n')


def test_a_missing_extra_names_the_command_that_installs_it() -> None:
    """Without click the process ends with 1 and one line."""
    script = "import sys; sys.modules['click'] = None; from revox.cli import main; main()"
    result = run("--help", command=[COMMAND[0], "-c", script])
    assert (result.code, result.stdout) == (1, b"")
    assert result.error == "The command line needs the extra: pip install 'revox-client[cli]'"
