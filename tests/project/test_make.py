"""The commands of the Makefile, as far as no other test runs them."""

import re
import subprocess

from tests.project.files import ROOT


def make(*arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run make in the checkout."""
    return subprocess.run(["make", "--no-print-directory", *arguments], cwd=ROOT, capture_output=True, text=True)


def targets() -> set[str]:
    """Return the commands that make lists."""
    return set(re.findall(r"^make ([\w-]+)", make("help").stdout, re.MULTILINE))


def test_it_lists_its_commands() -> None:
    """The list has every command, and nothing that is not one."""
    everyday = {"help", "demo", "test", "check", "generate", "format", "pins", "clean"}
    proofs = {"bench", "contract", "drift", "evidence", "mutate", "proof", "regenerate-check", "soak", "spec-diff"}
    assert targets() == everyday | proofs
    for target in targets():
        assert make("--dry-run", target).returncode == 0


def test_a_python_that_is_too_old_is_told_in_words() -> None:
    """Whatever cannot be Python 3.11 or newer is refused before anything is made."""
    result = make("PYTHON=false", "check")
    assert result.returncode == 2
    assert "error: this needs Python 3.11 or newer, which false is not." in result.stderr
    assert result.stdout == ""


def test_ci_runs_the_commands_of_the_readme() -> None:
    """CI checks and tests with the same two commands as people, and lets neither fail unheard."""
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert "set -euo pipefail" in script
    assert script[-2:] == ["make check", "make test"]
