"""The commands of the Makefile, as far as no other test runs them."""

import importlib
import re
import subprocess

import pytest

from tests.project.files import ROOT

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
MODULES = {*re.findall(r"\$\(RUN\) (tools\.[\w.]+)", MAKEFILE)}
MODULES |= {f"tools.{file.stem}" for file in (ROOT / "tools").glob("[a-z]*.py")}


def make(*arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run make in the checkout."""
    return subprocess.run(["make", "--no-print-directory", *arguments], cwd=ROOT, capture_output=True, text=True)


def targets() -> set[str]:
    """Return the commands that make lists."""
    return set(re.findall(r"^make ([\w-]+)", make("help").stdout, re.MULTILINE))


def test_it_lists_its_commands() -> None:
    """Every command is in the list, and is one that make knows."""
    phony = set(re.findall(r"[\w-]+", MAKEFILE.partition(".PHONY:")[2].partition("\n\n")[0]))
    assert targets() == phony - {"environment", "python"} >= {"demo", "test", "check", "deep"}
    assert make("--dry-run", *targets()).returncode == 0


@pytest.mark.parametrize("module", sorted(MODULES))
def test_each_command_has_help(module: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever asks for help is told what would happen, and nothing does."""
    is_package = (ROOT / module.replace(".", "/")).is_dir()
    with pytest.raises(SystemExit, match=r"^0$"):
        importlib.import_module(f"{module}.__main__" if is_package else module).main(["--help"])
    assert capsys.readouterr().out.startswith(f"usage: python -m {module} [-h]")


@pytest.mark.parametrize("target", ["check", "demo"])
def test_a_python_that_is_too_old_is_told_in_words(target: str) -> None:
    """Whatever cannot be Python 3.11 or newer is refused before anything is made."""
    result = make("PYTHON=false", target)
    assert (result.returncode, result.stdout) == (2, "")
    assert "error: this needs Python 3.11 or newer, which false is not." in result.stderr


def test_ci_runs_the_commands_of_the_readme() -> None:
    """CI checks and tests with the same two commands as people, and lets neither fail unheard."""
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert "set -euo pipefail" in script
    assert script[-2:] == ["make check", "make test"]
