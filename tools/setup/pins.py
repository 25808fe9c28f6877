"""Writes the files of pins anew, with the newest versions that `pyproject.toml` allows: `make pins`."""

import argparse
import subprocess
import sys
import tempfile
import tomllib
import venv
from collections.abc import Iterable, Sequence
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
PINS = ROOT / "tools" / "requirements.txt"
PEER_PINS = ROOT / "tools" / "requirements-peer.txt"
SDK_TESTS_PINS = ROOT / "tools" / "requirements-sdk-tests.txt"
LATER_PINS = ROOT / "tools" / "requirements-peer-0.5.0.txt"
SDK, LATER_SDK = "revox==0.1.1", "revox==0.5.0"
NOT_PINNED = ("pip", "setuptools")


def main(arguments: Sequence[str] | None = None) -> int:
    """Write all files and return 0."""
    about = "Write the files of pins anew, with the newest versions that pyproject.toml allows."
    argparse.ArgumentParser(prog="python -m tools.setup.pins", description=about).parse_args(arguments)
    for file, (words, wanted) in files().items():
        _write(file, words, wanted)
    return 0


def files() -> dict[Path, tuple[str, list[str]]]:
    """Return each file of pins with what it is for, in words, and what is asked for."""
    sdk_with_aiohttp = SDK.replace("==", "[aiohttp]==")
    return {
        PINS: ("what the project is developed with", _of_project()),
        PEER_PINS: ("the official SDK, to compare with", [SDK]),
        LATER_PINS: ("a later release of the official SDK, to compare with", [LATER_SDK]),
        SDK_TESTS_PINS: ("what the tests of the official SDK need", [sdk_with_aiohttp, "pytest", "pytest-asyncio"]),
    }


def _of_project() -> list[str]:
    """Return all that `pyproject.toml` asks for: to run, for every extra, and to build."""
    document = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = document["project"]
    groups = [document["build-system"]["requires"], project["dependencies"], *project["optional-dependencies"].values()]
    return [line for group in groups for line in group if Requirement(line).name != project["name"]]


def _write(file: Path, about: str, wanted: Iterable[str]) -> None:
    """Install requirements into an environment of their own, and write down what that took."""
    with tempfile.TemporaryDirectory() as directory:
        venv.create(directory, symlinks=True, with_pip=True)
        pip = [str(Path(directory) / "bin" / "python"), "-m", "pip", "--disable-pip-version-check"]
        subprocess.run([*pip, "install", "--quiet", *wanted], check=True)
        excluded = [option for name in NOT_PINNED for option in ("--exclude", name)]
        pins = subprocess.check_output([*pip, "list", "--format=freeze", *excluded], text=True)
    file.write_text(f"# Exact versions of {about}. Written by: make pins\n{pins}", encoding="utf-8")
    print(f"{file}: written")


if __name__ == "__main__":
    sys.exit(main())
