"""`tools/bench`: who is compared, in what order, and what is said of it, but never how long anything may take."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import msgspec
import pytest
from revox_api.models import Row, RowsPage

from tools.bench import driver
from tools.bench.driver import BenchError, Result, running_server
from tools.bench.experiments import OFFICIAL, OURS, QUICK, Contender, Experiment, Goal, Kind, Metric, Scale, experiments
from tools.bench.report import markdown, spread, verdict
from tools.bench.server import BYTES_PER_ROW
from tools.setup.environment import ROOT

WORKER = """
from tools.bench.workers.common import serve
asked = []
def note(name, rows=1):
    print("this is not an answer")
    asked.append(name)
    return {"rows": rows, "seconds": len(asked), "cpu_seconds": len(asked), "peak": len(asked)}
serve({"note": note, "start_up": lambda base_url: asked.append("start_up") or 0, "fail": lambda: 1 / 0})
"""
COMMANDS = {OURS: [sys.executable, "-s", "-c", WORKER]}


@pytest.mark.deep
def test_a_quick_run_measures_everything_of_ours(tmp_path: Path) -> None:
    """Without the official SDK each goal has a line, those of ours alone have a value, and no process is left."""
    file = tmp_path / "results.md"
    command = [sys.executable, "-m", "tools.bench", "--quick", "--without-official", "--markdown", str(file)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True) as process:
        output, _ = process.communicate(timeout=240)
    assert process.returncode == 0
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)
    lines = re.findall(r"^\| `.*$", output, re.MULTILINE)
    assert output.strip() == file.read_text(encoding="utf-8").strip()
    assert len(lines) == sum(len(each.goals) for each in experiments(QUICK))
    assert all(("official" in against) == (ratio == "n/a") for _, _, _, against, _, ratio, *_ in map(_cells, lines))


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


@pytest.mark.parametrize("experiment", [*experiments(Scale()), *experiments(QUICK)], ids=lambda each: each.name)
def test_goals_name_contenders_of_their_experiment(experiment: Experiment) -> None:
    """A misspelt name would be told as `n/a`."""
    names = [contender.name for contender in experiment.contenders]
    assert len(set(names)) == len(names)
    assert {name for goal in experiment.goals for name in (goal.subject, goal.reference)} - {None} <= set(names)


def run(*names: str, metric: Metric = Metric.SECONDS, task: str = "note", **of_last: int) -> dict[str, list[float]]:
    """Run three rounds of contenders that only say how often their worker was asked."""
    arguments: list[dict[str, object]] = [{"name": name} if task == "note" else {} for name in names]
    arguments[-1] = arguments[-1] | of_last
    ours = [Contender(name, OURS, task, each) for name, each in zip(names, arguments, strict=True)]
    experiment = Experiment("test", "", (*ours, Contender("absent", OFFICIAL, task)), (), metric, latency=None)
    result = driver.run(experiment, "http://unused", COMMANDS, 3, lambda line: None)
    return {name: result.values(name) for name in result.samples}


def test_contenders_run_in_turn_there_and_back_after_a_warm_up() -> None:
    """One worker has seen: a, b to warm up; then a, b; b, a; a, b. Who has no command does not take part."""
    assert run("a", "b") == {"a": [3, 6, 7], "b": [4, 5, 8]}


def test_memory_is_measured_in_a_new_process_each_time() -> None:
    """It has started up and done nothing else before."""
    assert run("a", "b", metric=Metric.PEAK) == {"a": [2, 2, 2], "b": [2, 2, 2]}


def test_what_cannot_be_compared_is_an_error() -> None:
    """Whoever loses rows would be the fastest; a task that fails tells its traceback."""
    with pytest.raises(BenchError, match="not everybody saw the same rows"):
        run("a", "b", rows=2)
    with pytest.raises(BenchError, match="ZeroDivisionError"):
        run("a", task="fail")


@pytest.mark.parametrize(
    ("goal", "met"),
    [
        (Goal("a", Kind.FASTER, 4, "b"), "met"),
        (Goal("a", Kind.FASTER, 4.1, "b"), "MISSED"),
        (Goal("a", Kind.AS_MUCH, 0.25, "b"), "met"),
        (Goal("a", Kind.AS_MUCH, 0.2, "b"), "MISSED"),
        (Goal("a", Kind.FASTER, None, "b"), ""),
        (Goal("a", Kind.FASTER, 4, OFFICIAL), ""),
    ],
)
def test_a_goal_is_judged_by_neighbours(goal: Goal, met: str) -> None:
    """A busy machine slows both samples of a pair; whoever is absent is not compared."""
    times = {"a": [1.0, 10.0, 1.0], "b": [4.0, 40.0, 4.0]}
    answers = {name: [{"seconds": t, "cpu_seconds": t, "rows": 1} for t in each] for name, each in times.items()}
    result = Result(Experiment("test", "", (), (goal,)), answers)
    assert verdict(result, goal) == met
    assert re.search(rf"\| {met} \|$", markdown([result], (0, 0)), re.MULTILINE)


def test_a_spread_is_the_median_and_the_quartiles() -> None:
    """An outlier moves none of them, and a single sample is its own spread."""
    assert spread([5000, 1, 4, 2, 3]) == (3, 2, 4)
    assert spread([7.0]) == (7, 7, 7)


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """A running server with 40 different rows."""
    with running_server("40") as url:
        yield f"{url}/0ms/campaigns"


def get(url: str, page: int, page_size: int) -> bytes:
    """Get the bytes of a page."""
    return httpx.get(url, params={"page": page, "page_size": page_size}).raise_for_status().content


def test_the_server_has_every_row_once(url: str) -> None:
    """In pages, more than were prepared, as long as with transcripts; or all at once, whatever page is asked for."""
    pages = [msgspec.json.decode(get(f"{url}/rows-250/rows", page, 100), type=RowsPage) for page in range(4)]
    assert [(len(page.rows), page.total) for page in pages] == [(100, 250), (100, 250), (50, 250), (0, 250)]
    assert len({row.id for page in pages for row in page.rows}) == 250
    content = get(f"{url}/rows-40/rows", 0, 40)
    assert len(content) == pytest.approx(40 * BYTES_PER_ROW, rel=0.03)
    assert msgspec.json.decode(get(f"{url}/bare-40/rows", 3, 7))["rows"] == msgspec.json.decode(content)["rows"]


def test_every_deviating_row_deviates(url: str) -> None:
    """Not one of them can be read in the fast tier; a mistake in a path is no fast answer."""
    for row in msgspec.json.decode(get(f"{url}/deviating-40/rows", 0, 40))["rows"]:
        with pytest.raises(msgspec.ValidationError, match=r"Expected `str`, got `null`"):
            msgspec.convert(row, Row)
    assert httpx.get(f"{url}/other-40/rows").status_code == 404
