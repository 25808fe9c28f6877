"""The wheel, installed where nothing else of the project is."""

import re
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import attrs
import pytest

from tests.project.files import ROOT
from tools.setup.pins import PINS
from tools.setup.server import running_sandbox

PIP = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input"]
CORE = {"attrs", "httpx", "msgspec", "revox-client"}
BY_HTTPX = {"anyio", "certifi", "h11", "httpcore", "idna", "sniffio", "typing_extensions"}
SUITE = """
def test_with(revox_sandbox):
    with revox_sandbox.client() as client:
        assert len(list(client.campaigns.iter_rows("demo", page_size=30))) == 100

def test_without():
    pass
"""
USER = """
from revox import Revox

client = Revox()
for row in client.campaigns.iter_rows("demo"):
    reveal_type(row.phone_number)
    client.campaigns.get_rows("demo", page="one", page_size=1)
"""


pytestmark = pytest.mark.deep


@attrs.frozen
class Installed:
    """A virtual environment, and an empty directory outside the checkout to run things in."""

    environment: Path
    directory: Path

    def run(self, program: str, *words: str, env: dict[str, str] | None = None) -> "subprocess.CompletedProcess[str]":
        """Run a program of the environment, with the variables of this process or with others."""
        command = [str(self.environment / "bin" / program), *words]
        return subprocess.run(
            command, cwd=self.directory, env=env, capture_output=True, text=True, timeout=120, check=False
        )

    def install(self, *requirements: str) -> "Installed":
        """Install something, in the pinned versions."""
        python = str(self.environment / "bin" / "python")
        subprocess.run([*PIP, "--python", python, "install", "--constraint", str(PINS), *requirements], check=True)
        return self


def empty(directory: Path) -> Installed:
    """Make an environment with nothing in it."""
    venv.create(directory / "environment", symlinks=True)
    (directory / "elsewhere").mkdir()
    return Installed(directory / "environment", directory / "elsewhere")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout."""
    directory = tmp_path_factory.mktemp("wheel")
    command = [*PIP, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(directory), str(ROOT)]
    subprocess.run(command, check=True)
    (file,) = directory.iterdir()
    return file


@pytest.fixture(scope="module")
def core(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel without extras."""
    return empty(tmp_path_factory.mktemp("core")).install(str(wheel))


@pytest.fixture(scope="module")
def full(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel with the extras for users, and pytest."""
    return empty(tmp_path_factory.mktemp("full")).install(f"{wheel}[cli,sandbox]", "pytest")


def test_it_holds_both_packages_and_nothing_else(wheel: Path) -> None:
    """Each package says that it is typed, the spec is there as JSON, and no test or tool comes along."""
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.partition("/")[0] for name in names} == {"revox", "revox_api", f"{wheel.name[:18]}.dist-info"}
    assert {"revox/py.typed", "revox_api/py.typed"} <= set(names)
    assert not [name for name in names if re.search(r"__pycache__|_cache/|\.pyc$", name)]
    rooms = (ROOT / "overlays", ROOT / "generated")
    assert {path.relative_to(room).as_posix() for room in rooms for path in room.rglob("*.py")} <= set(names)
    assert "revox_api/openapi.json" in names


def test_the_core_needs_three_libraries(core: Installed) -> None:
    """Without extras there is httpx with its own, attrs and msgspec; both packages can be imported."""
    script = "import importlib.metadata as m; print(*(d.name for d in m.distributions()))"
    installed = set(core.run("python", "-c", script).stdout.split())
    assert installed >= CORE
    assert installed - CORE <= BY_HTTPX
    result = core.run("python", "-W", "error", "-c", "import revox, revox_api; print(revox.__version__)")
    assert (result.returncode, result.stderr) == (0, "")


def test_without_extras_it_says_which_one_to_install(core: Installed) -> None:
    """The command and the fixture name the extra; tests without the fixture run."""
    result = core.run("revox", "rows", "demo")
    assert (result.returncode, result.stdout) == (1, "")
    assert "pip install 'revox-client[cli]'" in result.stderr
    (core.directory / "test_theirs.py").write_text(SUITE)
    result = core.install("pytest").run("python", "-m", "pytest", "-q", "test_theirs.py")
    assert "1 passed, 1 error" in result.stdout
    assert "pip install 'revox-client[sandbox]'" in result.stdout


def test_an_application_is_tested_with_it(full: Installed) -> None:
    """A campaign from its creation to its export, also with faults, outside the checkout."""
    shutil.copy(ROOT / "tests/sandbox/test_sandbox_application.py", full.directory)
    result = full.run("python", "-m", "pytest", "-q", "test_sandbox_application.py")
    assert "2 passed" in result.stdout, result.stdout


def test_the_fixture_works_in_a_suite_of_somebody_else(full: Installed) -> None:
    """Nothing has to be set up for it."""
    (full.directory / "test_theirs.py").write_text(SUITE)
    result = full.run("python", "-W", "error", "-m", "pytest", "-q", "test_theirs.py")
    assert result.returncode == 0, result.stdout
    assert "2 passed" in result.stdout


def test_the_commands_work_outside_the_checkout(full: Installed) -> None:
    """`revox sandbox` serves, and `revox rows` exports from it."""
    assert re.fullmatch(r"revox-client \d\S*\n", full.run("revox", "--version").stdout)
    program = str(full.environment / "bin" / "revox")
    with running_sandbox(full.directory / "demo.db", program) as server:
        result = full.run("revox", "rows", "demo", "-o", "rows.jsonl", env=server.environment)
    assert result.returncode == 0, result.stderr
    assert len((full.directory / "rows.jsonl").read_bytes().splitlines()) == 1000


def test_it_is_typed_for_its_users(core: Installed, tmp_path: Path) -> None:
    """A type checker knows what a row holds, and finds a wrong argument."""
    (core.directory / "user.py").write_text(USER)
    python = core.environment / "bin" / "python"
    settings = ["--strict", "--python-executable", str(python), "--cache-dir", str(tmp_path), "--config-file="]
    command = [sys.executable, "-m", "mypy", *settings, "user.py"]
    result = subprocess.run(command, cwd=core.directory, capture_output=True, text=True)
    assert 'user.py:6: note: Revealed type is "str"' in result.stdout, result.stdout + result.stderr
    assert 'user.py:7: error: Argument "page"' in result.stdout
    assert "Found 1 error" in result.stdout
