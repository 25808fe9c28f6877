"""How virtual environments are made: once, whole, and by one process at a time."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.project.files import ROOT
from tools.setup.environment import STATE, SetUpError, ensure
from tools.setup.pins import PINS

pytestmark = pytest.mark.deep


@pytest.fixture(scope="module")
def pins(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of pins that asks for nothing."""
    file = tmp_path_factory.mktemp("pins") / "pins.txt"
    file.write_text("# nothing\n")
    return file


@pytest.fixture(scope="module")
def environment(pins: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that two processes have tried to make at once."""
    directory = tmp_path_factory.mktemp("made") / "environment"
    command = [sys.executable, "-m", "tools.setup.environment", str(directory), str(pins)]
    both = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    outputs = [process.communicate(timeout=120)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sorted(bool(output) for output in outputs) == [False, True], "both have made it"
    return directory


@pytest.fixture
def marker(environment: Path) -> Path:
    """A file in the environment, which is gone if that was made anew."""
    file = environment / "marker"
    file.touch()
    return file


def test_changed_pins_are_installed_on_top(environment: Path, pins: Path, marker: Path, tmp_path: Path) -> None:
    """What is in the environment stays; where nothing has changed, nothing is done."""
    other = tmp_path / "pins.txt"
    other.write_text("# nothing else\n")
    states = []
    for file in (pins, pins, other):
        ensure(environment, file)
        states.append((environment / STATE).read_text())
    assert states[0] == states[1] != states[2]
    assert marker.exists()


def test_one_that_failed_is_made_anew(environment: Path, pins: Path, marker: Path, tmp_path: Path) -> None:
    """Pins that cannot be had are an error in words; what that left behind is never taken for whole."""
    impossible = tmp_path / "pins.txt"
    impossible.write_text("not a requirement\n")
    with pytest.raises(SetUpError, match=r"pip could not install .*pins\.txt"):
        ensure(environment, impossible)
    assert not (environment / STATE).exists()
    python = ensure(environment, pins)
    assert not marker.exists()
    assert subprocess.run([python, "-m", "pip", "--version"], capture_output=True).returncode == 0


def test_one_that_was_copied_from_elsewhere_is_made_anew(environment: Path, pins: Path, marker: Path) -> None:
    """Its scripts would run the interpreter of the place that it came from."""
    ensure(environment, pins)
    (environment / STATE).write_text(f"/elsewhere{(environment / STATE).read_text()}")
    ensure(environment, pins)
    assert not marker.exists()


def test_extras_take_only_what_they_need(tmp_path: Path) -> None:
    """The command line can be used at once; the workshop is not there."""
    python = ensure(tmp_path / "small", PINS, extras="cli,sandbox")
    installed = subprocess.check_output([python, "-m", "pip", "list", "--format=freeze"], text=True)
    assert {"revox-client", "click", "uvicorn"} <= {line.partition("==")[0] for line in installed.splitlines()}
    assert "pytest" not in installed
    assert subprocess.run([python.with_name("revox"), "--version"], capture_output=True).returncode == 0
