"""Help, version, completion: what the command says of itself, and how light it is."""

import os
import subprocess
import sys
from pathlib import Path

import attrs
import pytest
import revox
from click.shell_completion import ShellComplete
from click.testing import CliRunner
from revox.cli.commands import COMMANDS
from revox.cli.commands import revox as group
from revox.cli.request import Options
from revox_api.models import CallStatus, ResultFilter

from .running import COMMAND, Run, environment, run


@pytest.mark.parametrize("command", [COMMAND, [str(Path(sys.executable).with_name("revox"))]])
def test_the_version_is_that_of_the_library(command: list[str]) -> None:
    """The name of the package and its version, from the module and from the installed script."""
    result = run("--version", command=command)
    assert (result.code, result.stdout.decode(), result.stderr) == (0, f"revox-client {revox.__version__}\n", "")


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], []])
def test_help_names_commands_and_exit_codes(here: Run, arguments: list[str]) -> None:
    """The commands, the exit codes and where the key comes from are there."""
    result = here(*arguments)
    expected = [
        "REVOX_API_KEY",
        *(f"\n  {name} " for name in COMMANDS),
        *(f"\n    {code}  " for code in (0, 1, 2, 130, 141)),
    ]
    assert (result.code, result.stderr) == (0, "")
    assert [words for words in expected if words not in result.stdout.decode()] == []


@pytest.mark.parametrize("arguments", [[], *([name] for name in COMMANDS)])
def test_every_command_has_help(arguments: list[str]) -> None:
    """Each one exits with 0, names each option and each value of the spec, and keeps to the width of a terminal."""
    result = CliRunner().invoke(group, [*arguments, "--help"], prog_name="revox", terminal_width=80)
    assert result.exit_code == 0
    assert result.output.startswith(f"Usage: {' '.join(['revox', *arguments])} ")
    assert max(map(len, result.output.splitlines())) <= 80
    if arguments == ["rows"]:
        options = {f"--{option.replace('_', '-')}" for option in attrs.fields_dict(Options)} - {"--campaign-id"}
        words = {word.rstrip(".,") for word in result.output.split()}
        assert {*options, *CallStatus, *ResultFilter, "Examples:", "Formats:"} <= words


SCRIPTS = {"bash": "complete -o nosort -F", "zsh": "#compdef revox", "fish": "complete --no-files --command revox"}


@pytest.mark.parametrize(("shell", "words"), SCRIPTS.items())
def test_completion_prints_a_script(here: Run, shell: str, words: str) -> None:
    """The script is for that shell, and a comment near its top says how to load it."""
    result = here("completion", shell)
    text = result.stdout.decode()
    assert (result.code, result.stderr) == (0, "")
    assert words in text
    assert any(line.startswith("# Load it") and f"revox completion {shell}" in line for line in text.splitlines()[:2])


@pytest.mark.parametrize(
    ("typed", "completions"),
    [
        ("revox ro", ["rows"]),
        ("revox rows x --status c", ["calling", "completed", "cancelled"]),
        ("revox rows x --status completed,err", ["completed,errored"]),
        ("revox rows x --result iv", ["IVR"]),
        ("revox rows x --format j", ["jsonl"]),
        ("revox rows x --max", ["--max-retries"]),
        ("revox completion z", ["zsh"]),
    ],
)
def test_values_are_completed(typed: str, completions: list[str]) -> None:
    """Commands, options and the values of the spec are completed, also after a comma."""
    *words, last = typed.split()[1:]
    found = ShellComplete(group, {}, "revox", "_REVOX_COMPLETE").get_completions(words, last)
    assert [item.value for item in found] == completions


def test_completion_works_in_bash() -> None:
    """Bash, after loading the script, completes a status."""
    script = """
        eval "$(revox completion bash)"
        COMP_WORDS=(revox rows x --status sch) COMP_CWORD=4
        _revox_completion revox
        echo "${COMPREPLY[@]}"
    """
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    output = subprocess.run(["bash", "-c", script], env=environment(PATH=path), capture_output=True, timeout=30)
    assert (output.stdout, output.stderr) == (b"scheduled\n", b"")


def test_it_is_light() -> None:
    """Beyond the library and click, help imports nothing but modules of its own and of the standard library."""
    script = (
        "import sys, click, revox; before = set(sys.modules); from revox.cli.commands import run; run(['--version']);"
        "run(['--help']); print(*{name.split('.')[0] for name in set(sys.modules) - before}, file=sys.stderr)"
    )
    found = run(command=[COMMAND[0], "-c", script]).stderr.split()
    assert "revox" in found
    assert {"rich", "pygments", "starlette", "uvicorn", "sqlite3", "asyncio", "csv", "tempfile"}.isdisjoint(found)
