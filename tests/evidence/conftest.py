"""What the tests of the docs reader share."""

from pathlib import Path

import pytest

from tests.evidence.support import Project


@pytest.fixture
def project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Project:
    """Return a project that has read both pages before."""
    return Project(tmp_path, capsys).keep()
