"""The commands of the Makefile, as far as no other test runs them."""

import re
import subprocess
import sys

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


def test_each_command_has_help() -> None:
    """Whoever asks for help is told what would happen, and nothing does."""
    modules = set(re.findall(r"\$\(RUN\) (tools\.[\w.]+)", (ROOT / "Makefile").read_text(encoding="utf-8")))
    modules |= {f"tools.{file.stem}" for file in (ROOT / "tools").glob("[a-z]*.py")}
    assert {"tools.bench", "tools.peer", "tools.setup.pins", "tools.soak.kills"} <= modules
    for module in sorted(modules):
        result = subprocess.run([sys.executable, "-m", module, "--help"], cwd=ROOT, capture_output=True, text=True)
        assert (result.returncode, result.stderr) == (0, "")
        assert result.stdout.startswith(f"usage: python -m {module} [-h]")


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
