"""README.md: every code block in it is run."""

import re
import shlex
import signal
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import attrs
import pytest
from packaging.requirements import Requirement

from tests.project.files import ROOT
from tests.project.test_make import targets
from tools.setup.server import COMMAND, Server, running_sandbox

README = ROOT / "README.md"


@attrs.frozen
class Block:
    """A code block of the README.

    Attributes:
        language: What the fence says.
        line: The line of its first line of code.
        code: The code.
    """

    language: str
    line: int
    code: str

    def __str__(self) -> str:
        return f"line {self.line}"


def blocks(language: str) -> list[Block]:
    """Return the code blocks in a language."""
    text = README.read_text(encoding="utf-8")
    found = re.finditer(r"^```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    all_blocks = [Block(match[1], text.count("\n", 0, match.start(2)) + 1, match[2]) for match in found]
    assert {block.language for block in all_blocks} == {"python", "sh"}
    return [block for block in all_blocks if block.language == language]


def commands() -> list[tuple[int, list[str]]]:
    """Return each line of each shell block, in words, without its comment."""
    lines = [(block.line + index, line) for block in blocks("sh") for index, line in enumerate(block.code.splitlines())]
    return [(number, shlex.split(line, comments=True)) for number, line in lines if line.strip()]


def commands_of(program: str) -> list[tuple[int, list[str]]]:
    """Return the commands that begin with a word."""
    return [(number, words) for number, words in commands() if words[0] == program]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A sandbox on a socket, as `revox sandbox` starts it."""
    with running_sandbox(tmp_path_factory.mktemp("readme") / "demo.db") as running:
        yield running


Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run(server: Server, tmp_path: Path) -> Run:
    """A function that runs a command in an empty directory, with the key and the URL in the environment."""

    def start(*command: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            command, cwd=tmp_path, env=server.environment, capture_output=True, text=True, timeout=60, check=False
        )

    return start


def python_blocks(*, tests: bool) -> list[Block]:
    """Return the Python blocks that are tests, or those that are not."""
    return [block for block in blocks("python") if block.code.startswith("def test_") == tests]


@pytest.mark.parametrize("block", python_blocks(tests=False), ids=str)
def test_each_example_runs(block: Block, run: Run, tmp_path: Path) -> None:
    """It runs as it stands, without a warning."""
    (tmp_path / "example.py").write_text("\n" * (block.line - 1) + block.code, encoding="utf-8")
    result = run(sys.executable, "-W", "error", "example.py")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout


def test_the_first_example_prints_every_call(run: Run) -> None:
    """It stands before line 45, and prints as many lines as there are rows with a call."""
    first = python_blocks(tests=False)[0]
    result = run(sys.executable, "-c", first.code)
    count = run(COMMAND, "rows", "demo", "--format", "jsonl").stdout.count('"call":{')
    assert first.line + first.code.count("\n") < 45
    assert len(result.stdout.splitlines()) == count > 500


@pytest.mark.parametrize("block", python_blocks(tests=True), ids=str)
def test_each_test_passes(block: Block, run: Run, tmp_path: Path) -> None:
    """What stands there as a test passes, with the fixture that the package brings."""
    (tmp_path / "test_example.py").write_text(block.code, encoding="utf-8")
    options = ["-q", "-W", "error", "-p", "no:cacheprovider", "-p", "no:schemathesis"]
    result = run(sys.executable, "-m", "pytest", *options, "test_example.py")
    assert result.returncode == 0, result.stdout
    assert "1 passed" in result.stdout


@pytest.mark.parametrize(
    "words",
    [pytest.param(words, id=f"line {number}") for number, words in commands_of("revox") if words[1:] != ["sandbox"]],
)
def test_each_command_runs(words: list[str], run: Run, tmp_path: Path) -> None:
    """It ends well, and prints something or writes the file that it names."""
    result = run(COMMAND, *words[1:])
    assert result.returncode == 0, result.stderr
    written = tmp_path / words[words.index("-o") + 1] if "-o" in words else None
    assert written.stat().st_size > 10_000 if written else result.stdout


def test_the_sandbox_starts_as_it_stands_there() -> None:
    """`revox sandbox` says what to set; only the port is another here, because the usual one may be taken."""
    assert [words for _, words in commands_of("revox") if "sandbox" in words] == [["revox", "sandbox"]]
    with subprocess.Popen([COMMAND, "sandbox", "--port", "0"], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = list(islice(process.stdout, 5))
        process.send_signal(signal.SIGINT)
    assert any("export REVOX_BASE_URL=" in line for line in said)
    assert any("export REVOX_API_KEY=" in line for line in said)


def test_each_command_in_the_text_exists() -> None:
    """What the prose says of the options of a command is in the help of that command."""
    named = [shlex.split(code) for code in re.findall(r"`((?:revox|python -m tools\.)[^`\n]*)`", text_without_blocks())]
    named = [words for words in named if words[1:]]
    assert len(named) >= 6
    for words in named:
        program = [sys.executable, *words[1:3]] if words[0] == "python" else [COMMAND, words[1]]
        helped = subprocess.run([*program, "--help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        assert helped.lower().startswith("usage: ")
        for option in (word for word in words if word.startswith("--")):
            assert re.search(rf"{option}\b(?!-)", helped), f"{words} has no {option}"


def text_without_blocks() -> str:
    """Return the prose of the README."""
    return re.sub(r"^```.*?^```$", "", README.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)


def test_each_deviation_in_the_text_is_what_is_printed(run: Run) -> None:
    """Where a comment tells what a line prints, that is what it prints."""
    (block,) = (block for block in python_blocks(tests=False) if "deviation" in block.code)
    promised = block.code.rstrip().rpartition("# ")[2]
    assert run(sys.executable, "-c", block.code).stdout.splitlines() == ["200 5", "5", promised]


def test_each_make_command_is_one() -> None:
    """The two main commands are there, and each target exists."""
    named = [words[1:] for _, words in commands_of("make")]
    assert named[:2] == [["demo"], ["test"]]
    prose = re.findall(r"`make ([\w-]+)`", README.read_text(encoding="utf-8"))
    assert {word for words in named for word in words if "=" not in word} | set(prose) <= targets()


def test_each_installation_names_an_extra_that_exists() -> None:
    """`pip install` is only ever told to install this checkout, with extras that it has."""
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    for _, words in commands_of("pip"):
        assert words[:2] == ["pip", "install"]
        (target,) = words[2:]
        assert target.startswith(".")
        assert Requirement(f"revox-client{target[1:]}").extras <= extras.keys()


def test_no_command_goes_unchecked() -> None:
    """Whatever else a shell block says, a test must be written for it."""
    assert {words[0] for _, words in commands()} == {"make", "pip", "python", "revox"}


def test_each_tool_takes_the_options_that_are_named() -> None:
    """`python -m tools...` in a block is a tool of the checkout."""
    for _, words in commands_of("python"):
        helped = subprocess.run(
            [sys.executable, *words[1:3], "--help"], cwd=ROOT, capture_output=True, text=True, check=True
        )
        assert all(word in helped.stdout for word in words if word.startswith("--"))


def test_each_file_that_it_names_exists() -> None:
    """Paths in the text lead somewhere."""
    text = README.read_text(encoding="utf-8")
    paths = re.findall(r"`((?:spec|generated|overlays|tools|tests|\.ci)/[\w./-]*)`", text)
    assert len(paths) > 5
    assert [path for path in paths if not (ROOT / path).exists()] == []
