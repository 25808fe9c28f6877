"""How virtual environments are made: once, whole, and by one process at a time."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.project.files import ROOT
from tools.setup.environment import HALF_MADE, STATE, SetUpError, ensure


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


def test_a_whole_one_is_left_alone(environment: Path, pins: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """It is made by one of two at once, and whoever comes later finds nothing to do."""
    assert ensure(environment, pins) == environment / "bin" / "python"
    assert capfd.readouterr().out == ""


def test_changed_pins_are_installed_on_top(environment: Path, marker: Path, tmp_path: Path) -> None:
    """The environment is brought up to date, and what is in it stays."""
    other = tmp_path / "pins.txt"
    other.write_text("# nothing else\n")
    before = (environment / STATE).read_text()
    ensure(environment, other)
    assert (environment / STATE).read_text() != before
    assert marker.exists()


def test_one_that_failed_is_made_anew(environment: Path, pins: Path, marker: Path, tmp_path: Path) -> None:
    """Pins that cannot be had are an error in words; what that left behind is never taken for whole."""
    impossible = tmp_path / "pins.txt"
    impossible.write_text("not a requirement\n")
    with pytest.raises(SetUpError, match=r"pip could not install .*pins\.txt"):
        ensure(environment, impossible)
    assert (environment / STATE).read_text() == HALF_MADE
    python = ensure(environment, pins)
    assert not marker.exists()
    assert subprocess.run([python, "-m", "pip", "--version"], capture_output=True).returncode == 0


def test_one_that_was_copied_from_elsewhere_is_made_anew(environment: Path, pins: Path, marker: Path) -> None:
    """Its scripts would run the interpreter of the place that it came from."""
    (environment / STATE).write_text("/elsewhere\n" + (environment / STATE).read_text().partition("\n")[2])
    ensure(environment, pins)
    assert not marker.exists()
