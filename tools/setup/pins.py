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
PEER = "revox==0.1.1"
NOT_PINNED = ("pip", "setuptools")


def main(arguments: Sequence[str] | None = None) -> int:
    """Write both files and return 0."""
    about = "Write the files of pins anew, with the newest versions that pyproject.toml allows."
    argparse.ArgumentParser(prog="python -m tools.setup.pins", description=about).parse_args(arguments)
    write(PINS, "what the project is developed with", requirements())
    write(PEER_PINS, "the official SDK, for tools/peer.py", [PEER])
    return 0


def requirements() -> list[str]:
    """Return all that `pyproject.toml` asks for: to run, for every extra, and to build."""
    document = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = document["project"]
    groups = [document["build-system"]["requires"], project["dependencies"], *project["optional-dependencies"].values()]
    return [line for group in groups for line in group if Requirement(line).name != project["name"]]


def write(file: Path, about: str, wanted: Iterable[str]) -> None:
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
