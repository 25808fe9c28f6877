"""README.md: every code block in it is run."""

import re
import shlex
import signal
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from itertools import islice, takewhile
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.project.files import ROOT
from tests.project.test_make import targets
from tools.setup.server import COMMAND, Server, running_sandbox

TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PROSE = FENCED.sub("", TEXT)
Run = Callable[..., "subprocess.CompletedProcess[str]"]


def blocks(language: str) -> dict[str, str]:
    """Return the code blocks in a language, by where they begin."""
    found = FENCED.finditer(TEXT)
    return {f"line {TEXT.count(chr(10), 0, each.start(2)) + 1}": each[2] for each in found if each[1] == language}


PYTHON = [pytest.param(code, id=place) for place, code in blocks("python").items()]
LINES = [shlex.split(line, comments=True) for code in blocks("sh").values() for line in code.splitlines()]


def commands(program: str) -> list[list[str]]:
    """Return the lines of shell blocks that begin with a word, in words."""
    return [words for words in LINES if words[:1] == [program]]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A sandbox on a socket, as `revox sandbox` starts it."""
    with running_sandbox(tmp_path_factory.mktemp("readme") / "demo.db") as running:
        yield running


@pytest.fixture
def run(server: Server, tmp_path: Path) -> Run:
    """A function that runs a command in an empty directory, with the key and the URL in the environment."""

    def start(*command: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            command, cwd=tmp_path, env=server.environment, capture_output=True, text=True, timeout=60, check=False
        )

    return start


@pytest.mark.parametrize("code", PYTHON)
def test_each_example_runs(code: str, run: Run, tmp_path: Path) -> None:
    """As it stands, without a warning, be it a script or a test; a comment that tells what is printed is right."""
    (tmp_path / "test_example.py").write_text(code, encoding="utf-8")
    is_test = code.startswith("def test_")
    pytest_words = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:schemathesis"] if is_test else []
    result = run(sys.executable, "-W", "error", *pytest_words, "test_example.py")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout
    assert [line for line in re.findall(r"# ([\w.]+: .*@ .*)", code) if line not in result.stdout] == []


def test_the_first_example_prints_every_call(run: Run) -> None:
    """It stands before line 45, and prints as many lines as there are rows with a call."""
    place, code = next(iter(blocks("python").items()))
    count = run(COMMAND, "rows", "demo", "--format", "jsonl").stdout.count('"call":{')
    assert int(place.split()[1]) + code.count("\n") < 45
    assert len(run(sys.executable, "-c", code).stdout.splitlines()) == count > 500


@pytest.mark.parametrize("words", [words for words in commands("revox") if words[1:] != ["sandbox"]], ids=" ".join)
def test_each_command_runs(words: list[str], run: Run, tmp_path: Path) -> None:
    """It ends well, and prints something or writes the file that it names."""
    result = run(COMMAND, *words[1:])
    assert result.returncode == 0, result.stderr
    written = tmp_path / words[words.index("-o") + 1] if "-o" in words else None
    assert written.stat().st_size > 10_000 if written else result.stdout


def test_the_sandbox_starts_as_it_stands_there() -> None:
    """`revox sandbox` says what to set; only the port is another here, because the usual one may be taken."""
    assert ["revox", "sandbox"] in commands("revox")
    with subprocess.Popen([COMMAND, "sandbox", "--port", "0"], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = "".join(islice(process.stdout, 5))
        process.send_signal(signal.SIGINT)
    assert "export REVOX_BASE_URL=" in said
    assert "export REVOX_API_KEY=" in said


@pytest.mark.deep
def test_each_command_in_the_text_exists() -> None:
    """The help of a command or a tool has the options that blocks and prose name."""
    in_prose = [shlex.split(code) for code in re.findall(r"`((?:revox|python -m tools\.)[^`\n]*)`", PROSE)]
    named = [words for words in in_prose if words[1:]]
    assert len(named) >= 6
    for words in named:
        command = takewhile(lambda word: word[0] != "-", words[1:])
        program = [sys.executable, *words[1:3]] if words[0] == "python" else [COMMAND, *command]
        helped = subprocess.run([*program, "--help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        assert helped.lower().startswith("usage: ")
        assert [word for word in words if word[:2] == "--" and not re.search(rf"{word}\b(?!-)", helped)] == []


def test_each_make_command_is_one() -> None:
    """The two main commands are there, and each target exists."""
    named = [words[1:] for words in commands("make")]
    assert named[:2] == [["demo"], ["test"]]
    assert {word for words in named for word in words if "=" not in word} <= targets()
    assert set(re.findall(r"`make ([\w-]+)", PROSE)) <= targets()


def test_each_installation_names_an_extra_that_exists() -> None:
    """`pip install` is only ever told to install this checkout, with extras that it has."""
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    for pip, install, target in commands("pip"):
        assert (pip, install, target[0]) == ("pip", "install", ".")
        assert Requirement(f"revox-client{target[1:]}").extras <= extras.keys()


def test_nothing_goes_unchecked() -> None:
    """Whatever else a block says, a test must be written for it; each path that is named leads somewhere."""
    assert {found[1] for found in FENCED.finditer(TEXT)} == {"python", "sh"}
    assert {words[0] for words in LINES if words} == {"make", "pip", "revox"}
    paths = re.findall(r"`((?:spec|generated|overlays|tools|tests|\.ci)/[\w./-]*)`", TEXT)
    assert len(paths) > 5
    assert [path for path in paths if not (ROOT / path).exists()] == []
    tests = re.findall(r"`(test_\w+)`", TEXT)
    assert len(tests) > 10
    assert [name for name in tests if not list((ROOT / "tests").glob(f"*/{name}.py"))] == []
