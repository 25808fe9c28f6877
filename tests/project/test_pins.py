"""The files of pins, which decide what the project is developed and compared with."""

import re
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools.setup.pins import PEER, PEER_PINS, PINS, requirements


def pinned(file: Path) -> dict[str, str]:
    """Return the versions in a file of pins."""
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {canonicalize_name(name): version for name, version in (line.split("==") for line in lines)}


@pytest.mark.parametrize("file", [PINS, PEER_PINS], ids=lambda file: file.name)
def test_every_line_is_a_name_and_an_exact_version(file: Path) -> None:
    """No address, no range, no path: what is installed tomorrow is what is installed today."""
    comment, *lines = file.read_text(encoding="utf-8").splitlines()
    assert comment.startswith("# ")
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.]+", line)] == []
    assert len(pinned(file)) == len(lines) > 5


def test_the_pins_hold_what_the_project_asks_for() -> None:
    """Each requirement of `pyproject.toml`, of every extra and of the build has a pin that it allows."""
    versions = pinned(PINS)
    wanted = [Requirement(line) for line in requirements()]
    assert [str(each) for each in wanted if versions.get(canonicalize_name(each.name), "0") not in each.specifier] == []


def test_the_peer_is_the_official_sdk_of_the_docs() -> None:
    """Version 0.1.1 is the one whose docs are the source of the spec."""
    assert pinned(PEER_PINS)["revox"] == Requirement(PEER).specifier.__str__().removeprefix("==") == "0.1.1"
