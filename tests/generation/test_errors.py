"""A spec with an error gives one clear message with its place, exit code 1, and the old tree as it was."""

from pathlib import Path

import pytest

from tests.generation.support import SMALL, contents, run
from tools.generate import main
from tools.generation.document import AMBIGUOUS

RESPONSE = "#/paths/~1time/get/responses/200"
SCHEMA = f"{RESPONSE}/content/application~1json/schema/$ref"
OPTIONS = ["--spec", "spec.yaml", "--out", "clock", "--package", "clock"]
HOUR = "/components/schemas/Time/properties/hour"
# What is replaced in the small spec and by what, and the message after the name of the file.
ERRORS: dict[str, tuple[str, str, str]] = {
    "a mistake in the syntax": ("tags: [clock]", "tags: [clock", ":8: not YAML: "),
    "a key that stands twice": (" minimum: 0", " minimum: 0\n          minimum: 1", ":24: not YAML: "),
    "a tag of Python": ("'1'", "!!python/object:x.Y {}", ":2: not YAML: "),
    "a word that YAML 1.1 and 1.2 read differently": ("Clock", "on", ":2: #/info/title: YAML 1.1 and 1.2 "),
    "a number that they read differently": ("minimum: 0", "minimum: 1_000", f":23: {AMBIGUOUS}: 1_000"),
    "a key that they read differently": ("   hour:", "   yes:", ":20: #/components/schemas/Time/properties: YAML 1.1"),
    "a status code without quotes": ("'200'", "200", ":9: #/paths/~1time/get/responses/200: the key 200 is not text"),
    "a date": ("'1'", "2024-02-29", ":2: #/info/version: 2024-02-29 is not a value of JSON"),
    "infinity": ("minimum: 0", "minimum: .inf", f":23: #{HOUR}/minimum: inf is not"),
    "an alias in a circle": ("paths:", "x-circle: &a [*a]\npaths:", ":3: #/x-circle/0: this alias stands within"),
    "a list": (SMALL, "- openapi\n", ":1: expected an OpenAPI document"),
    "nothing": (SMALL, "", ":1: expected an OpenAPI document"),
    "another version": ("3.1.0", "3.0.3", ":1: #/openapi: expected OpenAPI 3.1.x, got '3.0.3'"),
    "no version": ("openapi: 3.1.0\n", "", ":1: #/openapi: expected OpenAPI 3.1.x, got None"),
    "a keyword that OpenAPI does not have": ("tags:", "tag:", ":5: #/paths/~1time/get: Unevaluated properties"),
    "a missing description": ("description: The time.", "x-a: b", f':9: {RESPONSE}: "description" is a required'),
    "a mistake deep in a component": ("type: integer", "type: integr", f":22: #{HOUR}/type: 'integr'"),
    "a reference to nothing": (
        "schemas/Time'",
        "schemas/Tiem'",
        f":14: {SCHEMA}: #/components/schemas/Tiem leads nowhere",
    ),
    "a reference to another file": ("'#/c", "'other.yaml#/c", f":14: {SCHEMA}: other.yaml#/components/schemas/Time"),
    "a rule of the project": ("clock.read", "readClock", ":5: #/paths/~1time/get: expected one tag and an operationId"),
}


@pytest.mark.parametrize(("old", "new", "message"), ERRORS.values(), ids=ERRORS)
def test_an_error_tells_its_place_and_changes_nothing(
    small: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, message: str
) -> None:
    """One message on one line, which begins with the file and the line or pointer."""
    assert errors_of(small, capsys, SMALL.replace(old, new).encode())[0].startswith(message)


def errors_of(small: Path, capsys: pytest.CaptureFixture[str], content: bytes) -> list[str]:
    """Return the messages about a spec, each without the name of the file; nothing else may change."""
    (small / "spec.yaml").write_bytes(content)
    before = contents(small)
    assert main(OPTIONS) == 1
    captured = capsys.readouterr()
    assert (contents(small), captured.out) == (before, "")
    lines = captured.err.splitlines()
    assert all(line.startswith("error: spec.yaml:") for line in lines)
    return [line.removeprefix("error: spec.yaml") for line in lines]


def test_text_that_is_not_utf_8_is_told_with_its_place(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The byte is named, as there are no lines."""
    found = errors_of(small, capsys, SMALL.replace("Clock", "Uhr \xe4").encode("latin-1"))
    assert found == [": is not UTF-8: invalid continuation byte at byte 33"]


@pytest.mark.parametrize(
    ("changes", "messages"),
    [
        ({"The time.": "1", "integer": "integr"}, [f":10: {RESPONSE}/description", f":22: #{HOUR}/type"]),
        (
            {"minimum: 0": "minLength: -1", "type: object": "type: 1"},
            [f":23: #{HOUR}/minLength", ":18: #/components/schemas/Time/type"],
        ),
        ({"/Time'": "/Tiem'", "minimum: 0": "items: {$ref: '#/x'}"}, [f":14: {SCHEMA}: ", f":23: #{HOUR}/items/$ref"]),
        ({"clock.read": "readClock", "minimum: 0": "not: {}"}, [":5: #/paths/~1time/get: ", f":23: #{HOUR}/not: "]),
    ],
)
def test_all_errors_of_a_kind_are_told_at_once(
    small: Path, capsys: pytest.CaptureFixture[str], changes: dict[str, str], messages: list[str]
) -> None:
    """Those against OpenAPI, those of schemas, broken references, broken rules: one line each."""
    text = SMALL
    for old, new in changes.items():
        text = text.replace(old, new)
    found = errors_of(small, capsys, text.encode())
    assert len(found) == len(messages), found
    assert [message for message in messages if not any(line.startswith(message) for line in found)] == [], found


@pytest.mark.parametrize(
    ("file", "out", "message"),
    [
        ("missing.yaml", "clock", "error: missing.yaml: cannot be read: No such file or directory\n"),
        ("clock", "clock", "error: clock: cannot be read: Is a directory\n"),
        ("spec.yaml", ".", "holds something that was not generated"),
        ("spec.yaml", "spec.yaml/x", "File exists"),
    ],
)
def test_a_place_that_cannot_be_used_is_an_error(
    small: Path, capsys: pytest.CaptureFixture[str], file: str, out: str, message: str
) -> None:
    """What is no file cannot be read; a directory of other files is not replaced, and a file is no directory."""
    before = contents(small)
    assert main(["--spec", file, "--out", out, "--package", "clock"]) == 1
    captured = capsys.readouterr()
    assert (captured.out, captured.err.count("\n"), contents(small)) == ("", 1, before)
    assert message in captured.err


@pytest.mark.deep
def test_a_disk_that_is_full_changes_nothing(small: Path) -> None:
    """When the command cannot write half-way, there is one message and exit code 1, and the old tree stands alone."""
    before = contents(small)
    full = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))"
    done = run("tools.generate", *OPTIONS, cwd=small, before=full)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "File too large" in done.stderr
    assert contents(small) == before


@pytest.mark.parametrize("name", ["", "a b", "1a", "class", "a.b"])
def test_a_package_needs_a_name_that_python_can_import(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong use of the command exits with 2, as commands do."""
    with pytest.raises(SystemExit, match="2"):
        main(["--package", name])
    assert "is not a name for a Python package" in capsys.readouterr().err
