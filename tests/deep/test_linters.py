"""The linters of others have nothing against the spec."""

import subprocess
from pathlib import Path

import pytest

from tests.support.node import npm_programs
from tools.setup.environment import ROOT

SPEC = ROOT / "spec" / "openapi.yaml"
PACKAGES = ["@redocly/cli@1.34.5", "@stoplight/spectral-cli@6.15.0"]


@pytest.mark.deep
@pytest.mark.parametrize("program", ["redocly", "spectral"])
def test_the_spec_is_clean(program: str, tmp_path: Path) -> None:
    """Not a warning by their own rules, but for this: errors are not documented, so no operation has a 4xx response."""
    rules = tmp_path / "rules.yaml"
    rules.write_text("extends: spectral:oas\n", encoding="utf-8")
    options = {
        "redocly": ["lint", "--skip-rule=operation-4xx-response"],
        "spectral": ["lint", "--fail-severity=hint", f"--ruleset={rules}"],
    }
    command = [str(npm_programs(*PACKAGES) / program), *options[program], str(SPEC)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "warning" not in done.stdout + done.stderr
