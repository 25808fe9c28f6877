"""`python -m tools.bench`, as a process, from start to end."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.project.files import ROOT
from tools.bench.experiments import QUICK, Scale, experiments
from tools.bench.goals import OURS
from tools.bench.processes import PINS


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, str]:
    """What a quick run without the official SDK has written: JSON and Markdown."""
    directory = tmp_path_factory.mktemp("bench")
    files = directory / "results.json", directory / "results.md"
    command = [sys.executable, "-m", "tools.bench", "--quick", "--without-official", "--runs", "1"]
    command += ["--json", str(files[0]), "--markdown", str(files[1])]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        output, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)
    text = files[1].read_text(encoding="utf-8")
    assert output == text + "\n"
    return json.loads(files[0].read_text(encoding="utf-8")), text


def test_everything_of_ours_is_measured(written: tuple[Any, str]) -> None:
    """Each contender in our environment has a sample of each experiment, and each has seen its rows."""
    measured = {found["name"]: found["contenders"] for found in written[0]["experiments"]}
    ours = {found.name: [one.name for one in found.contenders if one.side == OURS] for found in experiments(QUICK)}
    assert {name: list(contenders) for name, contenders in measured.items()} == ours
    samples = [found["samples"] for contenders in measured.values() for found in contenders.values()]
    assert all(len(values) == 1 and values[0] > 0 for values in samples)


def test_every_goal_is_told(written: tuple[Any, str]) -> None:
    """Those that need the official SDK have no value, all others have one, and the table has them all."""
    document, text = written
    goals = [goal for found in document["experiments"] for goal in found["goals"]]
    assert len(goals) == sum(len(found.goals) for found in experiments(QUICK))
    assert {"official" in (goal["reference"] or "") for goal in goals if "value" not in goal} == {True}
    assert {"official" in (goal["reference"] or "") for goal in goals if "value" in goal} == {False}
    assert len(re.findall(r"^\| `", text, re.MULTILINE)) == len(goals)
    assert set(document) == {"machine", "load", "experiments"}


@pytest.mark.parametrize("scale", [Scale(), QUICK], ids=["full", "quick"])
def test_goals_name_contenders_of_their_experiment(scale: Scale) -> None:
    """A misspelt name would be told as `n/a`."""
    for experiment in experiments(scale):
        names = [contender.name for contender in experiment.contenders]
        assert len(set(names)) == len(names)
        assert {goal.subject for goal in experiment.goals} <= set(names)
        assert {goal.reference for goal in experiment.goals} - {None} <= set(names)


@pytest.mark.parametrize(("pins", "version"), [*zip(PINS.values(), ["0.1.1", "0.5.0"], strict=True)])
def test_the_official_sdk_is_pinned(pins: Path, version: str) -> None:
    """With everything that it needs, each in one version."""
    lines = [line for line in pins.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert f"revox=={version}" in lines
    assert [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.]+", line)] == []
