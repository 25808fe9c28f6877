"""Every operation of the spec is a command, and sends what its example shows."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner
from revox.cli.commands import revox as group
from revox_api.runtime import Effect

from tests.support.operations import EXAMPLES, ID
from tests.support.scripted_server import answer, scripted_server

from .running import Run, answering, as_json, parameters, run_on_terminal


def dashed(name: str) -> str:
    """Return a name of the spec as an option has it."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])|_", "-", name).lower()


def command(name: str) -> list[str]:
    """Return the command for an operation, with its path, and with `--yes` where that is needed."""
    operation = EXAMPLES[name].operation
    asked = ["--yes"] if operation.effect in (Effect.DIALS, Effect.DELETES) else []
    return [*dashed(name).split("."), *[ID] * operation.path.count("{"), *asked]


def options(values: dict[str, Any]) -> list[str]:
    """Return values as options: lists of texts with commas, texts as they are, and the rest as JSON."""
    words = []
    for name, value in values.items():
        is_list = isinstance(value, list) and value and all(isinstance(item, str) for item in value)
        text = ",".join(value) if is_list else value if isinstance(value, str) else json.dumps(value)
        words += [f"--{dashed(name)}"] + ([text] if not isinstance(value, bool) else [])
    return words


WAYS = [(name, way) for name in EXAMPLES for way in ("options", "--body") if way == "options" or EXAMPLES[name].body]


@pytest.mark.parametrize(("name", "way"), WAYS)
def test_an_operation_sends_and_prints_the_example_of_the_spec(here: Run, name: str, way: str) -> None:
    """Method, path, query and body are those of the example, and what is printed in a pipe is the answer."""
    example = EXAMPLES[name]
    body = options(example.body or {}) if way == "options" else ["--body", json.dumps(example.body)]
    with scripted_server(answering()) as server:
        result = here(*command(name), *options(example.query), *body, url=server.url)
    assert (result.code, result.stderr) == (0, "")
    (received,) = server.received
    assert (received.method, urlsplit(received.target).path) == (example.operation.method, example.path)
    assert parameters(received) == {key: str(value) for key, value in example.query.items()}
    assert (json.loads(received.body) if received.body else None) == example.body
    assert (result.stdout if isinstance(example.value, bytes) else json.loads(result.stdout)) == example.value


def test_help_names_every_operation_and_what_it_takes() -> None:
    """Each one has a line in the help of its resource, and help with its effect, its fields and their choices."""
    for name, example in EXAMPLES.items():
        operation, (resource, verb) = example.operation, dashed(name).split(".")
        lines = CliRunner().invoke(group, [resource, "--help"]).output.splitlines()
        assert any(re.fullmatch(rf"  {verb} +\w.+", line) for line in lines)
        shown = CliRunner().invoke(group, [resource, verb, "--help"], prog_name="revox", terminal_width=100)
        assert (shown.exit_code, f"`{operation.method} {operation.path}`" in shown.output) == (0, True)
        assert ("Phones may ring." in shown.output) == (operation.effect is Effect.DIALS)
        assert [
            each for each in [*example.query, *(example.body or ())] if f" --{dashed(each)}" not in shown.output
        ] == []


def test_help_of_a_resource_is_shown_where_no_command_is_named(here: Run) -> None:
    """`revox campaigns` shows it, and a typo is guessed at."""
    shown = here("campaigns")
    assert (shown.code, shown.stderr, b"  launch " in shown.stdout) == (0, "", True)
    assert here("campaigns", "lunch").error.startswith("Error: No such command 'lunch'. Did you mean 'launch'?")


@pytest.mark.parametrize(
    ("arguments", "sent"),
    [
        (["update", ID, "--from-phone-number", "null", "--name", "null"], {"from_phone_number": None, "name": "null"}),
        (["update", ID, "--max-concurrent-calls", "2.5"], {"max_concurrent_calls": 2.5}),
        (["update", ID, "--body", '{"name": "a", "new": [1]}', "--name", "b"], {"name": "b", "new": [1]}),
        (["update", ID, "--body", "@FILE"], {"name": "é"}),
        (["update", ID, "--call-retry-config", "null"], {"call_retry_config": None}),
    ],
)
def test_values_become_what_the_spec_says(here: Run, tmp_path: Path, arguments: list[str], sent: object) -> None:
    """Numbers, null where it is allowed, a file, and a body of which options replace fields and nothing is checked."""
    (tmp_path / "body.json").write_text('{"name": "é"}', encoding="utf-8")
    given = [word.replace("FILE", str(tmp_path / "body.json")) for word in arguments]
    with scripted_server(answering()) as server:
        assert here("campaigns", *given, url=server.url).code == 0
    assert json.loads(server.received[0].body) == sent


def test_lists_are_repeated_or_have_commas_and_those_that_narrow_pages_may_be_left_out(here: Run) -> None:
    """An empty list keeps all calls, as the iterator of the library has it."""
    given = ["--statuses", "completed,errored", "--statuses", "CALLING", "--page", "0", "--page-size", "5"]
    with scripted_server(answering()) as server:
        assert here("call", "search", *given, url=server.url).code == 0
    body = json.loads(server.received[0].body)
    assert (body.pop("statuses"), body.pop("page"), body.pop("page_size")) == (
        ["completed", "errored", "calling"],
        0,
        5,
    )
    assert body
    assert list(body.values()) == [[]] * len(body)


def test_a_whole_body_is_not_filled_up(here: Run) -> None:
    """What `--body` leaves out stays out, and its lists stay as they are."""
    with scripted_server(answering()) as server:
        assert here("call", "search", "--body", '{"statuses": ["new"]}', url=server.url).code == 0
    assert json.loads(server.received[0].body) == {"statuses": ["new"]}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("campaigns retrieve", "Missing argument 'ID'."),
        ("campaigns retrieve ..", "ID expected an ID that is not empty and has no dot segment, got '..'."),
        ("campaigns update x --max-concurrent-calls many", "'many' is not a number."),
        ("campaigns update x --name a --body []", "--body: other options can only replace the fields of an object."),
        ("campaigns launch x --mode no", "'no' is not one of ai_first, speed_dial. (--body sends any text.)"),
        ("campaigns launch x --mode ai_first", "--selection is required."),
        ("campaigns launch x --selection {", "'{' is not JSON."),
        ("campaigns launch x --selection @no-such-file", "Cannot read @no-such-file: No such file or directory."),
        ("call export --filters {}", "--filters.assignee-ids is required."),
        ("voices retrieve x", "--provider is required."),
    ],
)
def test_a_mistake_is_a_line_and_nothing_is_sent(here: Run, arguments: str, message: str) -> None:
    """The exit code is 2, and what is wrong is told under the name of the option."""
    result = here(*arguments.split())
    assert (result.code, result.stdout) == (2, b"")
    assert message in result.error


def test_an_undocumented_value_within_json_is_told_how_to_send(here: Run) -> None:
    """No Python is shown: `--body` sends what the spec does not know."""
    filters = {
        name: ["new"] if name == "statuses" else []
        for name in ("assignee_ids", "directions", "outcomes", "results", "statuses")
    }
    error = here("call", "export", "--filters", json.dumps(filters)).error
    assert "--filters.statuses[0] 'new' is not one of " in error
    assert "(--body sends any value.)" in error
    assert "CallStatus" not in error


def test_an_error_of_the_server_is_a_line_and_the_exit_code_is_1(here: Run, tmp_path: Path) -> None:
    """The message of the server is there, and no file is left."""
    with scripted_server(answer({"error": {"message": "There is none."}}, status="404 Not Found")) as server:
        result = here("voices", "list", "-o", str(tmp_path / "voices.csv"), url=server.url)
    assert (result.code, result.error, list(tmp_path.iterdir())) == (1, "Error: 404 Not Found: There is none.", [])


def test_bytes_go_to_a_file_or_a_pipe_and_not_to_a_terminal(here: Run, tmp_path: Path) -> None:
    """A terminal is refused before anything is sent, because the preview costs money."""
    given = ["voices", "preview", "--provider", "cartesia", "--voice-id", "x"]
    with scripted_server(answering()) as server:
        refused = run_on_terminal(*given, url=server.url, on={"stdout", "stderr"})
        assert (refused.code, server.received) == (2, [])
        assert b"-o FILE says where to put it" in refused.stdout
        assert here(*given, "-o", str(tmp_path / "a.mp3"), url=server.url).code == 0
        assert (
            (tmp_path / "a.mp3").read_bytes() == here(*given, url=server.url).stdout == EXAMPLES["voices.preview"].value
        )


def test_all_pages_are_read_with_the_filters(here: Run) -> None:
    """Each item comes once, a line each in a pipe, with what was given on every page."""
    pages = [
        {"calls": [{"id": f"{n}", "status": "completed"} for n in range(first, last)], "total_count": 150}
        for first, last in ((0, 100), (100, 150))
    ]
    with scripted_server(*map(answer, pages)) as server:
        result = here("call", "search", "--all", "--query", "x", url=server.url)
    assert [each["id"] for each in as_json(result.lines)] == [str(number) for number in range(150)]
    assert [
        (body["query"], body["page"], body["page_size"]) for body in as_json([each.body for each in server.received])
    ] == [("x", 0, 100), ("x", 1, 100)]


def test_completion_knows_resources_operations_options_and_choices() -> None:
    """What is completed comes from the generated code."""
    complete = ShellComplete(group, {}, "revox", "_REVOX_COMPLETE").get_completions
    assert [item.value for item in complete([], "phone")] == ["phone-numbers"]
    assert [item.value for item in complete(["campaigns"], "wa")] == ["watch"]
    assert [item.value for item in complete(["campaigns", "launch"], "--sel")] == ["--selection"]
    assert [item.value for item in complete(["campaigns", "launch", "--mode"], "sp")] == ["speed_dial"]
