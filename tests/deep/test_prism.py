"""Prism, a mock server that others wrote, serves our spec, and the official SDK's own tests call it."""

import re
import subprocess
import sys
import tarfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.node import npm_programs
from tools.setup.environment import ROOT, ensure
from tools.setup.pins import SDK, SDK_TESTS_PINS
from tools.setup.processes import started
from tools.setup.server import without_proxy

PRISM = "@stoplight/prism-cli@5.16.0"
SKIPPED = '    @pytest.mark.skip(reason="Mock server tests are disabled")\n'


@pytest.fixture(scope="module")
def prism() -> Iterator[str]:
    """The URL of Prism with our spec."""
    program = str(npm_programs(PRISM) / "prism")
    with started([program, "mock", "--port", "0", str(ROOT / "spec" / "openapi.yaml")], piped=True) as process:
        assert process.stdout is not None
        said = []
        for line in process.stdout:
            said.append(line)
            if found := re.search(r"Prism is listening on (http://\S+)", line):
                # Nothing reads on, and a full pipe would stop Prism.
                threading.Thread(target=process.stdout.read, daemon=True).start()
                yield found[1]
                return
    pytest.fail(f"Prism does not take the spec:\n{''.join(said)}")


@pytest.fixture(scope="module")
def sdk_tests(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source of the official SDK, with those of its tests active that need a mock server."""
    directory = tmp_path_factory.mktemp("sdk")
    options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--no-binary", ":all:", "--dest", str(directory)]
    subprocess.run([sys.executable, "-m", "pip", "download", *options, SDK], check=True, timeout=600)
    (archive,) = directory.glob("*.tar.gz")
    with tarfile.open(archive) as files:
        files.extractall(directory, filter="data")
    (file,) = directory.glob("*/tests/api_resources/test_campaigns.py")
    file.write_text(file.read_text(encoding="utf-8").replace(SKIPPED, ""), encoding="utf-8")
    return file.parents[2]


@pytest.mark.deep
def test_the_tests_of_the_official_sdk_pass_against_our_spec(prism: str, sdk_tests: Path) -> None:
    """All 25 that it has for `campaigns.get_rows`, among them calls with `page=0, page_size=0`."""
    python = ensure(ROOT / "build" / "sdk-tests", SDK_TESTS_PINS)
    options = ["-q", "-o", "addopts=", "-p", "no:cacheprovider", "-k", "get_rows"]
    result = subprocess.run(
        [str(python), "-m", "pytest", *options, "tests/api_resources/test_campaigns.py"],
        cwd=sdk_tests,
        env=without_proxy() | {"TEST_API_BASE_URL": prism},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert re.search(r"^25 passed, \d+ deselected", result.stdout, re.MULTILINE), result.stdout[-5000:]
