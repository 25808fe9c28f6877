"""The fixture `revox_sandbox`, in the test suite of somebody else."""

import os
import subprocess
import sys
from pathlib import Path

SUITE = """
import os
import httpx, pytest, revox

seen = []

def test_first(revox_sandbox):
    seen.append(revox_sandbox)
    assert revox_sandbox.campaigns == ["demo"]
    revox_sandbox.add_campaign("mine", rows=3)
    headers = {"Authorization": f"Bearer {revox_sandbox.api_key}"}
    with httpx.Client(transport=revox_sandbox.transport(), base_url=revox_sandbox.base_url, headers=headers) as client:
        assert client.get("/campaigns/demo/rows?page=0&page_size=5").json()["total"] == 100

def test_second(revox_sandbox):
    assert revox_sandbox is not seen[0]
    assert revox_sandbox.campaigns == ["demo"]

def test_server(revox_server, revox_sandbox):
    with revox.Revox() as client:
        assert len(client.assistants.list().assistants) > 3
    assert [request.path for request in revox_sandbox.requests] == ["/api/assistants"]

@pytest.mark.revox_faults("error=500,first=1")
def test_faults(revox_server):
    key = {"Authorization": "Bearer " + os.environ["REVOX_API_KEY"]}
    url = os.environ["REVOX_BASE_URL"] + "/voices"
    assert [httpx.get(url, headers=key, trust_env=False).status_code for _ in range(2)] == [500, 200]

def test_without():
    assert "REVOX_BASE_URL" not in os.environ
"""


def run_suite(directory: Path, prelude: str = "") -> "subprocess.CompletedProcess[str]":
    """Run the suite with the plugin and nothing else."""
    (directory / "test_theirs.py").write_text(SUITE)
    script = f"import sys; {prelude or 'pass'}; import pytest; sys.exit(pytest.main(sys.argv[1:]))"
    options = ["-p", "revox.sandbox.pytest_plugin", "-p", "no:cacheprovider", "-W", "error", "-q", "--tb=short", "."]
    return subprocess.run(
        [sys.executable, "-c", script, *options],
        cwd=directory,
        env=os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_the_fixtures_are_a_new_sandbox_for_each_test(tmp_path: Path) -> None:
    """Each test gets 100 rows of `demo` and nothing of another test; a server, and faults, where it asks for them."""
    result = run_suite(tmp_path)
    assert (result.returncode, result.stderr) == (0, "")
    assert "5 passed" in result.stdout


def test_a_missing_extra_fails_only_who_uses_the_fixture(tmp_path: Path) -> None:
    """The suite runs, and the tests with the fixture say what to install."""
    result = run_suite(tmp_path, "sys.modules['uvicorn'] = None")
    assert "1 passed, 4 errors" in result.stdout
    assert "The sandbox needs the extra: pip install 'revox-client[sandbox]'" in result.stdout
