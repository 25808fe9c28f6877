"""The files of pins, which decide what the project is developed and compared with."""

import re
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools.setup.pins import files


@pytest.mark.parametrize("file", files(), ids=lambda file: file.name)
def test_every_line_is_an_exact_version_and_nothing_is_missing(file: Path) -> None:
    """No address, no range, no path; each requirement has a pin that it allows."""
    comment, *lines = file.read_text(encoding="utf-8").splitlines()
    about, wanted = files()[file]
    assert comment == f"# Exact versions of {about}. Written by: make pins"
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.]+", line)] == []
    versions = {canonicalize_name(name): version for name, version in (line.split("==") for line in lines)}
    asked = [Requirement(line) for line in wanted]
    assert [str(each) for each in asked if versions.get(canonicalize_name(each.name), "0") not in each.specifier] == []


def test_every_file_is_one_that_is_written() -> None:
    """None is left to grow old."""
    assert {*files()} == {*next(iter(files())).parent.glob("requirements*.txt")}
