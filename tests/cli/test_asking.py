"""What dials or deletes asks first, and sends nothing where nobody can be asked."""

from typing import Any

import pytest
from revox_api.runtime import Effect

from tests.support.operations import EXAMPLES, ID
from tests.support.scripted_server import answer, scripted_server

from .running import Run, answering, run_on_terminal
from .test_operations import command, options

ASKS = [name for name, each in EXAMPLES.items() if each.operation.effect in (Effect.DIALS, Effect.DELETES)]
TERMINAL = {"stdin", "stdout", "stderr"}
MISSING = answer({}, status="404 Not Found")
CAMPAIGN = EXAMPLES["campaigns.retrieve"].value["campaign"]
TWO = '[{"to_phone_number": "+14155550100", "prompt_variables": {}}, {"to_phone_number": "+1", "prompt_variables": {}}]'


@pytest.mark.parametrize("name", ASKS)
def test_what_dials_or_deletes_is_refused_where_nobody_can_be_asked(here: Run, name: str) -> None:
    """Without a terminal and without --yes, the exit code is 2, and not even a read is sent."""
    with scripted_server(answering()) as server:
        result = here(*command(name)[:-1], *options(EXAMPLES[name].body or {}), url=server.url)
    assert (result.code, result.stdout, server.received) == (2, b"", [])
    assert "--yes goes on without" in result.error


def test_nothing_else_asks(here: Run) -> None:
    """Other commands have no --yes."""
    for name in EXAMPLES.keys() - ASKS:
        assert "No such option '--yes'" in here(*command(name), "--yes").error.replace(":", "")


@pytest.mark.parametrize(
    ("arguments", "values", "question"),
    [
        (["campaigns", "launch", ID, "--mode", "ai_first", "--body", "{}"], {}, "may ring up to 1 phone."),
        (
            ["campaigns", "resume", ID],
            {"campaigns_retrieve": {"campaign": CAMPAIGN | {"row_stats": CAMPAIGN["row_stats"] | {"total": 2500}}}},
            "Resume a campaign: may ring up to 2,500 phones.",
        ),
        (
            ["campaigns", "resume", ID],
            {
                "campaigns_retrieve": {"campaign": CAMPAIGN | {"row_stats": None}},
                "campaigns_get_rows": {"rows": [], "total": 7},
            },
            "may ring up to 7 phones.",
        ),
        (
            ["campaigns", "resume", ID],
            {"campaigns_retrieve": MISSING, "campaigns_get_rows": MISSING, "campaigns_list": MISSING},
            "may ring an unknown number of phones.",
        ),
        (["campaigns", "create", "--assistant-id", "a", "--name", "b", "--contacts", TWO], {}, "up to 2 phones."),
        (["call", "create", "--phone-number", "+14155550123"], {}, "Call somebody: may ring +14155550123."),
        (["call", "resume", ID], {}, "may ring +14155550100."),
        (["campaigns", "delete", ID], {}, f"Delete a campaign: '{CAMPAIGN['name']}' {ID}."),
        (["phone-numbers", "delete", "pn_1"], {}, "Delete a phone number: '+14155550100' pn_1."),
        (["voices", "delete", "vo_1"], {"voices_list": MISSING}, ": vo_1."),
    ],
)
def test_a_person_is_told_what_is_known_and_asked(arguments: list[str], values: dict[str, Any], question: str) -> None:
    """The number of phones or the name comes from the body or from reads; nothing else is sent after a no."""
    with scripted_server(answering(**values)) as server:
        result = run_on_terminal(*arguments, "--max-retries", "0", url=server.url, on=TERMINAL, typed=b"n\n")
    shown = " ".join(result.stdout.decode().split())
    assert f"{question} Go on? [y/N]" in shown
    assert shown.endswith("Error: Nothing was sent.")
    assert (result.code, [each for each in server.received if each.method != "GET"]) == (1, [])


def test_after_a_yes_it_is_sent() -> None:
    """The question is on standard error, so that the answer can go into a pipe."""
    with scripted_server(answering()) as server:
        result = run_on_terminal("call", "resume", ID, url=server.url, on={"stdin", "stderr"}, typed=b"y\n")
    assert (result.code, server.received[-1].method) == (0, "POST")
    assert result.stdout.endswith(b'"success": true\n}\n')


def test_ctrl_c_at_the_question_sends_nothing() -> None:
    """The exit code is that of Ctrl-C."""
    with scripted_server(answering()) as server:
        result = run_on_terminal("campaigns", "delete", ID, url=server.url, on=TERMINAL, typed=b"\x04")
    assert (result.code, [each for each in server.received if each.method != "GET"]) == (130, [])


def test_dialling_that_is_off_is_not_lifted_by_yes(monkeypatch: pytest.MonkeyPatch, here: Run) -> None:
    """Where the environment forbids to dial, nothing is sent."""
    monkeypatch.setenv("REVOX_DIALLING", "off")
    with scripted_server(answering()) as server:
        result = here("call", "resume", ID, "--yes", url=server.url)
    assert (result.code, server.received) == (1, [])
    assert "dial" in result.error
