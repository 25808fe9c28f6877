"""The workflow that people copy: valid, with commands that exist, and careful with the secret."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[3]
TEXT = (ROOT / ".github" / "workflows" / "contract.yml").read_text(encoding="utf-8")
WORKFLOW: dict[Any, Any] = yaml.safe_load(TEXT)
JOBS: dict[str, Any] = WORKFLOW["jobs"]
COMMANDS = [step["run"] for job in JOBS.values() for step in job["steps"] if "run" in step]


def test_it_runs_on_changes_on_a_schedule_and_by_hand() -> None:
    """YAML 1.1 reads the bare word `on` as true; GitHub does not."""
    events: dict[str, Any] = WORKFLOW["on" if "on" in WORKFLOW else True]
    assert set(events) == {"push", "pull_request", "schedule", "workflow_dispatch"}
    assert re.fullmatch(r"\d+ \d+ \* \* \*", events["schedule"][0]["cron"])
    assert set(JOBS) == {"test", "deep", "audit", "drift", "live", "sdk"}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_a_target_of_the_makefile(command: str) -> None:
    """What CI runs, people can run."""
    found = re.match(r"make (\w+)", command)
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert found
    assert found[1] in targets


@pytest.mark.parametrize("name", JOBS)
def test_only_jobs_that_ask_the_live_api_have_the_secret(name: str) -> None:
    """The secret comes from the environment, never from a command, and never runs for a pull request."""
    has_secret = "REVOX_API_KEY" in JOBS[name].get("env", {})
    assert has_secret == (name in {"drift", "live"})
    if has_secret:
        assert JOBS[name]["env"]["REVOX_API_KEY"] == "${{ secrets.REVOX_API_KEY }}"
        assert JOBS[name]["if"] == "github.event_name == 'schedule' || github.event_name == 'workflow_dispatch'"
    assert not any("${{" in step.get("run", "") for step in JOBS[name]["steps"])


def test_actions_are_pinned_and_rights_are_few() -> None:
    """Each action is a commit with its version beside it, each job has a limit, and the token can only read."""
    uses = re.findall(r"uses: (.*)", TEXT)
    assert len(uses) == sum("uses" in step for job in JOBS.values() for step in job["steps"])
    assert all(re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}  # v\d+\.\d+\.\d+", name) for name in uses)
    assert all(job["timeout-minutes"] <= 180 for job in JOBS.values())
    assert WORKFLOW["permissions"] == {"contents": "read"}
