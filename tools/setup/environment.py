"""Makes a virtual environment from a file of pins: `python3 -m tools.setup.environment .venv tools/requirements.txt`.

Runs before anything is installed, so it imports nothing but Python. Where nothing has changed it does nothing; where it
was interrupted, it starts anew the next time; where two run at once, one waits for the other.
"""

import argparse
import fcntl
import hashlib
import os
import subprocess
import sys
import venv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROJECT = (ROOT / "pyproject.toml", ROOT / "overlays" / "revox" / "_version.py")
STATE = ".state"
EVERYTHING = "everything"
BUILD = "hatchling"


class SetUpError(Exception):
    """An environment could not be made; the message says what to do."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code: 0 done, 1 not."""
    parser = argparse.ArgumentParser(prog="python3 -m tools.setup.environment", description=ensure.__doc__)
    parser.add_argument("environment", type=Path, help="the directory of the environment")
    parser.add_argument("pins", type=Path, help="a file of exact versions")
    parser.add_argument("--project", action="store_true", help="install this project too, as it stands here")
    parser.add_argument("--extras", metavar="NAMES", help="install only what the project needs with these extras")
    options = parser.parse_args(arguments)
    try:
        ensure(options.environment, options.pins, project=options.project, extras=options.extras)
    except SetUpError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def ensure(environment: Path, pins: Path, *, project: bool = False, extras: str | None = None) -> Path:
    """Make an environment, or bring it up to date, and return its interpreter.

    Args:
        environment: Its directory.
        pins: A file of exact versions to install.
        project: Whether to install this project too, so that its source is used as it stands here.
        extras: Install the project with these extras, and of the pins only what that needs. An environment that has
            all of the pins has these as well.

    Raises:
        SetUpError: It could not be made.
    """
    environment.mkdir(parents=True, exist_ok=True)
    python, state = environment / "bin" / "python", environment / STATE
    files = [pins, *PROJECT] if project or extras else [pins]
    digest = hashlib.sha256(b"\0".join(path.read_bytes() for path in files)).hexdigest()
    # Where it was made, and for which Python: what cannot be mended.
    place = f"{environment.resolve()} {sys.version_info[:2]}"
    wanted = [place, digest, extras or EVERYTHING]
    with _only_one(environment):
        found = state.read_text().splitlines() if state.exists() and python.exists() else []
        if found in (wanted, [place, digest, EVERYTHING]):
            return python
        print(f"Making {environment} from {pins} ...", flush=True)
        state.unlink(missing_ok=True)
        if found[:1] != [place]:
            _create(environment)
        if extras:
            _pip(python, "--constraint", str(pins), BUILD)
            _pip(python, "--constraint", str(pins), "--no-build-isolation", "--editable", f"{ROOT}[{extras}]")
        else:
            _pip(python, "--requirement", str(pins))
        if project:
            _pip(python, "--no-build-isolation", "--no-deps", "--editable", str(ROOT))
        state.write_text("\n".join(wanted))
    return python


@contextmanager
def _only_one(directory: Path) -> Iterator[None]:
    number = os.open(directory, os.O_RDONLY)
    try:
        fcntl.flock(number, fcntl.LOCK_EX)
        yield
    finally:
        os.close(number)


def _create(environment: Path) -> None:
    try:
        venv.create(environment, clear=(environment / "pyvenv.cfg").exists(), symlinks=True, with_pip=True)
    except subprocess.CalledProcessError as error:
        raise SetUpError(
            f"{sys.executable} cannot make virtual environments. On Debian and Ubuntu: apt install python3-venv"
        ) from error


def _pip(python: Path, *arguments: str) -> None:
    command = [str(python), "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check", *arguments]
    if subprocess.run(command, check=False).returncode:
        raise SetUpError(f"pip could not install {arguments[-1]}; it needs a package registry within reach.")


if __name__ == "__main__":
    sys.exit(main())
