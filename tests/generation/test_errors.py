"""A spec with an error gives one clear message with its place, exit code 1, and the old tree as it was."""

from pathlib import Path

import pytest

from tests.generation.command import contents, generate
from tests.generation.specs import SMALL
from tools.generate import main

SCHEMA = "/paths/~1time/get/responses/200/content/application~1json/schema"
# What is written in the file, and the message after its name.
ERRORS: dict[str, tuple[str | bytes, str]] = {
    "not UTF-8": (
        SMALL.replace("Clock", "Uhr \xe4").encode("latin-1"),
        ": is not UTF-8: invalid continuation byte at byte 33",
    ),
    "a mistake in the syntax": (SMALL.replace("tags: [clock]", "tags: [clock"), ":8: not YAML: "),
    "a key that stands twice": (
        SMALL.replace("          minimum: 0", "          minimum: 0\n          minimum: 1"),
        ":24: not YAML: ",
    ),
    "a tag of Python": (SMALL.replace("'1'", "!!python/object:x.Y {}"), ":2: not YAML: "),
    "a word that YAML 1.1 and 1.2 read differently": (
        SMALL.replace("Clock", "on"),
        ":2: #/info/title: YAML 1.1 and 1.2 ",
    ),
    "a number that they read differently": (
        SMALL.replace("minimum: 0", "minimum: 1_000"),
        ":23: YAML 1.1 and 1.2 read this differently; put it in quotes: 1_000",
    ),
    "a key that they read differently": (
        SMALL.replace("        hour:", "        yes:"),
        ":20: #/components/schemas/Time/properties: YAML 1.1",
    ),
    "a status code without quotes": (
        SMALL.replace("'200'", "200"),
        ":9: #/paths/~1time/get/responses/200: the key 200 is not text",
    ),
    "a date": (SMALL.replace("'1'", "2024-02-29"), ":2: #/info/version: 2024-02-29 is not a value of JSON"),
    "infinity": (
        SMALL.replace("minimum: 0", "minimum: .inf"),
        ":23: #/components/schemas/Time/properties/hour/minimum: inf is not",
    ),
    "an alias in a circle": (
        SMALL.replace("paths:", "x-circle: &a [*a]\npaths:"),
        ":3: #/x-circle/0: this alias stands within what it repeats",
    ),
    "a list": ("- openapi\n", ":1: expected an OpenAPI document"),
    "nothing": ("", ":1: expected an OpenAPI document"),
    "another version": (SMALL.replace("3.1.0", "3.0.3"), ":1: #/openapi: expected OpenAPI 3.1.x, got '3.0.3'"),
    "no version": (SMALL.replace("openapi: 3.1.0\n", ""), ":1: #/openapi: expected OpenAPI 3.1.x, got None"),
    "a keyword that OpenAPI does not have": (
        SMALL.replace("tags: [clock]", "tag: clock"),
        ":5: #/paths/~1time/get: Unevaluated properties",
    ),
    "a missing description": (
        SMALL.replace("          description: The time.\n", ""),
        ':9: #/paths/~1time/get/responses/200: "description" is a required',
    ),
    "a mistake deep in a component": (
        SMALL.replace("type: integer", "type: integr"),
        ":22: #/components/schemas/Time/properties/hour/type: 'integr'",
    ),
    "a reference to nothing": (
        SMALL.replace("schemas/Time'", "schemas/Tiem'"),
        f":14: #{SCHEMA}/$ref: #/components/schemas/Tiem leads nowhere",
    ),
    "a reference to another file": (
        SMALL.replace("'#/comp", "'other.yaml#/comp"),
        f":14: #{SCHEMA}/$ref: other.yaml#/components/schemas/Time leads out",
    ),
    "a rule of the project": (
        SMALL.replace("clock.read", "readClock"),
        ":5: #/paths/~1time/get: expected one tag and an operationId",
    ),
}


@pytest.mark.parametrize(("content", "message"), ERRORS.values(), ids=ERRORS)
def test_an_error_tells_its_place_and_changes_nothing(
    small: Path, capsys: pytest.CaptureFixture[str], content: str | bytes, message: str
) -> None:
    """One message on one line, which begins with the file and the line or pointer."""
    spec = small / "spec.yaml"
    spec.write_bytes(content if isinstance(content, bytes) else content.encode())
    before = contents(small)
    assert main(["--spec", str(spec), "--out", str(small / "clock"), "--package", "clock"]) == 1
    captured = capsys.readouterr()
    assert captured.err.startswith(f"error: {spec}{message}")
    assert (captured.err.count("\n"), captured.out) == (1, "")
    assert contents(small) == before


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("missing.yaml", "error: missing.yaml: cannot be read: No such file or directory\n"),
        ("clock", "error: clock: cannot be read: Is a directory\n"),
        (
            "broken.yaml",
            'error: broken.yaml:9: #/paths/~1time/get/responses/200: "description" is a required property\n',
        ),
    ],
)
def test_the_command_says_it_on_one_line_and_exits_with_1(small: Path, file: str, message: str) -> None:
    """No traceback, nothing on standard output, nothing written."""
    (small / "broken.yaml").write_text(SMALL.replace("description: The time.", "x-description: The time."))
    before = contents(small)
    done = generate("--spec", file, "--out", "clock", "--package", "clock", directory=small)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", message)
    assert contents(small) == before


@pytest.mark.parametrize(
    ("out", "message"), [("", "holds something that was not generated"), ("spec.yaml/x", "File exists")]
)
def test_a_place_that_cannot_be_written_is_an_error(
    small: Path, capsys: pytest.CaptureFixture[str], out: str, message: str
) -> None:
    """A directory of other files is not replaced, and a file is no directory."""
    before = contents(small)
    assert main(["--spec", str(small / "spec.yaml"), "--out", str(small / out), "--package", "clock"]) == 1
    captured = capsys.readouterr()
    assert (captured.out, captured.err.count("\n")) == ("", 1)
    assert message in captured.err
    assert contents(small) == before


def test_a_disk_that_is_full_changes_nothing(small: Path) -> None:
    """When writing fails half-way, there is one message, and the old tree stands alone."""
    before = contents(small)
    full = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))"
    options = ["--spec", small / "spec.yaml", "--out", small / "clock", "--package", "clock"]
    done = generate(*options, before=full)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "File too large" in done.stderr
    assert contents(small) == before


@pytest.mark.parametrize("name", ["", "a b", "1a", "class", "a.b"])
def test_a_package_needs_a_name_that_python_can_import(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong use of the command exits with 2, as commands do."""
    with pytest.raises(SystemExit) as caught:
        main(["--package", name])
    assert caught.value.code == 2
    assert "is not a name for a Python package" in capsys.readouterr().err
